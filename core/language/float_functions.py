"""Smooth functions of one argument, of thousands of intervals at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.language.float_intervals import Array, Floats, Operation, above, below, ended, lose, no_nan
from core.language.float_kinks import absolute
from core.language.interval import SMOOTH


def increasing(f: Callable[[Array], Array], least: float = -np.inf, greatest: float = np.inf) -> Operation:
    """A smooth increasing function with values from ``least`` to ``greatest``."""

    def enclosed(a: Floats) -> Floats:
        low, high = no_nan(below(f(a.low)), above(f(a.high)))
        return Floats(np.clip(low, least, greatest), np.clip(high, least, greatest), a.known)

    return enclosed


def _wave(f: Callable[[Array], Array], first_top: float) -> Operation:
    def enclosed(a: Floats) -> Floats:
        start, end = a.low / np.pi - first_top, a.high / np.pi - first_top
        slack = 1e-15 * (2 + np.maximum(np.abs(start), np.abs(end)))
        first, last = np.floor(start - slack), np.floor(end + slack)
        at_low, at_high = f(a.low), f(a.high)
        low, high = below(np.minimum(at_low, at_high)), above(np.maximum(at_low, at_high))
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
    low, high = np.where(pole, -np.inf, below(np.tan(a.low))), np.where(pole, np.inf, above(np.tan(a.high)))
    return Floats(low, high, ended(a.known, pole, pole & False))


def between(f: Operation, start: float, end: float, *, closed: bool) -> Operation:
    """A function with values from ``start`` to ``end`` alone, at the ends too if ``closed``."""

    def enclosed(a: Floats) -> Floats:
        low, high, known = f(Floats(np.clip(a.low, start, end), np.clip(a.high, start, end), a.known))
        out = (a.low < start) | (a.high > end)
        beyond = (a.high < start) | (a.low > end)
        touching = (a.low <= start) | (a.high >= end)
        if closed:
            return Floats(low, high, ended(lose(known, SMOOTH, touching), out, beyond))
        return Floats(low, high, ended(known, touching, beyond | (a.high <= start) | (a.low >= end)))

    return enclosed


def _log(x: Array) -> Array:
    return np.where(x > 0, np.log(np.where(x > 0, x, 1.0)), -np.inf)


ln = between(increasing(_log), 0.0, np.inf, closed=False)


def cosh(a: Floats) -> Floats:
    """Rising with |a|."""
    size = absolute(a)
    return Floats(np.maximum(below(np.cosh(size.low)), 1.0), above(np.cosh(size.high)), a.known)
