"""Intervals that surely contain: their ends are python-flint's balls, so that rounding is part of them.

An interval is a tuple (low, high, known). ``low`` and ``high`` are balls (``arb``) whose lower and upper bound count;
they may be infinite, never NaN. A single point is one object twice, ``low is high``, and then it may be an exact
rational number (``fmpq``), which exact arithmetic keeps exact. Where an operation has no value on part of an interval,
the result contains its values on the rest.

``known`` gathers what is sure of the function that led here, on the whole interval and on both sides of its ends:
DEFINED, CONTINUOUS, SMOOTH (as many derivatives as one likes), CONSTANT, or NOWHERE (it has no value at all there).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, fmpq

End = arb | fmpq
Interval = tuple  # (low, high, known); a plain tuple, because millions of them are made

DEFINED, CONTINUOUS, SMOOTH, CONSTANT, NOWHERE = 1, 2, 4, 8, 16
CALM = DEFINED | CONTINUOUS | SMOOTH  # nothing happens there

ZERO, ONE, BELOW, ABOVE = arb(0), arb(1), arb.neg_inf(), arb.pos_inf()
_LARGEST_WHOLE = arb(2) ** 256  # a larger one is not asked which whole number it is
_MOST_DIGITS = 3000  # bits of an exact number; a longer one becomes a ball


def ball(end: arb | fmpq) -> arb:
    """The end as a ball."""
    return arb(end) if isinstance(end, fmpq) else end


def exact(value: Fraction) -> fmpq:
    """A rational number as python-flint has it."""
    return fmpq(value.numerator, value.denominator)


def whole(end: arb | fmpq) -> int | None:
    """The whole number that the end surely is, else None."""
    number = floor_of(end)
    return number if number is not None and end == number else None


def floor_of(end: arb | fmpq) -> int | None:
    """⌊end⌋, None where it is not sure."""
    if isinstance(end, fmpq):
        return int(end.floor())
    if not end.abs_upper() < _LARGEST_WHOLE:
        return None
    number = end.floor().unique_fmpz()
    return None if number is None else int(number)


def both(first: int, second: int) -> int:
    """What is known where two things are needed."""
    return (first & second & ~NOWHERE) | ((first | second) & NOWHERE)


def lose(known: int, *lost: int) -> int:
    """``known`` without ``lost``; where the argument is constant nothing is lost."""
    if known & CONSTANT:
        return known
    for bit in lost:
        known &= ~bit
    return known


def undefined(known: int) -> int:
    """What is left to know where part of it has no value."""
    return known & NOWHERE


def bounds(low: arb | fmpq, high: arb | fmpq, known: int, least: arb = BELOW, greatest: arb = ABOVE) -> Interval:
    """The interval between two results, of which one may have overflowed or become NaN."""
    if isinstance(low, arb) and not low.is_finite():
        single = low is high
        low = low if low == ABOVE else least
        if single:
            return (low, greatest, known)
    if isinstance(high, arb) and not high.is_finite():
        high = high if high == BELOW else greatest
    return (low, high, known)


def everything(known: int) -> Interval:
    """All numbers."""
    return (BELOW, ABOVE, known)


def constant(value: arb | fmpq) -> Interval:
    """A number that does not depend on anything."""
    return (value, value, CALM | CONSTANT)


def hull(first: Interval, second: Interval, known: int) -> Interval:
    """The smallest interval around two."""
    return (ball(first[0]).min(ball(second[0])), ball(first[1]).max(ball(second[1])), known)


# Arithmetic


def _short(value: arb | fmpq) -> arb | fmpq:
    if type(value) is fmpq and value.p.bit_length() + value.q.bit_length() > _MOST_DIGITS:
        return arb(value)
    return value


def negative(a: Interval) -> Interval:
    """−a"""
    low, high, known = a
    if low is high:
        low = -low
        return (low, low, known)
    return (-high, -low, known)


def add(a: Interval, b: Interval) -> Interval:
    """A + b"""
    known = a[2] if a[2] == b[2] else both(a[2], b[2])
    if a[0] is a[1] and b[0] is b[1]:
        total = _short(a[0] + b[0])
        return bounds(total, total, known)
    return bounds(a[0] + b[0], a[1] + b[1], known)


def subtract(a: Interval, b: Interval) -> Interval:
    """A − b"""
    return add(a, negative(b))


def multiply(a: Interval, b: Interval) -> Interval:
    """a·b; a constant 0 makes a constant 0 of all that has values."""
    if a is b:
        return whole_power(2)(a)
    known = a[2] if a[2] == b[2] else both(a[2], b[2])
    for one, other in ((a, b), (b, a)):
        if one[0] is one[1] and one[2] & CONSTANT and one[0] == 0 and other[2] & DEFINED:
            return (one[0], one[0], CALM | CONSTANT)
    al, ah = a[0], a[1]
    bl, bh = b[0], b[1]
    if al is ah and bl is bh:
        product = _short(al * bl)
        return bounds(product, product, known)
    low, high = _products(al, ah, bl, bh)
    return bounds(low, high, known)


def _products(al: End, ah: End, bl: End, bh: End) -> tuple[arb, arb]:
    if al >= 0:
        if bl >= 0:
            return _times(al, bl), _times(ah, bh)
        return (_times(ah, bl), _times(al, bh)) if bh <= 0 else (_times(ah, bl), _times(ah, bh))
    if ah <= 0:
        if bl >= 0:
            return _times(al, bh), _times(ah, bl)
        return (_times(ah, bh), _times(al, bl)) if bh <= 0 else (_times(al, bh), _times(al, bl))
    if bl >= 0:
        return _times(al, bh), _times(ah, bh)
    if bh <= 0:
        return _times(ah, bl), _times(al, bl)
    return _times(al, bh).min(_times(ah, bl)), _times(al, bl).max(_times(ah, bh))


def _times(a: End, b: End) -> arb:
    """The product of two ends; 0·∞ is 0, because the infinite end stands for numbers, all of them finite."""
    product = ball(a * b)
    if product.is_finite() or not (a == 0 or b == 0):
        return product
    return ZERO


def divide(a: Interval, b: Interval) -> Interval:
    """a / b, without a value where b is 0."""
    if a[0] is a[1] and b[0] is b[1] and b[0] != 0:
        quotient = _short(a[0] / b[0])
        return bounds(quotient, quotient, both(a[2], b[2]))
    return multiply(a, reciprocal(b))


def reciprocal(b: Interval) -> Interval:
    """1 / b, without a value where b is 0."""
    low, high, known = b
    if low > 0 or high < 0:
        if low is high:
            inverse = _short(1 / low)
            return bounds(inverse, inverse, known)
        return bounds(1 / high, 1 / low, known)
    if low == 0 and high == 0:
        return everything(NOWHERE)
    known = undefined(known)
    if low >= 0:
        return bounds(1 / high, ABOVE, known)
    if high <= 0:
        return bounds(BELOW, 1 / low, known)
    return everything(known)


# Powers


def whole_power(exponent: int) -> Callable[[Interval], Interval]:
    """a^n for a whole n, as a function of a."""
    if exponent < 0:
        positive = whole_power(-exponent)
        return lambda a: reciprocal(positive(a))
    if exponent == 0:
        return lambda a: (ONE, ONE, a[2] | CONSTANT if a[2] & DEFINED else a[2])

    def raised(a: Interval) -> Interval:
        low, high, known = a
        if low is high:
            if type(low) is fmpq and (low.p.bit_length() + low.q.bit_length()) * exponent > _MOST_DIGITS:
                low = arb(low)
            value = to_the(low, exponent)
            return bounds(value, value, known)
        if exponent % 2 or low >= 0:
            return bounds(to_the(low, exponent), to_the(high, exponent), known)
        if high <= 0:
            return bounds(to_the(high, exponent), to_the(low, exponent), known)
        return bounds(ZERO, to_the((-low).max(high), exponent), known, least=ZERO)

    return raised


def to_the(value: arb | fmpq, exponent: int) -> arb | fmpq:
    """value^n for a whole n > 0. (python-flint 0.9 makes NaN of a ball around exactly 0.)"""
    if type(value) is arb and not value.is_exact() and value.mid() == 0:
        reach = abs(value).upper() ** exponent
        return reach.union(-reach) if exponent % 2 else reach.union(ZERO)
    return value**exponent


def rational_power(numerator: int, denominator: int) -> Callable[[Interval], Interval]:  # noqa: C901 (two closures, prepared once and called a million times)
    """a^(p/q) in lowest terms, as a function of a; an odd q takes the real root of a negative number."""
    if denominator == 1:
        return whole_power(numerator)
    if numerator < 0:
        positive = rational_power(-numerator, denominator)
        return lambda a: reciprocal(positive(a))

    def size(end: arb | fmpq) -> arb:
        end = ball(end)
        return ZERO if end == 0 else abs(end).root(denominator) ** numerator

    def odd_root(a: Interval) -> Interval:
        low, high, known = a
        away = low > 0 or high < 0
        known = known if away else lose(known, SMOOTH)
        if low is high and (away or low == 0):
            value = size(low)
            value = -value if numerator % 2 and low < 0 else value
            return bounds(value, value, known)
        if low >= 0:
            return bounds(size(low), size(high), known, least=ZERO)
        if high <= 0:
            values = bounds(size(high), size(low), known, least=ZERO)
        else:
            left, right = size((-low).upper()), size(high.upper())
            if numerator % 2:
                return bounds(-left, right, known)
            values = bounds(ZERO, left.max(right), known)
        return values if numerator % 2 == 0 else negative(values)

    def even_root(a: Interval) -> Interval:
        low, high, known = a
        if high < 0:
            return everything(NOWHERE)
        if low >= 0:
            known = known if low > 0 else lose(known, SMOOTH)
            if low is high:
                value = size(low)
                return bounds(value, value, known)
            return bounds(size(low), size(high), known, least=ZERO)
        return bounds(ZERO, size(ball(high).upper()), undefined(known))

    return odd_root if denominator % 2 else even_root
