"""All critical points of a function of two variables in a rectangle, and whether it is proven that these are all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from flint import arb, fmpq

from core.language.enclosure import Enclosing, precision
from core.language.function import Function
from core.language.interval import ball
from core.language.numerals import settle
from core.surfaces.bisection import Box, Findings, search
from core.surfaces.critical_point import CriticalPoint, CriticalSet, Kind
from core.surfaces.field import Area, Field, field_of
from core.surfaces.stationary_points import searched_points
from core.surfaces.study import Spot, Surroundings, critical_point, described

Window = tuple[tuple[float, float], tuple[float, float]]
_BITS = 250
_SAME = 1e-8  # of the window


def critical_points(function: Function, window: Window, /, **parameters: float) -> CriticalSet:
    """The critical points of ``function`` in ``window`` ((x from, to), (y from, to)), from left to right.

    ``complete`` is True only where it is proven that there is no other one. Where the work was too much, or whole
    lines of points cannot be told apart, a search without proof adds what it finds there.
    """
    (x0, x1), (y0, y1) = window
    objective = Surroundings(function, parameters).objective
    return points_on(function, field_of(objective, Area(x0, x1, y0, y1)), parameters)


def points_on(function: Function, field: Field, parameters: Mapping[str, float]) -> CriticalSet:
    """The same on a field that is there already."""
    area = field.area
    window = ((area.x_min, area.x_max), (area.y_min, area.y_max))
    around = Surroundings(function, parameters)
    extent = max(high - low for low, high in window)
    findings = search(function, window, parameters)
    points = _proven(function, findings, parameters, extent)
    points += _studied(around, findings, extent, points)
    leftover = [*findings.unfinished, *(box for group in findings.lines for box in group)]
    if not leftover:
        flat = sum((b[1] - b[0]) * (b[3] - b[2]) for b in (box.floats for box in findings.flat))
        share = float(min(flat / ((area.x_max - area.x_min) * (area.y_max - area.y_min)), 1.0))
        return CriticalSet(_sorted(points, area, extent), np.empty((0, 2)), share, complete=True)
    old = searched_points(around.objective, field)
    points += _confirmed(around, old, leftover, extent, points)
    return CriticalSet(_sorted(points, area, extent), old.lines, old.flat_share)


def _sorted(points: list[CriticalPoint], area: Area, extent: float) -> tuple[CriticalPoint, ...]:
    slack = 1e-9 * extent
    inside = [
        p
        for p in points
        if area.x_min - slack <= p.x <= area.x_max + slack and area.y_min - slack <= p.y <= area.y_max + slack
    ]
    return tuple(sorted(inside, key=lambda point: (round(point.x, 6), point.y)))


def _proven(
    function: Function, findings: Findings, parameters: Mapping[str, float], extent: float
) -> list[CriticalPoint]:
    """The zeros that Krawczyk's test proved, each once, with the kind that the surely known Hessian says."""
    x, y = function.variables
    along_x, along_y = function.derivative(x), function.derivative(y)
    second = (along_x.derivative(x), along_x.derivative(y), along_y.derivative(y))
    all_of_it = Enclosing((function, along_x, along_y, *second))
    found: list[CriticalPoint] = []
    for box in findings.zeros:
        point = _refined(all_of_it, (x, y), box, parameters)
        if all(abs(point.x - p.x) + abs(point.y - p.y) > _SAME * extent for p in found):
            found.append(point)
    return found


def _refined(all_of_it: Enclosing, names: tuple[str, str], box: Box, parameters: Mapping[str, float]) -> CriticalPoint:
    """The zero in a box to all the digits of a float, by Newton's method."""
    x, y = ((low + high) / 2 for low, high in ((box.x0, box.x1), (box.y0, box.y1)))
    with precision(_BITS):
        for _ in range(8):
            x, y = x.mid(), y.mid()
            outputs = all_of_it.intervals({names[0]: x, names[1]: y, **parameters})
            value, gx, gy, xx, xy, yy = (ball(low).union(ball(high)) for low, high, _ in outputs)
            determinant = xx * yy - xy * xy
            step = (yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant
            if not all(s.is_finite() for s in step):
                break
            x, y = x - step[0], y - step[1]
            if all(abs(s) < arb(2) ** -180 for s in step):
                break
        kind: Kind = "saddle" if determinant < 0 else "minimum" if xx > 0 else "maximum"
        at = [settle(float(c.mid()), 2e-15 * (1.0 + abs(float(c.mid())))) for c in (x, y)]
        hessian = np.array([[float(v.mid()) for v in row] for row in ((xx, xy), (xy, yy))])
        height = 0.0 if abs(value) < arb(2) ** -150 else float(value.mid())
    return described(at[0] + 0.0, at[1] + 0.0, height, kind, hessian, decided=True)


def _studied(
    around: Surroundings, findings: Findings, extent: float, known: list[CriticalPoint]
) -> list[CriticalPoint]:
    found: list[CriticalPoint] = []
    for group in findings.places:
        spot, exact = _spot(group)
        point = critical_point(around, spot, extent, exact)
        if point is not None and all(
            abs(point.x - p.x) + abs(point.y - p.y) > _SAME * extent for p in (*known, *found)
        ):
            found.append(point)
    return found


def _spot(group: list[Box]) -> tuple[Spot, bool]:
    """The simplest point in a group of tiny boxes; whether it is simple enough to be meant."""
    ends = np.array([box.floats for box in group])
    middle = [(ends[:, 2 * k].min() + ends[:, 2 * k + 1].max()) / 2 for k in (0, 1)]
    reach = [(ends[:, 2 * k + 1].max() - ends[:, 2 * k].min()) / 2 for k in (0, 1)]
    simple = [float(f"{settle(float(m), float(r)):.13g}") for m, r in zip(middle, reach, strict=True)]
    x, y = (fmpq(*_ratio(c)) for c in simple)
    return (x, y), all(len(repr(c)) <= 8 for c in simple)


def _ratio(number: float) -> tuple[int, int]:
    return Fraction(repr(number)).as_integer_ratio()


def _confirmed(
    around: Surroundings, old: CriticalSet, leftover: list[Box], extent: float, known: list[CriticalPoint]
) -> list[CriticalPoint]:
    """Of what the search without proof found, what lies where nothing is proven and holds when it is looked at."""
    ends = np.array([box.floats for box in leftover])
    slack = 1e-3 * extent
    found: list[CriticalPoint] = []
    for point in old.points:
        near = (
            (ends[:, 0] - slack <= point.x)
            & (point.x <= ends[:, 1] + slack)
            & (ends[:, 2] - slack <= point.y)
            & (point.y <= ends[:, 3] + slack)
        )
        again = any(abs(point.x - p.x) + abs(point.y - p.y) <= 1e-6 * extent for p in (*known, *found))
        if not near.any() or again:
            continue
        if point.decided and point.smooth:
            found.append(point)
            continue
        spot = fmpq(*_ratio(point.x)), fmpq(*_ratio(point.y))
        looked = critical_point(around, spot, extent, all(len(repr(c)) <= 8 for c in (point.x, point.y)))
        if looked is not None:
            found.append(looked)
    return found
