"""Corners, jumps and choices between thousands of intervals at once: where f is not smooth."""

from __future__ import annotations

import numpy as np

from core.language.float_arithmetic import negative
from core.language.float_intervals import TORN, Floats, Operation, both, ended, lose
from core.language.interval import CONSTANT, CONTINUOUS, NOWHERE, SMOOTH


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
    known = np.where(yes, value.known, np.where(no, otherwise.known, both(value.known, otherwise.known) & ~NOWHERE))
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
        ended(
            both(value.known, condition.known | CONSTANT) & ~TORN | (value.known & TORN), partly, condition.high == 0
        ),
    )
