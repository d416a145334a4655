"""Steps that leap across a place where f breaks off: a pole, or a stretch without values.

The slope knows nothing of what lies between two iterates, so a step may land on another branch of f. What it finds
there is no longer the descent that began.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from flint import arb

from core.curves.place import Parameter
from core.curves.spots import Box, restless_boxes, study_in
from core.language.differentiation import add, multiply, substitute
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import CONTINUOUS, DEFINED
from core.language.kept import kept
from core.language.numerals import settle
from core.language.syntax import Symbol
from core.surfaces.gradient import Objective
from core.surfaces.place import place

_MOST_STEPS, _MOST_PLACES = 24, 12  # that are searched closely
_DONE = "part of the step"


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


@dataclass(frozen=True)
class _Break:
    """A place on a step where f breaks off: the part of the step done there, the limits before and after it."""

    part: float
    before: float
    after: float


def first_leap(objective: Objective, points: np.ndarray) -> Leap | None:
    """The first step of a path (points of shape (n, d)) that leaps, if one does.

    Where enclosures prove that f has values and is continuous nothing was leapt over; of the other steps the first two
    dozen are searched. Quiet.
    """
    for searched, step in enumerate(_doubtful(objective, points, 0, len(points) - 1)):
        if searched == _MOST_STEPS:
            break
        leap = _searched(objective, points[step], points[step + 1], step + 1)
        if leap is not None:
            return leap
    return None


def _doubtful(objective: Objective, points: np.ndarray, first: int, last: int) -> Iterator[int]:
    """The steps between the points number ``first`` and ``last`` in whose box f may be torn, or have no value."""
    part = points[first : last + 1]
    low, high = part.min(axis=0), part.max(axis=0)
    if last <= first or np.array_equal(low, high) or _is_continuous(objective, low, high):
        return
    if last == first + 1:
        yield first
        return
    middle = (first + last) // 2
    yield from _doubtful(objective, points, first, middle)
    yield from _doubtful(objective, points, middle, last)


def _is_continuous(objective: Objective, low: np.ndarray, high: np.ndarray) -> bool:
    calm = DEFINED | CONTINUOUS
    box = {n: (arb(a), arb(b)) for n, a, b in zip(objective.function.variables, low, high, strict=True)}
    with precision(PRECISION):
        known = _value_of(objective.function).intervals({**objective.parameters, **box})[0][2]
    return bool(known & calm == calm)


@kept(64)
def _value_of(function: Function) -> Enclosing:
    return Enclosing((function.sharper,))


def _searched(objective: Objective, start: np.ndarray, end: np.ndarray, step: int) -> Leap | None:
    move = end - start

    def point(part: float) -> tuple[float, ...]:
        error = 1e-9 * float(np.abs(move).max())
        return tuple(settle(float(c), error) for c in start + part * move)

    breaks = list(_breaks(objective, start, move))
    for here, there in pairwise([*breaks, _Break(math.nan, math.nan, math.nan)]):
        across = math.isnan(here.after) and math.isnan(there.before) and there.part > here.part
        if across or math.isinf(here.before):
            limit = here.before if math.isinf(here.before) else math.nan
            return Leap(step, point(here.part), limit, point(there.part) if across else None)
    return None


def _breaks(objective: Objective, start: np.ndarray, move: np.ndarray) -> Iterator[_Break]:
    """The poles of f and the edges of its domain on a step, in order."""
    curve, given, way = _as_curve(objective, start, move)
    value = _value_of(curve)
    for number, box in enumerate(restless_boxes(value, (arb(way[0]), arb(way[1])), given)):
        if number == _MOST_PLACES:
            break
        found = study_in(curve, value, box, given)
        if found is not None and found.kind in ("pole", "edge"):
            part = (found.x - way[0]) / (way[1] - way[0])
            sides = (found.left, found.right) if way[0] < way[1] else (found.right, found.left)
            if 0.0 < part < 1.0:
                yield _Break(part, *sides)
        elif found is None and len(start) > 1 and (pole := _missed(objective, start, move, box)) is not None:
            yield pole


def _as_curve(
    objective: Objective, start: np.ndarray, move: np.ndarray
) -> tuple[Function, dict[str, Parameter], tuple[float, float]]:
    """A step as a function of one variable with its parameters, and the way that the variable takes."""
    given: dict[str, Parameter] = dict(objective.parameters)
    if len(start) == 1:
        return objective.function, given, (float(start[0]), float(start[0] + move[0]))
    for name, at, by in zip(objective.function.variables, start, move, strict=True):
        given |= {_from(name): float(at), _by(name): float(by)}
    return _along_a_step(objective.function), given, (0.0, 1.0)


def _missed(objective: Objective, start: np.ndarray, move: np.ndarray, box: Box) -> _Break | None:
    """A pole that is a single point: rounding lets a step pass beside the one that it was heading for."""
    part, error = float(box[0].union(box[1]).mid()), 1e-9 * float(np.abs(move).max())
    x, y = (settle(float(c), error) for c in start + part * move)
    if place(objective.function, (x, y), **objective.parameters).kind != "pole":
        return None
    limit = math.copysign(math.inf, float(objective.value(start + part * move)))
    return _Break(part, limit, limit)


def _from(name: str) -> str:
    return f"{name} where the step begins"


def _by(name: str) -> str:
    return f"{name} by which it moves"


@kept(64)
def _along_a_step(function: Function) -> Function:
    """The function of the part of a step that is done; where the step begins and how far it goes are parameters."""
    put = {n: add(Symbol(_from(n)), multiply(Symbol(_DONE), Symbol(_by(n)))) for n in function.variables}
    names = tuple(name(n) for n in function.variables for name in (_from, _by))
    tree, *guards = (substitute(tree, put) for tree in (function.tree, *function.guards))
    return replace(
        function, tree=tree, guards=tuple(guards), variables=(_DONE,), parameters=(*function.parameters, *names)
    )
