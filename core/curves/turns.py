"""Where a curve turns: zeros of f′ and places without a slope, told by the sign of f′ on both sides."""

from __future__ import annotations

import math

from flint import arb, fmpq

from core.curves.bisection import NARROW, merged
from core.curves.feature import CriticalPoint
from core.curves.spots import BENT
from core.curves.study import Study


def turns(study: Study) -> list[CriticalPoint]:
    """The places where f′ is 0."""
    out = []
    for low, high in study.found.turns:
        rising = study.sign(study.search.slope, high)
        out.append(_critical(study, study.zero(study.search.slope, low, high), -rising, rising))
    for (low, high), zero in study.found.multiple_turns:
        signs = study.sign(study.search.slope, low), study.sign(study.search.slope, high)
        out.append(_critical(study, study.zero_of(zero, low, high), *signs))
    for low, high in merged(study.found.degenerate_turns, 3 * NARROW * study.width):
        left, right = study.sign(study.search.slope, low), study.sign(study.search.slope, high)
        exact: arb | fmpq | None = study.exact_zero(study.search.slope, low, high)
        if exact is None and left == right:
            exact = study.zero(study.search.curvature, low, high)
        study.sure = study.sure and isinstance(exact, fmpq)
        out.append(
            _critical(study, exact if exact is not None else study.zero(study.search.slope, low, high), left, right)
        )
    return out


def _critical(study: Study, x: arb | fmpq, left: int, right: int, derivative: float | None = 0.0) -> CriticalPoint:
    return CriticalPoint(study.plain(x), study.height(x), _kind(left, right), derivative)


def turns_at_spots(study: Study) -> list[CriticalPoint]:
    """The critical points among the places where f is not smooth, or where that could not be told."""
    out = []
    for p, (low, high) in study.spots:
        if p.kind in BENT or (p.kind == "smooth" and p.slope == 0):
            signs = study.sign(study.search.slope, low), study.sign(study.search.slope, high)
            out.append(CriticalPoint(p.x, p.value, _kind(*signs), 0.0 if p.kind == "smooth" else None))
        elif p.kind == "oscillation" and math.isfinite(p.value):
            out.append(CriticalPoint(p.x, p.value, "neither", None))
    return out


def _kind(left: int, right: int) -> str:
    return {(-1, 1): "minimum", (1, -1): "maximum"}.get((left, right), "neither")
