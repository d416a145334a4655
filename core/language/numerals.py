"""Evaluate guarded callables, and turn numerical results into the plain numbers a reader expects."""

import math
from collections.abc import Callable

import numpy as np

from core.language.written_number import number

Callable1D = Callable[[np.ndarray], np.ndarray]
EPS = float(np.finfo(float).eps)


def nice_step(length: float) -> float:
    """The smallest of 1, 2, 5 × 10^k that is at least `length` (> 0)."""
    power = 10.0 ** np.floor(np.log10(length))
    return float(next(m * power for m in (1, 2, 5, 10) if m * power >= length * (1 - 1e-9)))


def on_grid(multiple: int, step: float) -> float:
    """`multiple` · `step` without rounding dust, for a step from `nice_step`."""
    return multiple * step if step >= 1 else multiple / round(1 / step) if 1 / step < 1e15 else multiple * step


# Beyond it differences and rounding leave the floats; no chart shows such a value.
_LARGEST = 1e300


def evaluate(f: Callable1D, points: np.ndarray) -> np.ndarray:
    """Values of `f` in the shape of `points`, float64; infinities count as undefined (NaN)."""
    flat = np.ascontiguousarray(points, dtype=float).ravel()
    if flat.size == 0:
        return np.empty(np.shape(points))
    values = np.array(np.broadcast_to(np.asarray(f(flat), dtype=float), flat.shape))
    values[np.abs(values) > _LARGEST] = np.nan
    return values.reshape(np.shape(points))


def simplest_between(low: float, high: float) -> float:
    """The decimal number with the fewest digits in [low, high]; 0 if it lies inside."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return low
    if low <= 0.0 <= high:
        return 0.0
    width, middle = high - low, low + (high - low) / 2
    if width <= 0.0:
        return low
    first = -math.floor(math.log10(width)) - 1
    for digits in range(first, first + 4):
        candidate = round(middle, digits)
        if low <= candidate <= high:
            return candidate + 0.0
    return middle


def settle(value: float, error: float) -> float:
    """`value` moved to the simplest number within `error` of it (at least a few units in the last place)."""
    if not math.isfinite(value):
        return value
    slack = max(abs(error), 4 * EPS * abs(value))
    return simplest_between(value - slack, value + slack)


def plain(value: float, digits: int = 6) -> str:
    """``number`` with the six digits that a place is told with."""
    return number(value, digits)
