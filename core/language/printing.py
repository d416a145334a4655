"""A tree as typeset mathematics (LaTeX) and as text that reads back to the same function."""

from __future__ import annotations

import re
from fractions import Fraction

from core.language.conditions import SIGNS
from core.language.syntax import Call, Node, Number, Piecewise
from core.language.vocabulary import CONSTANT_LATEX, OPERATIONS
from core.language.writing import Holds, Writer

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


_PLACE = re.compile("%([uv])")  # in the form of an operation, where its arguments go


def to_latex(tree: Node) -> str:
    """LaTeX of a tree in the form in which it was read; only our own commands and names ever appear in it."""
    return _Latex().write(tree)


def to_text(tree: Node) -> str:
    """Text in the language of this product that reads back to the same function."""
    return _Text().write(tree)


class _Printer(Writer):
    def number(self, value: Fraction) -> tuple[str, Holds]:
        if value < 0:
            text, holds = self.number(-value)
            return "-" + text, min(holds, Holds.SIGNED)
        decimal = decimal_text(value)
        if decimal is None:
            return self.quotient(Number(Fraction(value.numerator)), Number(Fraction(value.denominator)))
        mantissa, _, exponent = decimal.partition("e")
        return self.scientific(mantissa, exponent) if exponent else (decimal, Holds.ATOM)

    def scientific(self, mantissa: str, exponent: str) -> tuple[str, Holds]:
        return f"{mantissa}e{exponent}", Holds.ATOM


class _Latex(_Printer):
    def bracket(self, text: str) -> str:
        return rf"\left({text}\right)"

    def constant(self, name: str) -> str:
        return CONSTANT_LATEX[name]

    def symbol(self, name: str) -> str:
        head, _, index = name.partition("_")
        letter = "\\" + _GREEK[head] if head in _GREEK else head
        if len(index) > 1 and index.isalpha():
            index = rf"\mathrm{{{index}}}"
        return f"{letter}_{{{index}}}" if index else letter

    def scientific(self, mantissa: str, exponent: str) -> tuple[str, Holds]:
        ten = f"10^{{{int(exponent)}}}"
        return (ten, Holds.POWER) if mantissa == "1" else (rf"{mantissa} \cdot {ten}", Holds.PRODUCT)

    def product(self, factors: tuple[Node, ...]) -> str:
        text = self.show(factors[0], Holds.PRODUCT)
        for factor in factors[1:]:
            shown = self.show(factor, Holds.POWER)
            joint = r" \cdot " if shown[0].isdigit() or (shown.startswith(r"\frac") and text[-1].isdigit()) else " "
            text += joint + shown
        return text

    def quotient(self, top: Node, bottom: Node) -> tuple[str, Holds]:
        return rf"\frac{{{self.write(top)}}}{{{self.write(bottom)}}}", Holds.POWER

    def power(self, base: Node, exponent: Node) -> tuple[str, Holds]:
        shown = self.write(exponent)
        if isinstance(base, Call) and _is_powered_name(base.name) and _is_plain_power(exponent):
            inside = self.bracket(self.listed(base.arguments))
            return rf"{OPERATIONS[base.name].latex}^{{{shown}}}{inside}", Holds.POWER
        return f"{self.show(base, Holds.ATOM)}^{{{shown}}}", Holds.POWER

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds]:
        # Each argument is shown once: twice would be 2ⁿ times in functions n deep.
        match name:
            case "factorial":
                return f"{self.show(arguments[0], Holds.ATOM)}!", Holds.POWER
            case "mod":
                value, modulus = (self.show(argument, Holds.POWER) for argument in arguments)
                return rf"\left({value} \bmod {modulus}\right)", Holds.ATOM
        form = OPERATIONS[name].latex
        if "%" not in form:
            return form + self.bracket(self.listed(arguments)), Holds.ATOM
        inside = dict(zip("uv", (self.show(argument, Holds.CHOICE) for argument in arguments), strict=False))
        return _PLACE.sub(lambda place: inside[place[1]], form), Holds.ATOM

    def sign(self, sign: str) -> str:
        return SIGNS[sign].latex

    def word(self, word: str) -> str:
        return rf" \text{{ {word} }} "

    def pieces(self, node: Piecewise) -> tuple[str, Holds]:
        rows = [
            rf"{self.write(value)} & \text{{if }} {self.write(condition)}"
            for condition, value in zip(node.conditions, node.values, strict=True)
        ]
        if node.otherwise is not None:
            rows.append(rf"{self.write(node.otherwise)} & \text{{otherwise}}")
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}", Holds.CHOICE


class _Text(_Printer):
    def constant(self, name: str) -> str:
        return name

    def symbol(self, name: str) -> str:
        letter, _, index = name.partition("_")
        mixed = index and not index.isdigit() and not index.isalpha()
        return f"{letter}_{{{index}}}" if mixed else name

    def power(self, base: Node, exponent: Node) -> tuple[str, Holds]:
        return f"{self.show(base, Holds.ATOM)}^{self.show(exponent, Holds.ATOM)}", Holds.POWER

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds]:
        return f"{name}({self.listed(arguments)})", Holds.ATOM

    def sign(self, sign: str) -> str:
        return sign

    def pieces(self, node: Piecewise) -> tuple[str, Holds]:
        parts = [
            f"{self.write(condition)}: {self.write(value)}"
            for condition, value in zip(node.conditions, node.values, strict=True)
        ]
        last = [] if node.otherwise is None else [self.write(node.otherwise)]
        return "{" + ", ".join([*parts, *last]) + "}", Holds.ATOM


def _is_powered_name(name: str) -> bool:
    """sin²(x) and its like; others are bracketed."""
    return OPERATIONS[name].periodic or name == "ln"


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
