"""SymPy back to trees: how a derivative is shown after SymPy has gathered its like terms."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from core.language.cases import in_cases
from core.language.conditions import SIGNS
from core.language.gathering import gathered, one_fraction
from core.language.printing import to_latex
from core.language.symbolic import CONSTANTS, JOINS, NAMED, PIECES
from core.language.syntax import (
    Call,
    Comparison,
    Constant,
    Joined,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)
from core.language.vocabulary import OPERATIONS

#: SymPy class → canonical name
_CANONICAL: dict[type, str] = {
    (getattr(sp, row.sympy) if row.sympy else NAMED[name]): name
    for name, row in OPERATIONS.items()
    if row.sympy or name in NAMED
}

_CONDITIONS = {NAMED[name]: name for name in (*SIGNS, *JOINS)}

_LONGEST = 120  # operations: a longer expression is left as it is


class NoTree(ValueError):
    """A SymPy expression with something in it that the language does not have (infinity, the imaginary unit …)."""


def from_sympy(expression: sp.Expr, *, decimals: bool = False) -> Node:
    """A SymPy expression built by ``to_sympy(…, named=True)`` as a tree; with ``decimals`` 1/10 stays 0.1.

    Raises NoTree where the expression has no form in the language.
    """
    return _FromSympy(decimals).of(expression)


def shortest(expression: sp.Expr, *, decimals: bool = False, cases: bool = False) -> Node:
    """As ``from_sympy``, with what belongs together gathered where that is shorter to read.

    With ``cases``, steps that only say which input of a max or min wins become pieces.
    """
    plain = from_sympy(expression, decimals=decimals)
    if expression.count_ops() > _LONGEST:
        return plain
    pieces = in_cases(expression) if cases else None
    if pieces is not None:
        return from_sympy(pieces, decimals=decimals)
    if expression.has(sp.sign, sp.sin, sp.cos, sp.tan, sp.cot, sp.sinh, NAMED["sigmoid"]):
        tidied = from_sympy(gathered(expression), decimals=decimals)
        return tidied if _length(tidied) < _length(plain) or _speaks_plainer(plain, tidied) else plain
    fraction = one_fraction(expression)
    if fraction is None:
        return plain
    return min(plain, from_sympy(fraction, decimals=decimals), key=_length)


def _length(tree: Node) -> int:
    return len(to_latex(tree))


def _speaks_plainer(plain: Node, tidied: Node) -> bool:
    """σ(x)(1 − σ(x)) is how everyone writes σ(x)σ(−x), though it is longer."""
    turned = to_latex(plain).count(r"\sigma\left(-")
    return turned > 0 and _length(tidied) <= _length(plain) + 20 * turned


class _FromSympy:
    def __init__(self, decimals: bool) -> None:
        self.decimals = decimals

    def of(self, expression: sp.Expr) -> Node:
        match expression:
            case sp.Symbol():
                return Symbol(expression.name)
            case sp.Float():
                return _signed(Fraction(f"{float(expression):.12g}"))
            case sp.Rational():
                return self._rational(Fraction(int(expression.p), int(expression.q)))
            case sp.Add():
                return Sum(tuple(self.of(term) for term in expression.as_ordered_terms()))
            case sp.Mul():
                return self._product(expression)
            case sp.exp():
                return Power(Constant("e"), self.of(expression.args[0]))
            case sp.Pow():
                return self._power(expression.base, expression.exp)
        for name, constant in CONSTANTS.items():
            if expression == constant:
                return Constant(name)
        return self._call(expression)

    def _rational(self, value: Fraction) -> Node:
        if value < 0:
            return Negative(self._rational(-value))
        if value.denominator == 1 or (self.decimals and _ends(value)):
            return Number(value)
        return Quotient(Number(Fraction(value.numerator)), Number(Fraction(value.denominator)))

    def _product(self, expression: sp.Mul) -> Node:
        if expression.as_coeff_Mul()[0].is_negative:
            return Negative(self.of(-expression))
        top: list[Node] = []
        bottom: list[Node] = []
        for factor in sorted(expression.as_ordered_factors(), key=_is_sum_of_functions):
            self._place(factor, top, bottom)
        numerator = _joined(top)
        return Quotient(numerator, _joined(bottom)) if bottom else numerator

    def _place(self, factor: sp.Expr, top: list[Node], bottom: list[Node]) -> None:
        if factor.is_Rational:
            value = Fraction(int(factor.p), int(factor.q))
            if self.decimals and _ends(value):
                top.append(Number(value))
                return
            if value.numerator != 1:
                top.append(Number(Fraction(value.numerator)))
            if value.denominator != 1:
                bottom.append(Number(Fraction(value.denominator)))
        elif isinstance(factor, sp.Pow) and factor.exp.is_Rational and factor.exp.is_negative:
            bottom.append(self._power(factor.base, -factor.exp) if factor.exp != -1 else self.of(factor.base))
        else:
            top.append(self.of(factor))

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Node:
        if isinstance(base, NAMED["root"]) and exponent.is_Integer:
            base, exponent = base.args[0], sp.Rational(exponent, base.args[1])
        if exponent.is_Rational and exponent.is_negative:
            below = self.of(base) if exponent == -1 else self._power(base, -exponent)
            return Quotient(Number(Fraction(1)), below)
        if exponent == sp.Rational(1, 2):
            return Call("sqrt", (self.of(base),))
        return Power(self.of(base), self.of(exponent))

    def _call(self, expression: sp.Expr) -> Node:
        arguments = expression.args
        if isinstance(expression, sp.Heaviside):
            arguments, name = arguments[:1], "positive" if arguments[1] == 0 else "step"
        elif isinstance(expression, sp.polygamma):
            name = "polygamma"
        elif (condition := _CONDITIONS.get(type(expression))) is not None:
            parts = tuple(map(self.of, arguments))
            return Joined(condition, parts) if condition in JOINS else Comparison(condition, parts[0], parts[1])
        elif isinstance(expression, NAMED[PIECES]):
            return self._pieces(tuple(map(self.of, arguments)))
        elif type(expression) in _CANONICAL:
            name = _CANONICAL[type(expression)]
        else:
            raise NoTree(type(expression).__name__)
        defaults = OPERATIONS[name].defaults
        if defaults and expression.args[1] == sp.Rational(defaults[0].numerator, defaults[0].denominator):
            arguments = arguments[:1]
        if name == "polygamma" and expression.args[0] == 0:
            return Call("digamma", (self.of(expression.args[1]),))
        return Call(name, tuple(map(self.of, arguments)))

    @staticmethod
    def _pieces(parts: tuple[Node, ...]) -> Node:
        count = len(parts) // 2
        last = parts[-1] if len(parts) % 2 else None
        return Piecewise(parts[: 2 * count : 2], parts[1 : 2 * count : 2], last)


def _is_sum_of_functions(factor: sp.Expr) -> bool:
    """1 − σ(x) stands behind σ(x) and 1 + cos x behind sin x, but x + 1 before both."""
    return factor.as_base_exp()[0].is_Add and factor.has(sp.Function)


def _joined(factors: list[Node]) -> Node:
    if not factors:
        return Number(Fraction(1))
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _signed(value: Fraction) -> Node:
    return Negative(Number(-value)) if value < 0 else Number(value)


def _ends(value: Fraction) -> bool:
    """Whether the decimals end soon."""
    return (value * 10**6).denominator == 1
