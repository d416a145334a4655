"""The way of a nudge: what happens to a function between two places, which their values alone do not tell."""

from __future__ import annotations

import math
from collections.abc import Iterator

from flint import arb, fmpq

from core.curves import Place
from core.curves.location import locate
from core.curves.place import as_float, enclosings, study
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import SMOOTH, ball

_BENT = ("corner", "cusp", "vertical tangent")
_NARROW = 1e-9  # of the way
_CUT = 0.4986  # no round number: what happens on a border would be asked twice
_MOST_WORK = 30_000  # operations on intervals: about a tenth of a second
_MOST_PLACES = 12  # that are studied


def met_on_the_way(function: Function, start: float, end: float, **parameters: float) -> Place | None:
    """The first place after ``start``, up to ``end``, where the curve is torn; if there is none, where it has no slope.

    None where enclosures prove that it is smooth all the way, or where the work allowed found nothing.
    """
    if not (math.isfinite(start) and math.isfinite(end)) or start == end:
        return None
    value, _ = enclosings(function)
    way = (arb(start), arb(end + (end - start) * _NARROW / 3))
    bent, studied = None, 0
    for low, high in _restless(value, way, parameters):
        with precision(200):
            spot = locate(value, low, high, parameters)
        if spot is None:
            continue
        x = as_float(ball(spot)) if isinstance(spot, fmpq) else as_float(spot)
        found = study(function, spot, x, **parameters)
        studied += 1
        if x != start and found.kind not in ("smooth", *_BENT):
            return found
        if x != start and found.kind in _BENT:
            bent = bent or found
        if studied == _MOST_PLACES:
            break
    return bent


def _restless(value: Enclosing, way: tuple[arb, arb], parameters: dict[str, float]) -> Iterator[tuple[arb, arb]]:
    """The narrow boxes over which the function is not surely smooth, in the order in which a nudge meets them."""
    (name,) = value.functions[0].variables
    work = _MOST_WORK
    narrow = abs(way[1] - way[0]) * _NARROW
    todo = [way]
    before = None
    while todo and work > 0:
        near, far = todo.pop()
        low, high = (near, far) if near < far else (far, near)
        work -= 4 + len(value.program.instructions)
        with precision(PRECISION):
            calm = value.intervals({name: (low, high), **parameters})[0][2] & SMOOTH
        if calm:
            continue
        if high - low < narrow:
            if before is None or abs(near - before) > 3 * narrow:
                yield (low - narrow / 7).lower(), (high + narrow / 7).upper()
            before = far
            continue
        middle = (near + (far - near) * _CUT).mid()
        todo += [(middle, far), (near, middle)]
