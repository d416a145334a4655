"""Turn a function into the vertices of a curve: cut where it breaks, sharp where it has a corner, dense where it bends.

Bending is measured on a screen of 800 × 400 showing the window, so that a curve gets points where an eye would miss
them. What breaks the curve is found by enclosures and studied place by place (``core.curves.spots``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.curves.bands import Bands, bands
from core.curves.heights import choose_y
from core.curves.place import Place
from core.curves.spots import BENT, spots
from core.curves.values import mended
from core.language.function import Function
from core.language.numerals import Callable1D, evaluate

SCREEN = (800.0, 400.0)
MOST_POINTS = 2000
_TOLERANCE = 0.35  # pixels a chord may be off
_ROUNDS = 6
_QUARTERS = np.array([0.25, 0.5, 0.75])
_STEPS_TO_A_POLE, _LAST_STEP = 22, 7  # the last for a pole that does not leave the picture
_CUTS = {"pole": "pole", "jump": "jump", "edge": "domain edge"}
_WITH_ROWS = (*_CUTS, *BENT, "hole", "smooth")


@dataclass(frozen=True)
class Break:
    """A cut in the curve at x: `kind` is "pole", "jump" or "domain edge"; `left`, `right` are the one-sided limits.

    ±inf at a pole, NaN on a side where the function is undefined.
    """

    x: float
    kind: str
    left: float
    right: float


@dataclass(frozen=True)
class Hole:
    """A removable hole: the curve passes through (x, limit), but the function is `value` there (NaN: undefined)."""

    x: float
    limit: float
    value: float = math.nan


@dataclass(frozen=True)
class Curve:
    """Vertices in order of x, two or more; a row with y = NaN cuts the line.

    `y_range` is the visible range it was drawn for.

    `corners` are the x of kinks (also in the vertices). `too_fast` lists intervals where the function changes
    faster than a screen can show; there the curve fills the band between its lowest and highest values.
    """

    x: np.ndarray
    y: np.ndarray
    breaks: tuple[Break, ...]
    holes: tuple[Hole, ...]
    corners: tuple[float, ...]
    too_fast: tuple[tuple[float, float], ...]
    y_range: tuple[float, float]


def sample(
    function: Function,
    start: float,
    end: float,
    *,
    count: int = 400,
    y_range: tuple[float, float] | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Curve:
    """Sample ``function`` on [start, end]: about ``count`` points, more where it bends, at most 2,000.

    ``y_range`` is the visible range of values (chosen from the values when absent).
    Raises ValueError unless start < end, both finite.
    """
    if not (math.isfinite(start) and math.isfinite(end) and start < end):
        raise ValueError("The window needs two finite ends, the smaller one first.")
    given = dict(parameters or {})
    f, places = mended(function, given), spots(function, start, end, given).places
    with np.errstate(all="ignore"):
        x = np.linspace(start, end, count + 1)
        y = _whole(x, evaluate(f, x), places)
        if y_range is None:
            y_range = choose_y(x, y, has_poles=any(p.kind == "pole" for p in places))
        return _draw(f, x, y, places, y_range)


def heights_of(curve: Curve) -> tuple[float, float]:
    """The range of values (low, high) that suits a curve."""
    return choose_y(curve.x, curve.y, has_poles=any(cut.kind == "pole" for cut in curve.breaks))


def _whole(x: np.ndarray, y: np.ndarray, places: tuple[Place, ...]) -> np.ndarray:
    """The values on the grid, with the limit where a grid point falls on a hole."""
    for p in places:
        if p.kind == "hole":
            i = int(np.argmin(np.abs(x - p.x)))
            if abs(x[i] - p.x) < 1e-9 * (x[1] - x[0]):
                y[i] = p.left
    return y


def _draw(
    f: Callable1D, x: np.ndarray, y: np.ndarray, places: tuple[Place, ...], y_range: tuple[float, float]
) -> Curve:
    start, end = float(x[0]), float(x[-1])
    breaks = tuple(Break(p.x, _CUTS[p.kind], p.left, p.right) for p in places if p.kind in _CUTS)
    holes = tuple(Hole(p.x, p.left, p.value) for p in places if p.kind == "hole")
    corners = tuple(p.x for p in places if p.kind in BENT)
    low, high = map(float, y_range)
    fast = bands(f, x, y)
    xs, ys = _vertices(f, x, y, places, fast, (low, high))
    xs, ys = _refine(f, xs, ys, (end - start, low, high), _outside(x, fast.too_fast))
    keep = ~(np.isnan(ys) & np.isnan(np.r_[np.nan, ys[:-1]]))  # one NaN is enough for a gap
    xs, ys = xs[keep], ys[keep]
    if not xs.size:  # nowhere defined here: two rows that draw nothing, so that no chart meets an empty table
        xs, ys = np.array([start, end], dtype=float), np.full(2, np.nan)
    return Curve(xs, ys, breaks, holes, corners, _runs(x, fast.too_fast), (low, high))


def _runs(x: np.ndarray, cells: np.ndarray) -> tuple[tuple[float, float], ...]:
    change = np.flatnonzero(np.diff(np.r_[False, cells, False]))
    return tuple((float(x[a]), float(x[b])) for a, b in change.reshape(-1, 2))


def _outside(grid: np.ndarray, cells: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """A test whether positions lie outside the given cells of an even grid."""

    def test(x: np.ndarray) -> np.ndarray:
        cell = np.clip(((x - grid[0]) / (grid[1] - grid[0])).astype(int), 0, cells.size - 1)
        return ~cells[cell]

    return test


def _vertices(
    f: Callable1D,
    x: np.ndarray,
    y: np.ndarray,
    places: tuple[Place, ...],
    fast: Bands,
    y_range: tuple[float, float],
) -> tuple[np.ndarray, np.ndarray]:
    """Grid vertices, ends of pieces, corners and bands, in order; rows that share one x: left, NaN, right."""
    special = np.array([p.x for p in places if p.kind in _WITH_ROWS])
    grid = ~(np.r_[False, fast.too_fast] & np.r_[fast.too_fast, False])
    grid &= ~_beside(x, special, 1e-9 * (x[1] - x[0]))
    rows = [(x[grid], y[grid], np.zeros(int(grid.sum()))), (fast.x, fast.y, np.zeros(fast.x.size))]

    def add(at: ArrayLike, value: ArrayLike, order: float) -> None:
        at = np.atleast_1d(np.asarray(at, float))
        rows.append((at, np.broadcast_to(np.asarray(value, float), at.shape), np.full(at.size, order)))

    for p in places:
        if p.kind not in _WITH_ROWS:
            continue
        for side, limit in ((-1, p.left), (1, p.right)):
            if math.isfinite(limit):
                add(p.x, limit, 2.0 * side)
            elif math.isinf(limit):
                add(*_way_out(f, p.x, side, _room(x, special, p.x), y_range), 0.0)
        if p.kind in _CUTS:
            add(p.x, np.nan, 0.0)
    xs, ys, order = (np.concatenate(column) for column in zip(*rows, strict=True))
    index = np.lexsort((order, xs))
    inside = index[(xs[index] >= x[0]) & (xs[index] <= x[-1])]
    return xs[inside], ys[inside]


def _beside(x: np.ndarray, special: np.ndarray, near: float) -> np.ndarray:
    """Which of the x lie on one of the special places."""
    if not special.size:
        return np.zeros(x.size, bool)
    after = np.minimum(np.searchsorted(special, x), special.size - 1)
    before = np.maximum(after - 1, 0)
    return np.minimum(np.abs(x - special[after]), np.abs(x - special[before])) < near


def _room(x: np.ndarray, special: np.ndarray, at: float) -> float:
    """How far from a pole its neighbourhood reaches: half a cell, and half the way to its next neighbour."""
    others = np.abs(special[special != at] - at)
    return 0.5 * min(float(x[1] - x[0]), float(others.min()) if others.size else math.inf)


def _way_out(
    f: Callable1D, pole: float, side: int, room: float, y_range: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Samples towards a pole up to the first that is well outside the visible range."""
    x = pole + side * room * 4.0 ** -np.arange(_STEPS_TO_A_POLE)
    x = x[x != pole]
    y, height = evaluate(f, x), y_range[1] - y_range[0]
    good = np.isfinite(y)
    outside = good & ((y > y_range[1] + height) | (y < y_range[0] - height))
    last = int(np.argmax(outside)) if outside.any() else min(_LAST_STEP, y.size - 1)
    good[last + 1 :] = False
    return x[good], y[good]


def _refine(
    f: Callable1D,
    x: np.ndarray,
    y: np.ndarray,
    view: tuple[float, float, float],
    slow: Callable[[np.ndarray], np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """Split segments whose chord is visibly off the curve; never across a NaN row or a shared x."""
    width, low, high = view
    scale_x, scale_y = SCREEN[0] / width, SCREEN[1] / max(high - low, 1e-300)
    floor_y, ceiling = low - 0.25 * (high - low), high + 0.25 * (high - low)
    open_ = np.isfinite(y[:-1]) & np.isfinite(y[1:]) & (x[1:] > x[:-1])
    open_ &= slow((x[:-1] + x[1:]) / 2)
    todo = np.flatnonzero(open_ & _in_sight(y, floor_y, ceiling) & _curved(x, y, scale_x, scale_y))
    new_x, new_y = [x], [y]
    room = MOST_POINTS - x.size
    left, right = np.c_[x[todo], y[todo]], np.c_[x[todo + 1], y[todo + 1]]
    for _ in range(_ROUNDS):
        if left.size == 0 or room <= 0:
            break
        xs = left[:, :1] + (right[:, :1] - left[:, :1]) * _QUARTERS
        ys = evaluate(f, xs)
        chord = left[:, 1:] + (right[:, 1:] - left[:, 1:]) * _QUARTERS
        off = np.abs(np.clip(ys, floor_y, ceiling) - np.clip(chord, floor_y, ceiling)) * scale_y
        slope = (right[:, 1] - left[:, 1]) * scale_y / ((right[:, 0] - left[:, 0]) * scale_x)
        off = np.where(np.isfinite(off), off, 0).max(axis=1)
        distance = np.maximum(off / np.hypot(1, slope), off / 3)
        distance[~(xs[:, 0] > left[:, 0])] = 0
        worst = np.argsort(-distance, kind="stable")[: max(room // 3, 0)]
        split = worst[distance[worst] > _TOLERANCE]
        xs, ys, left, right = xs[split], ys[split], left[split], right[split]
        good = np.isfinite(ys)
        new_x.append(xs[good])
        new_y.append(ys[good])
        room -= int(good.sum())
        knots_x, knots_y = np.c_[left[:, 0], xs, right[:, 0]], np.c_[left[:, 1], ys, right[:, 1]]
        left = np.c_[knots_x[:, :-1].ravel(), knots_y[:, :-1].ravel()]
        right = np.c_[knots_x[:, 1:].ravel(), knots_y[:, 1:].ravel()]
        fine = np.isfinite(left[:, 1]) & np.isfinite(right[:, 1])
        left, right = left[fine], right[fine]
    if len(new_x) == 1:
        return x, y
    x, y = np.concatenate(new_x), np.concatenate(new_y)
    index = np.argsort(x, kind="stable")  # rows that share one x keep their order
    return x[index], y[index]


def _in_sight(y: np.ndarray, floor_y: float, ceiling: float) -> np.ndarray:
    """Segments not wholly above or wholly below the view."""
    a, b = y[:-1], y[1:]
    return ~(((a > ceiling) & (b > ceiling)) | ((a < floor_y) & (b < floor_y)))


def _curved(x: np.ndarray, y: np.ndarray, scale_x: float, scale_y: float) -> np.ndarray:
    """Segments whose neighbourhood turns visibly, or that lack a neighbour to tell."""
    slope = np.diff(y) * scale_y / (np.diff(x) * scale_x)
    run = np.diff(x) * scale_x
    turn = np.abs(np.diff(slope))
    turn = np.where(np.isfinite(turn), turn, np.inf)
    beside = np.maximum(np.r_[np.inf, turn], np.r_[turn, np.inf])
    return beside * run / 8 > 0.5 * _TOLERANCE
