"""Critical points of a function of two variables in a rectangle: found, told apart, classified.

From many starts at once the gradient is brought to zero by the Levenberg–Marquardt method with the Hessian as its
Jacobian, which also reaches points where the Hessian is singular. The second-derivative test names a point where both
eigenvalues are clearly not 0; elsewhere the test is undecided, and f is looked at on small circles around the point
instead.
"""

from __future__ import annotations

import numpy as np

from core.surfaces.critical_point import RADII, CriticalPoint, CriticalSet, Kind, kind_on_circles, plain_coordinate
from core.surfaces.field import Area, Field
from core.surfaces.gradient import Objective
from core.surfaces.kinks import kinked_at, kinks, on_crease, tip
from core.surfaces.zero_gradient import ANGLES, distinct, gentlest, levenberg_marquardt, polished, starts

__all__ = ["CriticalPoint", "CriticalSet", "Kind", "searched_points"]

_SINGULAR = 1e-5  # a smaller ratio of eigenvalues decides nothing
_EXAMINED = 24  # singular points looked at one by one
_FIRST_LOOK = 12  # rounds
_REACHES = (0.02, 0.05)  # of half the width: where a line must go on; on one circle alone y⁸ is level, too


def searched_points(objective: Objective, field: Field) -> CriticalSet:
    """Critical points of ``objective`` in the rectangle of ``field``, from left to right; some may be missed."""
    area = field.area
    flat = (field.slope_x == 0) & (field.slope_y == 0) & _same_as_neighbours(field.value)
    flat_share = 0.0 if _underflown(field) else float(flat[1:-1, 1:-1].mean())
    found = distinct(polished(objective, starts(field, flat), field), area)
    values, _, hessians = objective.all(found)
    singular = _singular(objective, found, hessians, field) | _broken(objective, found, hessians, area)
    inner = (~singular | _inside_domain(objective, found, area)) & ~_on_tear(found, field)
    found, values, hessians, singular = found[inner], values[inner], hessians[inner], singular[inner]
    kinked = kinked_at(objective, found, field) & singular
    on_line = np.zeros(len(found), bool)
    on_line[singular & ~kinked] = _continued(objective, found[singular & ~kinked], area)
    alone = np.nonzero(singular & ~kinked & ~on_line)[0][:_EXAMINED]
    on_line[alone] = _lowest_or_highest(objective, found[alone], area) & on_crease(objective, found[alone], area)
    again = np.zeros(len(found), bool)
    alone = np.nonzero(singular & ~kinked & ~on_line)[0]
    again[alone] = _told_already(objective, found[alone], area)
    isolated = [
        _classified(objective, found[k], values[k], hessians[k], bool(singular[k]), field)
        for k in np.nonzero(~on_line & ~kinked & ~again)[0]
    ]
    examined = [(where, kind_on_circles(objective, where, area)) for where in found[kinked][:_EXAMINED]]
    examined = [(where, kind) for where, kind in examined if kind != "saddle"]
    lowest = np.array([where for where, _ in examined]).reshape(-1, 2)
    crease = on_crease(objective, lowest, area)
    tips = [tip(objective, *point, area) for point, creased in zip(examined, crease, strict=True) if not creased]
    corners, creases = kinks(objective, field, found, area)
    points = [*isolated, *filter(None, tips), *corners]
    points.sort(key=lambda point: (round(point.x, 6), point.y))
    lines = np.concatenate([found[on_line], lowest[crease], creases])
    return CriticalSet(tuple(points), lines[~_beside_flat(objective, lines, area)], flat_share)


def level_points(objective: Objective, field: Field) -> np.ndarray:
    """Isolated points where the gradient is 0, shape (points, 2), neither classified nor examined.

    For a first look: only from where the grid shows the gradient smallest and both slopes changing their sign, and for
    a few rounds.
    """
    starts = gentlest(field, ~_both_slopes_turn(field))
    if not len(starts):
        return starts
    found = distinct(polished(objective, starts, field, _FIRST_LOOK), field.area)
    _, _, hessians = objective.all(found)
    return found[~_singular(objective, found, hessians, field) & ~_on_tear(found, field)]


def _both_slopes_turn(field: Field) -> np.ndarray:
    """Points of the grid at a corner of a cell over which both slopes reach from one sign to the other, or 0."""
    turn = np.ones(field.torn.shape, bool)
    for slope in (field.slope_x, field.slope_y):
        corners = slope[:-1, :-1], slope[:-1, 1:], slope[1:, :-1], slope[1:, 1:]
        turn &= (np.minimum.reduce(corners) <= 0) & (np.maximum.reduce(corners) >= 0)
        turn &= np.any([corner != 0 for corner in corners], axis=0)
    near = np.zeros(field.value.shape, bool)
    for rows in (slice(None, -1), slice(1, None)):
        for columns in (slice(None, -1), slice(1, None)):
            near[rows, columns] |= turn
    return near


def _same_as_neighbours(value: np.ndarray) -> np.ndarray:
    same = np.zeros(value.shape, bool)
    middle = value[1:-1, 1:-1]
    same[1:-1, 1:-1] = (
        (middle == value[:-2, 1:-1])
        & (middle == value[2:, 1:-1])
        & (middle == value[1:-1, :-2])
        & (middle == value[1:-1, 2:])
    )
    return same


def _underflown(field: Field) -> bool:
    """Whether f is 0 only because doubles end (e^(−50x²) far out): then it has values next to nothing, too."""
    size = np.abs(field.value[np.isfinite(field.value) & (field.value != 0)])
    return bool(size.size) and bool(size.min() < 1e-200 * min(1.0, size.max()))


def _beside_flat(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Which points lie on or at the edge of ground where f does not change at all; such ground is no line."""
    if not len(points):
        return np.zeros(0, bool)
    circle = RADII[1] * area.half * np.stack([np.cos(ANGLES[::6]), np.sin(ANGLES[::6])], axis=-1)
    change = np.abs(objective.value(points[:, None, :] + circle) - objective.value(points)[:, None])
    return (change <= 1e-20 * change.max(axis=1, keepdims=True)).mean(axis=1) > 0.1


def _singular(objective: Objective, points: np.ndarray, hessians: np.ndarray, field: Field) -> np.ndarray:
    """Where an eigenvalue is as good as 0, so that the second-derivative test decides nothing."""
    if not len(hessians):
        return np.zeros(0, bool)
    eigen = np.abs(np.linalg.eigvalsh(hessians))
    low, high = field.visible_range
    # Nothing beside the picture, but also beside what f does around: e^(e^(x y)) has a saddle under a tower of 10³⁹.
    radius = RADII[-1] * field.area.half
    circle = radius * np.stack([np.cos(ANGLES[::30]), np.sin(ANGLES[::30])], axis=-1)
    around = np.abs(objective.value(points[:, None, :] + circle) - objective.value(points)[:, None]).max(axis=1)
    nothing = np.fmin(1e-7 * (high - low) / field.area.half**2, 1e-3 * around / radius**2)
    return (eigen.min(axis=1) < _SINGULAR * eigen.max(axis=1)) | (eigen.max(axis=1) < nothing)


def _broken(objective: Objective, points: np.ndarray, hessians: np.ndarray, area: Area) -> np.ndarray:
    """Where the second derivatives jump (|x y|, relu(x)²): what they are at the point itself tells nothing."""
    if not len(points):
        return np.zeros(0, bool)
    circle = 1e-7 * area.half * np.stack([np.cos(ANGLES[40::90]), np.sin(ANGLES[40::90])], axis=-1)
    around = objective.hessian(points[:, None, :] + circle)
    return (np.abs(around - hessians[:, None]).max(axis=(1, 2, 3)) > 0.1 * np.abs(hessians).max(axis=(1, 2))) & (
        np.abs(hessians).max(axis=(1, 2)) > 0
    )


def _on_tear(points: np.ndarray, field: Field) -> np.ndarray:
    """Where the surface jumps or ends: a gradient of 0 there (the rim of a stair) is no level ground."""
    torn = np.zeros(len(points), bool)
    if not len(points) or not field.torn.any():
        return torn
    rows, columns = field.torn.shape
    slack = 1e-6
    u = (points[:, 0] - field.x[0]) / (field.x[1] - field.x[0])
    v = (points[:, 1] - field.y[0]) / (field.y[1] - field.y[0])
    for a in (-slack, slack):
        for b in (-slack, slack):
            i, j = np.floor(v + a).astype(int).clip(0, rows - 1), np.floor(u + b).astype(int).clip(0, columns - 1)
            torn |= field.torn[i, j]
    return torn


def _inside_domain(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Where f has values all around: on the edge of its domain (x^y at x = 0) nothing can be told."""
    if not len(points):
        return np.zeros(0, bool)
    circle = RADII[0] * area.half * np.stack([np.cos(ANGLES[::45]), np.sin(ANGLES[::45])], axis=-1)
    return np.isfinite(objective.value(points[:, None, :] + circle)).all(axis=1)


def _continued(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Whether each singular point has other critical points right beside it, that is, lies on a whole line of them.

    Of very many only some are examined: they are a line if those are.
    """
    if not len(points):
        return np.zeros(0, bool)
    asked = np.unique(np.linspace(0, len(points) - 1, min(len(points), _EXAMINED)).astype(int))
    lies = np.ones(len(asked), bool)
    for share in _REACHES:
        lies[lies] = _others_beside(objective, points[asked[lies]], share * area.half, area)
    if len(asked) == len(points):
        return lies
    return np.full(len(points), lies.mean() > 0.5)


def _others_beside(objective: Objective, points: np.ndarray, reach: float, area: Area) -> np.ndarray:
    circle = reach * np.stack([np.cos(ANGLES[::60]), np.sin(ANGLES[::60])], axis=-1)
    around = points[:, None, :] + circle
    with np.errstate(all="ignore"):
        near, _ = levenberg_marquardt(objective, around.reshape(-1, 2), 60, area)
        near = near.reshape(around.shape)
        left = np.hypot(*np.moveaxis(objective.gradient(near), -1, 0))
        before = np.hypot(*np.moveaxis(objective.gradient(around), -1, 0)).max(axis=1)
    way = near - points[:, None, :]
    away = np.hypot(*np.moveaxis(way, -1, 0))
    beside = (away > 0.5 * reach) & (away < 2 * reach) & (left <= 1e-9 * before[:, None])
    # On two sides: a search that stopped before a very level point (y¹⁰) finds that point, but nothing behind itself.
    opposite = np.einsum("nik,njk->nij", way, way) < 0
    return (beside[:, :, None] & beside[:, None, :] & opposite).any(axis=(1, 2))


def _lowest_or_highest(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Whether f is nowhere lower, or nowhere higher, on a small circle around each point."""
    circle = RADII[1] * area.half * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=-1)
    change = objective.value(points[:, None, :] + circle) - objective.value(points)[:, None]
    nothing = 1e-9 * np.abs(change).max(axis=1, keepdims=True, initial=0.0)
    return (change >= -nothing).all(axis=1) | (change <= nothing).all(axis=1)


def _told_already(objective: Objective, points: np.ndarray, area: Area) -> np.ndarray:
    """Which points are a surer one before them once more: so level (y¹⁰) that the search stopped on the way there."""
    circle = RADII[-1] * area.half * np.stack([np.cos(ANGLES[::60]), np.sin(ANGLES[::60])], axis=-1)
    values = objective.value(points)
    usual = np.abs(objective.value(points[:, None, :] + circle) - values[:, None]).max(axis=1, initial=0.0)
    apart = np.hypot(*np.moveaxis(points[:, None, :] - points, -1, 0))
    same = (apart < 2 * _REACHES[-1] * area.half) & (np.abs(values[:, None] - values) <= 1e-9 * usual[:, None])
    return np.tril(same, -1).any(axis=1)


def _classified(
    objective: Objective, point: np.ndarray, value: float, hessian: np.ndarray, singular: bool, field: Field
) -> CriticalPoint:
    area = field.area
    low, high = np.linalg.eigvalsh(hessian)
    if singular:
        kind = kind_on_circles(objective, point, area)
    else:
        kind = "minimum" if low > 0 else "maximum" if high < 0 else "saddle"
    size = np.abs(hessian).max()
    a, b, c = (_settled(entry, size) for entry in (hessian[0, 0], hessian[0, 1], hessian[1, 1]))
    bottom, top = field.visible_range
    digits = 8 - 3 * singular
    return CriticalPoint(
        x=plain_coordinate(point[0], area, digits),
        y=plain_coordinate(point[1], area, digits),
        value=_settled(value, top - bottom),
        kind=kind,
        decided=not singular,
        determinant=a * c - b * b,
        second_x=a,
        second_y=c,
        mixed=b,
        eigenvalues=(_settled(low, size), _settled(high, size)),
    )


def _settled(number: float, size: float) -> float:
    """0 where only rounding is left of a number, beside others of this size."""
    return 0.0 if abs(number) <= 1e-9 * size else float(number)
