"""Everything that happens to a curve in a window: turns, flat stretches, bends, and the places where it has no slope.

All of them, proven by enclosures (``core.curves.bisection``); the few places they leave are studied one by one
(``core.curves.place``). Kinds are told by the sign of f′ on both sides, never by a convention or a higher derivative.
Two places closer than 10⁻⁹ of the window count as one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from flint import arb, fmpq

from core.curves.bisection import NARROW, Box, Found, Search, merged, sign
from core.curves.location import locate
from core.curves.place import Place, as_float, study
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import CONSTANT, DEFINED, NOWHERE, SMOOTH, ball
from core.language.numerals import simplest_between

_STEPS = 250
_FINE, _MANY = 160, 1600  # bits
_BENT = ("corner", "cusp", "vertical tangent")


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """f′(x) = 0, or f is continuous and has no slope at x (then ``derivative`` is None).

    ``kind``: minimum, maximum or neither, all local.
    """

    x: float
    y: float
    kind: str
    derivative: float | None = 0.0


@dataclass(frozen=True, slots=True)
class FlatInterval:
    """An interval on which f is constant, with that value."""

    start: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class InflectionPoint:
    """The curve changes from bending one way to the other; ``slope`` is the slope there (±inf if upright)."""

    x: float
    y: float
    slope: float


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval on which f is "rising", "falling" or "flat"."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True)
class Features:
    """Everything about f in a window, in order of x.

    ``irregular`` are the places without a slope. ``complete``: it is proven that these lists are all. ``unfinished``
    are the stretches that the allowed work did not reach: of them nothing is said.
    """

    critical: tuple[CriticalPoint, ...]
    flat: tuple[FlatInterval, ...]
    inflections: tuple[InflectionPoint, ...]
    irregular: tuple[Place, ...]
    pieces: tuple[Piece, ...]
    complete: bool
    unfinished: tuple[tuple[float, float], ...] = ()


def features(function: Function, window: tuple[float, float], **parameters: float) -> Features:
    """All features of ``function`` (of one variable) from window[0] to window[1]."""
    start, end = map(float, window)
    return _features(function, start, end, tuple(sorted(parameters.items())))


@lru_cache(maxsize=256)
def _features(function: Function, start: float, end: float, parameters: tuple[tuple[str, float], ...]) -> Features:
    return _Study(function, start, end, dict(parameters)).features()


def edge_extrema(found: Features) -> tuple[CriticalPoint, ...]:
    """Where f begins or ends with a value that is lower or higher than all around it (sqrt x at 0)."""
    out = []
    for edge in found.irregular:
        if edge.kind != "edge" or not math.isfinite(edge.value):
            continue
        for piece in found.pieces:
            if edge.x in (piece.start, piece.end) and piece.kind != "flat":
                low = (piece.kind == "rising") == (edge.x == piece.start)
                out.append(CriticalPoint(edge.x, edge.value, "minimum" if low else "maximum", None))
    return tuple(out)


class _Study:
    """The search, and then the study of what it leaves."""

    def __init__(self, function: Function, start: float, end: float, parameters: dict[str, float]) -> None:
        self.function, self.start, self.end, self.parameters = function, start, end, parameters
        self.width = end - start
        self.search = Search(function, parameters)
        self.found: Found = self.search.run(start, end)
        self.unfinished = merged(self.found.unfinished, 0.0)
        self.sure = not self.unfinished and not self.found.by_digits
        self.spots: list[tuple[Place, Box]] = []
        for box in merged(self.found.restless, 3 * NARROW * self.width):
            self._visit(box)

<<<<<<< HEAD
    def features(self) -> Features:
        """The lists."""
        with precision(PRECISION):
            critical = [*self._turns(), *self._turns_at_spots()]
            inflections = [*self._bends(), *self._bends_at_spots()]
            irregular = tuple(p for p, _ in self.spots if p.kind not in ("smooth", "undefined") and self._inside(p.x))
            pieces, flats = self._pieces(critical)
        flat_ends = {end for flat in flats for end in (flat.start, flat.end)}
        critical = [c for c in critical if self._inside(c.x) and c.x not in flat_ends and not _covered(c.x, flats)]
        unfinished = tuple((max(float(a), self.start), min(float(b), self.end)) for a, b in self.unfinished)
        return Features(
            tuple(sorted(critical, key=lambda c: c.x)),
            tuple(flats),
            tuple(sorted((p for p in inflections if self.start < p.x < self.end), key=lambda p: p.x)),
            irregular,
            tuple(pieces),
            self.sure,
            unfinished,
=======
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
>>>>>>> main
        )

    def _inside(self, x: float) -> bool:
        return self.start <= x <= self.end

    def _visit(self, box: Box) -> None:
        """Find the place in a narrow box where f is not smooth, and study it."""
        with precision(_FINE):
            low, high = (box[0] - self.width * NARROW / 7).lower(), (box[1] + self.width * NARROW / 7).upper()
        if float(high - low) > 64 * NARROW * self.width:
            self.unfinished = merged([*self.unfinished, box], 0.0)
            self.sure = False
            return
        spot = locate(self.search.value, low, high, self.parameters)
        if spot is None:
            self.sure = False
            return
        x = float(int(spot.p) / int(spot.q)) if isinstance(spot, fmpq) else float(spot.mid())
        self.spots.append((study(self.function, spot, x + 0.0, **self.parameters), (low, high)))

    # Turns and bends

    def _turns(self) -> list[CriticalPoint]:
        out = []
        for low, high in self.found.turns:
            rising = self._sign(self.search.slope, high)
            out.append(self._critical(self._zero(self.search.slope, low, high), -rising, rising))
        for low, high in merged(self.found.degenerate_turns, 3 * NARROW * self.width):
            left, right = self._sign(self.search.slope, low), self._sign(self.search.slope, high)
            exact = self._exact_zero(self.search.slope, low, high)
            if exact is None and left == right:
                exact = self._zero(self.search.curvature, low, high)
            self.sure = self.sure and isinstance(exact, fmpq)
            out.append(
                self._critical(exact if exact is not None else self._zero(self.search.slope, low, high), left, right)
            )
        return out

    def _critical(self, x: arb | fmpq, left: int, right: int, derivative: float | None = 0.0) -> CriticalPoint:
        return CriticalPoint(self._plain(x), self._height(x), _kind(left, right), derivative)

    def _turns_at_spots(self) -> list[CriticalPoint]:
        out = []
        for p, (low, high) in self.spots:
            if p.kind in _BENT or (p.kind == "smooth" and p.slope == 0):
                signs = self._sign(self.search.slope, low), self._sign(self.search.slope, high)
                out.append(CriticalPoint(p.x, p.value, _kind(*signs), 0.0 if p.kind == "smooth" else None))
            elif p.kind == "oscillation" and math.isfinite(p.value):
                out.append(CriticalPoint(p.x, p.value, "neither", None))
        return out

    def _bends(self) -> list[InflectionPoint]:
        out = []
        for low, high in self.found.bends:
            out.append(self._inflection(self._zero(self.search.curvature, low, high)))
        for low, high in merged(self.found.degenerate_bends, 3 * NARROW * self.width):
            signs = self._sign(self.search.curvature, low), self._sign(self.search.curvature, high)
            if signs[0] * signs[1] < 0:
                exact = self._exact_zero(self.search.curvature, low, high)
                out.append(
                    self._inflection(exact if exact is not None else self._zero(self.search.curvature, low, high))
                )
                self.sure = self.sure and exact is not None
            else:
                self.sure = self.sure and self._exact_zero(self.search.curvature, low, high) is not None
        return out

    def _inflection(self, x: arb | fmpq) -> InflectionPoint:
        slope = self._value(self.search.slope, x)
        return InflectionPoint(self._plain(x), self._height(x), 0.0 if abs(slope) < 1e-18 else slope)

    def _bends_at_spots(self) -> list[InflectionPoint]:
        out = []
        for p, (low, high) in self.spots:
            signs = self._sign(self.search.curvature, low), self._sign(self.search.curvature, high)
            if signs[0] * signs[1] < 0 and p.kind in ("smooth", "vertical tangent"):
                out.append(InflectionPoint(p.x, p.value, p.slope if p.slope is not None else p.left_slope))
        return out

    # Pieces

    def _pieces(self, critical: list[CriticalPoint]) -> tuple[list[Piece], list[FlatInterval]]:
        """Rising, falling and flat pieces between all that was found, and the flat ones with their value."""
        walls = {p.x for p, _ in self.spots if p.kind not in ("smooth", *_BENT)}
        cuts = {self.start, self.end, *(c.x for c in critical), *(p.x for p, _ in self.spots)}
        cuts |= {float(end) for box in self.unfinished for end in box}
        out: list[Piece] = []
        for a, b in pairwise(sorted(x for x in cuts if self._inside(x))):
            kind = self._direction(a, b)
            if kind is None:
                continue
            if out and out[-1].end == a and out[-1].kind == kind and a not in walls:
                out[-1] = Piece(out[-1].start, b, kind)
            else:
                out.append(Piece(a, b, kind))
        flats = [
            FlatInterval(p.start, p.end, self._height(arb(p.start + 0.4177 * (p.end - p.start))))
            for p in out
            if p.kind == "flat"
        ]
        return out, flats

    def _direction(self, a: float, b: float) -> str | None:
        """What f does from a to b, where nothing else happens; None where it has no value, or that is not known."""
        if any(float(low) < (a + b) / 2 < float(high) for low, high in self.unfinished):
            return None
        for share in (0.4177, 0.6131, 0.2239):
            x = arb(a + share * (b - a))
            known = self.search.at(self.search.value, x)[0][2]
            if known & NOWHERE:
                return None
            if known & CONSTANT:
                return "flat"
            direction = self._sign(self.search.slope, x)
            if direction:
                return "rising" if direction > 0 else "falling"
        return "flat" if known & (DEFINED | SMOOTH) else None

    # Numbers

    def _sign(self, g: Enclosing, x: arb) -> int:
        for bits in (PRECISION, 400, _MANY):
            with precision(bits):
                value = self.search.at(g, x)[0]
                if found := sign(value):
                    return found
                if value[0] == 0 and value[1] == 0:
                    return 0
        return 0

    def _zero(self, g: Enclosing, low: arb, high: arb) -> arb:
        """The zero of g between two points of opposite signs: regula falsi, and halving where that is slow."""
        with precision(_FINE):
            a, b = low, high
            fa, fb = self._ball(g, a), self._ball(g, b)
            halve = False
            for _ in range(_STEPS):
                falsi = fa.is_finite() and fb.is_finite() and fa != fb and not halve
                c = (b - fb * (b - a) / (fb - fa)).mid() if falsi else ((a + b) / 2).mid()
                fc = self._ball(g, c)
                before = abs(b - a)
                if fc == 0 or before < abs(c) * arb(2) ** -80 or before < self.width * arb(2) ** -110:
                    return c
                if (fc > 0) == (fb > 0):
                    fa = fa / 2 if falsi else fa
                else:
                    a, fa = b, fb
                b, fb = c, fc
                halve = not abs(b - a) < before / 2
            return ((a + b) / 2).mid()

    def _ball(self, g: Enclosing, x: arb) -> arb:
        low, high, _ = self.search.at(g, x)[0]
        return ((ball(low) + ball(high)) / 2).mid()

    def _exact_zero(self, g: Enclosing, low: arb, high: arb) -> fmpq | None:
        """A simple number in a narrow box at which g is exactly 0."""
        number = fmpq(*_ratio(simplest_between(float(low), float(high))))
        with precision(_FINE):
            first, last, _ = g.intervals({self.search.name: number, **self.parameters})[0]
        return number if first == 0 and last == 0 else None

    def _plain(self, x: arb | fmpq) -> float:
        value = _as_number(x)
        return 0.0 if abs(value) < 1e-15 * self.width else value

    def _value(self, g: Enclosing, x: arb | fmpq) -> float:
        with precision(_FINE):
            low, high, _ = g.intervals({self.search.name: x, **self.parameters})[0]
            return as_float((ball(low) + ball(high)) / 2)

    def _height(self, x: arb | fmpq) -> float:
        height = self._value(self.search.value, x)
        return 0.0 if abs(height) < 1e-25 * self.width else height


def _ratio(value: float) -> tuple[int, int]:
    fraction = Fraction(repr(value))
    return fraction.numerator, fraction.denominator


def _as_number(x: arb | fmpq) -> float:
    return int(x.p) / int(x.q) if isinstance(x, fmpq) else float(x.mid()) + 0.0


def _kind(left: int, right: int) -> str:
    return {(-1, 1): "minimum", (1, -1): "maximum"}.get((left, right), "neither")


def _covered(x: float, flats: list[FlatInterval]) -> bool:
    return any(flat.start <= x <= flat.end for flat in flats)
