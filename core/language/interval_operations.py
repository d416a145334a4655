"""What every operation of the vocabulary does to an interval: one row each, tight wherever it is monotone."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq

from core.language.interval import (
    ABOVE,
    BELOW,
    CONSTANT,
    CONTINUOUS,
    NOWHERE,
    ONE,
    SMOOTH,
    ZERO,
    Interval,
    add,
    ball,
    both,
    bounds,
    constant,
    divide,
    everything,
    floor_of,
    lose,
    multiply,
    negative,
    subtract,
    undefined,
    whole,
)

Unary = Callable[[Interval], Interval]
Ball = Callable[[arb], arb]


# Shapes of functions of one argument


def increasing(f: Ball, least: arb = BELOW, greatest: arb = ABOVE) -> Unary:
    """A smooth increasing function: its values at the two ends, between ``least`` and ``greatest``."""

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low is high:
            value = f(ball(low))
            return bounds(value, value, known, least, greatest)
        return bounds(f(low), f(high), known, least, greatest)

    return enclosed


def decreasing(f: Ball, least: arb = BELOW, greatest: arb = ABOVE) -> Unary:
    """A smooth decreasing function."""

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low is high:
            value = f(ball(low))
            return bounds(value, value, known, least, greatest)
        return bounds(f(high), f(low), known, least, greatest)

    return enclosed


def between(inside: Unary, start: int, end: int | None, *, closed: bool) -> Unary:
    """A function with values from ``start`` to ``end`` (or without end) alone, at the ends too if ``closed``."""

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low > start and (end is None or high < end):
            return inside(a)
        below, above = high < start, end is not None and low > end
        if below or above or (not closed and (high <= start or (end is not None and low >= end))):
            return everything(NOWHERE)
        reaches = low >= start, end is None or high <= end
        if closed and all(reaches):
            return (*inside(a)[:2], lose(known, SMOOTH))
        low, high = ball(low) if reaches[0] else arb(start), ball(high) if reaches[1] else arb(end)
        return (*inside((low, high, known))[:2], undefined(known))

    return enclosed


def valley(f: Ball, bottom_at: str, bottom: str) -> Unary:
    """A smooth function that falls up to ``bottom_at`` and rises from there (both given as balls)."""
    at, value = arb(bottom_at), arb(bottom)
    rising = increasing(f)

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low is high or low > at:
            return rising(a)
        if high < at:
            left, right = f(high), f(low)
            return bounds(left, right, known)
        left, right = f(low), f(high)
        return bounds(value.min(left).min(right), left.max(right), known)

    return enclosed


# Waves


def _wave(f: Ball, first_top: fmpq) -> Unary:
    """sin or cos: its tops are at (first_top + 2k)·π, its bottoms one π further."""

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low is high:
            value = f(ball(low))
            return bounds(value, value, known, -ONE, ONE)
        start, end = floor_of(low / arb.pi() - first_top), floor_of(high / arb.pi() - first_top)
        if start is None or end is None or end - start > 1:
            return (-ONE, ONE, known)
        left, right = f(low), f(high)
        least, most = left.min(right), left.max(right)
        if end > start:  # passes the extremum number ``end``
            least, most = (least, ONE) if end % 2 == 0 else (-ONE, most)
        return bounds(least, most, known, -ONE, ONE)

    return enclosed


sin, cos = _wave(arb.sin, fmpq(1, 2)), _wave(arb.cos, fmpq(0))


def branches(f: Ball, first_pole: fmpq, sign: int) -> Unary:
    """tan (rising, ``sign`` 1) or cot (falling) between poles at (first_pole + k)·π."""

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low is high and low == 0 and first_pole == 0:
            return everything(NOWHERE)
        start, end = floor_of(low / arb.pi() - first_pole), floor_of(high / arb.pi() - first_pole)
        if start is None or start != end or (first_pole == 0 and not (low > 0 or high < 0)):
            return everything(undefined(known))
        if low is high:
            value = f(ball(low))
            return bounds(value, value, known)
        return bounds(f(low), f(high), known) if sign > 0 else bounds(f(high), f(low), known)

    return enclosed


# Corners and jumps


def absolute(a: Interval) -> Interval:
    """|a|"""
    low, high, known = a
    if low > 0:
        return a
    if high < 0:
        return negative(a)
    known = lose(known, SMOOTH)
    if low is high:
        value = abs(low)
        return (value, value, known)
    return (ZERO, (-low).max(high), known)


def _switch(below: int, at: fmpq, above: int) -> Unary:
    """A function that jumps at 0."""
    at_zero = arb(at)

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        still = known | CONSTANT if known & CONTINUOUS else known
        if low > 0:
            return (arb(above),) * 2 + (still,)
        if high < 0:
            return (arb(below),) * 2 + (still,)
        known = lose(known, CONTINUOUS, SMOOTH)
        if low == 0 and high == 0:
            return (at_zero, at_zero, known)
        return (arb(below) if not low >= 0 else at_zero.min(arb(above)), arb(above), known)

    return enclosed


sign, step, positive = _switch(-1, fmpq(0), 1), _switch(0, fmpq(1, 2), 1), _switch(0, fmpq(0), 1)


def widest_switch(below: int) -> Unary:
    """A switch that at 0 is all between its sides: the slopes of a corner, of which a convention names one."""
    plain = _switch(below, fmpq(0), 1)
    return lambda a: plain(a) if a[0] > 0 or a[1] < 0 else (arb(below), ONE, plain(a)[2])


def floor(a: Interval) -> Interval:
    """⌊a⌋"""
    low, high, known = a
    first, last = floor_of(low), floor_of(high)
    if first is not None and first == last:
        inside = low > first
        still = known | CONSTANT if known & CONTINUOUS else known
        return (fmpq(first),) * 2 + (still if inside else lose(known, CONTINUOUS, SMOOTH),)
    return bounds(ball(low).floor(), ball(high).floor(), lose(known, CONTINUOUS, SMOOTH))


def ceil(a: Interval) -> Interval:
    """⌈a⌉"""
    return negative(floor(negative(a)))


def round_half_up(a: Interval) -> Interval:
    """⌊a + 1/2⌋"""
    return floor(add(a, constant(fmpq(1, 2))))


def mod(a: Interval, m: Interval) -> Interval:
    """A − m·⌊a/m⌋"""
    turns = floor(divide(a, m))
    value = subtract(a, multiply(m, turns))
    if turns[0] is turns[1]:
        return value
    known = both(turns[2], a[2])
    return (ball(m[0]).min(ZERO), ball(m[1]).max(ZERO), known)


def maximum(first: Interval, *others: Interval) -> Interval:
    """The largest; smooth where one is surely the largest."""
    for other in others:
        first = _larger(first, other)
    return first


def _larger(a: Interval, b: Interval) -> Interval:
    if a is b:
        return a
    for winner, loser in ((a, b), (b, a)):
        if winner[0] > loser[1] and loser[2] & CONTINUOUS:
            return winner
    known = lose(both(a[2], b[2]), SMOOTH)
    if a[0] is a[1] and b[0] is b[1]:
        value = a[0] if a[0] >= b[0] else b[0] if b[0] >= a[0] else ball(a[0]).max(ball(b[0]))
        return (value, value, known)
    return (ball(a[0]).max(ball(b[0])), ball(a[1]).max(ball(b[1])), known)


def minimum(first: Interval, *others: Interval) -> Interval:
    """The smallest."""
    return negative(maximum(negative(first), *map(negative, others)))


# Special functions


_gamma_valley = valley(
    arb.gamma, "1.46163214496836234126265954232572 +/- 1e-30", "0.885603194410888700278815900582589 +/- 1e-30"
)


def _between_poles(a: Interval) -> bool:
    """Whether the interval surely avoids the whole numbers up to 0."""
    low, high, _ = a
    if low > 0:
        return True
    first = floor_of(low)
    return first is not None and first == floor_of(high) and bool(low > first)


def gamma(a: Interval) -> Interval:
    """Γ(a)"""
    low, high, known = a
    if low is high and (number := whole(low)) is not None and number <= 0:
        return everything(NOWHERE)
    if not _between_poles(a):
        return everything(undefined(known))
    if low > 0:
        return _gamma_valley(a)
    value = ball(low).union(ball(high)).gamma()
    return bounds(value, value, known) if value.is_finite() else everything(known)


def polygamma(order: Interval, a: Interval) -> Interval:
    """The order-th derivative of digamma, order a whole number ≥ 0: between its poles monotone if the order is even."""
    low, high, known = a
    n = whole(order[0]) if order[0] is order[1] else None
    if n is None or n < 0 or n > 200:
        return everything(undefined(known))
    if low is high and (number := whole(low)) is not None and number <= 0:
        return everything(NOWHERE)
    if not _between_poles(a):
        return everything(undefined(known))

    def value(t: arb) -> arb:
        return t.digamma() if n == 0 else acb(t).polygamma(acb(n)).real

    if low is high or low > 0 or n % 2 == 0:
        return (increasing if n % 2 == 0 else decreasing)(value)(a)
    wide = value(low.union(high))  # of an odd order: a sum of even powers
    return bounds(wide.lower().max(ZERO), wide.upper(), known) if wide.is_finite() else (ZERO, ABOVE, known)
