"""Lowest and highest points where there is no gradient: the tip of a cone, the corner of |x| + |y|."""

from __future__ import annotations

import numpy as np

from core.surfaces.critical_point import CriticalPoint, Kind, plain_coordinate
from core.surfaces.field import Area, Field
from core.surfaces.gradient import Objective
from core.surfaces.zero_gradient import ANGLES, distinct, lowest_around, usual_slope

_BESIDE = (0.02, 0.05)  # of half the width: where a crease must be met again; on one circle alone y¹⁰ is level, too
_THIRDS = 70  # of an angle, taken away again and again: down to rounding


def kinked_at(objective: Objective, points: np.ndarray, field: Field) -> np.ndarray:
    """Where the gradient is 0 by convention only (|y| on y = 0): right beside it is steep."""
    if not len(points):
        return np.zeros(0, bool)
    circle = 1e-7 * field.area.half * np.stack([np.cos(ANGLES[::60]), np.sin(ANGLES[::60])], axis=-1)
    around = np.hypot(*np.moveaxis(objective.gradient(points[:, None, :] + circle), -1, 0))
    return np.nan_to_num(around, nan=0.0).max(axis=1) > 1e-3 * usual_slope(field)


def on_crease(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Which of the lowest or highest points (n, 2) have others as low or as high beside them: |x² − y| along its
    parabola. Circles around such a point meet the same value again.
    """
    met = np.ones(len(points), bool)
    for radius in _BESIDE:
        met[met] = _met_again(objective, points[met], radius * area.half)
    return met


def _met_again(objective: Objective, points: np.ndarray, radius: float) -> np.ndarray:
    if not len(points):
        return np.zeros(0, bool)
    here = objective.value(points)[:, None]

    def change(turn: np.ndarray) -> np.ndarray:
        beside = radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        return np.abs(objective.value(points[:, None, :] + beside) - here)

    around = change(np.broadcast_to(ANGLES, (len(points), len(ANGLES))))
    nearest = np.argmin(np.where(np.isfinite(around), around, np.inf), axis=1)
    low = ANGLES[nearest][:, None] - (ANGLES[1] - ANGLES[0])
    high = low + 2 * (ANGLES[1] - ANGLES[0])
    for _ in range(_THIRDS):
        first, second = low + (high - low) / 3, high - (high - low) / 3
        left = change(first) <= change(second)
        low, high = np.where(left, low, first), np.where(left, second, high)
    with np.errstate(all="ignore"):
        return change((low + high) / 2)[:, 0] <= 1e-7 * np.nanmax(around, axis=1, initial=0.0)


def kinks(objective: Objective, field: Field, smooth: np.ndarray, area: Area) -> tuple[list[CriticalPoint], np.ndarray]:
    """Lowest and highest points at which the gradient does not exist or does not fade: the tip of a cone, the
    corner of |x| + |y|. Those that stand alone, and, as points (n, 2), those on a crease that is as low (high) all
    along.
    """
    points: list[CriticalPoint] = []
    creases = np.empty((0, 2))
    kinds: tuple[tuple[float, Kind], ...] = ((1.0, "minimum"), (-1.0, "maximum"))
    for sign, kind in kinds:
        # A grid line may pass the tip on both sides: equal neighbours are candidates too; the search below settles it.
        value = np.where(np.isfinite(field.value), sign * field.value, np.inf)
        i, j = np.nonzero(lowest_around(value) & np.isfinite(value))
        inner = (i > 0) & (j > 0) & (i < len(field.y) - 1) & (j < len(field.x) - 1)
        candidates = np.stack([field.x[j], field.y[i]], axis=-1)[inner]
        if not len(candidates) or len(candidates) > 300:
            continue
        refined = distinct(_compass(objective, candidates, sign, area), area)
        sharp = refined[[_is_kink(objective, where, sign, smooth, area) for where in refined]]
        crease = on_crease(objective, sharp, area)
        points += filter(None, (tip(objective, where, kind, area) for where in sharp[~crease]))
        creases = np.concatenate([creases, sharp[crease]])
    return points, creases


def _compass(objective: Objective, points: np.ndarray, sign: float, area: Area) -> np.ndarray:
    """Compass search from all points at once: step to the lowest of eight neighbours, halve the step where there is
    none.
    """
    points = points.copy()
    step = np.full(len(points), area.half / 48)
    around = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j], dtype=float)
    value = sign * objective.value(points)
    for _ in range(80):
        tried = points[:, None, :] + step[:, None, None] * around
        values = sign * objective.value(tried)
        values = np.where(np.isfinite(values), values, np.inf)
        best = np.argmin(values, axis=1)
        lowest = values[np.arange(len(points)), best]
        better = lowest < value
        points[better], value[better] = tried[better, best[better]], lowest[better]
        step = np.where(better, step, step / 2)
    return points


def _is_kink(objective: Objective, where: np.ndarray, sign: float, smooth: np.ndarray, area: Area) -> bool:
    """Whether f is nowhere lower (``sign`` 1) or higher (−1) around a point and rises from it as from a corner."""
    near = 0.01 * area.half
    if len(smooth) and np.hypot(*(smooth - where).T).min() < near:
        return False
    value = float(objective.value(where))
    unit = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=-1)
    rises = []
    for radius in (1e-5, 1e-3):
        change = sign * (objective.value(where + radius * area.half * unit) - value)
        if not np.isfinite(change).all() or change.max() <= 0 or (change < -1e-7 * change.max()).any():
            return False
        rises.append(change.max() / radius)
    # On a smooth valley floor the rise per step fades with the step; at a kink it does not, and at a cusp it grows. A
    # jump grows like 1/step.
    return bool(0.3 * rises[1] <= rises[0] <= 60 * rises[1])


def tip(objective: Objective, where: np.ndarray, kind: Kind, area: Area) -> CriticalPoint | None:
    """The tip at ``where``, if it is a lowest or highest point."""
    if kind not in ("minimum", "maximum"):
        return None
    x, y, nan = plain_coordinate(where[0], area), plain_coordinate(where[1], area), float("nan")
    return CriticalPoint(x, y, float(objective.value(where)), kind, False, nan, nan, nan, nan, (nan, nan), smooth=False)
