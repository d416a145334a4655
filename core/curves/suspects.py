"""Suspect points of a function: where it is too uneven for a smooth one, zoomed to float resolution.

1. A cell is rough when cubic interpolation misses its inner point by much more than a smooth function would allow.
2. Rough cells are split in 16; local maxima of the second difference there are suspects.
3. All suspects are zoomed together, by 8 a round, to float resolution. For f smooth the second difference
   falls by 64 a round, at a corner by 8, at a jump not at all: slow decay marks a true singular point, so a
   steep but continuous function is never mistaken for a jump.
"""

import numpy as np

from core.language.numerals import EPS, Callable1D, evaluate

SPLIT = 16
TINY = 1e-290  # below this, numbers lose digits


def rough_cells(y: np.ndarray, inner_y: np.ndarray, t: np.ndarray, negligible: float) -> np.ndarray:
    """Cells whose inner point is missed by cubic interpolation; cells beside undefined ones are left out."""
    rough = np.zeros(inner_y.size, bool)
    t = t[1:-1]
    a, b, c, d = y[:-3], y[1:-2], y[2:-1], y[3:]
    cubic = (
        -t * (t - 1) * (t - 2) / 6 * a
        + (t + 1) * (t - 1) * (t - 2) / 2 * b
        - (t + 1) * t * (t - 2) / 2 * c
        + (t + 1) * t * (t - 1) / 6 * d
    )
    miss = np.abs(inner_y[1:-1] - cubic)
    bend = np.abs(np.diff(y, 2))
    bend = np.maximum(bend[:-1], bend[1:])
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), np.maximum(np.abs(c), np.abs(d)))
    unknown = np.isnan(cubic) & np.isfinite(b) & np.isfinite(c)
    rough[1:-1] = (miss > 0.03 * bend + 64 * EPS * size + negligible) | unknown
    return rough


def find_suspects(
    f: Callable1D,
    nodes: np.ndarray,
    y: np.ndarray,
    rough: np.ndarray,
    known: np.ndarray,
    negligible: float,
    most: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Split rough cells and their neighbours; brackets around local maxima of the second difference, at most `most`."""
    cells = rough.size
    fine_x = np.full((cells, SPLIT), np.nan)
    fine_y = np.full((cells, SPLIT), np.nan)
    too_fast = np.zeros(cells, bool)
    if not rough.any():
        return fine_x, fine_y, too_fast, (np.empty(0), np.empty(0))
    wide = rough.copy()
    wide[1:] |= rough[:-1]
    wide[:-1] |= rough[1:]
    chosen = np.flatnonzero(wide)
    fine_x[chosen] = nodes[chosen, None] + np.diff(nodes)[chosen, None] * np.arange(SPLIT) / SPLIT
    fine_y[chosen, 1:] = evaluate(f, fine_x[chosen, 1:])
    fine_y[chosen, 0] = y[chosen]
    flat_x, flat = fine_x.ravel(), fine_y.ravel()
    size = np.max(np.abs(y[np.isfinite(y)]), initial=0.0)
    fine_step = (nodes[1] - nodes[0]) / SPLIT
    usual = np.median(np.abs(y[np.isfinite(y)]))
    through_x = np.abs(flat_x) * np.abs(np.gradient(flat)) / fine_step  # rounding of x, seen in f
    noise = 16 * EPS * (np.maximum(np.abs(flat), usual) + through_x)[1:-1] + negligible
    second = np.abs(np.diff(flat, 2))
    fourth = np.zeros_like(second)
    fourth[1:-1] = np.abs(np.diff(flat, 4))
    around = _windowed_max(np.nan_to_num(second, nan=0.0), 2)
    uneven = (np.nan_to_num(fourth) > 0.5 * around) & (second > noise)
    uneven = _windowed_max(uneven.astype(float), 2) > 0
    peak = uneven & (second > noise) & (second >= around * (1 - 1e-9))
    peak &= second > 1e-3 * _windowed_max(around, SPLIT)  # rounding beside a corner is no corner
    peak |= np.isnan(flat[1:-1]) & np.isfinite(flat[:-2]) & np.isfinite(flat[2:])  # a sample right on a pole
    peak[1:] &= ~peak[:-1]
    at = np.flatnonzero(peak) + 1
    if known.size:
        clear = np.abs(flat_x[at][:, None] - known).min(axis=1) > 8 * fine_step
        at = at[clear]

    swing = np.diff(flat)
    turning = np.zeros(flat.size, bool)
    lively = np.minimum(np.abs(swing[1:]), np.abs(swing[:-1])) > 1e-9 * size
    turning[1:-1] = (swing[1:] * swing[:-1] < 0) & lively
    events = turning.reshape(cells, SPLIT).sum(axis=1) + np.bincount(at // SPLIT, minlength=cells)
    crowd = np.convolve(events, [1, 1, 1], "same")
    too_fast[wide] = (crowd >= 5)[wide] & (events >= 1)[wide]
    at = at[~too_fast[at // SPLIT]]
    if at.size > most:
        busy = np.bincount(at // SPLIT, minlength=cells)
        too_fast |= busy >= 2
        at = at[~too_fast[at // SPLIT]][:most]
    last = flat_x.size - 1
    bend = np.r_[0.0, np.nan_to_num(second), 0.0, 0.0]
    tie = bend[at + 1] >= bend[at] * (1 - 1e-6)  # two equal neighbours straddle a jump
    low, high = flat_x[np.maximum(at - 1, 0)], flat_x[np.minimum(at + 1 + tie, last)]
    good = np.isfinite(low) & np.isfinite(high)
    return fine_x, fine_y, too_fast, (low[good], high[good])


def _windowed_max(values: np.ndarray, reach: int) -> np.ndarray:
    out = values.copy()
    for shift in range(1, reach + 1):
        out[shift:] = np.maximum(out[shift:], values[:-shift])
        out[:-shift] = np.maximum(out[:-shift], values[shift:])
    return out


def zoom(f: Callable1D, low: np.ndarray, high: np.ndarray) -> list[tuple[float, float]]:
    """Brackets [low, high] shrunk to float resolution around the sharpest bend; smooth ones are dropped."""
    n = len(low)
    low, high = low.copy(), high.copy()
    alive = np.ones(n, bool)
    history = np.full((n, 16), np.nan)
    settled = np.zeros(n, bool)
    grid = np.linspace(0, 1, SPLIT + 1)
    for round_ in range(16):
        active = np.flatnonzero(alive & ~settled)
        if active.size == 0:
            break
        a, b = low[active], high[active]
        x = a[:, None] + (b - a)[:, None] * grid
        y = evaluate(f, x)
        bend = np.abs(np.diff(y, 2, axis=1))
        bend = np.where(np.isnan(bend), np.inf, bend)
        j = np.argmax(bend, axis=1)
        top = np.take_along_axis(bend, j[:, None], axis=1)[:, 0]
        rows = np.arange(active.size)
        # two equal neighbours straddle a jump: keep both of their cells
        tie = (j + 1 < SPLIT - 1) & (bend[rows, np.minimum(j + 1, SPLIT - 2)] >= top * (1 - 1e-6))
        size = np.max(np.where(np.isfinite(y), np.abs(y), 0), axis=1)
        quiet = top <= 16 * EPS * size + TINY
        history[active, round_] = np.where(quiet, np.nan, top)
        low[active] = np.where(quiet, a, x[rows, j])
        high[active] = np.where(quiet, b, x[rows, np.minimum(j + 2 + tie, SPLIT)])
        tiny = (high - low)[active] <= 4 * np.spacing(np.maximum(np.abs(low), np.abs(high)))[active]
        settled[active] = quiet | tiny
        if round_ >= 2:
            before, last, now = history[active, round_ - 2 : round_ + 1].T
            fading = (np.log(before / now) > 1.7 * np.log(64.0)) & (np.log(last / now) > 1.7 * np.log(8.0))
            # A sample right on a pole, or a hair beside it, is no measure for what follows: it must fade twice.
            alive[active] &= ~(fading & ~quiet & np.isfinite(before) & np.isfinite(last))
    filled = np.sum(~np.isnan(history), axis=1)
    out = []
    for i in np.flatnonzero(alive & (filled >= 2)):
        trend = history[i, : filled[i]]
        recent = trend[-4:] if filled[i] > 4 else trend
        decay = np.log(recent[0] / recent[-1]) / np.log(8.0) / (len(recent) - 1) if recent[-1] > 0 else 2.0
        if decay < 1.6 or np.isinf(trend).any():
            out.append((low[i], high[i]))
    return out
