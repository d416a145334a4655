"""The derivative as a limit: the secant turns into the tangent, and the table of quotients settles."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.derivative import tangent_tables
from core.charts.derivative_parts import secant_template
from core.charts.template import arrow
from core.charts.theme import coloured
from core.curves.differences import QuotientTable, quotient_table
from core.sections.derivative.controls import point_slider
from core.sections.derivative.subject import Subject
from core.ui.address import Address
from core.ui.controls import address_slider
from core.ui.numbers import numbers
from core.ui.stage import show_chart, stage_slots
from core.ui.words import bracketed, latex_number, number
from core.widgets.slider_player.slider_player import slider_player

SMALLEST = 1e-6
_WATCH = {
    "corner": "Watch the two sides of the table: each settles, but on different numbers.",
    "cusp": "Watch the two sides of the table: one grows without end, the other falls without end.",
    "vertical tangent": "Watch the table: the quotients grow without end and settle on no number.",
    "jump": "Watch the table: on the far side of the jump the quotients grow without end.",
    "lone point": "There is nothing on either side to take a quotient with.",
    "edge": "On one side there is nothing to take a quotient with.",
    "oscillation": "Watch the table: the quotients never come to rest.",
    "hole": "Watch the table: the point stands apart from the curve, so the quotients grow without end.",
}
_STEEP_CORNER = "Watch the two sides of the table: one settles, the other grows without end."
_ROUNDING = 1e-13  # a smaller part of the slope is rounding, no distance
_SIZES = np.array([1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6])


def draw(subject: Subject, address: Address) -> None:
    """Secant, sliders with play, the quotient with its numbers, and the table."""
    # Side by side at the desk; the large type of the projector needs the whole width.
    picture, table = (st.container(), st.container()) if subject.present else st.columns([5, 4], gap="medium")
    with picture:
        slots = stage_slots("limit")
        with slots.sliders:
            with st.container(key="limit_dx"):
                h = address_slider(
                    address,
                    "h",
                    "step Δx",
                    where="limit",
                    minimum=-2.0,
                    maximum=2.0,
                    scale="signed log",
                    smallest=SMALLEST,
                    limits=(-1e3, 1e3),
                )
            subject = point_slider(address, subject, "limit")
            slider_player(
                "limit_player", slider="limit_dx", towards="zero", label="Let Δx shrink", large=subject.present
            )
    x, y = subject.x, subject.y
    y_there = float(subject.f(x + h))
    slope = math.nan if subject.slope is None else subject.slope
    drawn = subject.picture
    reached = f"quotient {number((y_there - y) / h, 3)}" if math.isfinite(y + y_there) else ""
    sentence = _sentence(subject, x, h, y, y_there, slope)
    show_chart(
        slots,
        secant_template(subject.present),
        key="limit_chart",
        alt="The secant through x and x + Δx, and the tangent at x",
        description=sentence,
        **tangent_tables(
            drawn.limits, drawn.curve.x, drawn.curve.y, drawn.slopes, (x, y, slope), (x + h, y_there), reached
        ),
    )
    slots.sentence.markdown(sentence)
    with table:
        if math.isfinite(y + y_there):
            st.latex(quotient_latex(x, h, y, y_there))
        _table(subject, x, h, slope)
    numbers(address, "The numbers of the limit", "derivative.limit", lambda: limit_table(subject, h, slope))


def limit_table(subject: Subject, h: float, slope: float) -> pa.Table:
    """The difference quotients from both sides for every Δx of the table, and how far they are from the slope."""
    steps = _steps(h)
    right, left = (quotient_table(subject.f, subject.x, slope, sign * steps) for sign in (1, -1))
    return arrow(
        size_of_dx=steps,
        from_the_right=right.quotient,
        distance_right=np.abs(right.quotient - slope),
        from_the_left=left.quotient,
        distance_left=np.abs(left.quotient - slope),
    )


def quotient_latex(x: float, h: float, y: float, y_there: float) -> str:
    """The difference quotient with its numbers, with digits enough to see them differ."""
    change = abs(y_there - y)
    digits = 6 if change == 0.0 else min(max(6, math.ceil(math.log10(max(abs(y), change) / change)) + 4), 15)
    step = rf"f({latex_number(x, 6)} {'+' if h > 0 else '-'} {latex_number(abs(h), 6)}) - f({latex_number(x, 6)})"
    numbers = f"{latex_number(y_there, digits)} - {bracketed(latex_number(y, digits))}"
    lines = (
        r"& \frac{f(x + \Delta x) - f(x)}{\Delta x}",
        rf"={{}} & \frac{{{step}}}{{{latex_number(h, 6)}}}",
        rf"={{}} & \frac{{{numbers}}}{{{latex_number(h, 6)}}}",
        rf"={{}} & {latex_number((y_there - y) / h, 7)}",
    )
    return r"\begin{aligned} " + r" \\[6pt] ".join(lines) + r" \end{aligned}"


def _sentence(subject: Subject, x: float, h: float, y: float, y_there: float, slope: float) -> str:
    if math.isnan(y):
        return f"f has no value at x = {number(x)}, so there is nothing to draw a secant from. Move x."
    if subject.slope is None:
        watch = _WATCH.get(subject.place.kind, "Watch the table: the quotients settle on no number.")
        if subject.place.kind == "corner" and math.isinf(subject.place.left_slope + subject.place.right_slope):
            watch = _STEEP_CORNER
        return f"{subject.no_slope}. {watch}"
    if math.isnan(y_there):
        return f"f has no value at x + Δx = {number(x + h)}. Make Δx smaller, or change its sign."
    quotient = (y_there - y) / h
    distance = number(_distance(quotient, slope), 3)
    return (
        f"With Δx = {number(h)} the secant has the slope {number(quotient, 6)}. "
        f"The tangent has {coloured('slope', number(slope, 6))}: the distance is {distance}."
    )


def _distance(quotient: float, slope: float) -> float:
    distance = abs(quotient - slope)
    return 0.0 if distance <= _ROUNDING * abs(slope) else distance


def _table(subject: Subject, x: float, h: float, slope: float) -> None:
    if math.isnan(subject.y):
        return
    steps = _steps(h)
    right, left = (quotient_table(subject.f, x, slope, sign * steps) for sign in (1, -1))
    settled = math.isfinite(slope)
    off = ["distance"] if settled else []
    head = ["size of Δx", "from the right", *off, "from the left", *off]
    rows = ["| " + " | ".join(head) + " |", "|" + "--:|" * len(head)]
    for i, step in enumerate(steps):
        rows.append(_row(step, right, left, i, settled, slope, live=math.isclose(step, abs(h))))
    st.markdown("\n".join(rows))


def _steps(h: float) -> np.ndarray:
    others = _SIZES[np.abs(np.log10(_SIZES / abs(h))) > 0.02]
    return np.sort(np.r_[others, abs(h)])[::-1]


def _row(
    step: float, right: QuotientTable, left: QuotientTable, i: int, settled: bool, slope: float, live: bool
) -> str:
    cells = [number(step)]
    for side in (right, left):
        quotient = float(side.quotient[i])
        cells.append(_cell(quotient, 7))
        if settled:
            cells.append(_cell(_distance(quotient, slope), 2))
    if live:
        cells = [f"**{cell}**" for cell in cells]
    return "| " + " | ".join(cells) + " |"


def _cell(value: float, digits: int) -> str:
    return "–" if math.isnan(value) else number(value, digits)
