"""Steps that leap across a place where f breaks off: a pole, or a stretch without values.

The slope knows nothing of what lies between two iterates, so a step may land on another branch of f. What it finds
there is no longer the descent that began.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.curves.singularities import find_singular_points
from core.language.numerals import settle
from core.surfaces.gradient import Objective

_INSIDE = np.arange(1, 12) / 12  # of a step: where a first look is taken
_MOST = 12  # steps that are searched closely: so many of the first, and so many of the most uneven
_CELLS = 64
_CLOSER = 3  # times 64


@dataclass(frozen=True)
class Leap:
    """Step number ``step`` of a path crosses ``place``.

    ``limit``: ±inf where f rises or falls without end on the near side, else NaN. ``far``: where f has values again,
    if it has none on a whole stretch.
    """

    step: int
    place: tuple[float, ...]
    limit: float
    far: tuple[float, ...] | None = None


def first_leap(objective: Objective, points: np.ndarray, values: np.ndarray, gradients: np.ndarray) -> Leap | None:
    """The first step of a path that leaps, if one does: ``points`` (n, d), ``values`` (n,), ``gradients`` (n, d).

    Between two iterates a smooth f is nearly the cubic through their values and slopes; only steps where it is not are
    searched. Quiet.
    """
    if len(points) < 2:
        return None
    with np.errstate(all="ignore"):
        for step in _uneven(objective, points, values, gradients):
            if _dies_out(objective, points[step], points[step + 1]):
                continue
            leap = _searched(objective, points[step], points[step + 1], int(step) + 1)
            if leap is not None:
                return leap
    return None


def _uneven(objective: Objective, points: np.ndarray, values: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """The steps on which f is not the cubic that its ends promise, in order."""
    move = np.diff(points, axis=0)
    a, b = values[:-1], values[1:]
    rise, fall = np.sum(gradients[:-1] * move, axis=1), np.sum(gradients[1:] * move, axis=1)
    t = _INSIDE[:, None]
    cubic = a + t * (rise + t * (3 * (b - a) - 2 * rise - fall + t * (2 * (a - b) + rise + fall)))
    miss = np.abs(objective.value(points[:-1] + _INSIDE[:, None, None] * move) - cubic).max(axis=0)
    usual = np.maximum(np.abs(b - a), np.maximum(np.abs(rise), np.abs(fall)))
    steepest = np.abs(gradients).max(axis=1)
    moved = np.abs(points).max(axis=1) * steepest  # what the rounding of a coordinate does to f
    size = np.maximum(np.abs(a), np.abs(b)) + np.maximum(moved[:-1], moved[1:])
    noise = 1e3 * np.finfo(float).eps * size
    excess = np.nan_to_num(miss / (1e-3 * usual + noise), nan=np.inf)
    uneven = np.flatnonzero(excess > 1.0)
    return np.union1d(uneven[:_MOST], uneven[np.argsort(-excess[uneven], kind="stable")[:_MOST]])


def _dies_out(objective: Objective, start: np.ndarray, end: np.ndarray) -> bool:
    """Whether f is continuous on a step for all one can see: its largest difference between neighbours shrinks as one
    looks closer. Cheap, and spares the search at corners.
    """
    low, high, sizes = 0.0, 1.0, []
    for _ in range(_CLOSER):
        t = np.linspace(low, high, _CELLS + 1)
        values = objective.value(start + t[:, None] * (end - start))
        if not np.isfinite(values).all():
            return False
        differences = np.abs(np.diff(values))
        widest = int(differences.argmax())
        sizes.append(float(differences[widest]))
        low, high = float(t[max(widest - 1, 0)]), float(t[min(widest + 2, _CELLS)])  # a pole may lie beside it
    return sizes[-1] <= 0.05 * sizes[0]


def _searched(objective: Objective, start: np.ndarray, end: np.ndarray, step: int) -> Leap | None:
    move = end - start
    found = find_singular_points(
        lambda t: objective.value(start + np.asarray(t, dtype=float)[..., None] * move), 0.0, 1.0, cells=_CELLS
    )
    breaks = [p.x for p in found.points if 0.0 < p.x < 1.0 and p.continuity in ("pole", "domain edge")]
    for here, there in pairwise([*breaks, math.nan]):
        across = there - here > 1e-6 and bool(np.isnan(objective.value(start + (here + there) / 2 * move)))
        limit = _heading(objective, start, move, here)
        if across or math.isinf(limit):
            far = _place(start, move, there) if across else None
            return Leap(step, _place(start, move, here), limit, far)
    return None


def _place(start: np.ndarray, move: np.ndarray, t: float) -> tuple[float, ...]:
    error = 1e-9 * float(np.abs(move).max())
    return tuple(settle(float(c), error) for c in start + t * move)


def _heading(objective: Objective, start: np.ndarray, move: np.ndarray, t: float) -> float:
    """±inf if f grows beyond all bounds before ``t``: each time it is a hundred times closer by no less. Else NaN."""
    closer = t * (1.0 - np.array([1e-2, 1e-4, 1e-6]))
    first, second = np.diff(objective.value(start + closer[:, None] * move))
    return math.copysign(math.inf, second) if first * second > 0.0 and abs(second) > 0.9 * abs(first) else math.nan
