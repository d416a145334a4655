"""Exact names for numbers found numerically: small fractions, their roots, fractions of π, e and ln 2, powers of e, and
these measured from a number in the formula (2 − √2, π/2 − 1).

A name is only given when it agrees with the number to 1e-11 and, put into the function exactly, makes it zero to 25
digits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

import sympy as sp

from core.language.factors import centres
from core.language.function import Function

_BOTTOMS, _BOTTOMS_OF_PI = 12, 60
_AGREES = 1e-11
_SMALLEST = sp.Float("1e-25", 30)


def exact_zero(g: Function, x: float, **parameters: float) -> sp.Expr | None:
    """The exact number near ``x`` at which ``g`` (of one variable) vanishes, if it is simple; None if none is known."""
    if not g.is_symbolic:
        return None
    expression = g.expression
    if expression.has(sp.Derivative) or any(not _known(f) for f in expression.atoms(sp.Function)):
        return None
    symbol = sp.Symbol(g.variables[0], real=True)
    values = {sp.Symbol(name, real=True): _plain(parameters.get(name, 1.0)) for name in g.parameters}
    if sp.count_ops(expression) > 120:
        return None
    for candidate in _measured(x, centres(g.sharper.tree, g.variables[0])):
        if _vanishes(expression, values | {symbol: candidate}):
            return candidate
    return None


def _measured(x: float, centres: tuple[Fraction, ...]) -> Iterator[sp.Expr]:
    yield from candidates(x)
    for centre in centres:
        yield from (_rational(centre) + name for name in candidates(x - float(centre)))


def _known(function: sp.Function) -> bool:
    return type(function).__module__.startswith("sympy.") and not isinstance(
        function, sp.floor | sp.ceiling | sp.Mod | sp.gamma | sp.polygamma
    )


def _plain(value: float) -> sp.Expr:
    return sp.Rational(Fraction(value).limit_denominator(10**6))


def _vanishes(expression: sp.Expr, values: dict[sp.Symbol, sp.Expr]) -> bool:
    digits = {symbol: value.evalf(60) for symbol, value in values.items()}
    try:
        at = expression.evalf(30, subs=digits, maxn=80)
    except ValueError:  # Max and Min cannot place a 0 that has no digits: so this is not known to vanish
        return False
    return bool(at.is_Float or at.is_Integer) and abs(at) < _SMALLEST


@lru_cache(maxsize=512)
def candidates(x: float) -> tuple[sp.Expr, ...]:
    """Simple exact numbers within 1e-11 of ``x``, simplest first."""
    return tuple(_candidates(x))


def _candidates(x: float) -> Iterator[sp.Expr]:
    if abs(x) < _AGREES:
        yield sp.Integer(0)
        return
    if (fraction := _fraction(x, x)) is not None:
        yield _rational(fraction)
        return
    if (square := _fraction(x * x, x)) is not None and square.numerator < 400:
        yield sp.sign(x) * sp.sqrt(_rational(square))
    if (square := _fraction(x * x / math.pi, x)) is not None and square.numerator < 400:  # turns of sin x²
        yield sp.sign(x) * sp.sqrt(_rational(square) * sp.pi)
    if (fraction := _fraction(x / math.pi, x, _BOTTOMS_OF_PI)) is not None:
        yield _rational(fraction) * sp.pi
    if x > 0 and (fraction := _fraction(math.log(x), x)) is not None:
        yield sp.exp(_rational(fraction))
    for unit, value in (
        (1 / sp.pi, 1 / math.pi),
        (sp.E, math.e),
        (1 / sp.E, 1 / math.e),
        (sp.log(2), math.log(2)),
    ):
        if (fraction := _fraction(x / value, x)) is not None:
            yield _rational(fraction) * unit


def _fraction(value: float, x: float, bottoms: int = _BOTTOMS) -> Fraction | None:
    """A fraction with a small denominator that agrees with ``value``."""
    if not 1e-3 < abs(value) < 1e4:
        return None
    fraction = Fraction(value).limit_denominator(bottoms)
    return fraction if abs(float(fraction) - value) <= _AGREES * max(1.0, abs(value)) else None


def _rational(fraction: Fraction) -> sp.Rational:
    return sp.Rational(fraction.numerator, fraction.denominator)
