"""Why AI needs it: a line through points, its loss as a hill over weight and bias, and the gradient that improves
both at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.charts.theme import coloured
from core.learning.line_fit import (
    LOSSES,
    SCATTERS,
    TRUE_BIAS,
    TRUE_WEIGHT,
    LossName,
    Points,
    best_line,
    loss_and_gradient,
    loss_field,
)
from core.sections.partial_derivatives.line_data import (
    MAP,
    RECIPE,
    SCATTER,
    Trail,
    back_to_start,
    line_of,
    points_of,
    step_downhill,
    take_hands,
    trail_of,
)
from core.sections.partial_derivatives.line_sums import point_table, sums
from core.sections.partial_derivatives.subject import Subject
from core.surfaces.contour_labels import place_labels
from core.surfaces.contour_levels import nice_levels
from core.surfaces.contours import level_lines
from core.surfaces.directional import Slope
from core.surfaces.field import Area
from core.ui.address import Address
from core.ui.controls import address_slider, chosen, follow_sliders, switch
from core.ui.words import number
from core.widgets.hill.hill import MapView, hill_map, keep_marks, keep_terrain
from core.widgets.hill.terrain import terrain_data
from core.widgets.scatter.scatter import scatter_plot

_AREA = Area(-2.7, 4.3, -2.5, 4.5)  # of weight and bias; doubled until the best line is in it
_DOUBLINGS = 4
_LAND = "loss"
_SLIDERS = ("line weight", "line bias")  # what moves the place on the loss map and the line at once


def draw(subject: Subject, address: Address) -> None:
    """Points and line on the left, the loss over (w, b) on the right, the sums below."""
    take_hands(address)
    _follow_noise(address)
    follow_sliders(address, "weight", "bias", "lr")
    trail = trail_of(address)
    with st.container(key="stage_line_fit"):
        _controls(address)
        area = _area(points_of(address), address["loss"])
        _pictures(address, trail, area)
        with st.container(key="sliders_line_fit", horizontal=True, gap="medium"):
            for name, label, low, high, drives in (
                ("weight", "weight w", area.x_min, area.x_max, _SLIDERS[0]),
                ("bias", "bias b", area.y_min, area.y_max, _SLIDERS[1]),
            ):
                address_slider(
                    address, name, label, minimum=low, maximum=high, step=0.01, limits=(-50.0, 50.0), drives=drives
                )
            address_slider(address, "lr", "step size η", minimum=0.01, maximum=1.0, scale="log", limits=(1e-4, 10.0))
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Take one gradient step", type="primary", key="gradient step", on_click=step_downhill, args=(address,)
            )
            st.button("Back to the start", key="line start", on_click=back_to_start, args=(address,))
        with st.container(key="sentence_line_fit"):
            said = sentence(address["loss"], points_of(address), line_of(address), address["lr"])
            st.markdown(said if area.contains(*line_of(address)) else f"{said} {_OFF}")
    if not address.present:
        sums(address["loss"], points_of(address), line_of(address))
        point_table(address, trail.revision)


_OFF = "Your place is off the map: move the sliders, or go back to the start."


def _area(points: Points, loss: LossName) -> Area:
    """What the loss map shows: the usual weights and biases, more of them where the best line has others."""
    best = best_line(points, loss) or (TRUE_WEIGHT, TRUE_BIAS)
    area = _AREA
    for _ in range(_DOUBLINGS):
        inner = _scaled(area, 0.9)
        if inner.contains(*best):
            break
        area = _scaled(area, 2.0)
    return area


def _scaled(area: Area, factor: float) -> Area:
    (x, y), half = ((area.x_min + area.x_max) / 2, (area.y_min + area.y_max) / 2), factor * area.half
    return Area(*(round(end, 6) for end in (x - half, x + half, y - half, y + half)))


def _follow_noise(address: Address) -> None:
    """New noise makes new points; those made by hand are gone then."""
    before = address["noise"]
    follow_sliders(address, "noise")
    if address["noise"] != before:
        address.put(points=None)


def _controls(address: Address) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen(st.segmented_control, address, "loss", "Loss", LOSSES, required=True)
        chosen(st.segmented_control, address, "data", "Points", SCATTERS, required=True, forget=RECIPE)
        width = 200 if address.present else 110
        chosen(st.number_input, address, "seed", "Seed", 0, 9999, width=width, shown=int, forget=RECIPE)
        switch(address, "outlier", "Outlier", forget=RECIPE)
        with st.container(width=280 if address.present else 170):
            address_slider(address, "noise", "noise", minimum=0.0, maximum=2.0, step=0.05)


def _pictures(address: Address, trail: Trail, area: Area) -> None:
    loss, points, line = address["loss"], points_of(address), line_of(address)
    value, by_weight, by_bias = (float(part) for part in loss_and_gradient(loss, points, *line))
    best = best_line(points, loss)
    left, right = st.columns(2, gap="medium")
    with left:
        said = (
            f"{len(points.x)} points, the line with weight {number(line[0])} and bias {number(line[1])}, "
            f"and the residual at each point. Mean loss {number(value)}. Space chooses a point, arrow keys move it."
        )
        pairs = list(zip(points.x.tolist(), points.y.tolist(), strict=True))
        scatter_plot(SCATTER, pairs, line, revision=trail.revision, large=address.present, alt=said)
    with right:
        land = _terrain(loss, tuple(points.x.tolist()), tuple(points.y.tolist()), area)
        at = {"x": line[0], "y": line[1], "f": value, "fx": by_weight, "fy": by_bias}
        view = MapView((), ("w", "b"), "L", path=tuple(trail.path), large=address.present, sliders=_SLIDERS)
        said = f"The loss over weight and bias; at the place of the line it is {number(value)}, " + (
            f"smallest at weight {number(best[0])} and bias {number(best[1])}." if best else "with no single best line."
        )
        with st.container(gap=None):
            keep_terrain(land)
            keep_marks(land, [{"x": best[0], "y": best[1], "kind": "minimum"}] if best else [])
            hill_map(MAP, land, at, view, alt=said)


@lru_cache(maxsize=16)
def _terrain(loss: LossName, x: tuple[float, ...], y: tuple[float, ...], area: Area) -> dict[str, Any]:
    land = loss_field(loss, Points(np.array(x), np.array(y)), area, 65)
    lines = level_lines(land, nice_levels(land.value, 10))
    return terrain_data(_LAND, land, lines, place_labels(lines, land))


def sentence(loss: LossName, points: Points, line: tuple[float, float], rate: float) -> str:
    """What the gradient says about both numbers, what the next step does, and how far it is to the best line."""
    value, *slopes = (float(part) for part in loss_and_gradient(loss, points, *line))
    slope = Slope(*slopes)
    here = f"Loss {coloured('function', number(value))}"
    goal = _goal(loss, points)
    if slope.steepness < 1e-9:
        return f"{here}. Both partial derivatives are {coloured('flat', '0')}: no small change of w or b helps. {goal}"
    there = (line[0] - rate * slope.x, line[1] - rate * slope.y)
    after = float(loss_and_gradient(loss, points, *there)[0])
    ways = " and ".join(
        f"{name} {'down' if part > 0 else 'up'} by {number(abs(rate * part), 3)}" if part else f"{name} not at all"
        for name, part in (("w", slope.x), ("b", slope.y))
    )
    fate = (
        f"the loss falls to {coloured('falling', number(after))}"
        if after < value
        else f"the loss *rises* to {coloured('rising', number(after))}: η is too large"
    )
    return (
        f"{here}: ∂L/∂w = {coloured('slope', number(slope.x))}, ∂L/∂b = {coloured('slope', number(slope.y))}. "
        f"One step turns {ways}; {fate}. {goal}"
    )


def _goal(loss: LossName, points: Points) -> str:
    best = best_line(points, loss)
    if best is None:
        return "All points have the same x, so no line is the best one."
    lowest = float(loss_and_gradient(loss, points, *best)[0])
    return f"The bottom ▼ is at w = {number(best[0], 3)}, b = {number(best[1], 3)}, with loss {number(lowest, 3)}."
