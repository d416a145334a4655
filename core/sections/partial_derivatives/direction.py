"""The slope in any direction: turn u, and watch ∇f · u."""

from __future__ import annotations

import math

from core.charts.theme import coloured
from core.sections.partial_derivatives.components import MapView, hill_map
from core.sections.partial_derivatives.place import Place, drawn_slots, place_of, take_point
from core.ui.address import Address
from core.ui.controls import address_slider
from core.ui.words import number

KEY = "direction map"


def direction(address: Address) -> None:
    """Map with the direction on it, the walk that way, and the slope over all directions."""
    news = take_point(KEY, address)
    if news and (angle := news.number("angle")) is not None:
        address.put(angle=min(max(angle, 0.0), 360.0))
    slots = drawn_slots("direction")
    with slots.sliders:
        angle = address_slider(
            address, "angle", "direction θ (degrees from east, anticlockwise)", minimum=0.0, maximum=360.0, step=1.0
        )
    place = place_of(address)
    words = sentence(place, angle)
    slots.description.text(words.replace("**", ""))
    with slots.chart:
        view = MapView(("u", "turn"), angle=angle, downhill=False, large=address.present)
        hill_map(
            KEY,
            place.landscape.key,
            place.point,
            view,
            alt="The map with the direction u, the walk along u, and the slope over all directions",
        )
    slots.sentence.markdown(words)


def sentence(place: Place, angle: float) -> str:
    """D_u f in numbers, and what kind of direction this is."""
    slope = place.slope
    if not slope.exists:
        return "There is no gradient at this point, so ∇f · u says nothing here."
    if place.level:
        return "The gradient is zero here: every direction is level, to first order."
    turn, rate = math.radians(angle), float(slope.towards(angle))
    off = abs((angle - slope.uphill + 180) % 360 - 180)
    meaning = "flat" if abs(rate) < 1e-9 * slope.steepness else "rising" if rate > 0 else "falling"
    sums = (
        f"$D_u f = {_signed(slope.x)} \\cdot {_signed(math.cos(turn))} "
        f"+ {_signed(slope.y)} \\cdot {_signed(math.sin(turn))}$ "
        f"= {coloured(meaning, number(rate))}, "
        f"the same as ‖∇f‖ cos {number(off, 3)}° = "
        f"{number(slope.steepness)} · ({number(math.cos(math.radians(off)), 3)})."
    )
    return f"{sums} {_kind(off)}"


def _signed(value: float) -> str:
    text = number(value, 3).replace("−", "-")
    return f"({text})" if text.startswith("-") else text


def _kind(off: float) -> str:
    if off < 2:
        return "This is the steepest way up: along ∇f."
    if off > 178:
        return "This is the steepest way down: against ∇f, the way gradient descent goes."
    if abs(off - 90) < 2:
        return "This is along the level line: no climb at all."
    return "Between the two: some of the climb, not all of it." if off < 90 else "Downhill, but not the steepest way."
