"""A tree as a product of powers, and back."""

from __future__ import annotations

from fractions import Fraction

from core.language.differentiation import ONE, divide, multiply, power
from core.language.rational import rational_value
from core.language.syntax import Negative, Node, Number, Power, Product, Quotient

Powers = dict[Node, Fraction]


def powers(node: Node) -> Powers:
    """A term as a product of powers: base → exponent; its number has exponent 1."""
    number = Fraction(1)
    found: Powers = {}
    todo = [(node, Fraction(1))]
    while todo:
        part, exponent = todo.pop()
        match part:
            case Number(value) if exponent.denominator == 1 and value:
                number *= Fraction(value) ** exponent.numerator
            case Negative(operand) if exponent.denominator == 1:
                number *= Fraction(-1) ** exponent.numerator
                todo.append((operand, exponent))
            case Product(factors):
                todo += [(factor, exponent) for factor in factors]
            case Quotient(top, bottom):
                todo += [(top, exponent), (bottom, -exponent)]
            case Power(base, raised) if (times := rational_value(raised)) is not None and times.denominator == 1:
                todo.append((base, exponent * times))
            case _:
                found[part] = found.get(part, Fraction(0)) + exponent
    return found | {Number(number): Fraction(1)}


def product(found: Powers) -> Node:
    """The tree of a product of powers."""
    above = [power(base, Number(exponent)) for base, exponent in found.items() if exponent > 0]
    below = [power(base, Number(-exponent)) for base, exponent in found.items() if exponent < 0]
    top = multiply(*above) if above else ONE
    return divide(top, multiply(*below)) if below else top
