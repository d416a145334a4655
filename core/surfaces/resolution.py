"""Whether a grid is fine enough for the function on it."""

from __future__ import annotations

import numpy as np

from core.surfaces.field import Field

_MISSED = 0.22  # of rise and slopes; waves are followed as long as a third of one takes a step
_WHOLE_RANGE = 0.7
_NOTICEABLE = 1e-3  # of the range of f


def too_fast(field: Field) -> bool:
    """Whether f changes faster than the grid of ``field`` can follow (sin 40x): from a place to the next it mostly
    rises by something else than its slopes there say.
    """
    low, high = field.visible_range
    for slope, along in ((field.slope_x, field.x), (field.slope_y, field.y)):
        steep = np.abs(slope[np.isfinite(slope)]) * (along[1] - along[0])
        if steep.size and np.median(steep) > _WHOLE_RANGE * (high - low):
            return True  # the next place would be out of the picture; sin 108x fits its slopes by chance
    notice = _NOTICEABLE * (high - low)
    whole = ~field.torn
    along_x = _missed(field.value, field.slope_x, field.x[1] - field.x[0], whole, notice)
    along_y = _missed(field.value.T, field.slope_y.T, field.y[1] - field.y[0], whole.T, notice)
    return max(along_x, along_y) > _MISSED


def _missed(value: np.ndarray, slope: np.ndarray, step: float, whole: np.ndarray, notice: float) -> float:
    """The usual share of a rise along the rows that the slopes at both ends do not tell; torn cells do not count."""
    with np.errstate(all="ignore"):
        rise, start, end = np.diff(value, axis=1), step * slope[:, :-1], step * slope[:, 1:]
        size = np.abs(rise) + (np.abs(start) + np.abs(end)) / 2
        miss = np.abs(rise - (start + end) / 2) / size
    counts = np.isfinite(miss) & (size > notice)
    counts[:-1] &= whole
    counts[1:] &= whole
    return float(np.median(miss[counts])) if counts.any() else 0.0
