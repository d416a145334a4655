"""Level lines: marching squares (Lorensen and Cline's idea in the plane) in NumPy, each vertex put exactly on f = c.

A cell whose corners lie on both sides of a level holds a piece of the line; pieces that share a grid edge are joined.
Where all four edges are crossed (a saddle) the value in the middle of the cell decides. Torn cells hold nothing, so
no false line runs along a pole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.surfaces.field import Field

# Edges of a cell: 0 bottom, 1 right, 2 top, 3 left. Corner bits: 1 bottom left, 2 bottom right, 4 top right, 8 top
# left.
_PIECES = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 6: ((0, 2),), 7: ((3, 2),), 8: ((2, 3),),
    9: ((2, 0),), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
    5: ((3, 0), (1, 2)), 10: ((0, 1), (2, 3)), 16 + 5: ((3, 2), (1, 0)), 16 + 10: ((0, 3), (2, 1)),
}  # fmt: skip
_CLOSE = 1e-9  # of the difference along an edge: nobody sees whether a vertex is exacter
_FIRST = np.full((27, 2), -1)
_SECOND = np.full((27, 2), -1)
for _case, _ends in _PIECES.items():
    _FIRST[_case] = _ends[0]
    if len(_ends) > 1:
        _SECOND[_case] = _ends[1]


@dataclass(frozen=True)
class LevelLine:
    """One connected piece of f = ``level``; a closed one ends where it began."""

    level: float
    x: np.ndarray
    y: np.ndarray

    @property
    def closed(self) -> bool:
        """Whether the line comes back to its beginning."""
        return len(self.x) > 2 and self.x[0] == self.x[-1] and self.y[0] == self.y[-1]


def level_lines(field: Field, levels: npt.ArrayLike, longest: int = 14_000) -> list[LevelLine]:
    """The lines f = c for each c of ``levels``, from the lowest to the highest.

    Where they would have more than ``longest`` vertices together (fast waves) every second level is left out, again
    and again.
    """
    heights = np.unique(np.asarray(levels, dtype=float))
    cell, level = _crossed(field, heights)
    kept = np.arange(len(heights))
    while np.isin(level, kept).sum() > longest and len(kept) > 1:
        kept = kept[len(kept) // 2 % 2 :: 2]
    drawn = np.isin(level, kept)
    rows, columns = field.value.shape
    edges = 2 * rows * columns
    ends = _pieces(field, heights, cell[drawn], level[drawn])
    if not len(ends):
        return []
    nodes, index = np.unique(ends, return_inverse=True)
    index = index.reshape(ends.shape)
    x, y = _vertices(field, nodes % edges, heights[nodes // edges])
    return [
        LevelLine(float(heights[nodes[chain[0]] // edges]), x[chain], y[chain]) for chain in _chains(index, len(nodes))
    ]


def _crossed(field: Field, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every cell with every level between the values at its corners: numbers of cells (by rows), and of levels."""
    rank = np.searchsorted(levels, field.value)  # how many levels lie below each value
    corners = rank[:-1, :-1], rank[:-1, 1:], rank[1:, 1:], rank[1:, :-1]
    lowest = np.minimum.reduce(corners)
    count = np.where(field.torn, 0, np.maximum.reduce(corners) - lowest).ravel()
    cell = np.repeat(np.arange(count.size), count)
    nth = np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count)
    return cell, lowest.ravel()[cell] + nth


def _pieces(field: Field, levels: np.ndarray, cell: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Pairs of grid edges that a level joins inside a cell it crosses.

    Horizontal edge (i, j)–(i, j+1): i·columns + j; vertical ones after all horizontal; each level has its own numbers.
    """
    rows, columns = field.value.shape
    i, j = np.divmod(cell, columns - 1)
    height = levels[level]
    corners = ((i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j))
    case = sum(bit * (field.value[corner] > height) for bit, corner in zip((1, 2, 4, 8), corners, strict=True))
    double = np.nonzero((case == 5) | (case == 10))[0]
    if len(double):
        step_x, step_y = field.x[1] - field.x[0], field.y[1] - field.y[0]
        middle = field.height(field.x[j[double]] + step_x / 2, field.y[i[double]] + step_y / 2) > height[double]
        case[double] += np.where(middle, 16, 0)
    base, vertical = i * columns + j, rows * columns
    number = np.stack([base, vertical + base + 1, base + columns, vertical + base], axis=1)
    number += (level * 2 * rows * columns)[:, None]
    first = np.take_along_axis(number, _FIRST[case], axis=1)
    return np.concatenate([first, np.take_along_axis(number[double], _SECOND[case[double]], axis=1)])


def _vertices(field: Field, edge: np.ndarray, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where f equals its level on each edge: the chord first, then the Illinois method, a bracketed secant."""
    rows, columns = field.value.shape
    vertical = edge >= rows * columns
    i, j = np.divmod(edge - vertical * rows * columns, columns)
    i_end, j_end = i + vertical, j + ~vertical
    x0, y0, x1, y1 = field.x[j], field.y[i], field.x[j_end], field.y[i_end]
    low, high = np.zeros(len(edge)), np.ones(len(edge))
    f_low, f_high = field.value[i, j] - level, field.value[i_end, j_end] - level
    close = _CLOSE * np.abs(f_high - f_low)
    side = np.zeros(len(edge))
    for _ in range(5):
        with np.errstate(all="ignore"):
            t = np.where(f_low == f_high, 0.5, (low * f_high - high * f_low) / (f_high - f_low))
        f = field.height(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) - level
        if (np.abs(f) <= close).all():
            break
        same = np.sign(f) == np.sign(f_low)
        f_high = np.where(same, np.where(side > 0, f_high / 2, f_high), f)
        f_low = np.where(same, f, np.where(side < 0, f_low / 2, f_low))
        low, high = np.where(same, t, low), np.where(same, high, t)
        side = np.where(same, 1.0, -1.0)
    with np.errstate(all="ignore"):
        t = np.where(f_low == f_high, (low + high) / 2, (low * f_high - high * f_low) / (f_high - f_low))
    t = np.clip(np.nan_to_num(t, nan=0.5), 0.0, 1.0)
    return x0 + t * (x1 - x0), y0 + t * (y1 - y0)


def _chains(ends: np.ndarray, count: int) -> list[list[int]]:
    """Join pairs of vertices into chains; a vertex belongs to two pairs at most."""
    one, other = ends.T.ravel(), ends[:, ::-1].T.ravel()
    order = np.argsort(one, kind="stable")
    one, other = one[order], other[order]
    first = np.r_[True, one[1:] != one[:-1]]
    near = np.full((count, 2), -1)
    near[one[first], 0] = other[first]
    near[one[~first], 1] = other[~first]
    first_of, both_of = near[:, 0].tolist(), np.bitwise_xor(near[:, 0], near[:, 1]).tolist()
    seen = bytearray(count)
    loose = np.nonzero(near[:, 1] < 0)[0].tolist()
    chains = []
    for start in [*loose, *range(count)]:
        if seen[start]:
            continue
        chain, previous, here = [start], start, first_of[start]
        seen[start] = 1
        while here >= 0 and here != start:
            seen[here] = 1
            chain.append(here)
            previous, here = here, both_of[here] ^ previous  # the neighbour that it did not come from
        if here == start and len(chain) > 2:
            chain.append(start)
        chains.append(chain)
    return chains
