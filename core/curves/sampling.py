"""Turn a function into the vertices of a curve: cut where it breaks, sharp where it has a corner, dense where it bends.

Bending is measured on a screen of 800 × 400 showing the window, so that a curve gets points where an eye would miss
them. What breaks the curve is found by core.curves.singularities.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.curves.approach import FINITE, INFINITE
from core.curves.heights import choose_y
from core.curves.singularities import Search, SingularPoint, find_singular_points
from core.language.numerals import Callable1D, evaluate

SCREEN = (800.0, 400.0)
MOST_POINTS = 2000
_TOLERANCE = 0.35  # pixels a chord may be off
_ROUNDS = 6
_QUARTERS = np.array([0.25, 0.5, 0.75])


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
    f: Callable1D, start: float, end: float, *, count: int = 400, y_range: tuple[float, float] | None = None
) -> Curve:
    """Sample `f` on [start, end] with about `count` points, more where it bends, at most 2,000.

    `y_range` is the visible range of values (chosen from the values when absent).
    Raises ValueError unless start < end, both finite.
    """
    if not (math.isfinite(start) and math.isfinite(end) and start < end):
        raise ValueError("The window needs two finite ends, the smaller one first.")
    with np.errstate(all="ignore"):
        search = find_singular_points(f, start, end, cells=count)
        if y_range is None:
            y_range = choose_y(search.x, search.y, has_poles=_has_poles(search))
        return _draw(f, search, start, end, y_range)


def heights_of(curve: Curve) -> tuple[float, float]:
    """The range of values (low, high) that suits a curve."""
    return choose_y(curve.x, curve.y, has_poles=any(cut.kind == "pole" for cut in curve.breaks))


def _has_poles(search: Search) -> bool:
    return any(p.continuity == "pole" for p in search.points)


def breaks_and_holes(points: tuple[SingularPoint, ...]) -> tuple[tuple[Break, ...], tuple[Hole, ...]]:
    """What cuts the line, and what is missing from it, among singular points."""
    breaks, holes = [], []
    for p in points:
        kind = p.continuity
        if kind in ("pole", "jump", "domain edge"):
            breaks.append(Break(p.x, kind, p.left.limit, p.right.limit))
        elif kind == "hole":
            holes.append(Hole(p.x, p.left.limit, p.value))
    return tuple(breaks), tuple(holes)


def _draw(f: Callable1D, search: Search, start: float, end: float, y_range: tuple[float, float]) -> Curve:
    breaks, holes = breaks_and_holes(search.points)
    corners = tuple(p.x for p in search.points if p.continuity == "continuous")
    low, high = y_range
    x, y, order = _vertices(search, y_range)
    x, y = _sorted(x, y, order)
    x, y = _refine(f, x, y, (end - start, low, high), _slow(search))
    keep = ~(np.isnan(y) & np.isnan(np.r_[np.nan, y[:-1]]))  # one NaN is enough for a gap
    x, y = x[keep], y[keep]
    if not x.size:  # nowhere defined here: two rows that draw nothing, so that no chart meets an empty table
        x, y = np.array([start, end], dtype=float), np.full(2, np.nan)
    return Curve(x, y, breaks, holes, corners, search.fast_intervals, (float(low), float(high)))


def _slow(search: Search) -> Callable[[np.ndarray], np.ndarray]:
    """A test whether positions lie outside the cells that are too fast to refine."""
    step = (search.x[-1] - search.x[0]) / search.too_fast.size

    def slow(x: np.ndarray) -> np.ndarray:
        cell = np.clip(((x - search.x[0]) / step).astype(int), 0, search.too_fast.size - 1)
        return ~search.too_fast[cell]

    return slow


def _vertices(search: Search, y_range: tuple[float, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Grid vertices, ends of pieces, corners and bands; `order` sorts rows that share one x (left, NaN, right)."""
    beside_fast = np.r_[False, search.too_fast] & np.r_[search.too_fast, False]
    grid = ~beside_fast
    xs, ys = [search.x[grid]], [search.y[grid]]
    orders = [np.zeros(xs[0].size)]

    def add(x: ArrayLike, y: ArrayLike, order: float) -> None:
        xs.append(np.atleast_1d(np.asarray(x, float)))
        ys.append(np.broadcast_to(np.asarray(y, float), xs[-1].shape))
        orders.append(np.full(xs[-1].size, float(order)))

    for p in search.points:
        kind = p.continuity
        if kind == "oscillation":
            continue
        for side, rank in ((p.left, -2), (p.right, 2)):
            if side.kind == FINITE:
                add(p.x, side.limit, rank)
            elif side.kind == INFINITE:
                towards = _way_out(side.x, side.y, y_range)
                add(side.x[towards], side.y[towards], 0)
        if kind in ("pole", "jump", "domain edge"):
            add(p.x, np.nan, 0)
    if search.too_fast.any():
        band_x, band_y = _bands(search)
        add(band_x, band_y, 0)
    x, y, order = np.concatenate(xs), np.concatenate(ys), np.concatenate(orders)
    keep = _own_rows(search, x, y, np.arange(x.size) < xs[0].size, 1e-9 * (search.x[1] - search.x[0]))
    return x[keep], y[keep], order[keep]


def _own_rows(search: Search, x: np.ndarray, y: np.ndarray, of_grid: np.ndarray, near: float) -> np.ndarray:
    """Which rows stay: a grid vertex on a singular point is replaced by that point's own rows."""
    keep = np.ones(x.size, bool)
    special = np.array([p.x for p in search.points if p.continuity != "oscillation"])
    if special.size:
        after = np.minimum(np.searchsorted(special, x), special.size - 1)
        before = np.maximum(after - 1, 0)
        gap = np.minimum(np.abs(x - special[after]), np.abs(x - special[before]))
        keep &= ~((gap < near) & of_grid)
    oscillating = [p.x for p in search.points if p.continuity == "oscillation"]
    if oscillating:
        keep &= ~(np.isnan(y) & (np.abs(x[:, None] - np.array(oscillating)).min(axis=1) < near))
    return keep


def _way_out(x: np.ndarray, y: np.ndarray, y_range: tuple[float, float]) -> np.ndarray:
    """Samples towards a pole up to the first that is well outside the visible range."""
    height = y_range[1] - y_range[0]
    outside = (y > y_range[1] + height) | (y < y_range[0] - height)
    good = np.isfinite(y)
    last = int(np.argmax(outside & good)) if (outside & good).any() else int(good.sum()) - 1
    return np.flatnonzero(good & (np.arange(y.size) <= last))


def _bands(search: Search) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest of the samples in each half of the cells that are too fast."""
    cells = np.flatnonzero(search.too_fast)
    half = search.fine_x.shape[1] // 2
    x = search.fine_x[cells].reshape(-1, half)
    y = search.fine_y[cells].reshape(-1, half)
    full = np.isfinite(y)
    seen = full.any(axis=1)
    x, y, full = x[seen], y[seen], full[seen]
    rows = np.arange(len(x))
    low, high = np.argmin(np.where(full, y, np.inf), axis=1), np.argmax(np.where(full, y, -np.inf), axis=1)
    pick = np.c_[np.minimum(low, high), np.maximum(low, high)]
    return x[rows[:, None], pick].ravel(), y[rows[:, None], pick].ravel()


def _sorted(x: np.ndarray, y: np.ndarray, order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    index = np.lexsort((order, x))
    return x[index], y[index]


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
