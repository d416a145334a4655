"""A plain SymPy program that differentiates the function on the screen: text to copy and run.

Only names of SymPy and a few helper definitions appear in it; what SymPy does not have (the functions of machine
learning, real odd roots, the slope of a staircase) is spelt out above the function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from core.language.differentiation import depends_on
from core.language.function import Function
from core.language.rational import rational_value
from core.language.symbolic import constant_value
from core.language.syntax import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
)
from core.language.vocabulary import complete
from core.rules.rules import is_e

_SYMPY_NAMES = {
    "ln": "log", "abs": "Abs", "min": "Min", "max": "Max", "step": "Heaviside",
    **{
        name: name
        for name in (
            "sin cos tan sec csc cot asin acos atan asec acsc acot atan2 sinh cosh tanh sech csch coth asinh acosh "
            "atanh asech acsch acoth exp log sqrt sign erf erfc gamma digamma polygamma"
        ).split()
    },
}  # fmt: skip
_CONSTANTS = {"pi": "pi", "e": "E", "tau": "(2*pi)", "phi": "GoldenRatio"}

# name → (its own lines, names of SymPy it uses, helpers it uses)
_HELPERS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "Stairs": (
        "class Stairs(floor):\n"
        '    """floor, with slope 0 on each stair (SymPy leaves it open)."""\n'
        "    def fdiff(self, argindex=1):\n"
        "        return Integer(0)",
        ("floor", "Integer"),
        (),
    ),
    "ceil": ("def ceil(u):\n    return -Stairs(-u)", (), ("Stairs",)),
    "rounded": ("def rounded(u):\n    return Stairs(u + Rational(1, 2))", ("Rational",), ("Stairs",)),
    "mod": ("def mod(u, m):\n    return u - m*Stairs(u/m)", (), ("Stairs",)),
    "odd_power": (
        "def odd_power(u, p):\n    # the real root, also of a negative number\n    return u*Abs(u)**(p - 1)",
        ("Abs",),
        (),
    ),
    "sigmoid": ("def sigmoid(u):\n    return 1/(1 + exp(-u))", ("exp",), ()),
    "softplus": ("def softplus(u):\n    return log(1 + exp(u))", ("log", "exp"), ()),
    "relu": ("def relu(u):\n    return Max(0, u)", ("Max",), ()),
    "leaky_relu": ("def leaky_relu(u, a):\n    return Max(0, u) + a*Min(0, u)", ("Max", "Min"), ()),
    "elu": ("def elu(u, a):\n    return Max(0, u) + a*(exp(Min(0, u)) - 1)", ("Max", "Min", "exp"), ()),
    "gelu": ("def gelu(u):\n    return u*(1 + erf(u/sqrt(2)))/2", ("erf", "sqrt"), ()),
    "silu": ("def silu(u):\n    return u/(1 + exp(-u))", ("exp",), ()),
    "softsign": ("def softsign(u):\n    return u/(1 + Abs(u))", ("Abs",), ()),
    "huber": ("def huber(u, d):\n    return Min(Abs(u), d)*(Abs(u) - Min(Abs(u), d)/2)", ("Min", "Abs"), ()),
    "log10": ("def log10(u):\n    return log(u, 10)", ("log",), ()),
    "log2": ("def log2(u):\n    return log(u, 2)", ("log",), ()),
}
_HELPER_OF = {"floor": "Stairs", "round": "rounded"}
# A letter that is also a name of Python or SymPy's gets a trailing underscore, and so do the constants' own letters.
_RESERVED = frozenset("E I N O Q S lambda".split())
_MOST_IRRATIONAL_PARTS = 3
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)


@dataclass(frozen=True)
class Code:
    """An expression as Python: ``text``, the SymPy names it needs, and the helper definitions above it, in order."""

    text: str
    imports: tuple[str, ...]
    helpers: tuple[str, ...]


def sympy_code(tree: Node) -> Code:
    """The tree as a Python expression in plain SymPy."""
    writer = _Writer()
    text = writer.show(tree, _SUM)
    return Code(text, tuple(sorted(writer.names)), tuple(_HELPERS[name][0] for name in writer.helpers))


def sympy_program(function: Function, at: float, variable: str = "x", **parameters: float) -> str:
    """A program that prints f′ and then f′ at ``at`` (with the letters of f as given, 1 where not)."""
    code = sympy_code(function.tree)
    letters = (variable, *function.parameters)
    symbols = ", ".join(python_name(letter) for letter in letters)
    imports = ", ".join(sorted({*code.imports, "diff", "symbols"}, key=str.lower))
    names = " ".join(map(python_name, letters))
    lines = [f"from sympy import {imports}", "", f'{symbols} = symbols("{names}", real=True)']
    for helper in code.helpers:
        lines += ["", helper]
    exact = _is_rational_function(function.tree)
    values = {variable: at} | {letter: parameters.get(letter, 1.0) for letter in function.parameters}
    places = ", ".join(f"{python_name(name)}: {_number(value, exact)}" for name, value in values.items())
    lines += [
        "" if not code.helpers else "\n",
        f"f = {code.text}",
        f"slope = diff(f, {python_name(variable)})",
        "print(slope)",
        f"print(slope.subs({{{places}}}){'' if exact else '.evalf()'})",
    ]
    return "\n".join(lines).replace("\n\n\n\n", "\n\n\n") + "\n"


def python_name(letter: str) -> str:
    """A Python name for a letter of the typed function."""
    return f"{letter}_" if letter in _RESERVED else letter


def _number(value: float, exact: bool) -> str:
    value = float(f"{value:.12g}")
    return str(int(value)) if exact and value == int(value) else repr(value)


def _is_rational_function(tree: Node) -> bool:
    if isinstance(tree, Call | Constant):
        return False
    if isinstance(tree, Power):
        exponent = rational_value(tree.exponent)
        return exponent is not None and exponent.denominator == 1 and _is_rational_function(tree.base)
    return all(map(_is_rational_function, children(tree)))


@dataclass
class _Writer:
    names: set[str] = field(default_factory=set)
    helpers: list[str] = field(default_factory=list)

    def show(self, node: Node, at_least: int) -> str:
        text, holds = self.form(node)
        return text if holds >= at_least else f"({text})"

    def form(self, node: Node) -> tuple[str, int]:
        if (number := _settled(node)) is not None:
            return (
                self.number(number) if isinstance(number, Fraction) else (repr(number), _ATOM if number >= 0 else _SIGN)
            )
        match node:
            case Number(value):
                return self.number(value)
            case Constant(name):
                self.names.add(_CONSTANTS[name].strip("(2*)"))
                return _CONSTANTS[name], _ATOM
            case Symbol(name):
                return python_name(name), _ATOM
            case Negative(operand):
                return "-" + self.show(operand, _PRODUCT), _SIGN if not isinstance(operand, Sum) else _PRODUCT
            case Sum(terms):
                return self.sum(terms), _SUM
            case Product(factors):
                return "*".join(
                    [self.show(factors[0], _PRODUCT), *(self.show(f, _POWER) for f in factors[1:])]
                ), _PRODUCT
            case Quotient(top, bottom):
                return f"{self.show(top, _PRODUCT)}/{self.show(bottom, _POWER)}", _PRODUCT
            case Power(base, exponent):
                return self.power(base, exponent)
            case Call(name, arguments):
                return self.call(name, complete(name, arguments))
        raise TypeError(f"no code for {type(node).__name__}")

    def number(self, value: Fraction) -> tuple[str, int]:
        if value.denominator == 1:
            return str(value.numerator), _ATOM if value >= 0 else _SIGN
        self.names.add("Rational")
        return f"Rational({value.numerator}, {value.denominator})", _ATOM

    def sum(self, terms: tuple[Node, ...]) -> str:
        text = self.show(terms[0], _SUM if not isinstance(terms[0], Sum) else _PRODUCT)
        for term in terms[1:]:
            shown = self.show(term, _PRODUCT)
            text += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
        return text

    def power(self, base: Node, exponent: Node) -> tuple[str, int]:
        if is_e(base):
            self.names.add("exp")
            return f"exp({self.show(exponent, _SUM)})", _ATOM
        exact = rational_value(exponent)
        if exact is None or exact.denominator % 2 == 0 or exact.denominator == 1:
            return f"{self.show(base, _ATOM)}**{self.show(exponent, _ATOM)}", _POWER
        inside = self.show(base, _SUM)
        if exact.numerator % 2 == 0:
            self.names.add("Abs")
            return f"Abs({inside})**{self.number(exact)[0]}", _POWER
        return f"{self.helper('odd_power')}({inside}, {self.number(exact)[0]})", _ATOM

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
        if name == "cbrt":
            return self.power(arguments[0], Number(Fraction(1, 3)))
        if name == "root":
            degree = rational_value(arguments[1])
            if degree:
                return self.power(arguments[0], Number(1 / degree))
            return f"{self.show(arguments[0], _ATOM)}**(1/{self.show(arguments[1], _ATOM)})", _POWER
        inside = [self.show(argument, _SUM) for argument in arguments]
        if name == "factorial":
            self.names.add("gamma")
            return f"gamma({inside[0]} + 1)", _ATOM
        if name == "positive":
            self.names.add("Heaviside")
            return f"Heaviside({inside[0]}, 0)", _ATOM
        helper = _HELPER_OF.get(name, name)
        if helper in _HELPERS:
            return f"{self.helper(helper)}({', '.join(inside)})", _ATOM
        self.names.add(_SYMPY_NAMES[name])
        return f"{_SYMPY_NAMES[name]}({', '.join(inside)})", _ATOM

    def helper(self, name: str) -> str:
        _, imports, needs = _HELPERS[name]
        for needed in needs:
            self.helper(needed)
        self.names.update(imports)
        if name not in self.helpers:
            self.helpers.append(name)
        return name


def _settled(node: Node) -> Fraction | float | None:
    """Constant parts as numbers where Python or SymPy would read them otherwise (1/3), or brood over them."""
    if isinstance(node, Number | Constant | Symbol):
        return None
    exact = rational_value(node)
    if exact is not None:
        return exact
    if depends_on(node, _Everything()) or _irrational_parts(node) <= _MOST_IRRATIONAL_PARTS:
        return None
    return constant_value(node)


class _Everything(frozenset):
    def __contains__(self, name: object) -> bool:
        return True


def _irrational_parts(node: Node) -> int:
    own = isinstance(node, Call | Constant) or (isinstance(node, Power) and rational_value(node) is None)
    return int(own) + sum(map(_irrational_parts, children(node)))
