"""Polynomials in one variable with rational coefficients: python-flint's, so small that no text can hold up a page.

``bounded`` raises TooLarge beyond degree 60 and coefficients of 300 digits; within these bounds gcds and factors take
milliseconds.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from flint import fmpq, fmpq_poly

HIGHEST = 60  # degree
_MOST_BITS = 1_000  # of numerators and of the denominator that they share
_MOST_WORK = 3_000_000  # degree³ · bits: Sturm's chain within a tenth of a second

ONE = fmpq_poly([1])


class TooLarge(ArithmeticError):
    """Beyond the bounds."""


def polynomial(*coefficients: Fraction) -> fmpq_poly:
    """The polynomial with these coefficients, from the constant upwards. Raises TooLarge."""
    return bounded(fmpq_poly([fmpq(value.numerator, value.denominator) for value in coefficients]))


def coefficients_of(a: fmpq_poly) -> list[Fraction]:
    """The coefficients, from the constant upwards; none for 0."""
    return [Fraction(int(value.p), int(value.q)) for value in a.coeffs()]


def bounded(a: fmpq_poly) -> fmpq_poly:
    """The polynomial itself. Raises TooLarge beyond the bounds."""
    if a.degree() > HIGHEST or max(a.numer().height_bits(), int(a.denom()).bit_length()) > _MOST_BITS:
        raise TooLarge
    return a


def raised(a: fmpq_poly, exponent: int) -> fmpq_poly:
    """A power with a whole exponent of at least 0. Raises TooLarge, before it is computed."""
    if a.degree() * exponent > HIGHEST or exponent * a.numer().height_bits() > 2 * _MOST_BITS:
        raise TooLarge
    return bounded(a**exponent)


def common_divisor(a: fmpq_poly, b: fmpq_poly) -> fmpq_poly:
    """The greatest common divisor, with leading coefficient 1."""
    return a.gcd(b)


def divided(a: fmpq_poly, b: fmpq_poly) -> fmpq_poly:
    """The quotient without its remainder; ``b`` is not 0."""
    return divmod(a, b)[0]


def primitive(a: fmpq_poly) -> tuple[Fraction, fmpq_poly]:
    """(size, polynomial) with whole coefficients without a common factor, the highest one positive; ``a`` is not 0."""
    whole = a.numer()
    size = fmpq(whole.content(), a.denom()) * (1 if whole.leading_coefficient() > 0 else -1)
    return Fraction(int(size.p), int(size.q)), a / size


def squarefree(a: fmpq_poly) -> fmpq_poly:
    """The polynomial with each of its zeros once; ``a`` is not 0."""
    return divided(a, a.gcd(a.derivative())) if a.degree() > 0 else a


def by_multiplicity(a: fmpq_poly) -> list[tuple[fmpq_poly, int]]:
    """The squarefree factors with their powers, lowest power first; constants are left out."""
    factors = [(fmpq_poly(factor), times) for factor, times in a.factor_squarefree()[1]]
    return sorted(factors, key=lambda pair: pair[1])


def without(a: fmpq_poly, b: fmpq_poly) -> fmpq_poly:
    """The squarefree part of ``a`` without the zeros of ``b``; ``a`` is not 0."""
    a = squarefree(a)
    return divided(a, a.gcd(b)) if not b.is_zero() else ONE


def irreducible_factors(a: fmpq_poly) -> list[fmpq_poly]:
    """The factors over the rational numbers, each once; ``a`` is not 0."""
    return [fmpq_poly(factor) for factor, _ in a.factor()[1]]


def zero_of(a: fmpq_poly) -> Fraction | None:
    """The zero of a polynomial of degree 1, else None."""
    if a.degree() != 1:
        return None
    constant, slope = coefficients_of(a)
    return -constant / slope


def may_have_real_zero(a: fmpq_poly) -> bool:
    """Whether a squarefree polynomial has a real zero, by Sturm's theorem; True where that would take long."""
    degree = a.degree()
    if degree % 2 or degree**3 * a.numer().height_bits() > _MOST_WORK:
        return True
    chain = [a, a.derivative()]
    while chain[-1].degree() > 0:
        rest = -divmod(chain[-2], chain[-1])[1]
        chain.append(rest / abs(primitive(rest)[0].numerator))

    def changes(side: int) -> int:
        signs = [(part.leading_coefficient() > 0) != (side < 0 and part.degree() % 2 == 1) for part in chain]
        return sum(one != next_one for one, next_one in pairwise(signs))

    return changes(-1) > changes(1)
