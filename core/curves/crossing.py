"""The zero of a function between two points where it has opposite signs, as exact as the precision that is set."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

_STEPS = 250

Point = tuple[arb, arb]  # x and the value there


def zero_between(g: Callable[[arb], arb], low: arb, high: arb, width: float) -> arb:
    """The zero, to 75 bits of itself or 105 of ``width``: by secants, and by halving where they lead astray.

    A short step alone proves nothing (beside it g may be a million times steeper): the signs on both sides do.
    """
    ends = [(low, g(low)), (high, g(high))]
    before, last = ends
    for _ in range(_STEPS):
        here = _cut(g, ends, _secant(before, last))
        tolerance = (abs(here[0]) * arb(2) ** -75).max(width * arb(2) ** -105)
        if here[1] == 0 or ends[1][0] - ends[0][0] < tolerance:
            return here[0]
        step = abs(here[0] - last[0])
        before, last = last, here
        if step < tolerance:
            if (g(here[0] - 4 * tolerance) > 0) != (g(here[0] + 4 * tolerance) > 0):
                return here[0]
            _cut(g, ends, arb.nan())
            before, last = ends
    return ((ends[0][0] + ends[1][0]) / 2).mid()


def _cut(g: Callable[[arb], arb], ends: list[Point], at: arb) -> Point:
    """Cut ``at`` (in the middle, if that is not between the ends): the end on the side of its own sign moves there."""
    (a, fa), (b, _) = ends
    at = at if a < at < b else ((a + b) / 2).mid()
    value = g(at)
    ends[0 if (value > 0) == (fa > 0) else 1] = (at, value)
    return at, value


def _secant(first: Point, second: Point) -> arb:
    (a, fa), (b, fb) = first, second
    known = fa.is_finite() and fb.is_finite() and fa != fb
    return (b - fb * (b - a) / (fb - fa)).mid() if known else arb.nan()
