"""Whether the pieces of a function meet at their joint, by exact algebra."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mpoly

from core.language.differentiation import add, negative
from core.language.rational import rational_value
from core.language.syntax import Comparison, Node, Number, Piecewise, Power
from core.surfaces.factors import Algebra, TooLarge, factors


def joint(node: Piecewise) -> Node:
    """What is 0 on the joint of two pieces, and below 0 where the condition holds that is written with <."""
    comparison = node.conditions[0]
    if not isinstance(comparison, Comparison):
        raise TypeError(comparison)
    difference = add(comparison.left, negative(comparison.right))
    return difference if comparison.sign in ("<", "<=") else negative(difference)


def below(node: Piecewise) -> Node:
    """The piece where the joint's function is below 0: the first."""
    return node.values[0]


def above(node: Piecewise) -> Node:
    """The other one."""
    return node.otherwise if node.otherwise is not None else node.values[0]


def meets(node: Piecewise) -> bool:
    """Whether two pieces surely have the same values where one passes into the other.

    Their difference must hold every factor of the joint that can be 0. A root of what is constant on the joint is that
    constant there: √(x² + y²) is 1 where x² + y² = 1.
    """
    comparison = node.conditions[0]
    if len(node.conditions) != 1 or node.otherwise is None or not isinstance(comparison, Comparison):
        return False
    if comparison.sign not in ("<", "<=", ">", ">="):
        return False
    edge, difference = joint(node), add(node.values[0], negative(node.otherwise))
    try:
        algebra = Algebra((edge, difference))
        (top, _), (zero, _) = algebra.fraction(difference), algebra.fraction(edge)
        for k, value in _constant_roots(algebra, zero):
            top = top.subs({k: value})
        where = [factor for factor in factors(zero) if not algebra.never_zero(factor)]
        return top.is_zero() or all(top.gcd(factor).total_degree() == factor.total_degree() for factor in where)
    except (TooLarge, ZeroDivisionError, ValueError):
        return False


def _constant_roots(algebra: Algebra, zero: fmpq_mpoly) -> list[tuple[int, fmpq]]:
    found = []
    for atom, k in algebra.atoms.items():
        exponent = rational_value(atom.exponent) if isinstance(atom, Power) else None
        if exponent is None or exponent.numerator != 1 or not isinstance(atom, Power):
            continue
        top, bottom = algebra.fraction(atom.base)
        rest = top - zero if (top - zero).is_constant() else top + zero
        if not bottom.is_one() or not rest.is_constant():
            continue
        number = rational_value(Number(Fraction(str(0 if rest.is_zero() else rest.leading_coefficient()))))
        root = _exact_root(number, exponent.denominator) if number is not None and number >= 0 else None
        if root is not None:
            found.append((k, fmpq(root.numerator, root.denominator)))
    return found


def _exact_root(number: Fraction, degree: int) -> Fraction | None:
    guess = Fraction(*(round(part ** (1 / degree)) for part in (number.numerator, number.denominator)))
    return guess if guess**degree == number else None
