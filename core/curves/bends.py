"""Where a curve changes from bending one way to the other, told by the sign of f″ on both sides."""

from __future__ import annotations

from flint import arb, fmpq

from core.curves.bisection import NARROW, merged
from core.curves.feature import InflectionPoint
from core.curves.study import Study


def bends(study: Study) -> list[InflectionPoint]:
    """The places where f″ changes its sign as it is 0."""
    out = []
    for low, high in study.found.bends:
        out.append(_inflection(study, study.zero(study.search.curvature, low, high)))
    for (low, high), zero in study.found.multiple_bends:
        if study.sign(study.search.curvature, low) * study.sign(study.search.curvature, high) < 0:
            out.append(_inflection(study, study.zero_of(zero, low, high)))
    for low, high in merged(study.found.degenerate_bends, 3 * NARROW * study.width):
        signs = study.sign(study.search.curvature, low), study.sign(study.search.curvature, high)
        if signs[0] * signs[1] < 0:
            exact = study.exact_zero(study.search.curvature, low, high)
            out.append(
                _inflection(study, exact if exact is not None else study.zero(study.search.curvature, low, high))
            )
            study.sure = study.sure and exact is not None
        else:
            study.sure = study.sure and study.exact_zero(study.search.curvature, low, high) is not None
    return out


def _inflection(study: Study, x: arb | fmpq) -> InflectionPoint:
    slope = study.value(study.search.slope, x)
    return InflectionPoint(study.plain(x), study.height(x), 0.0 if abs(slope) < 1e-18 else slope)


def bends_at_spots(study: Study) -> list[InflectionPoint]:
    """The inflection points among the places where f is not smooth, or where that could not be told."""
    out = []
    for p, (low, high) in study.spots:
        signs = study.sign(study.search.curvature, low), study.sign(study.search.curvature, high)
        if signs[0] * signs[1] < 0 and p.kind in ("smooth", "vertical tangent"):
            out.append(InflectionPoint(p.x, p.value, p.slope if p.slope is not None else p.left_slope))
    return out
