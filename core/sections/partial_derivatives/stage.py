"""The stage: the map of the hill with the reader's point on it, and the two slices that follow it."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.theme import coloured
from core.language import Function
from core.sections.partial_derivatives.address import XY
from core.sections.partial_derivatives.predict import asked_of
from core.sections.partial_derivatives.subject import Subject, prepare, send_if_changed, subject_of, take_point
from core.sections.predicting.asking import ask, predict_switch, right_stage
from core.ui.address import Address
from core.ui.controls import address_slider, follow_sliders, switch
from core.ui.function_input import function_input
from core.ui.section import keep_in_step
from core.ui.stage import fragment
from core.ui.window import take_window, window_bar_of
from core.ui.words import number
from core.widgets.hill.hill import MapView, hill_map
from core.widgets.hill.terrain import terrain_of

KEY = "hill map"
SLIDERS = ("hill x", "hill y")
_LONG = 36  # characters of LaTeX beyond which a derivative is not shown beside the input


@fragment
def draw(address: Address) -> None:
    """The input with both partial derivatives beside it, and the map; typing reruns this and no more."""
    with function_input(
        address,
        variables=XY,
        derived=None if address.predicting else partials_beside,
        prepare=prepare,
    ):
        (_ask if address.predicting else _hill)(address)


@fragment
def _ask(address: Address) -> None:
    """The map without its arrow: a guess first."""
    right_stage(address, asks=True)
    follow_sliders(address, "x", "y")
    subject = subject_of(address)
    area = subject.landscape.area
    ends = {"x": (area.x_min, area.x_max, "x (east)"), "y": (area.y_min, area.y_max, "y (north)")}

    def sliders() -> None:
        for name, (low, high, label) in ends.items():
            address_slider(address, name, label, minimum=low, maximum=high, limits=(-1e6, 1e6))

    ask(address, asked_of(subject, address), sliders)


@fragment
def _hill(address: Address) -> None:
    """Map, slices, sliders for x and y, the sentence; the map first, for that is what a hand waits for."""
    right_stage(address, asks=False)
    in_hand = take_window(address, plane=True)
    take_point(KEY, address)
    follow_sliders(address, "x", "y")
    subject = subject_of(address)
    with st.container(key="stage_hill"):
        arrows = address["arrows"] == "1"
        view = MapView(("x", "y"), arrows=arrows, slices=subject.slices, large=address.present, sliders=SLIDERS)
        hill_map(KEY, terrain_of(subject.landscape), subject.point, view, alt=described(subject))
        send_if_changed(subject, in_hand=in_hand)
        area = subject.landscape.area
        window_bar_of(address, "hill", (area.x_min, area.x_max, area.y_min, area.y_max), subject.where)
        with st.container(key="sliders_hill", horizontal=True, gap="medium"):
            _sliders(address, subject)
            switch(address, "arrows", "Arrows everywhere")
        st.markdown(sentence(subject))
        predict_switch(address)
        keep_in_step(address, "hill", described(subject))


def _sliders(address: Address, subject: Subject) -> None:
    area = subject.landscape.area
    ends = {"x": (area.x_min, area.x_max, "x (east)"), "y": (area.y_min, area.y_max, "y (north)")}
    for (name, (low, high, label)), drives in zip(ends.items(), SLIDERS, strict=True):
        address_slider(
            address, name, label, minimum=low, maximum=high, limits=(-1e6, 1e6), drives=drives, told_every=1.0
        )


def broken(subject: Subject) -> str:
    """Why there is no gradient: what each side says."""
    parts = []
    for name, way, side in zip("xy", ("west to east", "south to north"), subject.sides, strict=True):
        if side.smooth:
            continue
        if side.kind == "jump":
            parts.append(f"f jumps here on the way from {way}: there is no ∂f/∂{name}.")
        elif side.kind in ("vertical tangent", "cusp"):
            parts.append(f"On the way from {way} f is infinitely steep here: there is no ∂f/∂{name}.")
        elif math.isnan(side.below) or math.isnan(side.above):
            parts.append(f"f ends here on the way from {way}: there is no ∂f/∂{name}.")
        else:
            below, above = coloured("slope", number(side.below, 3)), coloured("slope", number(side.above, 3))
            parts.append(
                f"There is a crease: from {way} the slope leaps from {below} to {above}, so there is no ∂f/∂{name}."
            )
    if not parts:
        return "Both slopes exist, but f has no tangent plane here: other directions have slopes that do not fit them."
    return " ".join(parts) + " Without both there is no gradient."


def described(subject: Subject) -> str:
    """The picture in one sentence, without colours."""
    slope = subject.slope
    here = f"Map of f with its level lines; at x = {number(subject.x)}, y = {number(subject.y)}"
    if math.isnan(subject.value):
        return f"{here} f has no value."
    if not slope.exists:
        return f"{here} f is {number(subject.value)} and has no gradient."
    return (
        f"{here} f is {number(subject.value)}, ∂f/∂x is {number(slope.x)}, ∂f/∂y is {number(slope.y)}; "
        f"the gradient points {number(slope.uphill, 3)}° anticlockwise from east, at right angles to the level line."
    )


def sentence(subject: Subject) -> str:
    """What is on the screen, in words and in the colours of the picture."""
    here = f"At ({number(subject.x)}, {number(subject.y)})"
    if math.isnan(subject.value):
        return f"{here} f has no value: there is no hill to stand on. Click where the map is coloured."
    slope = subject.slope
    height = f"{here} the hill is {coloured('function', number(subject.value))} high."
    if not slope.exists:
        return f"{height} {broken(subject)}"
    if subject.level:
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


def partials_beside(function: Function) -> str:
    """Both partial derivatives typeset, in the colour of slopes; empty where they are too long for the line."""
    along = {name: function.derivative(name).latex for name in XY}
    if sum(map(len, along.values())) > 2 * _LONG:
        return ""
    return " &emsp; ".join(
        rf":violet[$\frac{{\partial f}}{{\partial {name}}} = {latex}$]" for name, latex in along.items()
    )
