"""Which level lines to draw: round numbers in equal steps."""

from __future__ import annotations

import math

import numpy as np

from core.surfaces.field import visible_range

_SYMMETRIC = 0.1  # of the range: ends that differ by less count as symmetric about 0


def nice_step(width: float, about: int) -> float:
    """1, 2 or 5 times a power of ten that cuts ``width`` into roughly ``about`` parts."""
    raw = width / about
    power = 10.0 ** math.floor(math.log10(raw))
    return min((1, 2, 5, 10), key=lambda digit: abs(math.log(digit * power / raw))) * power


def nice_levels(values: np.ndarray, about: int = 14, shown: tuple[float, float] | None = None) -> np.ndarray:
    """Round numbers in equal steps over what a picture of ``values`` shows, ascending; none for a constant.

    Equal steps, because then lines crowd where it is steep. Where the range is nearly symmetric about 0 the levels are,
    too. ``shown``: the lowest and highest value of the picture.
    """
    finite = values[np.isfinite(values)]
    if finite.size < 4:
        return np.empty(0)
    low, high = shown or visible_range(finite)
    size = max(abs(low), abs(high))
    if not high - low > 1e-9 * size or finite.min() == finite.max():
        return np.empty(0)
    if abs(low + high) < _SYMMETRIC * (high - low):
        low, high = -size, size
    return _multiples(low, high, nice_step(high - low, about))


def _multiples(low: float, high: float, step: float) -> np.ndarray:
    steps = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    return _tidy(steps * step, step)


def _tidy(values: np.ndarray, unit: float) -> np.ndarray:
    return np.array([round(float(v), max(0, 1 - math.floor(math.log10(unit)))) + 0.0 for v in np.atleast_1d(values)])
