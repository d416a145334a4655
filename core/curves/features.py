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
from core.curves.crossing import zero_between
from core.curves.location import as_number
from core.curves.place import Place, as_float
from core.curves.spots import BENT, study_in
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import CONSTANT, NOWHERE, ball
from core.language.numerals import simplest_between

_FINE, _MANY = 160, 1600  # bits
_GLANCE = 9000  # operations


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


def turning_points(function: Function, window: tuple[float, float], **parameters: float) -> tuple[CriticalPoint, ...]:
    """The smooth minima and maxima that a short search finds: enough for a picture, which cannot wait for a proof."""
    return _turning_points(function, *map(float, window), tuple(sorted(parameters.items())))


@lru_cache(maxsize=256)
def _turning_points(
    function: Function, start: float, end: float, parameters: tuple[tuple[str, float], ...]
) -> tuple[CriticalPoint, ...]:
    study = _Study(function, start, end, dict(parameters), glance=True)
    with precision(PRECISION):
        found = [c for c in study.turns() if start <= c.x <= end and math.isfinite(c.y)]
    return tuple(sorted(found, key=lambda c: c.x))


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

    def __init__(
        self, function: Function, start: float, end: float, parameters: dict[str, float], *, glance: bool = False
    ) -> None:
        self.function, self.start, self.end, self.parameters = function, start, end, parameters
        self.width = end - start
        self.search = Search(function, parameters, _GLANCE) if glance else Search(function, parameters)
        self.found: Found = self.search.run(start, end, bends=not glance)
        self.unfinished = merged(self.found.unfinished, 0.0)
        self.sure = not (self.unfinished or self.found.unbent or self.found.by_digits)
        self.spots: list[tuple[Place, Box]] = []
        for box in () if glance else merged(self.found.restless, 3 * NARROW * self.width):
            self._visit(box)

    def features(self) -> Features:
        """The lists."""
        with precision(PRECISION):
            critical = [*self.turns(), *self._turns_at_spots()]
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
        found = study_in(self.function, self.search.value, (low, high), self.parameters)
        if found is None:
            self.sure = False
            return
        self.spots.append((found, (low, high)))

    # Turns and bends

    def turns(self) -> list[CriticalPoint]:
        """The places where f′ is 0."""
        out = []
        for low, high in self.found.turns:
            rising = self._sign(self.search.slope, high)
            out.append(self._critical(self._zero(self.search.slope, low, high), -rising, rising))
        for (low, high), zero in self.found.multiple_turns:
            signs = self._sign(self.search.slope, low), self._sign(self.search.slope, high)
            out.append(self._critical(self._zero_of(zero, low, high), *signs))
        for low, high in merged(self.found.degenerate_turns, 3 * NARROW * self.width):
            left, right = self._sign(self.search.slope, low), self._sign(self.search.slope, high)
            exact: arb | fmpq | None = self._exact_zero(self.search.slope, low, high)
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
            if p.kind in BENT or (p.kind == "smooth" and p.slope == 0):
                signs = self._sign(self.search.slope, low), self._sign(self.search.slope, high)
                out.append(CriticalPoint(p.x, p.value, _kind(*signs), 0.0 if p.kind == "smooth" else None))
            elif p.kind == "oscillation" and math.isfinite(p.value):
                out.append(CriticalPoint(p.x, p.value, "neither", None))
        return out

    def _bends(self) -> list[InflectionPoint]:
        out = []
        for low, high in self.found.bends:
            out.append(self._inflection(self._zero(self.search.curvature, low, high)))
        for (low, high), zero in self.found.multiple_bends:
            if self._sign(self.search.curvature, low) * self._sign(self.search.curvature, high) < 0:
                out.append(self._inflection(self._zero_of(zero, low, high)))
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
        walls = {p.x for p, _ in self.spots if p.kind not in ("smooth", *BENT)}
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
        if self.search.is_nothing(self.search.slope, x):
            return "flat"
        self.sure = False
        return None

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
        with precision(_FINE):
            return zero_between(lambda x: self._ball(g, x), low, high, self.width)

    def _zero_of(self, zero: Enclosing | fmpq, low: arb, high: arb) -> arb | fmpq:
        return self._zero(zero, low, high) if isinstance(zero, Enclosing) else zero

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
        value = as_number(x)
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


def _kind(left: int, right: int) -> str:
    return {(-1, 1): "minimum", (1, -1): "maximum"}.get((left, right), "neither")


def _covered(x: float, flats: list[FlatInterval]) -> bool:
    return any(flat.start <= x <= flat.end for flat in flats)
