"""The stage of the derivative page: curve, tangent at x, secant over Δx, and a tangent that follows the pointer."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.derivative import HAND, POINTER, end_table, tangent_tables, tangent_template
from core.charts.derivative_words import word_tables
from core.charts.theme import coloured, look
from core.curves.picture import own_range
from core.language import Function
from core.sections.derivative.predict import asked_of
from core.sections.derivative.subject import Subject, slope_latex, subject_of
from core.sections.predicting.asking import ask, predict_switch, right_stage
from core.ui.address import Address
from core.ui.controls import address_slider, follow_sliders
from core.ui.function_input import function_input
from core.ui.section import keep_in_step
from core.ui.stage import fragment, let_it_be_painted, show_picture
from core.ui.window import take_window, window_bar_of
from core.ui.words import number
from core.widgets.live_slider.live_slider import OnChart

KEY = "tangent"


@fragment
def draw(address: Address) -> None:
    """The input with f′ beside it, and the picture; typing reruns this and no more."""
    with function_input(
        address,
        derived=None if address.predicting else _slope_beside,
        prepare=subject_of,
        range_of=own_range,
    ):
        (_ask if address.predicting else _tangent)(address)


def _slope_beside(f: Function) -> str:
    slope = "f'(x)"
    return f":violet[${slope} = {slope_latex(f)}$]"


@fragment
def _ask(address: Address) -> None:
    """The curve without its tangent: a guess first."""
    right_stage(address, asks=True)
    follow_sliders(address, "x")
    subject = subject_of(address)
    window = subject.picture.window
    ends = {"minimum": window.x_min, "maximum": window.x_max, "limits": (-1e6, 1e6)}
    ask(address, asked_of(subject), lambda: address_slider(address, "x", "x", **ends))


@fragment
def _tangent(address: Address) -> None:
    """Draw the stage for what the address holds; the picture first, for that is what a hand waits for."""
    right_stage(address, asks=False)
    take_window(address)
    follow_sliders(address, "x", "h")
    subject = subject_of(address)
    x, h, y, y_there = subject.x, subject.h, subject.y, float(subject.f(subject.x + subject.h))
    rate = math.nan if subject.slope is None else subject.slope
    picture, window = subject.picture, subject.picture.window
    with st.container(key=f"stage_{KEY}"):
        show_picture(
            tangent_template(subject.present),
            key=KEY,
            alt="The curve of f, its tangent at x, and the secant from x to x + Δx. A click on it sets x.",
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
            **end_table((end.x, end.y, end.closed) for end in subject.ends),
            **word_tables(
                picture.limits,
                (picture.curve.x, picture.curve.y),
                (x, y, rate),
                (x + h, y_there),
                look(subject.present),
            ),
        )
        let_it_be_painted(KEY, address["f"])
        window_bar_of(address, KEY, picture.limits, (x, y))
        with st.container(key="sliders_tangent", horizontal=True, gap="large"):
            axis = OnChart(f"stage_{KEY}", window.x_min, window.x_max, pointer=POINTER)
            ends = {"minimum": window.x_min, "maximum": window.x_max, "limits": (-1e6, 1e6)}
            address_slider(address, "x", "x", **ends, drives=HAND, told_every=1.0, chart=axis)
            address_slider(address, "h", "Δx", minimum=-2.0, maximum=2.0, scale="signed log", limits=(-1e3, 1e3))
        st.markdown(sentence(subject, y_there))
        predict_switch(address)
        keep_in_step(address, KEY, f"At x = {number(x)} f is {number(y)}. {subject.place.sentence}")


def sentence(subject: Subject, y_there: float) -> str:
    """What is on the screen, in words."""
    x, h, y = subject.x, subject.h, subject.y
    here = f"At x = {coloured('function', number(x))}"
    if subject.place.slope is not None and subject.slope is None:
        return subject.place.sentence
    if math.isnan(y):
        return (
            f"{here} f has no value."
            if subject.place.kind == "undefined"
            else f"{here} f has no value. {subject.place.sentence}"
        )
    if subject.slope is None:
        return f"{here} f is {coloured('function', number(y))} and has no slope. {subject.place.sentence}"
    rate = subject.slope
    first = f"{here} the slope is {coloured('slope', number(rate))}"
    if math.isnan(y_there):
        return f"{first}. A step of Δx = {number(h)} leads to where f has no value."
    return (
        f"{first}: a step of Δx = {number(h)} should change f by about {coloured('slope', number(rate * h))}. "
        f"It really changes by {coloured('function', number(y_there - y))}."
    )
