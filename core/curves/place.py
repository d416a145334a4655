"""One study of a place: value, limits and slopes from both sides with as many digits as it takes, and so its one name.

Every sentence, table, picture and verdict about a place asks this study, so that two parts of a page cannot disagree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from core.curves.location import SHARP, Spot, as_number, locate
from core.curves.one_side import Side, study_side
from core.curves.wording import reason_of, sentence_of
from core.language.enclosure import Enclosing, precision
from core.language.function import Function
from core.language.interval import CONSTANT, DEFINED, NOWHERE, SMOOTH, ZERO, ball, exact
from core.language.kept import kept

KINDS = (
    *("smooth", "hole", "jump", "pole", "corner", "cusp", "vertical tangent"),
    *("edge", "lone point", "oscillation", "undefined"),
)
Parameter = float | Fraction  # a float as it is, a fraction exactly
_NOTHING = arb(2) ** -2000  # far below every float
_SMALL = arb(2) ** -300
_MANY_DIGITS = (200, 800, 3200)


@dataclass(frozen=True, slots=True)
class Place:
    """What a function does at x.

    ``value`` is f(x), NaN where it has none; ``left`` and ``right`` are the limits from both sides (±inf where it runs
    off, NaN where there is nothing or it swings). ``slope`` is f′(x), None where there is none; ``left_slope`` and
    ``right_slope`` are those of each side (±inf upright, NaN none). A number too large for a float is ±inf as well:
    ``kind`` tells it from a pole. ``kind`` is one of ``KINDS``; ``sentence`` says it to a student.
    """

    x: float
    value: float
    left: float
    right: float
    slope: float | None
    left_slope: float
    right_slope: float
    kind: str

    @property
    def sentence(self) -> str:
        """One plain sentence: what happens there, and why there is no slope if there is none."""
        return sentence_of(self)

    @property
    def reason(self) -> str:
        """Why there is no slope, in a few words: "a corner, with the slope −1 on its left and 1 on its right"."""
        return reason_of(self)

    @property
    def has_slope(self) -> bool:
        """Whether f has a derivative there."""
        return self.slope is not None


def place(function: Function, x: float, /, **parameters: Parameter) -> Place:
    """What ``function`` (of one variable) does at ``x``, meant as the decimal number that it is written as.

    A float next to an irrational place (π/2 for tan x) stands for that place: no float could name it.
    """
    return _studied(function, float(x), tuple(sorted(parameters.items())))


@kept(1024)
def _studied(function: Function, x: float, parameters: tuple[tuple[str, Parameter], ...]) -> Place:
    if not math.isfinite(x):
        return _without_slope(x, "undefined", math.nan, math.nan, math.nan)
    given = dict(parameters)
    (name,) = function.variables
    value, slope = enclosings(function)
    here = exact(Fraction(repr(x)))
    spread = abs(here) * fmpq(1, 2**53) if x else fmpq(1, 2**1080)
    if _calm_around(value, name, here, spread, given):
        return _smooth(value, slope, here, x, given)
    if _calm_around(value, name, here, spread * fmpq(1, 2**150), given, calm=SMOOTH | NOWHERE):
        with precision(300):
            spot = locate(value, arb(here - spread).lower(), arb(here + spread).upper(), given)
        if spot is not None and not _has_a_float_of_its_own(spot, x):
            return study(function, spot, x, **given)
        if _calm_around(value, name, here, fmpq(0), given):
            return _smooth(value, slope, here, x, given)
    return study(function, here, x, **given)


def _has_a_float_of_its_own(spot: Spot, x: float) -> bool:
    """Whether another float than x names the spot: 0.9999999999999999 does not stand for 1."""
    return isinstance(spot, fmpq) and as_number(spot) != x


def study(function: Function, spot: Spot, x: float, /, **parameters: Parameter) -> Place:
    """The place at ``spot``, where the function is not surely smooth; ``x`` is the spot as a float."""
    value, _ = enclosings(function)
    sharp = SHARP if isinstance(spot, arb) else 1 << 20
    left, right = (study_side(value, spot, direction, parameters, sharp) for direction in (-1, 1))
    here = _value_at(value, spot, left, right, parameters)
    kind = _kind(here, left, right)
    slope = None
    if kind == "smooth":
        slope = as_float(_sharper(left.slope, right.slope))
    before, after = (left.slope, right.slope) if kind not in ("hole", "jump", "pole") else (None, None)
    limits = as_float(left.limit), as_float(right.limit)
    return Place(x, as_float(here), *limits, slope, as_float(before), as_float(after), kind)


@kept(256)
def enclosings(function: Function) -> tuple[Enclosing, Enclosing]:
    """f alone, and f with f′, ready to be enclosed."""
    slope = function.derivative(function.variables[0])
    return Enclosing((function.sharper,)), Enclosing((function.sharper, slope.sharper))


def as_float(value: arb | None) -> float:
    """A ball as the nearest float; ±inf beyond them, NaN for None."""
    return math.nan if value is None else float(value.mid()) + 0.0 if value.is_finite() else float(value)


def _calm_around(
    f: Enclosing, name: str, here: fmpq, spread: fmpq, parameters: Mapping[str, Parameter], calm: int = SMOOTH
) -> bool:
    """Whether f is surely smooth all around ``here`` (or something else that counts as ``calm``)."""
    with precision(300):
        box = arb(here - spread).lower(), arb(here + spread).upper()
        return bool(f.intervals({name: box, **parameters})[0][2] & calm)


def _smooth(value: Enclosing, both: Enclosing, here: fmpq, x: float, parameters: Mapping[str, Parameter]) -> Place:
    """A place where f is surely smooth: its value and slope, to as many digits as a float has."""
    (name,) = value.functions[0].variables
    height, slope, constant = _digits(both, name, here, parameters)
    if constant:
        slope = ZERO
    if slope is None:  # the rules give 0·∞ or 0/0 there
        left, right = (study_side(value, here, direction, parameters) for direction in (-1, 1))
        slope = _sharper(left.slope, right.slope)
    y, rate = as_float(height), as_float(slope)
    return Place(x, y, y, y, None if math.isnan(rate) else rate, rate, rate, "smooth")


def _digits(
    both: Enclosing, name: str, here: fmpq, parameters: Mapping[str, Parameter]
) -> tuple[arb | None, arb | None, bool]:
    """f and f′ at a point, and whether f is constant around it; None for a value that does not come out sharp."""
    results: list[arb | None] = [None, None]
    for bits in _MANY_DIGITS:
        with precision(bits):
            values = both.intervals({name: here, **parameters})
            for k, (low, high, known) in enumerate(values):
                number = ball(low) if low is high else ball(low).union(ball(high))
                results[k] = number if known & DEFINED and number.is_finite() else None
            sharp = [n is not None and (n.rel_accuracy_bits() > 60 or abs(n) < _NOTHING) for n in results]
        if all(sharp):
            break
    height, slope = results
    return height, slope, bool(values[0][2] & CONSTANT)


def _value_at(f: Enclosing, spot: Spot, left: Side, right: Side, parameters: Mapping[str, Parameter]) -> arb | None:
    """f at the spot itself. One that digits cannot decide (an irrational edge) has the limit if it is an edge."""
    (name,) = f.functions[0].variables
    for bits in (400, 3200):
        with precision(bits):
            ((low, high, known),) = f.intervals({name: spot, **parameters})
            number = ball(low) if low is high else ball(low).union(ball(high))
        if known & NOWHERE:
            return None
        if known & DEFINED and number.is_finite() and (number.rel_accuracy_bits() > 40 or abs(number) < _SMALL):
            return ZERO if not number.is_exact() and abs(number) < _SMALL else number
    if known & DEFINED:
        with_values = [side.limit for side in (left, right) if side.exists]
        return with_values[0] if with_values else None
    limits = [side.limit for side in (left, right) if side.exists and side.limit is not None]
    return limits[0] if left.exists != right.exists and limits and limits[0].is_finite() else None


def _kind(value: arb | None, left: Side, right: Side) -> str:
    """The one name of a place, from its value and its two sides."""
    if not (left.exists or right.exists):
        return "undefined" if value is None else "lone point"
    limits = [side.limit for side in (left, right) if side.exists]
    settled = [limit for limit in limits if limit is not None]
    if len(settled) < len(limits):
        return "oscillation"
    if not all(limit.is_finite() for limit in settled):
        return "pole"
    if len(settled) == 1:
        return "edge"
    if not settled[0].overlaps(settled[1]):
        return "jump"
    if value is None or not value.overlaps(settled[0]):
        return "hole"
    return _bend(left.slope, right.slope)


def _bend(left: arb | None, right: arb | None) -> str:
    if left is None or right is None:
        return "oscillation"
    upright = [not slope.is_finite() for slope in (left, right)]
    if all(upright):
        return "vertical tangent" if left == right else "cusp"
    if any(upright):
        return "corner"
    return "smooth" if left.overlaps(right) else "corner"


def _sharper(left: arb | None, right: arb | None) -> arb | None:
    known = [slope for slope in (left, right) if slope is not None and slope.is_finite()]
    return min(known, key=lambda slope: float(slope.rad())) if known else None


def _without_slope(x: float, kind: str, value: float, left: float, right: float) -> Place:
    return Place(x, value, left, right, None, math.nan, math.nan, kind)
