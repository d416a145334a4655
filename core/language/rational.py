"""Exact arithmetic on the constant parts of a tree."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from core.language.syntax import Negative, Node, Number, Power, Product, Quotient, Sum

_LARGEST = 10**40


def rational_value(node: Node) -> Fraction | None:
    """The exact value of a tree that is plain arithmetic on rational numbers, else None (also beyond 40 digits)."""
    match node:
        case Number(value):
            return value
        case Negative(operand):
            inner = rational_value(operand)
            return None if inner is None else -inner
        case Sum(terms):
            return _reduce(terms, lambda a, b: a + b)
        case Product(factors):
            return _reduce(factors, lambda a, b: a * b)
        case Quotient(numerator, denominator):
            top, bottom = rational_value(numerator), rational_value(denominator)
            return None if top is None or not bottom else _bounded(top / bottom)
        case Power(base, exponent):
            return _power(rational_value(base), rational_value(exponent))
    return None


def _reduce(nodes: tuple[Node, ...], combine: Callable[[Fraction, Fraction], Fraction]) -> Fraction | None:
    total: Fraction | None = None
    for node in nodes:
        value = rational_value(node)
        if value is None:
            return None
        total = value if total is None else _bounded(combine(total, value))
        if total is None:
            return None
    return total


def _power(base: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    if base is None or exponent is None or exponent.denominator != 1 or abs(exponent) > 200:
        return None
    if base == 0 and exponent <= 0:
        return None
    return _bounded(base ** int(exponent))


def _bounded(value: Fraction) -> Fraction | None:
    return value if abs(value.numerator) < _LARGEST and value.denominator < _LARGEST else None
