"""The stage of the derivative page: curve, tangent at x, secant over Δx, and a tangent that follows the pointer."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.derivative import HAND, PIN, tangent_tables, tangent_template
from core.charts.theme import coloured
from core.sections.derivative.section import keep_in_step
from core.sections.derivative.subject import Subject, subject_of
from core.ui.address import Address
from core.ui.controls import address_slider
from core.ui.stage import fragment, show_chart, stage_slots
from core.ui.words import number

KEY = "tangent"


@fragment
def tangent_stage(address: Address) -> None:
    """Draw the stage for what the address holds."""
    slots = stage_slots(KEY)
    window = subject_of(address).picture.window
    with slots.sliders:
        address_slider(address, "x", "x", minimum=window.x_min, maximum=window.x_max, limits=(-1e6, 1e6), drives=HAND)
        address_slider(address, "h", "Δx", minimum=-2.0, maximum=2.0, scale="signed log", limits=(-1e3, 1e3))
    subject = subject_of(address)
    x, h, y, y_there = subject.x, subject.h, subject.y, float(subject.f(subject.x + subject.h))
    rate = math.nan if subject.slope.value is None else subject.slope.value
    picture = subject.picture
    show_chart(
        slots,
        tangent_template(subject.present),
        key=KEY,
        alt="The curve of f, its tangent at x, and the secant from x to x + Δx",
        description=f"At x = {number(x)} f is {number(y)}. {subject.slope.sentence}",
        on_select=lambda: _take_pin(address),
        **tangent_tables(
            picture.limits,
            picture.curve.x,
            picture.curve.y,
            picture.slopes,
            (x, y, rate),
            (x + h, y_there),
            f"slope {number(rate, 3)}" if math.isfinite(rate) else "no slope",
            rises=(subject.f(picture.curve.x + h) - picture.curve.y) / h,
        ),
    )
    slots.sentence.markdown(sentence(subject, y_there))
    keep_in_step(address, KEY)


def _take_pin(address: Address) -> None:
    """A click on the chart becomes the point."""
    rows = st.session_state[KEY].selection.get(PIN) or []
    if rows:
        address.put(x=float(rows[0]["x"]))
        address.write()


def sentence(subject: Subject, y_there: float) -> str:
    """What is on the screen, in words."""
    x, h, y = subject.x, subject.h, subject.y
    here = f"At x = {coloured('function', number(x))}"
    if math.isnan(y):
        return (
            f"{here} f has no value."
            if subject.slope.kind == "undefined"
            else f"{here} f has no value. {subject.slope.sentence}"
        )
    if subject.slope.value is None:
        return f"{here} f is {coloured('function', number(y))} and has no slope. {subject.slope.sentence}"
    rate = subject.slope.value
    first = f"{here} the slope is {coloured('slope', number(rate))}"
    if math.isnan(y_there):
        return f"{first}. A step of Δx = {number(h)} leads to where f has no value."
    return (
        f"{first}: a step of Δx = {number(h)} should change f by about {coloured('slope', number(rate * h))}. "
        f"It really changes by {coloured('function', number(y_there - y))}."
    )
