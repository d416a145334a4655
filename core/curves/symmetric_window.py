"""A window around 0: wide enough for what happens, near enough to see it."""

import numpy as np

from core.curves.events import events_of, jumps
from core.curves.heights import turning_values
from core.curves.levels import between_levels
from core.curves.scan import CLOSE, DEFAULT, HALF_WIDTHS, MOST_TURNS, SCAN, count_turns, half_width, spread
from core.language.numerals import Callable1D, evaluate


def fewer_waves(f: Callable1D) -> tuple[float, float]:
    """The widest of the round half widths that shows no more waves than fit."""
    for half in sorted((h for h in HALF_WIDTHS if h < DEFAULT and h >= 1e-4), reverse=True):
        if count_turns(evaluate(f, half * CLOSE)) <= MOST_TURNS * 0.75:
            return -half, half
    return -DEFAULT, DEFAULT


def symmetric(
    f: Callable1D, far: np.ndarray, close: np.ndarray, near: np.ndarray, kinks: np.ndarray
) -> tuple[float, float]:
    """A window around 0 with the turns, zeros, poles and kinks in it, or with enough of what goes on without end.

    ``far`` and ``close`` are the values of f at SCAN and at ``near``; ``kinks`` are places.
    """
    if not np.isfinite(close).any():
        return -DEFAULT, DEFAULT
    if np.isfinite(close).all() and spread(close) == 0:
        changed = np.abs(SCAN[np.isfinite(far) & (far != close[0])])  # max(0, x - 10) is more than its flat part
        reach = half_width(1.5 * changed.min()) if changed.size else DEFAULT
        return -reach, reach
    levels = between_levels(far, close)
    if levels is not None:
        return levels
    turns, zeros = events_of(near, close)
    far_turns, far_zeros = events_of(SCAN, far)
    events = np.concatenate([far_turns, far_zeros])
    outer = np.abs(np.concatenate([events, jumps(SCAN, far), kinks]))
    count = max(turns.size + zeros.size, int(np.sum(np.abs(kinks) <= DEFAULT)))
    events = np.concatenate([events, kinks])
    if outer.size > 40 or _without_end(events):  # waves: enough of them to see the pattern
        if far_turns.size + kinks.size > 0 and count < 6:
            events = np.abs(events)
            return next(((-h, h) for h in (10.0, 20.0, 50.0, 100.0) if np.sum(events <= h) >= 6), (-DEFAULT, DEFAULT))
    elif outer.size and outer.max() > 0.96 * DEFAULT:
        reach = half_width(1.15 * min(float(outer.max()), 800.0))
        return -reach, reach
    return _closer(f, turns, zeros, close)


def _without_end(events: np.ndarray) -> bool:
    """Whether events go on as regularly as they began as far as one looks."""
    inside = np.sort(events[np.abs(events) <= 100])
    if inside.size < 8:
        return False
    gap = 2 * np.median(np.diff(inside))
    return bool(inside[0] < -100 + gap + 1 and inside[-1] > 100 - gap - 1)


def _closer(f: Callable1D, turns: np.ndarray, zeros: np.ndarray, close: np.ndarray) -> tuple[float, float]:
    """Move in when the turns would be too flat to see, or when the ends tower over everything."""
    if _same_at_every_scale(f):
        return -1.0, 1.0  # a high power: there it turns up
    half = DEFAULT
    inner = np.abs(np.concatenate([turns, zeros]))
    reach = float(inner.max()) if inner.size else 0.0
    y = close
    for smaller in (3.0, 2.0, 1.5, 1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01):
        values = turning_values(y)
        faint = values.size >= 2 and 0 < spread(values) < 0.08 * spread(y)
        if not ((faint and smaller >= 1) or _towers(y)) or smaller < 1.2 * reach:
            break
        nearer = evaluate(f, smaller * CLOSE)
        if not faint and spread(nearer) < 0.5:  # x^20 looks the same from everywhere: show its 1
            break
        half, y = smaller, nearer
    return -half, half


def _same_at_every_scale(f: Callable1D) -> bool:
    """Whether f towers over everything however close one looks, as high powers do."""
    return all(_towers(evaluate(f, half * CLOSE)) for half in (0.5, 0.1, 0.02))


def _towers(y: np.ndarray) -> bool:
    """Both ends, or one, so high that more than 0.9 of the curve lies in the lowest hundredth."""
    y = y[np.isfinite(y)]
    return bool(
        y.size
        and spread(y) > 0
        and np.mean((y - y.min()) / spread(y) < 0.01) > 0.75
        and np.argmax(y) in (0, y.size - 1)
    )
