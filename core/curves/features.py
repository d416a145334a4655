"""Everything that happens to a curve in a window: turns, flat stretches, bends, and the places where it has no slope.

All of them, proven by enclosures (``core.curves.bisection``); the few places they leave are studied one by one
(``core.curves.place``). Kinds are told by the sign of f′ on both sides, never by a convention or a higher derivative.
Two places closer than 10⁻⁹ of the window count as one.
"""

from __future__ import annotations

import math
from functools import lru_cache

from core.curves.bends import bends, bends_at_spots
from core.curves.feature import CriticalPoint, Features, FlatInterval
from core.curves.monotone import pieces_between
from core.curves.study import Study
from core.curves.turns import turns, turns_at_spots
from core.language.enclosure import PRECISION, precision
from core.language.function import Function


def features(function: Function, window: tuple[float, float], **parameters: float) -> Features:
    """All features of ``function`` (of one variable) from window[0] to window[1]."""
    start, end = map(float, window)
    return _features(function, start, end, tuple(sorted(parameters.items())))


def turning_points(function: Function, window: tuple[float, float], **parameters: float) -> tuple[CriticalPoint, ...]:
    """The smooth minima and maxima that a short search finds: enough for a picture, which cannot wait for a proof."""
    return _turning_points(function, *map(float, window), tuple(sorted(parameters.items())))


@lru_cache(maxsize=256)
def _turning_points(
    function: Function, start: float, end: float, parameters: tuple[tuple[str, float], ...]
) -> tuple[CriticalPoint, ...]:
    study = Study(function, start, end, dict(parameters), glance=True)
    with precision(PRECISION):
        found = [c for c in turns(study) if start <= c.x <= end and math.isfinite(c.y)]
    return tuple(sorted(found, key=lambda c: c.x))


@lru_cache(maxsize=256)
def _features(function: Function, start: float, end: float, parameters: tuple[tuple[str, float], ...]) -> Features:
    return _all_of(Study(function, start, end, dict(parameters)))


def _all_of(study: Study) -> Features:
    """The lists of what happens."""
    with precision(PRECISION):
        critical = [*turns(study), *turns_at_spots(study)]
        inflections = [*bends(study), *bends_at_spots(study)]
        irregular = tuple(p for p, _ in study.spots if p.kind not in ("smooth", "undefined") and study.inside(p.x))
        pieces, flats = pieces_between(study, critical)
    flat_ends = {end for flat in flats for end in (flat.start, flat.end)}
    critical = [c for c in critical if study.inside(c.x) and c.x not in flat_ends and not _covered(c.x, flats)]
    unfinished = tuple((max(float(a), study.start), min(float(b), study.end)) for a, b in study.unfinished)
    return Features(
        tuple(sorted(critical, key=lambda c: c.x)),
        tuple(flats),
        tuple(sorted((p for p in inflections if study.start < p.x < study.end), key=lambda p: p.x)),
        irregular,
        tuple(pieces),
        study.sure,
        unfinished,
    )


def _covered(x: float, flats: list[FlatInterval]) -> bool:
    return any(flat.start <= x <= flat.end for flat in flats)
