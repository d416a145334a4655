"""Which starting point ends in which minimum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.descent.batch import Ends, run_to_rest
from core.descent.optimisers import constants_of, newton_step
from core.descent.rest import MINIMA, rest_at
from core.surfaces.gradient import Objective

ASTRAY, ON_THE_WAY = -1, -2
MOST_MINIMA = 12
MOST_WORK = 2e9  # of a map, in about nanoseconds
RESOLUTIONS = (121, 91, 61, 41, 31)
_EVALUATIONS = {"backtracking": 4}  # of the program in a step, where it is more than one


@dataclass(frozen=True)
class Basins:
    """``axes``: one array of coordinates a variable. ``labels``: (n,) or (ny, nx): index into ``minima``, ASTRAY or
    ON_THE_WAY.

    ``minima`` (m, d) by size of their basin, largest first; ``lowest`` (m,) their values. ``wide``: those that are one
    place of many on level ground.
    """

    axes: tuple[np.ndarray, ...]
    labels: np.ndarray
    minima: np.ndarray
    lowest: np.ndarray
    wide: frozenset[int] = frozenset()

    def share(self, label: int) -> float:
        """The share of the starts with this label, 0 … 1."""
        return float(np.mean(self.labels == label))


def basins(
    objective: Objective,
    window: Sequence[tuple[float, float]],
    *,
    optimizer: str = "gd",
    learning_rate: float,
    steps: int = 200,
    resolution: int | None = None,
    progress: Callable[[float], object] = lambda share: None,
    **hyper: float,
) -> Basins:
    """Run from every point of a grid over ``window`` ((low, high) for each variable) and sort by the minimum reached.

    ``progress`` hears now and then what share of the work is done. Cost: about ``steps`` evaluations of the gradient on
    ``resolution``^d points; one variable has four times the resolution. Without a resolution it is as fine as the
    function allows within a bounded amount of work.
    """
    resolution = resolution or affordable_resolution(objective, optimizer, steps)
    count = resolution if len(window) > 1 else 4 * resolution
    axes = tuple(np.linspace(low, high, count) for low, high in window)
    mesh = np.meshgrid(*axes)
    starts = np.stack([axis.ravel() for axis in mesh], axis=1)
    size = max(high - low for low, high in window)
    constants = constants_of(optimizer, hyper)
    ends = run_to_rest(objective, starts, learning_rate, optimizer, constants, steps, 1e-7 * size, progress)
    labels, minima, wide = _sorted_by_minimum(objective, starts, ends, size)
    lowest = objective.value(minima) if len(minima) else np.empty(0)
    return Basins(axes, labels.reshape(mesh[0].shape), minima, lowest, wide)


def affordable_resolution(objective: Objective, optimizer: str, steps: int) -> int:
    """The finest of the resolutions whose map costs at most ``MOST_WORK``, counted by the size of the program and never
    by the clock: the same map on a slow and on a busy machine.
    """
    program = objective.curvature_program if optimizer == "newton" else objective.slope_program
    calls = steps * _EVALUATIONS.get(optimizer, 1)
    for resolution in RESOLUTIONS:
        points = resolution**2 if objective.dimension > 1 else 4 * resolution
        if calls * program.work(points) <= MOST_WORK:
            return resolution
    return RESOLUTIONS[-1]


def _sorted_by_minimum(
    objective: Objective, starts: np.ndarray, ends: Ends, size: float
) -> tuple[np.ndarray, np.ndarray, frozenset[int]]:
    nothing = np.empty((0, ends.points.shape[1]))
    labels = np.full(len(ends.values), ON_THE_WAY)
    labels[ends.astray] = ASTRAY
    places, arrived = _polished(objective, starts, ends, size)
    rows = np.flatnonzero(arrived & _came_to_rest(ends, places, size))
    if rows.size == 0:
        return labels, nothing, frozenset()
    arrived_at = places[rows]
    cells = np.round(arrived_at / (1e-3 * size))
    _, first, counts = np.unique(cells, axis=0, return_index=True, return_counts=True)
    candidates = _apart(arrived_at[first[np.argsort(-counts)[:200]]], 1e-2 * size)
    minima, valleys = _true_minima(objective, candidates)
    if not len(minima):
        return labels, nothing, frozenset()
    distance = np.max(np.abs(arrived_at[:, None, :] - minima[None]), axis=2)
    labels[rows] = np.where(distance.min(axis=1) <= 1e-2 * size, distance.argmin(axis=1), ON_THE_WAY)
    for label, floor in valleys.items():  # a valley is one region however long it is
        on_floor = np.abs(objective.value(arrived_at) - floor) <= 1e-9 * (1.0 + abs(floor))
        labels[rows] = np.where(on_floor & (labels[rows] < 0), label, labels[rows])
    order = np.argsort([-np.sum(labels == i) for i in range(len(minima))], kind="stable")
    rank = np.empty(len(minima), dtype=int)
    rank[order] = np.arange(len(minima))
    wide = frozenset(int(rank[label]) for label in valleys)
    return np.where(labels >= 0, rank[np.maximum(labels, 0)], labels), minima[order], wide


def _came_to_rest(ends: Ends, places: np.ndarray, size: float) -> np.ndarray:
    """Which runs rest of themselves: over their last steps they hardly moved, and came no farther from the place next
    to them. A run that swings past a minimum has not arrived there.
    """
    with np.errstate(all="ignore"):
        now, before = (np.max(np.abs(points - places), axis=1) for points in (ends.points, ends.before))
        return (ends.unrest <= 1e-2 * size) & ((now <= before) | (now <= 1e-4 * size))


def _true_minima(objective: Objective, candidates: np.ndarray) -> tuple[np.ndarray, dict[int, float]]:
    """Those that are minima, and the height of those that are valley floors (one of each height)."""
    minima: list[np.ndarray] = []
    valleys: dict[int, float] = {}
    for place in candidates[: 4 * MOST_MINIMA]:
        rest = rest_at(objective, place)
        if rest is None or rest.kind not in MINIMA or len(minima) == MOST_MINIMA:
            continue
        if rest.kind != "minimum":
            if any(abs(rest.value - floor) <= 1e-9 * (1.0 + abs(floor)) for floor in valleys.values()):
                continue
            valleys[len(minima)] = rest.value
        minima.append(np.array(rest.point))
    return np.array(minima), valleys


def _apart(places: np.ndarray, least: float) -> np.ndarray:
    kept: list[np.ndarray] = []
    for place in places:
        if all(np.max(np.abs(place - other)) > least for other in kept):
            kept.append(place)
    return np.array(kept)


def _polished(objective: Objective, starts: np.ndarray, ends: Ends, size: float) -> tuple[np.ndarray, np.ndarray]:
    """End points moved into the minimum next to them (Newton, only where f curves upwards), and which ones have one."""
    x = ends.points.copy()
    upper = np.triu_indices(x.shape[1])
    with np.errstate(all="ignore"):
        for _ in range(8):
            _, gradient, hessian = objective.all(x)
            step = np.stack(newton_step(tuple(gradient.T), tuple(hessian[:, upper[0], upper[1]].T)), axis=1)
            good = _curves_up(hessian) & (np.max(np.abs(step), axis=1) < 0.05 * size)
            x = np.where(good[:, None], x - step, x)
        value, gradient, hessian = objective.all(x)
        near = np.max(np.abs(x - ends.points), axis=1) < 0.05 * size
        slope = np.max(np.abs(gradient), axis=1)
        flat = slope <= 1e-5 * _usual_slope(objective, starts)
        flat |= (slope <= 1e-7) & _curves_up(hessian)
        upwards = np.linalg.eigvalsh(np.where(np.isfinite(hessian), hessian, 0.0))[:, 0] >= -1e-9
    return x, near & flat & upwards & np.isfinite(value)


def _usual_slope(objective: Objective, places: np.ndarray) -> float:
    """The median length of the gradient where there is one that is not zero."""
    lengths = np.max(np.abs(objective.gradient(places)), axis=1)
    lengths = lengths[np.isfinite(lengths) & (lengths > 0.0)]
    return float(np.median(lengths)) if lengths.size else 0.0


def _curves_up(hessian: np.ndarray) -> np.ndarray:
    corner = hessian[:, 0, 0] > 0.0
    if hessian.shape[1] == 1:
        return corner
    return corner & (hessian[:, 0, 0] * hessian[:, 1, 1] - hessian[:, 0, 1] ** 2 > 0.0)
