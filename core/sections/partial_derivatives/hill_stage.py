"""The stage: the map of the hill with the reader's point on it, and the two slices that follow it."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.theme import coloured
from core.sections.partial_derivatives.place import Place, place_of, send_if_changed, take_point
from core.ui.address import Address
from core.ui.controls import address_slider, follow_sliders, switch
from core.ui.section import keep_in_step
from core.ui.stage import fragment
from core.ui.words import number
from core.widgets.hill.hill import MapView, hill_map
from core.widgets.hill.terrain import terrain_of

KEY = "hill map"
SLIDERS = ("hill x", "hill y")


@fragment
def hill_stage(address: Address) -> None:
    """Map, slices, sliders for x and y, the sentence; the map first, for that is what a hand waits for."""
    take_point(KEY, address)
    follow_sliders(address, "x", "y")
    place = place_of(address)
    with st.container(key="stage_hill"):
        arrows = address["arrows"] == "1"
        view = MapView(("x", "y"), arrows=arrows, slices=place.slices, large=address.present, sliders=SLIDERS)
        hill_map(KEY, terrain_of(place.landscape), place.point, view, alt=described(place))
        send_if_changed(place)
        with st.container(key="sliders_hill", horizontal=True, gap="medium"):
            _sliders(address, place)
            switch(address, "arrows", "Arrows everywhere")
        st.markdown(sentence(place))
        keep_in_step(address, "hill", described(place))


def _sliders(address: Address, place: Place) -> None:
    area = place.landscape.area
    ends = {"x": (area.x_min, area.x_max, "x (east)"), "y": (area.y_min, area.y_max, "y (north)")}
    for (name, (low, high, label)), drives in zip(ends.items(), SLIDERS, strict=True):
        address_slider(address, name, label, minimum=low, maximum=high, limits=(-1e6, 1e6), drives=drives)


def broken(place: Place) -> str:
    """Why there is no gradient: what each side says."""
    parts = []
    for name, way, side in zip("xy", ("west to east", "south to north"), place.sides, strict=True):
        if side.smooth:
            continue
        if math.isnan(side.below) or math.isnan(side.above):
            parts.append(f"f ends here on the way from {way}: there is no ∂f/∂{name}.")
        elif math.isinf(side.below) or math.isinf(side.above):
            parts.append(f"f jumps here on the way from {way}: there is no ∂f/∂{name}.")
        else:
            below, above = coloured("slope", number(side.below, 3)), coloured("slope", number(side.above, 3))
            parts.append(
                f"There is a crease: from {way} the slope leaps from {below} to {above}, so there is no ∂f/∂{name}."
            )
    return " ".join(parts or ["One of the two slopes does not exist here."]) + " Without both there is no gradient."


def described(place: Place) -> str:
    """The picture in one sentence, without colours."""
    slope = place.slope
    here = f"Map of f with its level lines; at x = {number(place.x)}, y = {number(place.y)}"
    if math.isnan(place.value):
        return f"{here} f has no value."
    if not slope.exists:
        return f"{here} f is {number(place.value)} and has no gradient."
    return (
        f"{here} f is {number(place.value)}, ∂f/∂x is {number(slope.x)}, ∂f/∂y is {number(slope.y)}; "
        f"the gradient points {number(slope.uphill, 3)}° anticlockwise from east, at right angles to the level line."
    )


def sentence(place: Place) -> str:
    """What is on the screen, in words and in the colours of the picture."""
    here = f"At ({number(place.x)}, {number(place.y)})"
    if math.isnan(place.value):
        return f"{here} f has no value: there is no hill to stand on. Click where the map is coloured."
    slope = place.slope
    height = f"{here} the hill is {coloured('function', number(place.value))} high."
    if not slope.exists:
        return f"{height} {broken(place)}"
    if place.level:
        level = f"Both slopes are {coloured('flat', '0')}: level ground, a critical point."
        return f"{height} {level} There is no uphill here."
    ways = (
        f"Going east it changes by {coloured('slope', number(slope.x))} per unit (∂f/∂x), "
        f"going north by {coloured('slope', number(slope.y))} (∂f/∂y)."
    )
    up = (
        f"Together: ∇f = {coloured('slope', f'({number(slope.x)}, {number(slope.y)})')}, the steepest way up, "
        f"with slope {coloured('slope', number(slope.steepness))}; "
        f"{coloured('falling', '−∇f')} is the steepest way down."
    )
    return f"{height} {ways} {up}"
