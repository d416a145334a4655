"""Rational functions of one variable in lowest terms, as one would write them down, and the holes that this hides.

Exact arithmetic on polynomials of bounded degree and size: nothing here can take long (``core.rules.polynomials``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq_poly

from core.language.function import Function
from core.language.printing import to_latex
from core.language.rational import rational_value
from core.language.syntax import (
    Comparison,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
)
from core.rules.polynomial_trees import sum_of_powers, written
from core.rules.polynomials import (
    HIGHEST,
    ONE,
    TooLarge,
    bounded,
    common_divisor,
    divided,
    irreducible_factors,
    may_have_real_zero,
    polynomial,
    primitive,
    raised,
    without,
    zero_of,
)


@dataclass(frozen=True)
class Tidy:
    """``tree`` is the function in its shortest form. ``holes``: a polynomial (a tree) at whose zeros ``tree``
    has a value and the function has none; None if there are none. ``places``: its real zeros, if all are rational.
    """

    tree: Node
    holes: Node | None = None
    places: tuple[Fraction, ...] = ()


def tidy(function: Function) -> Tidy:
    """The shortest form of a function: what SymPy gathers or, for a quotient of polynomials, its lowest terms."""
    known = function.simplified
    if known is None:
        return Tidy(function.tree)  # too long to be written out
    try:
        return _tidied(function, known, function.variables[0])
    except (_Unfit, TooLarge):
        return Tidy(known)


def _tidied(function: Function, known: Node, variable: str) -> Tidy:
    reader = _Reader(variable)
    found = reader.of(function.tree)
    for guard in function.guards:
        reader.of(guard)
    if not reader.divisors:
        return Tidy(known)
    common = common_divisor(found.top, found.bottom)
    top, bottom = divided(found.top, common), divided(found.bottom, common)
    factors = list(_typed_factors(function, variable))
    forms = [written(top, bottom, use, variable) for use in ((), factors)]
    lowest = common.degree() > 0
    shown = min(forms if lowest else [known, *forms], key=lambda tree: len(to_latex(tree)))
    return _with_holes(shown, _lost(reader.divisors, bottom), variable)


def _lost(divisors: Sequence[fmpq_poly], bottom: fmpq_poly) -> fmpq_poly:
    """The polynomial, each zero once, that is 0 where one of the ``divisors`` is and ``bottom`` is not."""
    lost = ONE
    for divisor in divisors:
        lost = bounded(lost * without(without(divisor, bottom), lost))
    return lost


def _with_holes(shown: Node, lost: fmpq_poly, variable: str) -> Tidy:
    real = [factor for factor in irreducible_factors(lost) if may_have_real_zero(factor)]
    if not real:
        return Tidy(shown)
    zeros = [zero_of(factor) for factor in real]
    places = tuple(sorted(zero for zero in zeros if zero is not None))
    product = ONE
    for factor in real:
        product *= factor
    return Tidy(shown, sum_of_powers(primitive(product)[1], variable), places if len(places) == len(real) else ())


def latex_of(found: Tidy, variable: str = "x") -> str:
    """The form with its condition behind it, where it hides a hole: 1 (x ≠ 1)."""
    text = to_latex(_without_tie(found.tree))
    condition = holes_latex(found, variable, r"\neq") if found.holes is not None else ""
    return rf"{text} \quad ({condition})" if condition else text


def _without_tie(tree: Node) -> Node:
    """Cases for a > b, a = b, a < b without the middle one: there is a corner, where f′ only has a convention."""
    match tree:
        case Piecewise(
            (Comparison(">", a, b) as above, Comparison("=", c, d), Comparison("<", e, f) as below),
            (top, _, bottom),
            None,
        ) if (a, b) == (c, d) == (e, f):
            return Piecewise((above, below), (top, bottom))
    return tree


def holes_latex(found: Tidy, variable: str = "x", sign: str = "=") -> str:
    """Where the holes are: x = 1, x = 2; or the equation that they solve, x² − 2 = 0."""
    letter = to_latex(Symbol(variable))
    each = [rf"{letter} {sign} {to_latex(_rational(place))}" for place in found.places]
    if each or found.holes is None:
        return r",\; ".join(each)
    return rf"{to_latex(found.holes)} {sign} 0"


def _rational(value: Fraction) -> Node:
    size = Number(Fraction(abs(value.numerator)))
    node = size if value.denominator == 1 else Quotient(size, Number(Fraction(value.denominator)))
    return Negative(node) if value < 0 else node


# Reading ---------------------------------------------------------------------------------------------------------


class _Unfit(Exception):
    """Not a rational function with rational coefficients."""


@dataclass(frozen=True)
class _Fraction:
    top: fmpq_poly
    bottom: fmpq_poly


class _Reader:
    """Reads trees as fractions of polynomials, parts that are shared once; ``divisors`` is what they divide by."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.divisors: list[fmpq_poly] = []
        self.memory: dict[int, tuple[Node, _Fraction]] = {}

    def of(self, node: Node) -> _Fraction:
        """The fraction. Raises _Unfit where the tree is none, TooLarge beyond the bounds."""
        if id(node) not in self.memory:
            self.memory[id(node)] = node, self._read(node)
        return self.memory[id(node)][1]

    def _read(self, node: Node) -> _Fraction:
        exact = rational_value(node)
        if exact is not None:
            return _Fraction(polynomial(exact), ONE)
        match node:
            case Symbol(name) if name == self.variable:
                return _Fraction(polynomial(Fraction(0), Fraction(1)), ONE)
            case Negative(operand):
                part = self.of(operand)
                return _Fraction(-part.top, part.bottom)
            case Sum(terms):
                return self._sum(list(map(self.of, terms)))
            case Product(factors):
                return self._product(list(map(self.of, factors)))
            case Quotient(above, below):
                return self._product([self.of(above), self._inverse(self.of(below))])
            case Power(base, exponent):
                return self._power(self.of(base), rational_value(exponent))
        raise _Unfit

    def _sum(self, parts: list[_Fraction]) -> _Fraction:
        total = parts[0]
        for part in parts[1:]:
            shared = common_divisor(total.bottom, part.bottom)
            mine, other = divided(total.bottom, shared), divided(part.bottom, shared)
            total = _Fraction(bounded(total.top * other + part.top * mine), bounded(total.bottom * other))
        return total

    def _product(self, parts: list[_Fraction]) -> _Fraction:
        top, bottom = ONE, ONE
        for part in parts:
            top, bottom = bounded(top * part.top), bounded(bottom * part.bottom)
        return _Fraction(top, bottom)

    def _power(self, base: _Fraction, exponent: Fraction | None) -> _Fraction:
        if exponent is None or exponent.denominator != 1 or abs(exponent) > HIGHEST:
            raise _Unfit
        if exponent < 0:
            base = self._inverse(base)
        times = abs(exponent.numerator)
        return _Fraction(raised(base.top, times), raised(base.bottom, times))

    def _inverse(self, part: _Fraction) -> _Fraction:
        if part.top.is_zero():
            raise _Unfit  # divided by 0: it has no value anywhere
        if part.top.degree() > 0 and part.top not in self.divisors:
            self.divisors.append(part.top)
        return _Fraction(part.bottom, part.top)


def _typed_factors(function: Function, variable: str) -> Iterator[fmpq_poly]:
    """Polynomials that stand in the typed tree as a factor or a base, the largest first."""
    found: list[fmpq_poly] = []
    original = function.derivative_of[0] if function.derivative_of else function
    reader = _Reader(variable)

    factored = (Product, Power, Quotient)

    def look(node: Node) -> None:
        for part in children(node):
            look(part)
        for part in children(node)[: 1 if isinstance(node, Power) else None] if isinstance(node, factored) else ():
            if isinstance(part, Product | Power):
                continue  # its own parts are the factors
            try:
                read = reader.of(part)
            except (_Unfit, TooLarge):
                continue
            if read.top.degree() > 0 and read.bottom == ONE:
                factor = primitive(read.top)[1]
                if factor not in found:
                    found.append(factor)

    look(original.tree)
    yield from sorted(found, key=fmpq_poly.degree, reverse=True)
