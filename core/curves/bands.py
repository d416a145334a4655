"""Where a function changes faster than a screen can show, and the band that is drawn there. For the picture alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.language.numerals import EPS, Callable1D, evaluate

_SPLIT = 16
_CROWD = 5  # turns in three cells that a screen cannot show


@dataclass(frozen=True)
class Bands:
    """Which cells of a grid are too fast (a mask), and for each half of one its lowest and highest sample."""

    too_fast: np.ndarray
    x: np.ndarray
    y: np.ndarray


def bands(f: Callable1D, x: np.ndarray, y: np.ndarray) -> Bands:
    """Cells of the even grid ``x`` (values ``y``) with more turns of ``f`` than can be drawn: 16 samples in each cell
    whose inner point a cubic through its neighbours misses.
    """
    none = Bands(np.zeros(x.size - 1, bool), np.empty(0), np.empty(0))
    rough = _rough(f, x, y)
    if not rough.any():
        return none
    wide = rough | np.r_[rough[1:], False] | np.r_[False, rough[:-1]]
    fine_x = x[:-1, None] + np.diff(x)[:, None] * np.arange(_SPLIT) / _SPLIT
    fine_y = np.full(fine_x.shape, np.nan)
    fine_y[wide] = evaluate(f, fine_x[wide])
    flat = fine_y.ravel()
    swing = np.diff(flat)
    size = np.max(np.abs(y[np.isfinite(y)]), initial=0.0)
    lively = np.minimum(np.abs(swing[1:]), np.abs(swing[:-1])) > 1e-9 * size
    turning = np.r_[False, (swing[1:] * swing[:-1] < 0) & lively, False]
    events = turning.reshape(-1, _SPLIT).sum(axis=1)
    crowd = np.convolve(np.r_[events[0], events, events[-1]], [1, 1, 1], "valid")
    too_fast = wide & (crowd >= _CROWD) & (events >= 1)
    return Bands(too_fast, *_extremes(fine_x[too_fast], fine_y[too_fast])) if too_fast.any() else none


def _rough(f: Callable1D, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Cells whose inner point is missed by cubic interpolation; the cells at the ends are as their neighbours."""
    t = 0.35 + 0.3 * np.modf(np.arange(1, x.size) * 0.6180339887498949)[0]
    inner = evaluate(f, x[:-1] + t * np.diff(x))[1:-1]
    t, (a, b, c, d) = t[1:-1], (y[:-3], y[1:-2], y[2:-1], y[3:])
    cubic = (
        -t * (t - 1) * (t - 2) / 6 * a
        + (t + 1) * (t - 1) * (t - 2) / 2 * b
        - (t + 1) * t * (t - 2) / 2 * c
        + (t + 1) * t * (t - 1) / 6 * d
    )
    bend = np.abs(np.diff(y, 2))
    bend = np.maximum(bend[:-1], bend[1:])
    size = np.max(np.abs([a, b, c, d]), axis=0)
    missed = np.abs(inner - cubic) > 0.03 * bend + 64 * EPS * size
    rough = missed | (np.isnan(cubic) & np.isfinite(b) & np.isfinite(c))
    return np.r_[rough[0], rough, rough[-1]]


def _extremes(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = x.reshape(-1, _SPLIT // 2), y.reshape(-1, _SPLIT // 2)
    seen = np.isfinite(y).any(axis=1)
    x, y, full = x[seen], y[seen], np.isfinite(y)[seen]
    rows = np.arange(len(x))
    low, high = np.argmin(np.where(full, y, np.inf), axis=1), np.argmax(np.where(full, y, -np.inf), axis=1)
    pick = np.c_[np.minimum(low, high), np.maximum(low, high)]
    return x[rows[:, None], pick].ravel(), y[rows[:, None], pick].ravel()
