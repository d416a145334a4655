"""Choose the range of values to show."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from core.language.numerals import nice_step, on_grid

_ONE_LEVEL = 5e-3  # turns that are closer are at one height, seen through samples (√sin x)
_NEAR = 0.35  # of the window, from its middle
_FLAT = 1e-4  # a curve whose middle is flatter has nothing but its ends to show (x^100)


def with_turns(
    heights: tuple[float, float], x: tuple[float, float], turns: Iterable[tuple[float, float]]
) -> tuple[float, float]:
    """The heights, made to contain every turn (x, y) near the middle of the window."""
    low, high = heights
    middle, reach = (x[0] + x[1]) / 2, _NEAR * (x[1] - x[0])
    seen = [y for at, y in turns if abs(at - middle) <= reach and math.isfinite(y)]
    if all(low <= y <= high for y in seen):
        return heights
    return _rounded(min(low, *seen), max(high, *seen))


def choose_y(x: ArrayLike, y: ArrayLike, *, has_poles: bool = False) -> tuple[float, float]:
    """A range of values (low, high) with round ends for samples (x, y).

    Robust against poles and steep ends: what matters is where the curve spends its time and where it turns.
    """
    with np.errstate(all="ignore"):
        x, y = np.asarray(x, float), np.asarray(y, float)
        keep = np.isfinite(y)
        if not keep.any():
            return -1.0, 1.0
        low, high = _core_range(x[keep], y[keep], y, has_poles)
        return _rounded(low, high)


def _core_range(x: np.ndarray, values: np.ndarray, y: np.ndarray, has_poles: bool) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    size = max(abs(low), abs(high))
    if high - low <= 1e-12 * size or high == low:
        return low, high
    inner_low, inner_high = _quantiles(x, values, 0.1, 0.9)
    inner = inner_high - inner_low
    hidden = inner <= _FLAT * (high - low) and _ends_tower(values)
    if inner > 0 and not hidden and (has_poles or high - low > 6 * inner):
        low, high = max(low, inner_low - inner / 2), min(high, inner_high + inner / 2)
    turns = turning_values(y)
    turns = turns[(turns >= low) & (turns <= high)]
    if turns.size >= 2:
        low, high = _around_turns(x, values, turns, low, high)
    return low, high


def _ends_tower(values: np.ndarray) -> bool:
    """Whether the curve is farthest from its usual height at an end, not at a spike within."""
    away = np.abs(values - np.median(values))
    return bool(max(away[0], away[-1]) >= 0.99 * away.max())


def _around_turns(x: np.ndarray, values: np.ndarray, turns: np.ndarray, low: float, high: float) -> tuple[float, float]:
    """Trim steep ends so that the turns fill a quarter of the height, as long as half of the curve stays in view."""
    spread = float(np.ptp(turns))
    if spread <= _ONE_LEVEL * (high - low) or high - low <= 4 * spread:
        return low, high
    half_low, half_high = _quantiles(x, values, 0.25, 0.75)
    below, above = float(turns.min()) - 1.5 * spread, float(turns.max()) + 1.5 * spread
    return max(low, min(below, half_low)), min(high, max(above, half_high))


def _quantiles(x: np.ndarray, values: np.ndarray, lower: float, upper: float) -> tuple[float, float]:
    """Quantiles of the values weighted by the stretch of x they stand for."""
    if values.size < 3:
        return float(values.min()), float(values.max())
    weight = np.gradient(x)
    weight = np.where(np.isfinite(weight), np.clip(weight, 0, 2 * np.median(weight)), 0)
    index = np.argsort(values)
    share = np.cumsum(weight[index])
    if not share[-1] > 0:
        return float(values.min()), float(values.max())
    where = np.searchsorted(share / share[-1], [lower, upper])
    low, high = values[index][np.minimum(where, values.size - 1)]
    return float(low), float(high)


def turning_values(y: np.ndarray) -> np.ndarray:
    """Values at interior local extrema of the samples."""
    step = np.diff(y)
    return y[1:-1][(step[1:] * step[:-1] < 0)]


def _rounded(low: float, high: float) -> tuple[float, float]:
    """Padding, zero when it is near, and ends on round numbers."""
    size = max(abs(low), abs(high))
    if high - low <= 1e-12 * size or high == low:
        middle = (low + high) / 2
        return _unit_band(0.0 if size < 1e-300 else middle)
    height = high - low
    if 0 < low < 0.5 * height:
        low = 0.0
    if -0.5 * height < high < 0:
        high = 0.0
    pad = 0.06 * (high - low)
    step = nice_step((high - low) / 24)
    return on_grid(math.floor((low - pad) / step), step), on_grid(math.ceil((high + pad) / step), step)


def _unit_band(value: float) -> tuple[float, float]:
    if abs(value) <= 4:
        return float(math.floor(min(value, 0) - 1)), float(math.ceil(max(value, 0) + 1))
    half = max(1.0, nice_step(abs(value) * 1e-9) if abs(value) > 1e9 else 1.0)
    return math.floor(value / half) * half - half, math.ceil(value / half) * half + half
