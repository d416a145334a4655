"""Find the points where a function is not smooth: domain edges, holes, jumps, poles, corners, cusps.

Method, a handful of vectorised calls of f in all: f on an even grid and at one jittered point inside every cell;
undefined runs are followed by borders.py, uneven places by suspects.py, and every point found is studied from both
sides by sides.py.
"""

from dataclasses import dataclass

import numpy as np

from core.curves.approach import INFINITE, UNDEFINED
from core.curves.borders import find_borders, nice_points
from core.curves.sides import Side, SingularPoint, study, study_points
from core.curves.suspects import TINY, find_suspects, rough_cells, zoom
from core.language.numerals import Callable1D, evaluate, settle, simplest_between

__all__ = ["Search", "SingularPoint", "find_singular_points", "study_points"]

_GHOSTS = 2  # grid cells beyond each end of the window, so that its ends are judged like its middle


@dataclass(frozen=True)
class Search:
    """The grid (x, y; `inner_x`, `inner_y` one point inside each cell), the points found, and where f is too fast.

    `fine` holds 16 samples of each rough cell (NaN rows elsewhere); `too_fast` is a mask over cells.
    """

    x: np.ndarray
    y: np.ndarray
    inner_x: np.ndarray
    inner_y: np.ndarray
    fine_x: np.ndarray
    fine_y: np.ndarray
    too_fast: np.ndarray
    points: tuple[SingularPoint, ...]

    @property
    def fast_intervals(self) -> tuple[tuple[float, float], ...]:
        """The runs of cells that are too fast, as intervals."""
        change = np.flatnonzero(np.diff(np.r_[False, self.too_fast, False]))
        return tuple((float(self.x[a]), float(self.x[b])) for a, b in change.reshape(-1, 2))


def find_singular_points(
    f: Callable1D, start: float, end: float, *, cells: int = 400, negligible: float = 0.0, most: int = 400
) -> Search:
    """Search [start, end] (finite, start < end) for points where f is not smooth. Never warns.

    Differences of f up to `negligible` count as rounding noise; at most `most` uneven places are followed.
    """
    with np.errstate(all="ignore"):
        return _search(f, float(start), float(end), cells, negligible, most)


def _search(f: Callable1D, start: float, end: float, cells: int, negligible: float, most: int) -> Search:
    step = (end - start) / cells
    nodes = np.concatenate(
        [
            start - step * np.arange(_GHOSTS, 0, -1),
            np.linspace(start, end, cells + 1),
            end + step * np.arange(1, _GHOSTS + 1),
        ]
    )
    t = 0.35 + 0.3 * np.modf(np.arange(1, nodes.size) * 0.6180339887498949)[0]
    inner = nodes[:-1] + t * np.diff(nodes)
    nice = nice_points(start, end)
    x = np.concatenate([nodes, inner, nice])
    y = evaluate(f, x)
    order = np.argsort(x, kind="stable")
    width = end - start
    border: list[tuple[float, int]] = []
    holes = np.empty(0)
    if not np.isfinite(y).all():
        border, holes = find_borders(f, x[order], y[order], width)
    node_y, inner_y = y[: nodes.size].copy(), y[nodes.size : nodes.size + inner.size]
    strays = _study_strays(f, x, y, step)
    known = np.array([b[0] for b in border] + list(holes) + [p.x for p in strays])
    undefined = _study_undefined(f, border, holes, step, width)
    _fill_holes(nodes, node_y, [*undefined, *strays], step)

    rough = rough_cells(node_y, inner_y, t, negligible)
    fine_x, fine_y, too_fast, found = find_suspects(f, nodes, node_y, rough, known, negligible + TINY, most)
    located = zoom(f, *found) if len(found[0]) else []
    smooth_enough = _study_located(f, located, known, step)
    keep = slice(_GHOSTS, _GHOSTS + cells)
    points = sorted((*undefined, *strays, *smooth_enough), key=lambda p: p.x)
    seen = tuple(p for p in points if start - 1e-12 * width <= p.x <= end + 1e-12 * width)
    return Search(
        nodes[_GHOSTS:-_GHOSTS],
        node_y[_GHOSTS:-_GHOSTS],
        inner[keep],
        inner_y[keep],
        fine_x[keep],
        fine_y[keep],
        too_fast[keep],
        seen,
    )


def _study_undefined(
    f: Callable1D, border: list[tuple[float, int]], holes: np.ndarray, step: float, width: float
) -> list[SingularPoint]:
    """Singular points at edges and isolated holes; gaps that are only overflow beside a pole become that pole."""
    places = np.array([x for x, _ in border] + list(holes))
    if places.size == 0:
        return []
    points = [p for p in study(f, places, step) if p.continuity != "nowhere"]
    merged: list[SingularPoint] = []
    for point in sorted(points, key=lambda p: p.x):
        before = merged[-1] if merged else None
        if before is None or before.right.kind != UNDEFINED or point.left.kind != UNDEFINED:
            merged.append(point)
        elif _overflows(before.left) or _overflows(point.right):
            both = _overflows(before.left) and _overflows(point.right)
            x = (
                settle((before.x + point.x) / 2, 1e-6 * (point.x - before.x))
                if both
                else (point.x if _overflows(before.left) else before.x)
            )
            merged[-1] = SingularPoint(x, np.nan, _infinite(before.left), _infinite(point.right))
        elif point.x - before.x <= 1e-9 * width:
            merged[-1] = SingularPoint(point.x, np.nan, before.left, point.right)
        else:
            merged.append(point)
    return [
        p
        for p in merged
        if not (_overflows(p.left) and p.right.kind == UNDEFINED)
        and not (_overflows(p.right) and p.left.kind == UNDEFINED)
    ]


def _study_strays(f: Callable1D, x: np.ndarray, y: np.ndarray, step: float) -> list[SingularPoint]:
    """Sampled points at which f has a value of its own, away from the curve on both sides."""
    shift = 1e-6 * step
    left, right = evaluate(f, x - shift), evaluate(f, x + shift)
    away = np.abs(y - (left + right) / 2)
    suspect = away > 10 * np.abs(right - left) + 1e-9 * np.maximum(np.abs(left), np.abs(right)) + TINY
    if not suspect.any():
        return []
    return [p for p in study(f, np.unique(x[suspect]), step) if p.continuity == "hole"]


def _overflows(side: Side) -> bool:
    finite = side.y[np.isfinite(side.y)]
    return finite.size > 0 and abs(finite[-1]) > 1e100


def _infinite(side: Side) -> Side:
    if not _overflows(side):
        return side
    last = side.y[np.isfinite(side.y)][-1]
    return Side(INFINITE, float(np.sign(last) * np.inf), np.nan, 0.0, side.x, side.y)


def _fill_holes(nodes: np.ndarray, values: np.ndarray, points: list[SingularPoint], step: float) -> None:
    """Put the limit at nodes that are removable holes, so that neighbours are judged as if f were whole."""
    for point in points:
        if point.continuity == "hole":
            i = int(np.argmin(np.abs(nodes - point.x)))
            if abs(nodes[i] - point.x) < 1e-9 * step:
                values[i] = point.left.limit


def _study_located(
    f: Callable1D, located: list[tuple[float, float]], known: np.ndarray, step: float
) -> list[SingularPoint]:
    if not located:
        return []
    places = np.array([_place(a, b) for a, b in located])
    places = np.unique(places)
    apart = np.r_[True, np.diff(places) > 1e-5 * step]
    return study(f, places[apart], step, others=known)


def _place(low: float, high: float) -> float:
    """The point a bracket at float resolution means: a short decimal within rounding distance, else its middle."""
    slack = 8 * np.spacing(max(abs(low), abs(high)))
    short = simplest_between(low - slack, high + slack)
    return short if float(f"{short:.9e}") == short else simplest_between(low, high)
