"""The way of a nudge: what happens to a function between two places, which their values alone do not tell."""

from __future__ import annotations

from core.curves import Place
from core.curves.spots import BENT, along_the_way
from core.language.function import Function

_MOST_PLACES = 12  # that are studied


def met_on_the_way(function: Function, start: float, end: float, **parameters: float) -> Place | None:
    """The first place after ``start``, up to ``end``, where the curve is torn; if there is none, where it has no slope.

    None where enclosures prove that it is smooth all the way, or where the work allowed found nothing.
    """
    bent = None
    for found in along_the_way(function, start, end, parameters, _MOST_PLACES):
        if found.kind not in ("smooth", *BENT):
            return found
        if found.kind in BENT:
            bent = bent or found
    return bent
