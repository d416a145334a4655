"""How a slope is put on one line: factors gathered, quotients over one bar."""

from __future__ import annotations

from fractions import Fraction

from core.language.differentiation import (
    add,
    divide,
    multiply,
    negative,
    power,
)
from core.language.printing import decimal_text
from core.language.rational import rational_value
from core.language.syntax import (
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)


def on_one_line(node: Node) -> Node:
    """A result as one writes it down: a product over one bar, letters in front and equal ones together."""
    match node:
        case Sum(terms):
            return add(*map(on_one_line, terms))
        case Negative(operand):
            return negative(on_one_line(operand))
        case Quotient(top, bottom):
            above = on_one_line(top)
            if isinstance(above, Quotient):
                return divide(above.numerator, _gathered((above.denominator, bottom)))
            return divide(above, bottom)
        case Product(factors):
            return _over_one_bar(factors)
    return node


def _over_one_bar(factors: tuple[Node, ...]) -> Node:
    if not any(isinstance(factor, Quotient) for factor in factors):
        return _gathered(factors)
    above: list[Node] = []
    below: list[Node] = []
    for factor in factors:
        if isinstance(factor, Quotient):
            above.append(factor.numerator)
            below.append(factor.denominator)
        elif isinstance(factor, Number) and decimal_text(abs(factor.value)) is None:  # 1/3, not 0.5
            above.append(Number(Fraction(factor.value.numerator)))
            below.append(Number(Fraction(factor.value.denominator)))
        else:
            above.append(factor)
    return divide(on_one_line(multiply(*above)), on_one_line(multiply(*below)))


def _gathered(factors: tuple[Node, ...]) -> Node:
    """The product with its letters and their powers in front, each letter once."""
    exponents: dict[Node, Fraction] = {}
    others: list[Node] = []
    for factor in factors:
        exponent = rational_value(factor.exponent) if isinstance(factor, Power) else Fraction(1)
        letter = factor.base if isinstance(factor, Power) else factor
        if isinstance(letter, Symbol) and exponent is not None:
            exponents[letter] = exponents.get(letter, Fraction(0)) + exponent
        else:
            others.append(factor)
    numbers = [factor for factor in others if isinstance(factor, Number)]
    letters = [power(letter, Number(exponent)) for letter, exponent in exponents.items()]
    return multiply(*numbers, *letters, *(factor for factor in others if not isinstance(factor, Number)))
