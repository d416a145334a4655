"""The microscope: close enough, a curve with a slope is its tangent."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.derivative_parts import zoom_tables, zoom_template
from core.charts.template import arrow
from core.charts.theme import coloured
from core.curves.sampling import Curve, sample
from core.sections.derivative.controls import point_slider
from core.sections.derivative.subject import Subject
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.stage import show_chart, stage_slots
from core.ui.words import number
from core.widgets.live_slider.live_slider import live_slider
from core.widgets.slider_player.slider_player import slider_player

STRONGEST = 1e6
_STAYS = {
    "cusp": "The tip stays a tip, only steeper on both sides.",
    "vertical tangent": "The curve only stands up straighter and straighter.",
    "jump": "The gap does not close: it grows with the magnification.",
    "edge": "The curve has only one side here.",
}


def draw(subject: Subject, address: Address) -> None:
    """The neighbourhood of the point, magnified alike in both directions."""
    slots = stage_slots("zoom")
    with slots.sliders:
        with st.container(key="zoom_strength"):
            zoom = live_slider(
                "magnification",
                key="zoom_by",
                minimum=1.0,
                maximum=STRONGEST,
                value=1.0,
                scale="log",
                large=subject.present,
            )
        subject = point_slider(address, subject, "zoom")
        slider_player(
            "zoom_player", slider="zoom_strength", towards="end", label="Zoom in", steps=30, large=subject.present
        )
    x, y = subject.x, subject.y
    if math.isnan(y):
        slots.sentence.markdown(f"f has no value at x = {number(x)}, so there is nothing under the microscope. Move x.")
        return
    window = subject.picture.window
    across, up = subject.visible_width / 2 / zoom, (window.y_max - window.y_min) / 2 / zoom
    near = _around(subject, x, y, across, up)
    left, right = _slopes(subject)
    sentence = _sentence(subject, zoom, near, up, left, right)
    show_chart(
        slots,
        zoom_template(subject.present),
        key="zoom_chart",
        alt="The curve around the point under a microscope, with its tangent",
        description=sentence,
        **zoom_tables(
            (-across, across, -up, up), (near.x, near.y), _lines(left, right, across), f"× {_strength(zoom)}"
        ),
    )
    slots.sentence.markdown(sentence)
    numbers(address, "The numbers under the microscope", "derivative.zoom", lambda: near_table(near, left, right))


def _around(subject: Subject, x: float, y: float, across: float, up: float) -> Curve:
    """The curve beside the point, measured from it."""
    near = sample(
        subject.function, x - across, x + across, count=200, y_range=(y - up, y + up), parameters=subject.parameters
    )
    return replace(near, x=near.x - x, y=near.y - y)


def near_table(near: Curve, left: float, right: float) -> pa.Table:
    """The magnified piece, measured from the point, and the tangent (half a tangent on each side) beside it."""
    with np.errstate(invalid="ignore"):
        tangent = np.where(near.x < 0, left, right) * near.x
    return arrow(distance_from_the_point=near.x, change_of_f=near.y, change_of_the_tangent=tangent)


def _strength(zoom: float) -> str:
    return f"{zoom:,.0f}".replace(",", " ") if zoom >= 10 else f"{zoom:.2g}"


def _slopes(subject: Subject) -> tuple[float, float]:
    if subject.slope is not None:
        return subject.slope, subject.slope
    return subject.place.left_slope, subject.place.right_slope


def _lines(left: float, right: float, across: float) -> tuple[tuple[str, float, float, float], ...]:
    if left == right and math.isfinite(left):
        return (("both", -across, across, left),)
    halves = (("left", -across, 0.0, left), ("right", 0.0, across, right))
    return tuple(line for line in halves if not math.isnan(line[3]))


def _sentence(subject: Subject, zoom: float, near, up: float, left: float, right: float) -> str:
    if subject.slope is None:
        if subject.place.kind == "corner" and math.isfinite(left) and math.isfinite(right):
            return (
                f"However strong the microscope, the corner stays: {coloured('slope', number(left))} on the left, "
                f"{coloured('slope', number(right))} on the right. So there is no tangent here."
            )
        why = _STAYS.get(subject.place.kind, subject.place.sentence)
        return f"However strong the microscope, no tangent appears. {why}"
    gap = np.abs(near.y - subject.slope * near.x)
    gap = gap[np.isfinite(gap) & (np.abs(near.y) <= up)]
    part = float(np.max(gap, initial=0.0)) / (2 * up)
    seen = f"At × {_strength(zoom)}"
    if part < 1e-9:
        return f"{seen} curve and tangent are one: no difference is left to see."
    if part < 5e-4:
        most = number(100 * part, 1)
        return f"{seen} curve and tangent are one: they differ by at most {most} % of the picture."
    ending = "Zoom in." if zoom < STRONGEST else "There must be a sharp bend very close to the point."
    if part > 1:
        return f"{seen} the curve soon leaves its tangent, and the picture. {ending}"
    apart = f"{number(100 * part, 2)} % of the picture's height"
    return f"{seen} curve and tangent drift apart by up to {apart}. {ending}"
