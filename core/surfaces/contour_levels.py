"""Which level lines to draw: round numbers that share the map fairly."""

from __future__ import annotations

import math

import numpy as np


def nice_step(width: float, about: int) -> float:
    """1, 2 or 5 times a power of ten that cuts ``width`` into roughly ``about`` parts."""
    raw = width / about
    power = 10.0 ** math.floor(math.log10(raw))
    return min((1, 2, 5, 10), key=lambda digit: abs(math.log(digit * power / raw))) * power


def nice_levels(values: np.ndarray, about: int = 14) -> np.ndarray:
    """Round numbers that cut the map into areas of some size, ascending; none for a constant.

    Equal steps where they do that (0, 5, 10, …); where most of the map would lie between two of them (Rosenbrock's
    valley), steps that follow the quantiles of f (1, 5, 20, 100, 500, …).
    """
    finite = np.sort(values[np.isfinite(values)])
    if finite.size < 4:
        return np.empty(0)
    low, high = np.quantile(finite, [0.01, 0.99])
    size = max(abs(low), abs(high))
    if not high - low > 1e-9 * size:
        return np.empty(0)
    even = _multiples(low, high, nice_step(high - low, about))
    share = np.diff(np.searchsorted(finite, np.r_[-np.inf, even, np.inf])) / finite.size
    if share.max() <= 0.28 and len(even) >= 5:
        return _with_valleys(finite, even, share)
    return _following_quantiles(finite, about)


def _with_valleys(finite: np.ndarray, even: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Two more levels below the first where a good part of the map lies there: the floor of the valleys is what
    people look for.
    """
    if share[0] < 0.08:
        return even
    step = even[1] - even[0]
    lower = _tidy(even[0] - step * np.array([0.8, 0.5]), step / 10)
    return np.r_[lower[lower > finite[0]], even]


def _multiples(low: float, high: float, step: float) -> np.ndarray:
    steps = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    return _tidy(steps * step, step)


def _tidy(values: np.ndarray, unit: float) -> np.ndarray:
    return np.array([round(float(v), max(0, 1 - math.floor(math.log10(unit)))) + 0.0 for v in np.atleast_1d(values)])


def _following_quantiles(finite: np.ndarray, about: int) -> np.ndarray:
    share = np.r_[0.004, 0.02, np.linspace(0.06, 0.97, about - 2), 0.995]
    wanted = np.unique(np.quantile(finite, share))
    if len(wanted) < 2:  # nearly everywhere the same value: one level between it and the rest
        return np.array([(finite[0] + finite[-1]) / 2])
    gap = np.diff(wanted)
    room = np.minimum(np.r_[gap, gap[-1]], np.r_[gap[0], gap])
    levels: list[float] = []
    for value, width in zip(wanted, room, strict=True):
        unit = 10.0 ** math.floor(math.log10(max(width, 1e-300)))
        rounded = float(_tidy(np.array([round(value / unit) * unit]), unit)[0])
        if finite[0] < rounded < finite[-1] and (not levels or rounded > levels[-1]):
            levels.append(rounded)
    return np.array(levels)
