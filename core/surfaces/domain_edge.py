"""Where a sampled function stops being defined: the points at which the edges of the grid leave its domain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.surfaces.field import Field

_HALVINGS = 20


@dataclass(frozen=True)
class DomainEdge:
    """Grid edges of which one end has a value and the other has none. ``number``: i·columns + j for the edge from
    (i, j) to (i, j + 1); those from (i, j) to (i + 1, j) are counted after all horizontal ones. ``share``: the part of
    the edge, from its first end, at which the last value ``value`` stands.
    """

    number: np.ndarray
    share: np.ndarray
    value: np.ndarray


def domain_edge(field: Field, low: float = -np.inf, high: float = np.inf) -> DomainEdge:
    """All edges on which ``field`` begins or ends, or runs off from ``low`` … ``high`` before it ends, by bisection
    down to a millionth of a cell. An edge whose defined end lies out of that range is left out.
    """
    known = np.isfinite(field.value)
    rows, columns = known.shape
    i, j = np.nonzero(known[:, 1:] != known[:, :-1])
    k, m = np.nonzero(known[1:] != known[:-1])
    number = np.concatenate([i * columns + j, rows * columns + k * columns + m])
    x0, y0 = field.x[np.r_[j, m]], field.y[np.r_[i, k]]
    x1, y1 = field.x[np.r_[j + 1, m]], field.y[np.r_[i, k + 1]]
    first = known[np.r_[i, k], np.r_[j, m]]
    inside, outside = np.where(first, 0.0, 1.0), np.where(first, 1.0, 0.0)
    value = np.where(first, field.value[np.r_[i, k], np.r_[j, m]], field.value[np.r_[i, k + 1], np.r_[j + 1, m]])
    seen = (value >= low) & (value <= high)
    number, x0, y0, x1, y1, inside, outside, value = (
        part[seen] for part in (number, x0, y0, x1, y1, inside, outside, value)
    )
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        height = field.height(x0 + middle * (x1 - x0), y0 + middle * (y1 - y0))
        defined = (height >= low) & (height <= high)
        inside, outside = np.where(defined, middle, inside), np.where(defined, outside, middle)
        value = np.where(defined, height, value)
    return DomainEdge(number, inside, value)
