"""All critical points of a function of two variables in a rectangle, and whether it is proven that these are all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from flint import fmpq

from core.language.differentiation import differentiate
from core.language.function import Function
from core.language.many_boxes import ManyBoxes
from core.language.numerals import settle
from core.language.printing import to_latex
from core.language.sharper import sharpened
from core.language.syntax import Node
from core.surfaces.bisection import search
from core.surfaces.boxes import Boxes, together
from core.surfaces.critical_point import CriticalPoint, CriticalSet, Kind, described
from core.surfaces.factors import with_numbers
from core.surfaces.findings import Findings
from core.surfaces.searching import Window
from core.surfaces.study import Spot, Surroundings, critical_point

_SAME, _NEAR = 1e-8, 2e-7  # of the window: proven points, and studied places, that are one
_BESIDE = 0.01  # of the window
_STUDIED = 48  # places looked at one by one


def critical_points(function: Function, window: Window, /, **parameters: float) -> CriticalSet:
    """The critical points of ``function`` in ``window`` ((x from, to), (y from, to)), from left to right.

    ``complete`` is True only where it is proven that there is no other one. Where the work was too much, ``searched``
    says how far it got.
    """
    given = {name: parameters.get(name, 1.0) for name in function.parameters}
    findings = search(function, window, given)
    width = np.array([high - low for low, high in window])
    extent = float(width.max())
    around = Surroundings(function, given)
    points, open_spots = _proven(function, findings, given, width)
    places = sorted(map(_spot, findings.places), key=lambda place: sum(len(str(c)) for c in place[0]))
    studied = _studied(around, [*open_spots, *places[:_STUDIED]], extent, points)
    points += [point for point in studied if not _ends_a_line(point, findings, width)]
    left = findings.unfinished + findings.lines + findings.edges + findings.places[_STUDIED:]
    unknown = together(left).area
    whole = float(width.prod())
    lines = [*findings.curves.values(), *(group.middle[:: 1 + len(group) // 400] for group in findings.lines)]
    return CriticalSet(
        _sorted(points, window, extent),
        np.concatenate([_inside(part, window) for part in lines]) if lines else np.empty((0, 2)),
        min(findings.flat / whole, 1.0) if findings.flat < 0.999 * whole else 1.0,
        complete=not left,
        searched=max(0.0, 1.0 - unknown / whole),
        curves=tuple(f"{to_latex(findings.systems.curves[k])} = 0" for k in findings.curves),
    )


def _ends_a_line(point: CriticalPoint, findings: Findings, width: np.ndarray) -> bool:
    """Whether it is only where a line of critical points comes to its end."""
    groups = [*findings.lines, *findings.edges, *findings.unfinished] if point.kind == "undecided" else []
    boxes = together(groups)
    where = np.array([point.x, point.y])
    return bool(((boxes.low - _BESIDE * width <= where) & (where <= boxes.high + _BESIDE * width)).all(axis=1).any())


def _inside(points: np.ndarray, window: Window) -> np.ndarray:
    x, y = points.T
    return points[(x >= window[0][0]) & (x <= window[0][1]) & (y >= window[1][0]) & (y <= window[1][1])]


def _sorted(points: list[CriticalPoint], window: Window, extent: float) -> tuple[CriticalPoint, ...]:
    slack = 1e-9 * extent
    (x0, x1), (y0, y1) = window
    inside = [p for p in points if x0 - slack <= p.x <= x1 + slack and y0 - slack <= p.y <= y1 + slack]
    return tuple(sorted(inside, key=lambda point: (round(point.x, 6), point.y)))


def _proven(
    function: Function, findings: Findings, given: Mapping[str, float], width: np.ndarray
) -> tuple[list[CriticalPoint], list[tuple[Spot, bool]]]:
    """The zeros that Krawczyk's test proved, each once, with the kind that the surely known Hessian says; and those of
    which the Hessian says nothing.
    """
    if not findings.zeros:
        return [], []
    names = function.variables
    found = [_newton(findings.systems.pairs[number], names, boxes.middle) for number, boxes in findings.zeros]
    at = _distinct(np.concatenate(found), _SAME * width)
    tree = with_numbers(function.tree, given)
    slopes = [sharpened(differentiate(tree, name), strict=False) for name in names]
    bends = [sharpened(differentiate(slopes[i], names[j]), strict=False) for i, j in ((0, 0), (0, 1), (1, 1))]
    made = ManyBoxes((tree, *bends, *findings.systems.curves), names, {})
    reach = 1e-12 * (width + np.abs(at))
    value, *hessian = (np.stack([part.low, part.high]) for part in made(at - reach, at + reach, ""))
    hessian, curves = hessian[:3], hessian[3:]
    points, open_spots = [], []
    for k, where in enumerate(at):
        if any(g[0, k] <= 0 <= g[1, k] for g in curves):
            continue  # one of many on its curve
        xx, xy, yy = (part[:, k] for part in hessian)
        kind = _kind(xx, xy, yy)
        x, y = (settle(float(c), 4e-15 * (1.0 + abs(float(c)))) + 0.0 for c in where)
        if kind is None:
            open_spots.append(((_exact(x), _exact(y)), True))
            continue
        low, high = value[:, k]
        height = 0.0 if low <= 0 <= high else float(low + high) / 2
        matrix = np.array([[xx.mean(), xy.mean()], [xy.mean(), yy.mean()]])
        points.append(described(x, y, height, kind, matrix, decided=True))
    return points, open_spots


def _newton(pair: tuple[Node, Node], names: tuple[str, ...], points: np.ndarray) -> np.ndarray:
    """The zeros of a pair near points (n, 2) to all the digits of a float."""
    rates = [differentiate(g, name) for g in pair for name in names]
    made = ManyBoxes((*pair, *rates), (names[0], names[1]), {})
    with np.errstate(all="ignore"):
        for _ in range(8):
            u, v, ux, uy, vx, vy = ((part.low + part.high) / 2 for part in made(points, points))
            determinant = ux * vy - uy * vx
            step = np.stack([vy * u - uy * v, ux * v - vx * u], axis=1) / determinant[:, None]
            points = points - np.where(np.isfinite(step), step, 0.0)
    return points


def _distinct(points: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Each point once: those that lie nearer together than ``same`` (2,) are one."""
    kept: dict[tuple[int, int], np.ndarray] = {}
    for point in points:
        i, j = np.floor(point / same).astype(np.int64).tolist()
        near = [kept[i + a, j + b] for a in (-1, 0, 1) for b in (-1, 0, 1) if (i + a, j + b) in kept]
        if not any((np.abs(point - other) <= same).all() for other in near):
            kept[i, j] = point
    return np.array(list(kept.values()))


def _kind(xx: np.ndarray, xy: np.ndarray, yy: np.ndarray) -> Kind | None:
    """What the second-derivative test says of a Hessian between bounds; None where they do not decide it."""
    if not np.isfinite([xx, xy, yy]).all():
        return None
    products = np.outer(xx, yy)
    squares = np.outer(xy, xy)
    least = max(0.0, squares.min()) if xy[0] * xy[1] > 0 else 0.0
    if products.max() < least:
        return "saddle"
    if products.min() > squares.max() and (xx[0] > 0 or xx[1] < 0):
        return "minimum" if xx[0] > 0 else "maximum"
    return None


def _studied(
    around: Surroundings, spots: list[tuple[Spot, bool]], extent: float, known: list[CriticalPoint]
) -> list[CriticalPoint]:
    found: list[CriticalPoint] = []
    for spot, exact in spots:
        x, y = (float(Fraction(int(c.p), int(c.q))) for c in spot)
        if any(abs(x - p.x) + abs(y - p.y) <= _NEAR * extent for p in (*known, *found)):
            continue
        point = critical_point(around, spot, extent, exact)
        if point is not None:
            found.append(point)
    return found


def _spot(group: Boxes) -> tuple[Spot, bool]:
    """The simplest point in a group of tiny boxes; whether it is simple enough to be meant."""
    low, high = group.low.min(axis=0), group.high.max(axis=0)
    middle, reach = (low + high) / 2, (high - low) / 2
    simple = [float(f"{settle(float(m), float(r)):.15g}") for m, r in zip(middle, reach, strict=True)]
    return (_exact(simple[0]), _exact(simple[1])), all(len(repr(c)) <= 8 for c in simple)


def _exact(number: float) -> fmpq:
    return fmpq(*Fraction(repr(number)).as_integer_ratio())
