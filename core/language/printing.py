"""A tree as typeset mathematics (LaTeX) and as text that reads back to the same function."""

from __future__ import annotations

from fractions import Fraction

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
)
from core.language.vocabulary import CONSTANT_LATEX, OPERATIONS

# How tightly each form holds together; a part that holds less tightly than its place asks for is bracketed.
_SUM, _SIGNED, _PRODUCT, _POWER, _ATOM = range(5)

_POWERED_NAMES = frozenset("sin cos tan sec csc cot sinh cosh tanh sech csch coth ln".split())
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξρσυφχψω",
        (
            "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi rho sigma upsilon varphi "
            "chi psi omega"
        ).split(),
        strict=True,
    )
)


def to_latex(tree: Node) -> str:
    """LaTeX of a tree in the form in which it was read; only our own commands and names ever appear in it."""
    return _Latex().show(tree, _SUM)


def to_text(tree: Node) -> str:
    """Text in the language of this product that reads back to the same function."""
    return _Text().show(tree, _SUM)


class _Printer:
    """Walks a tree; a subclass says how each form looks."""

    def show(self, node: Node, at_least: int) -> str:
        text, holds = self.form(node)
        return text if holds >= at_least else self.bracket(text)

    def form(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                return self.number(value)
            case Constant(name):
                return self.constant(name), _ATOM
            case Symbol(name):
                return self.symbol(name), _ATOM
            case Negative(operand):
                return "-" + self.show(operand, _PRODUCT), _SIGNED
            case Sum(terms):
                return self.sum(terms), _SUM
            case Product(factors):
                return self.product(factors), _PRODUCT
            case Quotient(numerator, denominator):
                return self.quotient(numerator, denominator)
            case Power(base, exponent):
                return self.power(base, exponent)
            case Call(name, arguments):
                return self.call(name, arguments)
        raise TypeError(f"no printed form for {type(node).__name__}")

    def sum(self, terms: tuple[Node, ...]) -> str:
        text = self.show(terms[0], _SIGNED)
        for term in terms[1:]:
            shown = self.show(term, _SIGNED)
            text += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
        return text

    def number(self, value: Fraction) -> tuple[str, int]:
        if value < 0:
            text, holds = self.number(-value)
            return "-" + text, min(holds, _SIGNED)
        decimal = decimal_text(value)
        if decimal is None:
            return self.quotient(Number(Fraction(value.numerator)), Number(Fraction(value.denominator)))
        mantissa, _, exponent = decimal.partition("e")
        return self.scientific(mantissa, exponent) if exponent else (decimal, _ATOM)


class _Latex(_Printer):
    def bracket(self, text: str) -> str:
        return rf"\left({text}\right)"

    def constant(self, name: str) -> str:
        return CONSTANT_LATEX[name]

    def symbol(self, name: str) -> str:
        head, _, index = name.partition("_")
        letter = "\\" + _GREEK[head] if head in _GREEK else head
        return f"{letter}_{{{index}}}" if index else letter

    def scientific(self, mantissa: str, exponent: str) -> tuple[str, int]:
        ten = f"10^{{{int(exponent)}}}"
        return (ten, _POWER) if mantissa == "1" else (rf"{mantissa} \cdot {ten}", _PRODUCT)

    def product(self, factors: tuple[Node, ...]) -> str:
        text = self.show(factors[0], _PRODUCT)
        for factor in factors[1:]:
            shown = self.show(factor, _POWER)
            joint = r" \cdot " if shown[0].isdigit() or (shown.startswith(r"\frac") and text[-1].isdigit()) else " "
            text += joint + shown
        return text

    def quotient(self, top: Node, bottom: Node) -> tuple[str, int]:
        return rf"\frac{{{self.show(top, _SUM)}}}{{{self.show(bottom, _SUM)}}}", _POWER

    def power(self, base: Node, exponent: Node) -> tuple[str, int]:
        shown = self.show(exponent, _SUM)
        if isinstance(base, Call) and base.name in _POWERED_NAMES and _is_plain_power(exponent):
            return rf"{OPERATIONS[base.name].latex}^{{{shown}}}{self.arguments(base.arguments)}", _POWER
        return f"{self.show(base, _ATOM)}^{{{shown}}}", _POWER

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
        # Each argument is shown once: twice would be 2ⁿ times in functions n deep.
        match name:
            case "factorial":
                return f"{self.show(arguments[0], _ATOM)}!", _POWER
            case "mod":
                value, modulus = (self.show(argument, _POWER) for argument in arguments)
                return rf"\left({value} \bmod {modulus}\right)", _ATOM
        inside = [self.show(argument, _SUM) for argument in arguments]
        match name:
            case "abs":
                return rf"\left|{inside[0]}\right|", _ATOM
            case "floor" | "ceil":
                return rf"\left\l{name} {inside[0]} \right\r{name}", _ATOM
            case "sqrt":
                return rf"\sqrt{{{inside[0]}}}", _ATOM
            case "cbrt":
                return rf"\sqrt[3]{{{inside[0]}}}", _ATOM
            case "root":
                return rf"\sqrt[{inside[1]}]{{{inside[0]}}}", _ATOM
            case "log":
                return rf"\log_{{{inside[1]}}}\left({inside[0]}\right)", _ATOM
            case "polygamma":
                return rf"\psi^{{({inside[0]})}}\left({inside[1]}\right)", _ATOM
            case "positive":
                return rf"\left[{inside[0]} > 0\right]", _ATOM
        return OPERATIONS[name].latex + self.bracket(", ".join(inside)), _ATOM

    def arguments(self, arguments: tuple[Node, ...]) -> str:
        return self.bracket(", ".join(self.show(argument, _SUM) for argument in arguments))


class _Text(_Printer):
    def bracket(self, text: str) -> str:
        return f"({text})"

    def constant(self, name: str) -> str:
        return name

    def symbol(self, name: str) -> str:
        return name

    def scientific(self, mantissa: str, exponent: str) -> tuple[str, int]:
        return f"{mantissa}e{exponent}", _ATOM

    def product(self, factors: tuple[Node, ...]) -> str:
        return "*".join([self.show(factors[0], _PRODUCT), *(self.show(factor, _POWER) for factor in factors[1:])])

    def quotient(self, top: Node, bottom: Node) -> tuple[str, int]:
        return f"{self.show(top, _PRODUCT)}/{self.show(bottom, _POWER)}", _PRODUCT

    def power(self, base: Node, exponent: Node) -> tuple[str, int]:
        return f"{self.show(base, _ATOM)}^{self.show(exponent, _ATOM)}", _POWER

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
        return f"{name}({', '.join(self.show(argument, _SUM) for argument in arguments)})", _ATOM


def _is_plain_power(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value >= 2


def decimal_text(value: Fraction) -> str | None:
    """A non-negative number as digits (scientific beyond 15 places), or None where its decimals never end."""
    if value.denominator == 1 and value < 10**15:
        return str(value.numerator)
    places = _decimal_places(value.denominator)
    if places is None:
        return None
    digits = str(value.numerator * 10**places // value.denominator)
    stripped = digits.rstrip("0")
    if places <= 15 and len(digits) <= 15 + 1:
        whole, fraction = digits.zfill(places + 1)[:-places], digits.zfill(places + 1)[-places:]
        return f"{whole}.{fraction}"
    exponent = len(digits) - 1 - places
    mantissa = stripped[0] + (f".{stripped[1:]}" if len(stripped) > 1 else "")
    return f"{mantissa}e{exponent}"


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
