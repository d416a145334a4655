"""One study of a place of a landscape: its value, its gradient if there is one, and so its one name.

Along lines through the place f is followed with as many digits as it takes. Where f is surely smooth around it, the
enclosures of the partial derivatives are the gradient.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from flint import arb, fmpq

from core.curves.place import place as curve_place
from core.language.enclosure import Enclosing, precision
from core.language.function import Function
from core.language.interval import CALM, CONSTANT, ball
from core.language.numerals import plain, settle
from core.surfaces.study import Surroundings, circle, dies_out, grows, kink, seen_from_afar

PlaceKind = Literal["smooth", "level", "crease", "tip", "vertical tangent", "jump", "edge", "hole", "pole", "undefined"]
_BITS = 700
_FAR, _NEAR, _NEAREST = 2.0**-60, 2.0**-200, 2.0**-340  # how far out f is looked at, of the size of the point
_RADII = (_FAR, _NEAR, _NEAREST)
_FAR_OFF = 1e-5
_ANGLES = 24


@dataclass(frozen=True)
class Place:
    """What f does at (x, y).

    ``value`` is f there, NaN where it has none. ``gradient`` is (∂f/∂x, ∂f/∂y) where f has a tangent plane, else None.
    ``kind``: "smooth", "level" (a gradient of 0), "crease" (two planes meet), "tip", "vertical tangent", "jump", "edge"
    (of the domain), and without a value "hole", "pole", "undefined". ``sentence`` says it to a student.
    """

    x: float
    y: float
    value: float
    gradient: tuple[float, float] | None
    kind: PlaceKind

    @property
    def sentence(self) -> str:
        """One plain sentence: what happens there, and why there is no gradient if there is none."""
        here = f"At ({plain(self.x)}, {plain(self.y)})"
        if math.isinf(self.value):
            return f"{here} f is too large for the computer's numbers."
        if self.kind == "smooth" and self.gradient == (0.0, 0.0):
            return f"{here} f is {plain(self.value)}; its gradient is not 0, but too small for the computer's numbers."
        if self.gradient is not None:
            a, b = map(plain, self.gradient)
            level = ": level ground" if self.kind == "level" else ""
            return f"{here} f is {plain(self.value)} and its gradient is ({a}, {b}){level}."
        return f"{here} {_SAYING[self.kind].format(value=plain(self.value))}"


_SAYING = {
    "smooth": "f is {value}, but its slopes are too large for the computer's numbers.",
    "level": "f is {value}.",
    "crease": "f is {value} and has a crease: across it the slope leaps, so there is no gradient.",
    "tip": "f is {value} and has a tip: every way on begins with a slope of its own, so there is no gradient.",
    "vertical tangent": "f is {value} and infinitely steep, so there is no gradient.",
    "jump": "f is {value}, but right beside it f has quite other values: it jumps, so there is no gradient.",
    "edge": "f is {value}, but some ways on lead out of its domain, so there is no gradient.",
    "hole": "f has no value, though all around it comes near one and the same number: a hole.",
    "pole": "f has no value: towards it f grows beyond all bounds.",
    "undefined": "f has no value.",
}


def place(function: Function, point: tuple[float, float], /, **parameters: float) -> Place:
    """What ``function`` of two variables does at ``point``, meant as the decimal numbers that it is written as."""
    x, y = map(float, point)
    return _studied(function, x, y, tuple(sorted(parameters.items())))


@dataclass(frozen=True)
class Side:
    """A place of the curve along one axis: the slopes from below and from above (NaN none, ±inf upright), whether they
    are one slope, and the name of the place (``core.curves.place``).
    """

    below: float
    above: float
    smooth: bool
    kind: str


def along_axes(function: Function, at: Place, /, **parameters: float) -> tuple[Side, Side]:
    """The two curves through a place, each with the other variable held still."""
    if at.gradient is not None:
        along_x, along_y = (Side(slope, slope, True, "smooth") for slope in at.gradient)
        return along_x, along_y
    x, y = function.variables
    sides = []
    for moving, still, here, there in ((x, y, at.x, at.y), (y, x, at.y, at.x)):
        curve = replace(function, variables=(moving,), parameters=(*function.parameters, still))
        given: dict[str, float | Fraction] = {**parameters, still: Fraction(repr(there))}
        found = curve_place(curve, here, **given)
        sides.append(Side(found.left_slope, found.right_slope, found.slope is not None, found.kind))
    return sides[0], sides[1]


@lru_cache(maxsize=512)
def _studied(function: Function, x: float, y: float, given: tuple[tuple[str, float], ...]) -> Place:
    parameters = dict(given)
    if not (math.isfinite(x) and math.isfinite(y)):
        return Place(x, y, math.nan, None, "undefined")
    meant = _beside_a_kink(function, x, y, parameters)
    if meant is not None:
        return meant
    smooth = _where_smooth(function, x, y, parameters)
    if smooth is not None:
        return smooth
    return _looked_at(Surroundings(function, parameters), x, y)


def _beside_a_kink(function: Function, x: float, y: float, parameters: Mapping[str, float]) -> Place | None:
    """The kink, jump or pole that a float such as 3.141592653589793 is meant to be, if there is one among its
    neighbours: no float is π. None where it is meant as it stands.
    """
    if not (_is_long(x) or _is_long(y)):
        return None
    reach = [4 * math.ulp(c) if _is_long(c) else 0.0 for c in (x, y)]
    with precision(_BITS):
        box = {
            name: (arb(c - r), arb(c + r)) if r else _exact(c)
            for name, c, r in zip(function.variables, (x, y), reach, strict=True)
        }
        known = Enclosing((function,)).intervals({**box, **parameters})[0][2]
    if known & CALM == CALM:
        return None
    around, spot = Surroundings(function, parameters), (_exact(x), _exact(y))
    here = around.value(*spot)
    beside = around.value(spot[0] + _exact(_FAR_OFF), spot[1] + _exact(_FAR_OFF))
    if here is None or beside is None:
        return None
    if abs(here) > 1e6 * (1 + abs(beside)):
        return Place(x, y, math.nan, None, "pole")
    kind = seen_from_afar(around, spot)
    if kind is None:
        return None
    value = settle(float(here.mid()), max(reach) * max(1.0, abs(float(here.mid()))))
    return Place(x, y, value, None, kind)


def _is_long(number: float) -> bool:
    """Whether a number is written with all the digits that a float has: measured or computed, not typed."""
    return len(f"{Fraction(repr(number)).numerator}".strip("-0")) >= 15


def _where_smooth(function: Function, x: float, y: float, parameters: Mapping[str, float]) -> Place | None:
    """The place if f is surely smooth in a tiny box around it and its slopes come out sharp."""
    names = function.variables
    spots = [_exact(c) for c in (x, y)]
    trees = Enclosing((function,)), Enclosing((function, *(function.derivative(name) for name in names)))
    with precision(_BITS):
        box = {name: _around(spot) for name, spot in zip(names, spots, strict=True)}
        known = trees[0].intervals({**box, **parameters})[0][2]
        if known & CALM != CALM:
            return None
        outputs = trees[1].intervals({**dict(zip(names, spots, strict=True)), **parameters})
        numbers = [ball(low) if low is high else ball(low).union(ball(high)) for low, high, _ in outputs]
        if outputs[0][2] & CONSTANT:
            numbers[1:] = arb(0), arb(0)
        if not all(n.is_finite() and (n.rel_accuracy_bits() > 60 or abs(n) < arb(2) ** -400) for n in numbers):
            return None
        level = all(n.contains(0) for n in numbers[1:])
        value, *slopes = (0.0 if abs(n) < arb(2) ** -400 else float(n.mid()) for n in numbers)
    if not all(map(math.isfinite, slopes)):
        return Place(x, y, value, None, "smooth")
    return Place(x, y, value, (slopes[0], slopes[1]), "level" if level else "smooth")


def _around(spot: fmpq) -> tuple[arb, arb]:
    reach = abs(spot) * fmpq(1, 2**300) if spot != 0 else fmpq(1, 2**2000)
    return arb(spot - reach).lower(), arb(spot + reach).upper()


def _exact(number: float) -> fmpq:
    return fmpq(*Fraction(repr(number)).as_integer_ratio())


def _looked_at(around: Surroundings, x: float, y: float) -> Place:
    spot = _exact(x), _exact(y)
    here = around.value(*spot)
    size = 1.0 + max(abs(x), abs(y))
    far, near, nearest = (_heights(around, spot, radius * size) for radius in _RADII)
    if here is None:
        return Place(x, y, math.nan, None, _without_value(far, near))
    value = float(here.mid())
    if any(height is None for heights in (far, near, nearest) for height in heights):
        return Place(x, y, value, None, "edge")
    with precision(_BITS):
        rises = [[(height - here) / arb(radius * size) for height in heights if height is not None]
                 for heights, radius in zip((far, near, nearest), _RADII, strict=True)]  # fmt: skip
        gradient = _tangent_plane(*rises)
        if gradient is not None:
            return Place(x, y, value, gradient, "smooth" if any(gradient) else "level")
        steepest = [max(abs(rise).upper() for rise in part) for part in rises]
        if steepest[1] * arb(_NEAR) > steepest[0] * arb(_FAR) / 2:
            return Place(x, y, value, None, "jump")
        if steepest[1] > 4 * steepest[0] or grows(steepest, _RADII):
            return Place(x, y, value, None, "vertical tangent")
    return Place(x, y, value, None, kink(around, spot, _NEAR * size))


def _heights(around: Surroundings, spot: tuple[fmpq, fmpq], radius: float, count: int = _ANGLES) -> list[arb | None]:
    moves = circle(1.0, count).tolist()
    scale = fmpq(*radius.as_integer_ratio())
    return [
        around.value(spot[0] + scale * fmpq(*u.as_integer_ratio()), spot[1] + scale * fmpq(*v.as_integer_ratio()))
        for u, v in moves
    ]


def _tangent_plane(far: list[arb], near: list[arb], nearest: list[arb]) -> tuple[float, float] | None:
    """The slopes of the plane from which f differs by less and less of the distance; None where there is none."""
    (before, missed), (slopes, misses), (_, last) = map(_plane, (far, near, nearest))
    if not all(slope.is_finite() for slope in slopes):
        return None
    nothing = arb(2) ** -40 * (1 + abs(slopes[0]) + abs(slopes[1]))
    if misses > nothing and not dies_out((missed, misses, last), _RADII):
        return None
    if any(abs(old - new) > 4 * missed + nothing for old, new in zip(before, slopes, strict=True)):
        return None
    a, b = (0.0 if abs(s) < 4 * misses + arb(2) ** -50 * missed else float(s.mid()) for s in slopes)
    return (a, b) if math.isfinite(a) and math.isfinite(b) else None


def _plane(rises: list[arb]) -> tuple[tuple[arb, arb], arb]:
    """The slopes along the axes, and by how much the other rises differ from those of their plane at most."""
    quarter = _ANGLES // 4
    a, b = (rises[0] - rises[2 * quarter]) / 2, (rises[quarter] - rises[3 * quarter]) / 2
    moves = circle(1.0, _ANGLES).tolist()
    return (a, b), max(abs(rise - a * u - b * v).upper() for rise, (u, v) in zip(rises, moves, strict=True))


def _without_value(far: list[arb | None], near: list[arb | None]) -> PlaceKind:
    defined = [(a, b) for a, b in zip(far, near, strict=True) if a is not None and b is not None]
    if len(defined) < len(near) / 4:
        return "undefined"
    with precision(_BITS):
        if all(abs(b) > abs(a) + 1 for a, b in defined):
            return "pole"
        heights = [b for _, b in defined]
        spread = max(heights[0] - h if h < heights[0] else h - heights[0] for h in heights)
        usual = 1 + max(abs(h) for h in heights)
        return "hole" if len(defined) == len(near) and spread < usual / 2**20 else "undefined"
