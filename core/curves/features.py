"""Critical points, inflection points and rising or falling pieces of a function in a window, found numerically.

Kinds are told by the change of sign of f′ (of f″ for inflections), never by the value of a higher derivative: the
signs are read between neighbouring special points, where they cannot change.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from core.curves.effort import COARSE, FULL, Detail, Meter, OutOfWork, Work
from core.curves.irregularities import (
    Irregularity,
    Slope,
    describe,
    ends,
    irregularities_and_blur,
    nondifferentiable_points,
    one_sided_slopes,
    slope_at,
    where_defined,
)
from core.curves.singularities import find_singular_points, study_points
from core.curves.zeros import Zero, ZeroSet, zeros
from core.language.numerals import Callable1D, evaluate

__all__ = [
    "CriticalPoint",
    "Features",
    "FlatInterval",
    "InflectionPoint",
    "Irregularity",
    "Piece",
    "Slope",
    "Zero",
    "ZeroSet",
    "critical_points",
    "describe",
    "edge_extrema",
    "features",
    "inflection_points",
    "monotone_pieces",
    "nondifferentiable_points",
    "one_sided_slopes",
    "slope_at",
    "zeros",
]

_ALLOWED = 3e8  # work of one search, see core/curves/effort.py: about a third of a second
_BETWEEN = np.array([0.5, 0.3, 0.7, 0.1, 0.9, 0.02, 0.98])


@dataclass(frozen=True)
class CriticalPoint:
    """f′(x) = 0, or f is continuous and has no slope at x (then `derivative` is None).

    `kind`: minimum, maximum or neither, all local.
    """

    x: float
    y: float
    kind: str
    derivative: float | None = 0.0


@dataclass(frozen=True)
class FlatInterval:
    """An interval on which f is constant, with that value."""

    start: float
    end: float
    y: float


@dataclass(frozen=True)
class InflectionPoint:
    """The curve changes from bending one way to the other; `slope` is the slope there (±inf if upright)."""

    x: float
    y: float
    slope: float


@dataclass(frozen=True)
class Piece:
    """An interval on which f is "rising", "falling" or "flat"."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True)
class Features:
    """Everything about f in a window, found with shared work.

    `capped`: there are more than 200 points of one sort, the rest are left out. `too_fast`: intervals where f swings
    faster than the search can follow, so that the lists are not complete there (x² sin(1/x) near 0). Of an f that takes
    long to compute: `coarse` says that it was searched in larger steps, `unsearched` names what was not looked for at
    all ("everything", or "inflection points").
    """

    critical: tuple[CriticalPoint | FlatInterval, ...]
    inflections: tuple[InflectionPoint, ...]
    pieces: tuple[Piece, ...]
    irregular: tuple[Irregularity, ...]
    capped: bool
    too_fast: tuple[tuple[float, float], ...] = ()
    coarse: bool = False
    unsearched: str = ""


def features(
    f: Callable1D, df: Callable1D, ddf: Callable1D, window, *, work: tuple[Work, Work, Work] | None = None
) -> Features:
    """All features at once; `window` is a Window or a pair (start, end).

    `work`: what evaluations of f, f′ and f″ cost. With it the search is bounded: it looks closely, else coarsely, and
    leaves out what even so would take too long.
    """
    if work is None:
        study = _Study(f, df, window)
        points, capped = _inflections(f, ddf, study)
        return _gathered(study, points, capped)
    study = _within_work(lambda paid, detail: _Study(*paid, window, detail), ((f, work[0]), (df, work[1])), FULL)
    if study is None:
        return Features((), (), (), (), False, (), True, "everything")
    bends = _within_work(
        lambda paid, detail: (*_inflections(*paid, study, detail), detail), ((f, work[0]), (ddf, work[2])), study.detail
    )
    if bends is None:
        return replace(_gathered(study, (), False), unsearched="inflection points")
    points, capped, detail = bends
    return replace(_gathered(study, points, capped), coarse=detail is COARSE)


def _gathered(study: "_Study", inflections: tuple[InflectionPoint, ...], capped: bool) -> Features:
    return Features(
        study.critical(),
        inflections,
        study.pieces(),
        study.irregular,
        capped or study.zero_set.capped,
        study.too_fast,
        study.detail is COARSE,
    )


def _within_work(search, functions: tuple[tuple[Callable1D, Work], ...], closest: Detail):
    """What `search(metered functions, detail)` finds, as closely as the work allows; None if it finds nothing so."""
    for detail in (FULL, COARSE)[closest is COARSE :]:
        meter = Meter(_ALLOWED)
        try:
            return search([meter.metered(f, work) for f, work in functions], detail)
        except OutOfWork:
            continue
    return None


def critical_points(f: Callable1D, df: Callable1D, ddf: Callable1D, window) -> tuple[CriticalPoint | FlatInterval, ...]:
    """Critical points and flat intervals in order of x. `ddf` is not used: the sign of f′ decides."""
    return _Study(f, df, window).critical()


def monotone_pieces(f: Callable1D, df: Callable1D, window) -> tuple[Piece, ...]:
    """Where f rises, falls or is flat, cut at breaks; nothing where f is undefined."""
    return _Study(f, df, window).pieces()


def inflection_points(
    f: Callable1D, ddf: Callable1D, window, *, df: Callable1D | None = None
) -> tuple[InflectionPoint, ...]:
    """Points with a tangent (upright ones too) at which f″ changes sign."""
    study = _Study(f, ddf if df is None else df, window)
    return _inflections(f, ddf, study)[0]


def edge_extrema(found: Features) -> tuple[CriticalPoint, ...]:
    """Where f begins or ends with a value that is lower or higher than all around it (sqrt x at 0)."""
    out = []
    for edge in found.irregular:
        height = _edge_height(edge) if edge.kind == "domain edge" else np.nan
        if np.isnan(height):
            continue
        for piece in found.pieces:
            if edge.x in (piece.start, piece.end) and piece.kind != "flat":
                low = (piece.kind == "rising") == (edge.x == piece.start)
                out.append(CriticalPoint(edge.x, height, "minimum" if low else "maximum", None))
    return tuple(out)


def _edge_height(edge: Irregularity) -> float:
    """f at an edge; where no float hits the edge (√sin x at π), the limit stands for it."""
    limit = edge.right_value if np.isnan(edge.left_value) else edge.left_value
    return edge.value if float(f"{edge.x:.9g}") == edge.x else limit


class _Study:
    """Irregular points, zeros of f′ and the signs of f′ between them."""

    def __init__(self, f, df, window, detail: Detail = FULL):
        self.detail = detail
        self.start, self.end = ends(window)
        self.width = self.end - self.start
        self.f, self.df = f, where_defined(df, f)
        self.irregular, self.too_fast = irregularities_and_blur(f, df, self.start, self.end, detail)
        with np.errstate(all="ignore"):
            grid = np.linspace(self.start, self.end, 201)
            values = evaluate(f, grid)
            values = values[np.isfinite(values)]
            self.size = float(np.max(np.abs(values), initial=0.0))
            low, high = np.percentile(values, [10, 90]) if values.size else (0.0, 0.0)
            self.usual_slope = float(high - low) / self.width
            self.zero_set = self._zeros(grid)
            away = _apart([z.x for z in self.zero_set.points], [i.x for i in self.irregular], 1e-7 * self.width)
            jumps = _apart(self.zero_set.sign_jumps, [i.x for i in self.irregular], 1e-7 * self.width)
            self.cuts, self.signs, changes = self.signs_between(self.df, away, jumps)
            self.stationary = [x for x in away if max(self.sides(x, self.cuts, changes)) > 1e-13 * self.size]
            if len(self.stationary) < len(away):  # the others were rounding noise
                self.cuts, self.signs, _ = self.signs_between(self.df, self.stationary, jumps)

    def _zeros(self, grid) -> ZeroSet:
        rate = np.abs(evaluate(self.df, grid))
        rate = rate[np.isfinite(rate)]
        drift = rate * self.width
        if rate.size and np.median(drift) <= 1e-13 * self.size and drift.max() <= 1e-6 * self.size:
            return ZeroSet((), ((self.start, self.end),), (), False)  # constant up to rounding
        return self.zeros(self.df, 1e-13 * self.size / self.width, self.detail)

    def zeros(self, g, negligible: float, detail: Detail) -> ZeroSet:
        """The zeros of g in the window."""
        return zeros(g, self.start, self.end, negligible=negligible, cells=detail.zero_cells, cap=detail.most_zeros)

    def signs_between(self, g, points, extra=()):
        """Sorted cuts; between them the sign of g (0 flat, NaN undefined) and about how much its integral changes."""
        flats = [edge for interval in self.zero_set.intervals for edge in interval]
        cuts = np.unique([self.start, self.end, *points, *extra, *flats, *(i.x for i in self.irregular)])
        cuts = cuts[np.r_[True, np.diff(cuts) > 1e-12 * self.width]]
        x = cuts[:-1, None] + np.diff(cuts)[:, None] * _BETWEEN
        values = evaluate(g, x)
        sign = np.sign(values)
        change = np.nanmax(np.abs(np.where(np.isnan(values), 0.0, values)), axis=1) * np.diff(cuts)
        total = np.sum(np.where(np.isnan(sign), 0, sign), axis=1)
        undefined = np.isnan(sign).sum(axis=1) > _BETWEEN.size // 2
        return cuts, np.where(undefined, np.nan, np.sign(total)), change

    def sides(self, x, cuts=None, signs=None):
        """Signs left and right of a cut."""
        cuts, signs = (self.cuts, self.signs) if cuts is None else (cuts, signs)
        i = int(np.argmin(np.abs(cuts - x)))
        return (signs[i - 1] if i > 0 else np.nan), (signs[i] if i < signs.size else np.nan)

    def round_off(self, y: float) -> float:
        """Zero for a value that is zero up to rounding."""
        return 0.0 if abs(y) <= 1e-14 * self.size else float(y)

    def critical(self) -> tuple[CriticalPoint | FlatInterval, ...]:
        """Critical points and flat intervals in order."""
        with np.errstate(all="ignore"):
            bends = [
                i.x
                for i in self.irregular
                if i.kind in ("corner", "cusp", "vertical tangent")
                or (i.kind == "oscillation" and np.isfinite(i.value))
            ]
            flat_ends = [edge for interval in self.zero_set.intervals for edge in interval]
            places = [(x, 0.0) for x in self.stationary] + [(x, None) for x in bends]
            clear = set(_apart([x for x, _ in places], flat_ends, 1e-9 * self.width))
            places = [(x, d) for x, d in places if x in clear]
            values = evaluate(self.f, np.array([x for x, _ in places]))
            found = [
                CriticalPoint(x, self.round_off(y), self._kind(x), d)
                for (x, d), y in zip(places, values, strict=True)
                if np.isfinite(y)
            ]
            flats = [FlatInterval(a, b, float(y)) for a, b, y in self._flat_pieces()]
        return tuple(sorted([*found, *flats], key=lambda c: c.x if isinstance(c, CriticalPoint) else c.start))

    def _flat_pieces(self):
        """Flat intervals cut where f jumps (floor), each with its own value. Where f has none, f′ = 0 says nothing."""
        for a, b in self.zero_set.intervals:
            inner = [i.x for i in self.irregular if a < i.x < b]
            knots = [a, *inner, b]
            for left, right in pairwise(knots):
                values = evaluate(self.f, left + (right - left) * _BETWEEN)
                if right - left > 1e-9 * self.width and np.isfinite(values).any():
                    yield left, right, np.nanmedian(values)

    def _kind(self, x) -> str:
        left, right = self.sides(x)
        at_left, at_right = x <= self.start, x >= self.end
        if at_left or at_right:  # the other side is out of sight: look a little beyond the window
            beyond = x + (-1 if at_left else 1) * 1e-4 * self.width
            sign = float(np.sign(evaluate(self.df, np.array([beyond]))[0]))
            left, right = (sign, right) if at_left else (left, sign)
        return {(-1, 1): "minimum", (1, -1): "maximum"}.get((left, right), "neither")

    def pieces(self) -> tuple[Piece, ...]:
        """Rising, falling and flat pieces; neighbours of one kind are joined unless f breaks between them."""
        walls = {i.x for i in self.irregular if i.kind in ("jump", "pole", "domain edge", "hole", "oscillation")}
        out: list[Piece] = []
        for a, b, sign in zip(self.cuts[:-1], self.cuts[1:], self.signs, strict=True):
            if np.isnan(sign):
                continue
            kind = {1: "rising", -1: "falling", 0: "flat"}[int(sign)]
            if out and out[-1].end == a and out[-1].kind == kind and float(a) not in walls:
                out[-1] = Piece(out[-1].start, float(b), kind)
            else:
                out.append(Piece(float(a), float(b), kind))
        return tuple(out)


def _apart(xs, others, least) -> list[float]:
    """Those of xs that are at least `least` away from all others."""
    others = np.array(others)
    return [x for x in xs if others.size == 0 or np.abs(others - x).min() > least]


def _inflections(f, ddf, study: _Study, detail: Detail = FULL) -> tuple[tuple[InflectionPoint, ...], bool]:
    with np.errstate(all="ignore"):
        g = where_defined(ddf, f)
        zero_set = study.zeros(g, 1e-9 * study.usual_slope / study.width, detail)
        upright = [i.x for i in study.irregular if i.kind == "vertical tangent"]
        irregular = [i.x for i in study.irregular]
        bends = [p.x for p in _irregular_points(g, study, detail)]
        flats = [edge for interval in zero_set.intervals for edge in interval]
        places = sorted(
            {
                *_apart([z.x for z in zero_set.points], irregular, 1e-7 * study.width),
                *upright,
                *_apart([*bends, *zero_set.sign_jumps], irregular, 1e-7 * study.width),
            }
        )
        places = [x for k, x in enumerate(places) if k == 0 or x - places[k - 1] > 1e-8 * study.width]
        places = [x for x in places if not any(a < x < b for a, b in study.zero_set.intervals)]
        cuts, signs, changes = study.signs_between(g, places, flats)
        visible = 1e-9 * study.usual_slope  # smaller changes of slope are rounding
        turned = [
            x
            for x in places
            if study.start < x < study.end
            and np.prod(study.sides(x, cuts, signs)) < 0
            and min(study.sides(x, cuts, changes)) > visible
        ]
        points = study_points(f, turned, study.width / 800) if turned else []
    found = (InflectionPoint(p.x, study.round_off(p.value), p.left.slope) for p in points if np.isfinite(p.value))
    return tuple(found), zero_set.capped


def _irregular_points(g, study, detail):
    """Jumps, poles and undefined points of f″ inside the domain."""
    return [
        p
        for p in find_singular_points(
            g,
            study.start,
            study.end,
            negligible=1e-9 * study.usual_slope / study.width,
            cells=detail.cells,
            most=detail.most,
        ).points
        if p.continuity in ("jump", "pole", "hole")
    ]
