"""The pieces on which a curve rises, falls or is flat, between the places that were found."""

from __future__ import annotations

from itertools import pairwise

from flint import arb

from core.curves.feature import CriticalPoint, FlatInterval, Piece
from core.curves.spots import BENT
from core.curves.study import Study
from core.language.interval import CONSTANT, NOWHERE


def pieces_between(study: Study, critical: list[CriticalPoint]) -> tuple[list[Piece], list[FlatInterval]]:
    """Rising, falling and flat pieces between all that was found, and the flat ones with their value."""
    walls = {p.x for p, _ in study.spots if p.kind not in ("smooth", *BENT)}
    cuts = {study.start, study.end, *(c.x for c in critical), *(p.x for p, _ in study.spots)}
    cuts |= {float(end) for box in study.unfinished for end in box}
    out: list[Piece] = []
    for a, b in pairwise(sorted(x for x in cuts if study.inside(x))):
        kind = _direction(study, a, b)
        if kind is None:
            continue
        if out and out[-1].end == a and out[-1].kind == kind and a not in walls:
            out[-1] = Piece(out[-1].start, b, kind)
        else:
            out.append(Piece(a, b, kind))
    flats = [
        FlatInterval(p.start, p.end, study.height(arb(p.start + 0.4177 * (p.end - p.start))))
        for p in out
        if p.kind == "flat"
    ]
    return out, flats


def _direction(study: Study, a: float, b: float) -> str | None:
    """What f does from a to b, where nothing else happens; None where it has no value, or that is not known."""
    if any(float(low) < (a + b) / 2 < float(high) for low, high in study.unfinished):
        return None
    for share in (0.4177, 0.6131, 0.2239):
        x = arb(a + share * (b - a))
        known = study.search.at(study.search.value, x)[0][2]
        if known & NOWHERE:
            return None
        if known & CONSTANT:
            return "flat"
        direction = study.sign(study.search.slope, x)
        if direction:
            return "rising" if direction > 0 else "falling"
    if study.search.is_nothing(study.search.slope, x):
        return "flat"
    study.sure = False
    return None
