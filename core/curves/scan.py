"""Where a function is sampled to choose its window, and the least that is measured of the samples."""

import math
import sys

import numpy as np

HALF_WIDTHS = tuple(float(f"{m}e{k}") for k in range(-4, 5) for m in (1, 1.5, 2, 3, 5))
DEFAULT = 5.0
MOST_TURNS = 40  # more waves than this across a chart are a blur
OVERFLOWING = 1e100
_RANDOM = np.modf(np.arange(1, 401) * 0.6180339887498949)[0]


def _scan_points() -> np.ndarray:
    """Even points out to ±100, and ever wider ones out to ±1000."""
    even = np.linspace(-100, 100, 1601)
    far = np.sinh(np.linspace(math.asinh(100), math.asinh(1000), 60))
    return np.concatenate([-far[::-1], even, far])


SCAN = np.unique(_scan_points())
CLOSE = np.linspace(-1, 1, 401) + 0.002 * (_RANDOM[[*range(400), 0]] - 0.5)


def spread(values: np.ndarray) -> float:
    """How far apart the finite values lie (0 where there are none); at most the largest float."""
    finite = values[np.isfinite(values)]
    return min(float(finite.max()) - float(finite.min()), sys.float_info.max) if finite.size else 0.0


def count_turns(y: np.ndarray) -> int:
    """How often samples turn, but for ripples."""
    y = y[np.isfinite(y)]
    step = np.diff(y)
    lively = np.minimum(np.abs(step[1:]), np.abs(step[:-1])) > 1e-6 * spread(y)
    return int(np.sum((step[1:] * step[:-1] < 0) & lively))


def half_width(least: float) -> float:
    """The round half width that is at least this, or the widest."""
    return next((h for h in HALF_WIDTHS if h >= least * (1 - 1e-9)), HALF_WIDTHS[-1])
