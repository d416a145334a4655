"""The slope in any direction: turn u, and watch ∇f · u."""

from __future__ import annotations

import math

from core.charts.theme import coloured
from core.sections.partial_derivatives.subject import Subject, drawn_slots, subject_of, take_point
from core.ui.address import Address
from core.ui.controls import address_slider
from core.ui.words import latex_number, number
from core.widgets.hill.hill import MapView, hill_map
from core.widgets.hill.terrain import terrain_of

KEY = "direction map"


def draw(subject: Subject, address: Address) -> None:
    """Map with the direction on it, the walk that way, and the slope over all directions."""
    news = take_point(KEY, address)
    if news and (angle := news.number("angle")) is not None:
        address.put(angle=min(max(angle, 0.0), 360.0))
    slots = drawn_slots("direction")
    with slots.sliders:
        angle = address_slider(
            address, "angle", "direction θ (degrees from east, anticlockwise)", minimum=0.0, maximum=360.0, step=1.0
        )
    subject = subject_of(address)  # the hand may have moved it
    words = sentence(subject, angle)
    slots.description.text(described(subject, angle))
    with slots.chart:
        view = MapView(("u", "turn"), angle=angle, downhill=False, large=address.present)
        hill_map(
            KEY,
            terrain_of(subject.landscape),
            subject.point,
            view,
            alt="The map with the direction u, the walk along u, and the slope over all directions",
        )
    slots.sentence.markdown(words)


def sentence(subject: Subject, angle: float) -> str:
    """D_u f in numbers, and what kind of direction this is."""
    slope = subject.slope
    if not slope.exists:
        return "There is no gradient at this point, so ∇f · u says nothing here."
    if subject.level:
        return "The gradient is zero here: every direction is level, to first order."
    east, north = unit(angle)
    rate, off = rate_towards(subject, angle), away_from_uphill(subject, angle)
    meaning = "flat" if rate == 0 else "rising" if rate > 0 else "falling"
    sums = (
        f"$D_u f = {_factor(slope.x)} \\cdot {_factor(east)} + {_factor(slope.y)} \\cdot {_factor(north)}$ "
        f"= {coloured(meaning, number(rate))}, the same as $\\lVert \\nabla f \\rVert \\cos {number(off, 3)}^\\circ "
        f"= {latex_number(slope.steepness)} \\cdot {_factor(unit(off)[0])}$."
    )
    return f"{sums} {_kind(angle, off, rate == 0)}"


def described(subject: Subject, angle: float) -> str:
    """The same in plain words, for those who do not see the picture."""
    if not subject.slope.exists or subject.level:
        return sentence(subject, angle)
    return (
        f"The direction u points {number(angle, 3)}° anticlockwise from east, "
        f"the gradient {number(subject.slope.uphill, 3)}°. "
        f"The slope along u is {number(rate_towards(subject, angle))}; "
        f"over all directions it goes from −{number(subject.slope.steepness)} to {number(subject.slope.steepness)}."
    )


def unit(angle: float) -> tuple[float, float]:
    """The unit vector at an angle in degrees; a quarter turn is exact, without the last digits of π."""
    turn = math.radians(angle)
    return tuple(round(part, 15) + 0.0 for part in (math.cos(turn), math.sin(turn)))


def rate_towards(subject: Subject, angle: float) -> float:
    """D_u f; 0 where only rounding is left of it."""
    east, north = unit(angle)
    rate = subject.slope.x * east + subject.slope.y * north
    return rate if abs(rate) > 1e-9 * subject.slope.steepness else 0.0


def away_from_uphill(subject: Subject, angle: float) -> float:
    """How far u is turned away from the gradient, in degrees from 0 to 180."""
    return round(abs((angle - subject.slope.uphill + 180) % 360 - 180), 9)


def _factor(value: float) -> str:
    text = latex_number(value, 3)
    return f"({text})" if text.startswith("-") else text


_AXES = {0: "due east: u changes only x, so this is ∂f/∂x", 90: "due north: u changes only y, so this is ∂f/∂y",
         180: "due west: −∂f/∂x", 270: "due south: −∂f/∂y"}  # fmt: skip


def _kind(angle: float, off: float, level: bool) -> str:
    compass = _AXES.get(angle % 360)
    return " ".join(filter(None, (f"That is {compass}." if compass else "", _steepness(off, level))))


_EXACT, _ALMOST = 1e-6, 2.0  # degrees


def _steepness(off: float, level: bool) -> str:
    if off < _ALMOST:
        almost = "" if off < _EXACT else "almost "
        return f"This is {almost}the steepest way up: along ∇f."
    if off > 180 - _ALMOST:
        almost = "" if off > 180 - _EXACT else "almost "
        return f"This is {almost}the steepest way down: against ∇f, the way gradient descent goes."
    if level:
        return "This is along the level line: no climb at all."
    if abs(off - 90) < _ALMOST:
        return f"This is almost along the level line: hardly any {'climb' if off < 90 else 'fall'}."
    return "Uphill, but not the steepest way." if off < 90 else "Downhill, but not the steepest way."
