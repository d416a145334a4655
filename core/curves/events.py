"""Turns, zeros, poles and edges of the domain, as samples show them."""

import numpy as np

from core.curves.scan import OVERFLOWING


def events_of(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of turns (and of edges of the domain) and of zeros among samples; level stretches count as one sample."""
    defined = np.isfinite(y)
    change = (defined[1:-2] != defined[2:-1]) & (defined[:-3] == defined[1:-2]) & (defined[2:-1] == defined[3:])
    overflow = np.fmax(np.abs(y[1:-2]), np.abs(y[2:-1])) > OVERFLOWING  # too large for a float: no edge
    edges = x[2:-1][change & ~overflow]
    moved = np.r_[True, np.diff(y) != 0]
    x, y = x[moved], y[moved]
    if y.size < 4:
        return edges, np.empty(0)
    step = np.diff(y)
    lively = np.minimum(np.abs(step[1:]), np.abs(step[:-1])) > 1e-9 * np.abs(y[1:-1])
    turns = x[1:-1][(step[1:] * step[:-1] < 0) & lively]
    size = np.abs(y)
    crossing = (y[1:-2] * y[2:-1] < 0) & ((size[1:-2] <= size[:-3]) | (size[2:-1] <= size[3:]))  # else a pole
    hit = (y[1:-1] == 0) & (y[:-2] * y[2:] < 0)
    return np.concatenate([turns, edges]), np.concatenate([x[1:-2][crossing], x[1:-1][hit]])


def jumps(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Places where the samples jump between the largest values of opposite sign around them."""
    size = np.abs(y)
    between = (y[1:-2] * y[2:-1] < 0) & (size[1:-2] > 2 * size[:-3]) & (size[2:-1] > 2 * size[3:])
    at = ~np.isfinite(y[2:-2]) & (size[1:-3] > 1.5 * size[:-4]) & (size[3:-1] > 1.5 * size[4:])
    return np.concatenate([x[1:-2][between], x[2:-2][at]])
