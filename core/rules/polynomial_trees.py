"""Polynomials and quotients of them as trees to be shown: factored, or as a sum of powers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq_poly

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
from core.rules.polynomials import (
    by_multiplicity,
    coefficients_of,
    divided,
    primitive,
)


def written(top: fmpq_poly, bottom: fmpq_poly, factors: Sequence[fmpq_poly], variable: str) -> Node:
    """top/bottom as a tree: ``factors`` of the bottom stay factors; the zero polynomial is 0."""
    if top.is_zero():
        return Number(Fraction(0))
    size, top = primitive(top)
    scale, bottom = primitive(bottom)
    number = size / scale
    above = _factored(top, factors, variable, split=bool(factors))
    below = _factored(bottom, factors, variable, split=True)
    if abs(number.numerator) != 1 or not above:
        if len(above) == 1 and top.degree() > 0 and isinstance(above[0], Sum):  # 2(x + 1) is written 2x + 2
            above = [sum_of_powers(top * abs(number.numerator), variable)]
        else:
            above.insert(0, Number(Fraction(abs(number.numerator))))
    if number.denominator != 1:
        below.insert(0, Number(Fraction(number.denominator)))
    result = _joined(above) if not below else Quotient(_joined(above), _joined(below))
    if number > 0:
        return result
    if len(above) == 1 and isinstance(above[0], Sum):  # the sign goes into a sum
        turned = sum_of_powers(top * -abs(number.numerator), variable)
        return turned if not below else Quotient(turned, _joined(below))
    return Negative(result)


def _factored(whole: fmpq_poly, factors: Sequence[fmpq_poly], variable: str, *, split: bool) -> list[Node]:
    """Powers of the ``factors`` that divide it, then the rest (by multiplicity, with ``split``)."""
    powers: list[tuple[fmpq_poly, int]] = []
    for factor in factors:
        times = 0
        while whole.degree() >= factor.degree() and divmod(whole, factor)[1].is_zero():
            whole, times = divided(whole, factor), times + 1
        if times:
            powers.append((factor, times))
    powers.extend(by_multiplicity(whole) if split else [(whole, 1)])
    powers.sort(key=lambda pair: pair[0].degree())
    bases = [(primitive(base)[1], times) for base, times in powers if base.degree() > 0]
    return [
        sum_of_powers(base, variable) if times == 1 else Power(sum_of_powers(base, variable), Number(Fraction(times)))
        for base, times in bases
    ]


def sum_of_powers(polynomial: fmpq_poly, variable: str) -> Node:
    """A polynomial as a sum of powers, the highest first."""
    coefficients = coefficients_of(polynomial)
    terms: list[Node] = []
    for degree in range(len(coefficients) - 1, -1, -1):
        value = coefficients[degree]
        if not value:
            continue
        letter = Symbol(variable) if degree == 1 else Power(Symbol(variable), Number(Fraction(degree)))
        size = Number(abs(value))
        term = size if degree == 0 else letter if abs(value) == 1 else Product((size, letter))
        terms.append(Negative(term) if value < 0 else term)
    if len(terms) == 2 and isinstance(terms[0], Negative) and not isinstance(terms[1], Negative):
        terms.reverse()  # 1 − 3x² rather than −3x² + 1
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _joined(factors: list[Node]) -> Node:
    if not factors:
        return Number(Fraction(1))
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
