"""The third meaning of a tree for thousands of boxes at once: bounds in floats, rounded outward.

The ends are float64 arrays. After every operation they move outward by a step of the float, after a function of the
library by eight (NumPy's are wrong by four at most), so that they surely contain; what overflows becomes infinite.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.language.interval import CALM, CONSTANT, CONTINUOUS, DEFINED, NOWHERE, SMOOTH

#: f has values on both sides of a tear that do not meet. (CONTINUOUS says less: it is lost where f ends, too.)
TORN = 32

Known = int | np.ndarray
Array = np.ndarray


class Floats(NamedTuple):
    """One interval a box: the ends, and the bits of ``core.language.interval`` that are known, TORN if not unknown."""

    low: Array
    high: Array
    known: Known


Operation = Callable[..., Floats]

_SLACK = 2.0**-50
_TINY = 1e-307


def down(x: Array) -> Array:
    """A float below."""
    return np.nextafter(x, -np.inf)


def up(x: Array) -> Array:
    """A float above."""
    return np.nextafter(x, np.inf)


def _below(x: Array) -> Array:
    return x - np.abs(x) * _SLACK - _TINY


def _above(x: Array) -> Array:
    return x + np.abs(x) * _SLACK + _TINY


def both(a: Known, b: Known) -> Known:
    """What is known where two things are needed."""
    if a is b:
        return a
    return (a & b & (CALM | CONSTANT)) | ((a | b) & (NOWHERE | TORN))


def _where(condition: Array, yes: Known, no: Known) -> Known:
    return np.where(condition, yes, no)


def lose(known: Known, bits: int, condition: Array, torn: int = 0) -> Known:
    """``known`` without ``bits`` (and ``torn``) where ``condition``; where the argument does not change all is kept."""
    if not condition.any():
        return known
    return np.where(condition & (np.bitwise_and(known, CONSTANT) == 0), (known & ~bits) | torn, known)


def _ended(known: Known, partly: Array, wholly: Array) -> Known:
    """What is left where there is no value on part of a box, or on all of it."""
    if not partly.any():
        return known
    left = np.where(partly, known & (NOWHERE | TORN), known)
    return np.where(wholly, left | NOWHERE, left)


def _no_nan(low: Array, high: Array) -> tuple[Array, Array]:
    bad = np.isnan(low) | np.isnan(high)
    return (np.where(bad, -np.inf, low), np.where(bad, np.inf, high)) if bad.any() else (low, high)


# Arithmetic


def negative(a: Floats) -> Floats:
    """−a"""
    return Floats(-a.high, -a.low, a.known)


def add(a: Floats, b: Floats) -> Floats:
    """A + b"""
    return Floats(*_no_nan(down(a.low + b.low), up(a.high + b.high)), both(a.known, b.known))


def subtract(a: Floats, b: Floats) -> Floats:
    """A − b"""
    if a is b:
        zero = np.zeros_like(a.low)
        return Floats(zero, zero, a.known | (CONSTANT if isinstance(a.known, int) and a.known & DEFINED else 0))
    return Floats(*_no_nan(down(a.low - b.high), up(a.high - b.low)), both(a.known, b.known))


def multiply(a: Floats, b: Floats) -> Floats:
    """a·b"""
    if a is b:
        return whole_power(2)(a)
    known = both(a.known, b.known)
    if a.low.ndim == 0:
        a, b = b, a
    if b.low.ndim == 0 and b.low == b.high:
        if b.low == 0:
            return Floats(b.low, b.low, known | CONSTANT if isinstance(known, int) else known)
        first, second = a.low * b.low, a.high * b.low
        return Floats(down(first), up(second), known) if b.low > 0 else Floats(down(second), up(first), known)
    p, q, r, s = a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high
    low, high = np.minimum(np.minimum(p, q), np.minimum(r, s)), np.maximum(np.maximum(p, q), np.maximum(r, s))
    if np.isnan(low).any():  # 0·∞ is 0: the infinite end stands for numbers, all of them finite
        p, q, r, s = (np.where(np.isnan(part), 0.0, part) for part in (p, q, r, s))
        low, high = np.minimum(np.minimum(p, q), np.minimum(r, s)), np.maximum(np.maximum(p, q), np.maximum(r, s))
    low = down(low)
    if low.size and low.max() > -1e-300:
        low = np.where((a.low >= 0) & (b.low >= 0), np.maximum(low, 0.0), low)
    return Floats(low, up(high), known)


def reciprocal(b: Floats) -> Floats:
    """1 / b, without a value where b is 0."""
    over = (b.low <= 0) & (b.high >= 0)
    if not over.any():
        return Floats(down(1 / b.high), up(1 / b.low), b.known)
    low = np.where(over & (b.low < 0), -np.inf, down(1 / b.high))
    high = np.where(over & (b.high > 0), np.inf, up(1 / b.low))
    return Floats(*_no_nan(low, high), _ended(b.known, over, over & (b.low == 0) & (b.high == 0)))


def divide(a: Floats, b: Floats) -> Floats:
    """A / b, without a value where b is 0."""
    return multiply(a, reciprocal(b))


# Powers


def whole_power(exponent: int) -> Operation:
    """a^n for a whole n."""
    if exponent < 0:
        return lambda a: reciprocal(whole_power(-exponent)(a))
    if exponent == 0:
        return lambda a: Floats(np.ones_like(a.low), np.ones_like(a.low), a.known)

    def raised(a: Floats) -> Floats:
        at_low, at_high = a.low**exponent, a.high**exponent
        if exponent % 2:
            return Floats(_below(at_low), _above(at_high), a.known)
        low, high = np.minimum(at_low, at_high), np.maximum(at_low, at_high)
        across = (a.low < 0) & (a.high > 0)
        return Floats(np.where(across, 0.0, np.maximum(_below(low), 0.0)), _above(high), a.known)

    return raised


def rational_power(numerator: int, denominator: int) -> Operation:
    """a^(p/q) in lowest terms; an odd q takes the real root of a negative number."""
    if denominator == 1:
        return whole_power(numerator)
    if numerator < 0:
        return lambda a: reciprocal(rational_power(-numerator, denominator)(a))
    exponent = numerator / denominator

    def size(end: Array) -> tuple[Array, Array]:
        """A root, and how far it may be off: the exponent is rounded, too."""
        value = np.sqrt(end) if exponent == 0.5 else end**exponent
        return value, _TINY + value * _SLACK * (1 + np.abs(np.log(np.clip(end, 1e-300, 1e300))))

    def even(a: Floats) -> Floats:
        low, off = size(np.maximum(a.low, 0.0))
        high, over = size(np.maximum(a.high, 0.0))
        known = lose(a.known, SMOOTH, a.low <= 0)
        return Floats(np.maximum(low - off, 0.0), high + over, _ended(known, a.low < 0, a.high < 0))

    def odd(a: Floats) -> Floats:
        (left, off), (right, over) = size(np.abs(a.low)), size(np.abs(a.high))
        across = (a.low <= 0) & (a.high >= 0)
        known = lose(a.known, SMOOTH, across)
        if numerator % 2:
            low, high = np.copysign(left, a.low) - off, np.copysign(right, a.high) + over
            low, high = (
                np.where(a.low >= 0, np.maximum(low, 0.0), low),
                np.where(a.high <= 0, np.minimum(high, 0.0), high),
            )
            return Floats(low, high, known)
        low = np.where(across, 0.0, np.maximum(np.minimum(left - off, right - over), 0.0))
        return Floats(low, np.maximum(left + off, right + over), known)

    return odd if denominator % 2 else even


# Functions of one argument


def increasing(f: Callable[[Array], Array], least: float = -np.inf, greatest: float = np.inf) -> Operation:
    """A smooth increasing function with values from ``least`` to ``greatest``."""

    def enclosed(a: Floats) -> Floats:
        low, high = _no_nan(_below(f(a.low)), _above(f(a.high)))
        return Floats(np.clip(low, least, greatest), np.clip(high, least, greatest), a.known)

    return enclosed


def _wave(f: Callable[[Array], Array], first_top: float) -> Operation:
    def enclosed(a: Floats) -> Floats:
        start, end = a.low / np.pi - first_top, a.high / np.pi - first_top
        slack = 1e-15 * (2 + np.maximum(np.abs(start), np.abs(end)))
        first, last = np.floor(start - slack), np.floor(end + slack)
        at_low, at_high = f(a.low), f(a.high)
        low, high = _below(np.minimum(at_low, at_high)), _above(np.maximum(at_low, at_high))
        some, many = last > first, ~(last - first <= 1) | ~(np.abs(end) < 1e12)
        top = many | (some & (last % 2 == 0))
        bottom = many | (some & (last % 2 == 1))
        return Floats(np.where(bottom, -1.0, np.maximum(low, -1.0)), np.where(top, 1.0, np.minimum(high, 1.0)), a.known)

    return enclosed


sin, cos = _wave(np.sin, 0.5), _wave(np.cos, 0.0)
exp = increasing(np.exp, 0.0)


def tan(a: Floats) -> Floats:
    """Rising between its poles."""
    start, end = a.low / np.pi - 0.5, a.high / np.pi - 0.5
    slack = 1e-15 * (2 + np.maximum(np.abs(start), np.abs(end)))
    pole = ~(np.floor(start - slack) == np.floor(end + slack)) | ~(np.abs(end) < 1e12)
    low, high = np.where(pole, -np.inf, _below(np.tan(a.low))), np.where(pole, np.inf, _above(np.tan(a.high)))
    return Floats(low, high, _ended(a.known, pole, pole & False))


def between(f: Operation, start: float, end: float, *, closed: bool) -> Operation:
    """A function with values from ``start`` to ``end`` alone, at the ends too if ``closed``."""

    def enclosed(a: Floats) -> Floats:
        low, high, known = f(Floats(np.clip(a.low, start, end), np.clip(a.high, start, end), a.known))
        out = (a.low < start) | (a.high > end)
        beyond = (a.high < start) | (a.low > end)
        touching = (a.low <= start) | (a.high >= end)
        if closed:
            return Floats(low, high, _ended(lose(known, SMOOTH, touching), out, beyond))
        return Floats(low, high, _ended(known, touching, beyond | (a.high <= start) | (a.low >= end)))

    return enclosed


def _log(x: Array) -> Array:
    return np.where(x > 0, np.log(np.where(x > 0, x, 1.0)), -np.inf)


ln = between(increasing(_log), 0.0, np.inf, closed=False)


def cosh(a: Floats) -> Floats:
    """Rising with |a|."""
    size = absolute(a)
    return Floats(np.maximum(_below(np.cosh(size.low)), 1.0), _above(np.cosh(size.high)), a.known)


# Corners and jumps


def absolute(a: Floats) -> Floats:
    """|a|"""
    across = (a.low <= 0) & (a.high >= 0)
    one, other = np.abs(a.low), np.abs(a.high)
    return Floats(np.where(across, 0.0, np.minimum(one, other)), np.maximum(one, other), lose(a.known, SMOOTH, across))


def maximum(first: Floats, *others: Floats) -> Floats:
    """The largest; smooth where one is surely the largest."""
    for other in others:
        open_ = (first.low <= other.high) & (other.low <= first.high)
        known = lose(both(first.known, other.known), SMOOTH, open_)
        first = Floats(np.maximum(first.low, other.low), np.maximum(first.high, other.high), known)
    return first


def minimum(*all_: Floats) -> Floats:
    """The smallest."""
    return negative(maximum(*map(negative, all_)))


def relu(a: Floats) -> Floats:
    """max(0, a)"""
    known = lose(a.known, SMOOTH, (a.low <= 0) & (a.high >= 0))
    return Floats(np.maximum(a.low, 0.0), np.maximum(a.high, 0.0), known)


def switch(below: float, above: float) -> Operation:
    """From one number to another at 0, and at 0 anything from one to the other."""

    def enclosed(a: Floats) -> Floats:
        known = lose(a.known, CONTINUOUS | SMOOTH, (a.low <= 0) & (a.high >= 0), TORN)
        return Floats(np.where(a.low > 0, above, below), np.where(a.high < 0, below, above), known)

    return enclosed


def floor(a: Floats) -> Floats:
    """⌊a⌋"""
    low, high = np.floor(a.low), np.floor(a.high)
    return Floats(low, high, lose(a.known, CONTINUOUS | SMOOTH, ~((low == high) & (a.low > low)), TORN))


def less(a: Floats, b: Floats) -> Floats:
    """A < b as 1, 0, or from 0 to 1 where a box does not decide it."""
    known = both(a.known, b.known)
    yes, no = a.high < b.low, a.low > b.high
    return Floats(np.where(yes, 1.0, 0.0), np.where(no, 0.0, 1.0), lose(known, CONTINUOUS | SMOOTH, ~(yes | no), TORN))


def contrary(a: Floats) -> Floats:
    """Not a."""
    return Floats(1.0 - a.high, 1.0 - a.low, a.known)


def select(condition: Floats, value: Floats, otherwise: Floats) -> Floats:
    """``value`` where the condition is true, ``otherwise`` elsewhere; both where a box does not decide it."""
    yes, no = condition.low == 1, condition.high == 0
    low = np.where(yes, value.low, np.where(no, otherwise.low, np.minimum(value.low, otherwise.low)))
    high = np.where(yes, value.high, np.where(no, otherwise.high, np.maximum(value.high, otherwise.high)))
    known = _where(yes, value.known, _where(no, otherwise.known, both(value.known, otherwise.known) & ~NOWHERE))
    return Floats(low, high, both(known, condition.known | CONSTANT))


def select_joined(condition: Floats, value: Floats, otherwise: Floats) -> Floats:
    """The same for pieces that meet: where the condition changes f has a kink and no tear."""
    low, high, _ = select(condition, value, otherwise)
    yes, no = condition.low == 1, condition.high == 0
    known = np.where(yes, value.known, np.where(no, otherwise.known, both(value.known, otherwise.known) & ~NOWHERE))
    return Floats(low, high, lose(known, SMOOTH, ~((condition.low == 1) | (condition.high == 0))))


def only_where(condition: Floats, value: Floats) -> Floats:
    """``value`` where the condition is true, nothing elsewhere."""
    partly = ~(condition.low == 1)
    return Floats(
        value.low,
        value.high,
        _ended(
            both(value.known, condition.known | CONSTANT) & ~TORN | (value.known & TORN), partly, condition.high == 0
        ),
    )
