"""What kind of place is it where the gradient is (nearly) zero? And where is the nearest minimum?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

from core.curves.feature import CriticalPoint, Features
from core.curves.features import features
from core.curves.place import Place
from core.descent.optimisers import newton_step
from core.descent.scalar_program import on_floats
from core.language.numerals import settle
from core.surfaces.gradient import Objective

AnyPlace = TypeVar("AnyPlace", CriticalPoint, Place)

# corner: a minimum to which the slope does not shrink; floor: a flat piece of ground with higher ground all around it;
# jump: f comes lower beside the place than it is there
Kind = Literal[
    "minimum", "flat minimum", "corner", "valley", "floor", "saddle", "maximum", "terrace", "plateau", "jump"
]
MINIMA = ("minimum", "flat minimum", "corner", "valley", "floor")
_FLAT = 1e-9  # a curvature this small beside the others is none
NO_CURVATURE = 1e-12
_RADII = (1e-4, 1e-3, 1e-2, 0.1, 0.5)
_DIRECTIONS = 16
_FARTHEST = 1e6
_AROUND, _BESIDE = 1e-3, 1e-4  # of the size of the point: how far a curve is studied, and what counts as there


@dataclass(frozen=True)
class Rest:
    """A place without slope: ``point`` (d,), ``value``, ``eigenvalues`` of the Hessian there (ascending), its kind."""

    point: tuple[float, ...]
    value: float
    eigenvalues: tuple[float, ...]
    kind: Kind


def rest_at(objective: Objective, point: np.ndarray) -> Rest | None:
    """The place of rest next to ``point`` and its kind; None where the function has no slope or curvature there."""
    x = _polished(objective, tuple(map(float, point)))
    value, gradient, hessian = objective.all(np.array(x))
    if not (np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return None
    eigenvalues, directions = np.linalg.eigh(hessian)
    if len(x) == 1:
        found, near = _study_around(objective, x[0])
        if (turn := _nearest(found.critical, x[0], near)) is not None:
            kind = _kind_of_turn(turn, float(hessian[0, 0]))
            return Rest((turn.x,), turn.y, tuple(map(float, eigenvalues)), kind)
        if (place := _nearest(found.irregular, x[0], near)) is not None and _is_lower_beside(place):
            return Rest((place.x,), place.value, tuple(map(float, eigenvalues)), "jump")
    if _is_kinked(objective, np.array(x), float(value), gradient):  # there the Hessian is a convention
        kind = _by_looking_around(objective, np.array(x), float(value))
    else:
        kind = _kind(objective, np.array(x), float(value), eigenvalues, directions)
    if kind == "minimum" and np.linalg.norm(np.linalg.solve(hessian, gradient)) > 1e-3 * (1.0 + np.linalg.norm(x)):
        kind = "plateau"  # it curves upwards, but the bottom is far away
    if kind == "minimum" and slope_stays(objective, np.array(x)):
        kind = "corner"
    if kind == "flat minimum":  # Newton's method comes near such a place only slowly
        simple = tuple(settle(c, 1e-4 * (1.0 + abs(c))) for c in x)
        x = simple if objective.value(np.array(simple)) <= value else x
    return Rest(x, float(value), tuple(map(float, eigenvalues)), kind)


def _study_around(objective: Objective, x: float) -> tuple[Features, float]:
    """What the study of a window finds around x, and how far from x a place still counts as this one."""
    scale = 1.0 + abs(x)
    found = features(objective.function, (x - _AROUND * scale, x + _AROUND * scale), **objective.parameters)
    return found, _BESIDE * scale


def _nearest(places: Sequence[AnyPlace], x: float, near: float) -> AnyPlace | None:
    nearest = min(places, key=lambda place: abs(place.x - x), default=None)
    return nearest if nearest is not None and abs(nearest.x - x) <= near else None


def _is_lower_beside(place: Place) -> bool:
    """Whether f jumps, and comes lower beside the place than it is there."""
    return place.kind == "jump" and min(place.left, place.right) < place.value


def _kind_of_turn(turn: CriticalPoint, curvature: float) -> Kind:
    if turn.kind == "minimum" and turn.derivative is not None:
        return "minimum" if curvature > NO_CURVATURE else "flat minimum"
    if turn.kind == "minimum":
        return "corner"
    return "maximum" if turn.kind == "maximum" else "terrace"


def _kind(objective: Objective, x: np.ndarray, value: float, eigenvalues: np.ndarray, directions: np.ndarray) -> Kind:
    low, high = eigenvalues[0], eigenvalues[-1]
    zero = max(_FLAT * max(abs(low), abs(high)), NO_CURVATURE)
    if low > zero:
        return "minimum"
    if high < -zero:
        return "maximum"
    if low < -zero and high > zero:
        return "saddle"
    if high > zero:
        along = (1.0 + np.max(np.abs(x))) * np.array([-0.1, -0.01, 0.01, 0.1])
        rise = np.abs(objective.value(x + along[:, None] * directions[:, 0]) - value)
        if np.all(rise <= 1e-9 * high * along**2):
            return "valley"
    return _by_looking_around(objective, x, value)


def _is_kinked(objective: Objective, x: np.ndarray, value: float, gradient: np.ndarray) -> bool:
    """Whether f leaves its tangent plane as fast close to ``x`` as a hundred times farther out: a tip or a crease."""
    ring, scale = _ring(len(x)), 1.0 + float(np.max(np.abs(x)))
    near, far = scale * 1e-6, scale * 1e-4
    off = [
        float(np.abs(objective.value(x + reach * ring) - value - reach * ring @ gradient).max()) / reach
        for reach in (near, far)
    ]
    noise = 64 * np.finfo(float).eps * abs(value) / near
    return bool(max(0.5 * off[1], noise) < off[0] < 30 * off[1])  # rounding would grow a hundredfold


def _by_looking_around(objective: Objective, x: np.ndarray, value: float) -> Kind:
    # Curvature does not decide: compare with the values on small circles, leaving out what is rounding.
    ring = np.concatenate([_ring(len(x)), np.eye(len(x)), -np.eye(len(x))])  # a crease mostly runs along an axis
    scale = 1.0 + float(np.max(np.abs(x)))
    places = x + scale * np.array(_RADII)[:, None, None] * ring
    if not np.any(objective.gradient(places[:2])):  # (where there is no slope, NaN counts as something)
        return "floor" if _on_a_floor(objective, x, value) else "plateau"
    around = objective.value(places)
    difference = np.where(np.isfinite(around), around - value, 0.0)
    noise = 64 * np.finfo(float).eps * max(abs(value), 1e-300)
    higher, lower = np.any(difference > noise, axis=1), np.any(difference < -noise, axis=1)
    if not lower.any():
        if (difference > noise).all(axis=1).any():
            return "corner" if slope_stays(objective, x) else "flat minimum"
        return "valley" if len(x) > 1 else "floor"
    first = int(np.argmax(lower))
    if higher[first]:
        return "saddle" if len(x) > 1 else "terrace"
    return "maximum" if (difference[first] < -noise).all() else "plateau"


def _on_a_floor(objective: Objective, x: np.ndarray, value: float) -> bool:
    """Whether f, followed from flat ground outwards in every direction, never falls before it rises."""
    distances = (1.0 + float(np.max(np.abs(x)))) * np.geomspace(_RADII[0], _FARTHEST, 240)
    around = objective.value(x + distances[:, None, None] * _ring(len(x)))
    noise = 64 * np.finfo(float).eps * abs(value)
    # A value that is missing ends the view in its direction.
    seen = np.logical_and.accumulate(~np.isnan(around), axis=0)
    higher, lower = seen & (around > value + noise), seen & (around < value - noise)
    first_up = np.where(higher.any(axis=0), higher.argmax(axis=0), len(distances))
    first_down = np.where(lower.any(axis=0), lower.argmax(axis=0), len(distances))
    return not np.any(first_down < first_up)


def slope_stays(objective: Objective, x: np.ndarray, reach: float | None = None) -> bool:
    """Whether the slope away from ``x`` is as large close to it as a hundred times further out (1e-3 · ``reach``)."""
    ring = _ring(len(x))
    reach = 1.0 + float(np.max(np.abs(x))) if reach is None else reach
    near, far = (np.sum(objective.gradient(x + reach * r * ring) * ring, axis=1) for r in (1e-5, 1e-3))
    return bool(np.all(near >= 0.0) and near.max() > 0.5 * np.abs(far).max() > 0.0)


def _ring(d: int) -> np.ndarray:
    if d == 1:
        return np.array([[-1.0], [1.0]])
    angles = 2 * math.pi * (np.arange(_DIRECTIONS) + 0.25) / _DIRECTIONS
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _polished(objective: Objective, x: tuple[float, ...]) -> tuple[float, ...]:
    """Newton's method while it makes the gradient smaller and stays near."""
    d = len(x)
    evaluate = on_floats(objective.curvature_program, objective.bound)
    reach = 1e-2 * (1.0 + max(map(abs, x)))
    here, size = x, math.inf
    for _ in range(80):
        outputs = evaluate(*here)
        gradient = outputs[1 : 1 + d]
        new_size = math.hypot(*gradient)
        if not new_size < size:
            break
        x, size = here, new_size
        if size == 0.0:
            break
        step = _step_to_rest(gradient, outputs[1 + d : 1 + d + d * (d + 1) // 2])
        if not math.hypot(*step) <= reach:
            break
        here = tuple(c - s for c, s in zip(x, step, strict=True))
    return x


def _step_to_rest(gradient: tuple[float, ...], curvatures: tuple[float, ...]) -> tuple[float, ...]:
    """Newton's step; along directions without curvature it does not move."""
    try:
        return newton_step(gradient, curvatures)
    except ZeroDivisionError:
        if not all(map(math.isfinite, (*gradient, *curvatures))):
            return (math.inf,) * len(gradient)
        hessian = np.empty((len(gradient), len(gradient)))
        rows, columns = np.triu_indices(len(gradient))
        hessian[rows, columns] = hessian[columns, rows] = curvatures
        return tuple((np.linalg.pinv(hessian, rcond=_FLAT, hermitian=True) @ gradient).tolist())


def _damped_step(gradient: np.ndarray, hessian: np.ndarray, damping: float) -> np.ndarray:
    """Newton's step with so much added to the curvatures that all of them are positive."""
    alone = len(gradient) == 1
    lowest = float(hessian[0, 0] if alone else np.linalg.eigvalsh(hessian)[0])
    shift = max(damping, damping - 1.5 * lowest)
    if alone:
        return gradient / (hessian[0] + shift)
    return np.linalg.solve(hessian + shift * np.eye(len(gradient)), gradient)


def _at_one_point(objective: Objective) -> Callable[[np.ndarray], tuple[float, np.ndarray, np.ndarray]]:
    """What ``objective.all`` computes, for a search that asks for one point after the other."""
    d = objective.dimension
    evaluate = on_floats(objective.curvature_program, objective.bound)
    rows, columns = np.triu_indices(d)

    def everything(point: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        value, *rest = evaluate(*point.tolist())
        if math.isnan(value) or not all(map(math.isfinite, rest[d + len(rows) :])):  # the guards
            return math.nan, np.full(d, math.nan), np.full((d, d), math.nan)
        hessian = np.empty((d, d))
        hessian[rows, columns] = hessian[columns, rows] = rest[d : d + len(rows)]
        return value, np.array(rest[:d]), hessian

    return everything


def nearest_minimum(objective: Objective, start: np.ndarray) -> Rest | None:
    """A minimum downhill from ``start`` by a damped Newton method (Levenberg's damping); None if none was reached."""
    x = np.array(start, dtype=float)
    damping = 1e-3
    everything = _at_one_point(objective)
    value, gradient, hessian = everything(x)
    with np.errstate(all="ignore"):
        for _ in range(300):
            if not (np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
                return None
            if not gradient.any() or damping > 1e25:
                break
            trial = x - _damped_step(gradient, hessian, damping)
            trial_value, trial_gradient, trial_hessian = everything(trial)
            if trial_value < value or (trial_value == value and np.abs(trial_gradient).max() < np.abs(gradient).max()):
                x, value, gradient, hessian = trial, trial_value, trial_gradient, trial_hessian
                damping = max(damping / 5, 1e-14)
                if np.max(np.abs(x)) > 1e9:
                    return None
            else:
                damping *= 4
    rest = rest_at(objective, x)
    if rest is None or rest.kind not in MINIMA or not np.isfinite(gradient).all():
        return None
    steepest = float(np.max(np.abs(objective.gradient(np.asarray(start, dtype=float)))))
    slope = float(np.max(np.abs(objective.gradient(np.array(rest.point)))))
    return rest if slope <= 1e-6 * max(steepest, slope * 1e6 if slope < 1e-12 else 0.0) else None
