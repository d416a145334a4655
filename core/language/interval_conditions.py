"""Conditions and pieces over intervals: a joint is inside a box exactly where a condition is undecided there.

What is true or false is an interval too: ONE where it is surely true, ZERO where it is surely false, from ZERO to ONE
where the box does not decide it.
"""

from __future__ import annotations

from collections.abc import Callable

from core.language.interval import (
    CALM,
    CONSTANT,
    CONTINUOUS,
    DEFINED,
    NOWHERE,
    ONE,
    SMOOTH,
    ZERO,
    Interval,
    both,
    everything,
    hull,
    lose,
    undefined,
)


def _sure(truth: bool, known: int, apart: bool) -> Interval:
    """A condition that is decided on the whole box; ``apart`` says that a little beyond its ends too."""
    end = ONE if truth else ZERO
    if apart and known & DEFINED and known & CONTINUOUS:
        return (end, end, CALM | CONSTANT)
    return (end, end, lose(known, CONTINUOUS, SMOOTH))


def _undecided(known: int) -> Interval:
    return (ZERO, ONE, known & ~(CONTINUOUS | SMOOTH | CONSTANT))


def less(a: Interval, b: Interval) -> Interval:
    """A < b"""
    known = both(a[2], b[2])
    if a[1] < b[0]:
        return _sure(True, known, apart=True)
    if a[0] > b[1]:
        return _sure(False, known, apart=True)
    if a[0] >= b[1] or (a is b and a[2] & DEFINED):
        return _sure(False, known, apart=a is b)
    return _undecided(known)


def less_equal(a: Interval, b: Interval) -> Interval:
    """A ≤ b"""
    return _contrary(less(b, a))


def equal(a: Interval, b: Interval) -> Interval:
    """A = b"""
    known = both(a[2], b[2])
    if a[1] < b[0] or a[0] > b[1]:
        return _sure(False, known, apart=True)
    if a is b and a[2] & DEFINED:
        return _sure(True, known, apart=True)
    if a[0] is a[1] and b[0] is b[1] and a[0] == b[0]:
        return _sure(True, known, apart=False)
    return _undecided(known)


def _contrary(truth: Interval) -> Interval:
    return (ONE - truth[1], ONE - truth[0], truth[2]) if truth[0] is not truth[1] else _turned(truth)


def _turned(truth: Interval) -> Interval:
    end = ZERO if truth[0] == 1 else ONE
    return (end, end, truth[2])


def both_true(a: Interval, b: Interval) -> Interval:
    """A and b: false where one is, whatever the other."""
    false = [one for one in (a, b) if one[1] == 0]
    if false:
        return max(false, key=lambda one: bool(one[2] & CONTINUOUS))
    known = both(a[2], b[2])
    return (ONE, ONE, known) if a[0] == 1 and b[0] == 1 else _undecided(known)


def either_true(a: Interval, b: Interval) -> Interval:
    """A or b: true where one is, whatever the other."""
    return _contrary(both_true(_contrary(a), _contrary(b)))


def select(condition: Interval, value: Interval, otherwise: Interval) -> Interval:
    """``value`` where the condition is true, ``otherwise`` where it is false; both where the box does not decide it."""
    low, high, known = condition
    if low == 1 or high == 0:
        chosen = value if low == 1 else otherwise
        return (chosen[0], chosen[1], both(chosen[2], known))
    if value[2] & NOWHERE or otherwise[2] & NOWHERE:
        rest = otherwise if value[2] & NOWHERE else value
        return (rest[0], rest[1], undefined(rest[2]))
    return hull(value, otherwise, lose(both(known, both(value[2], otherwise[2])) & ~CONSTANT, CONTINUOUS, SMOOTH))


def only_where(condition: Interval, value: Interval) -> Interval:
    """``value`` where the condition is true, nothing elsewhere."""
    low, high, known = condition
    if low == 1:
        return (value[0], value[1], both(value[2], known))
    if high == 0:
        return everything(NOWHERE)
    return (value[0], value[1], undefined(value[2]))


#: the conditions' names in a program → what they do to intervals
CONDITIONS: dict[str, Callable[..., Interval]] = {
    "<": less,
    "<=": less_equal,
    ">": lambda a, b: less(b, a),
    ">=": lambda a, b: less_equal(b, a),
    "=": equal,
    "!=": lambda a, b: _contrary(equal(a, b)),
    "and": both_true,
    "or": either_true,
    "select": select,
    "only where": only_where,
}
