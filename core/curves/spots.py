"""The places of a window where a curve is torn or bent: found by enclosures, then studied one by one.

Enclosures of f alone say where it surely is smooth; what is left, down to 10⁻⁹ of the window, is studied. A picture,
a step of a descent and a nudge all look with this.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flint import arb

from core.curves.bisection import merged
from core.curves.location import as_number, locate
from core.curves.place import Parameter, Place, enclosings, study
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import NOWHERE, SMOOTH
from core.language.kept import kept

#: kinds of places at which a curve has no slope but is whole
BENT = ("corner", "cusp", "vertical tangent")

Box = tuple[arb, arb]
_NARROW = 1e-9  # of the way
_CUT = 0.4986  # no round number: what happens on a border would be asked twice
_GLANCE = 1e-5  # of the way, where a glance is enough
_WORK, _LITTLE = 30_000, 6_000  # operations on intervals: about a tenth of a second, and a fiftieth
_MOST = 200  # places that are studied


@dataclass(frozen=True, slots=True)
class Spots:
    """What was found: the places in order, and the stretches that the allowed work did not reach."""

    places: tuple[Place, ...]
    unfinished: tuple[tuple[float, float], ...]


def spots(function: Function, start: float, end: float, parameters: Mapping[str, Parameter]) -> Spots:
    """All places from ``start`` to ``end`` (finite, start < end) where ``function`` (of one variable) is not smooth."""
    return _spots(function, float(start), float(end), tuple(sorted(parameters.items())))


@kept(128)
def _spots(function: Function, start: float, end: float, parameters: tuple[tuple[str, Parameter], ...]) -> Spots:
    value, given = enclosings(function)[0], dict(parameters)
    margin = (end - start) * 3.7e-10
    narrow = _NARROW * (end - start)
    with precision(PRECISION):
        boxes, unfinished = _spread(value, (arb(start) - margin, arb(end) + margin), given, narrow, _WORK)
    boxes = [((low - narrow / 7).lower(), (high + narrow / 7).upper()) for low, high in merged(boxes, 3 * narrow)]
    found = [place for box in boxes[:_MOST] if (place := study_in(function, value, box, given)) is not None]
    unfinished += boxes[_MOST:]
    whole = sorted({p.x: p for p in found if start <= p.x <= end}.values(), key=lambda p: p.x)
    return Spots(tuple(whole), tuple((float(low), float(high)) for low, high in merged(unfinished, 0.0)))


def study_in(function: Function, value: Enclosing, box: Box, parameters: Mapping[str, Parameter]) -> Place | None:
    """The study of the one place in a narrow box where f (enclosed by ``value``) is not smooth; None if there is none.

    ``x`` of the place is the nearest float.
    """
    with precision(200):
        spot = locate(value, *box, parameters)
    if spot is None:
        return None
    return study(function, spot, as_number(spot), **parameters)


def restless_near(
    function: Function, start: float, end: float, parameters: Mapping[str, Parameter]
) -> tuple[float, ...]:
    """About where f is not smooth: a glance, none of it studied; nothing where there is too much of it."""
    value, narrow = enclosings(function)[0], (end - start) * _GLANCE
    with precision(PRECISION):
        boxes, unfinished = _spread(
            value, (arb(start) - narrow / 3, arb(end) + narrow / 3), parameters, narrow, _LITTLE
        )
    return () if unfinished else tuple(float(low.union(high).mid()) for low, high in merged(boxes, 3 * narrow))


def _spread(
    value: Enclosing, way: Box, parameters: Mapping[str, Parameter], narrow: float, work: float
) -> tuple[list[Box], list[Box]]:
    """The narrow boxes over which f is not surely smooth, the widest parts first; what the work did not reach."""
    cost, name = 4 + len(value.program.instructions), value.functions[0].variables[0]
    todo, boxes = deque([way]), []
    while todo and work > 0:
        low, high = todo.popleft()
        work -= cost
        if value.intervals({name: (low, high), **parameters})[0][2] & (SMOOTH | NOWHERE):
            continue
        if high - low < narrow:
            boxes.append((low, high))
            continue
        middle = (low + (high - low) * _CUT).mid()
        todo += [(low, middle), (middle, high)]
    return boxes, list(todo)


def along_the_way(
    function: Function, start: float, end: float, parameters: Mapping[str, Parameter], most: int
) -> Iterator[Place]:
    """The places where f is not smooth, at most ``most``, in the order in which a way from ``start`` to ``end`` (not
    necessarily to the right) meets them; ``start`` itself is not among them.
    """
    if not (math.isfinite(start) and math.isfinite(end)) or start == end:
        return
    value, _ = enclosings(function)
    studied = 0
    for box in restless_boxes(value, (arb(start), arb(end + (end - start) * _NARROW / 3)), parameters):
        found = study_in(function, value, box, parameters)
        if found is None:
            continue
        studied += 1
        if found.x != start:
            yield found
        if studied == most:
            return


def restless_boxes(value: Enclosing, way: Box, parameters: Mapping[str, Parameter]) -> Iterator[Box]:
    """The narrow boxes on a way over which f is not surely smooth, in the order in which it meets them."""
    (name,) = value.functions[0].variables
    work, narrow = _WORK, abs(way[1] - way[0]) * _NARROW
    todo = [way]
    before = None
    while todo and work > 0:
        near, far = todo.pop()
        low, high = (near, far) if near < far else (far, near)
        work -= 4 + len(value.program.instructions)
        with precision(PRECISION):
            calm = value.intervals({name: (low, high), **parameters})[0][2] & (SMOOTH | NOWHERE)
        if calm:
            continue
        if high - low < narrow:
            if before is None or abs(near - before) > 3 * narrow:
                yield (low - narrow / 7).lower(), (high + narrow / 7).upper()
            before = far
            continue
        middle = (near + (far - near) * _CUT).mid()
        todo += [(middle, far), (near, middle)]
