"""Where a function stops being defined: edges of its domain and isolated undefined points."""

import numpy as np

from core.language.numerals import Callable1D, evaluate, nice_step, simplest_between

_T = np.linspace(0, 1, 17)


def nice_points(start: float, end: float) -> np.ndarray:
    """Round numbers in the window: where people put holes and poles."""
    step = nice_step((end - start) / 50)
    inverse = round(1 / step) if step < 1 else 1 / step
    return np.arange(np.ceil(start / step), np.floor(end / step) + 1) / inverse


def find_borders(
    f: Callable1D, x: np.ndarray, y: np.ndarray, width: float
) -> tuple[list[tuple[float, int]], np.ndarray]:
    """Edges [(x, side on which f is defined)] and isolated undefined points of the sorted samples."""
    x, first = np.unique(x, return_index=True)
    defined = np.isfinite(y[first])
    alone = np.zeros(x.size, bool)
    alone[1:-1] = (defined[1:-1] != defined[:-2]) & (defined[1:-1] != defined[2:])
    spots = np.flatnonzero(alone)
    if spots.size:
        shift = np.maximum(1e-10 * width, 8 * np.spacing(np.abs(x[spots])))
        beside = np.isfinite(evaluate(f, np.c_[x[spots] - shift, x[spots] + shift]))
        opposite = (beside != defined[spots][:, None]).all(axis=1)
        spots = spots[opposite]
    holes = x[spots[~defined[spots]]]
    defined[spots] = ~defined[spots]
    change = np.flatnonzero(defined[1:] != defined[:-1])
    if change.size == 0:
        return [], holes
    left_defined = defined[change]
    inside = np.where(left_defined, x[change], x[change + 1])
    outside = np.where(left_defined, x[change + 1], x[change])
    for _ in range(20):
        if np.all(np.abs(outside - inside) <= np.maximum(np.spacing(np.abs(inside)), 1e-18 * width * (inside == 0))):
            break
        probes = inside[:, None] + (outside - inside)[:, None] * _T
        probes[:, -1] = outside
        ok = np.isfinite(evaluate(f, probes[:, 1:-1]))
        first_bad = np.where(ok.all(axis=1), 16, np.argmin(ok, axis=1) + 1)[:, None]
        outside = np.take_along_axis(probes, first_bad, axis=1)[:, 0]
        inside = np.take_along_axis(probes, first_bad - 1, axis=1)[:, 0]
    edges = [
        (simplest_between(min(a, b), max(a, b)), -1 if left else 1)
        for a, b, left in zip(inside, outside, left_defined, strict=True)
    ]
    return edges, holes
