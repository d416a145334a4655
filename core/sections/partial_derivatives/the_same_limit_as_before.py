"""A partial derivative as a limit: one variable moves by a shrinking step, the other is held still."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.quotients import secant_tables, secant_template
from core.charts.theme import coloured
from core.sections.partial_derivatives.subject import Subject
from core.surfaces.directional import difference_quotients
from core.surfaces.field import height_of, visible_range
from core.ui.address import Address
from core.ui.controls import address_slider
from core.ui.stage import Slots, show_chart
from core.ui.words import number

_STEPS = (1.0, 0.1, 0.01, 0.001, 1e-4)


def draw(subject: Subject, address: Address) -> None:
    """Both difference quotients side by side, their pictures, and their table as the step shrinks."""
    with st.container(key="stage_limits"):
        step = address_slider(
            address, "h", "step: Δx = Δy =", minimum=-2.0, maximum=2.0, scale="signed log", smallest=1e-4
        )
        if np.isnan(subject.value):
            here = f"({number(subject.x)}, {number(subject.y)})"
            st.markdown(f"At {here} f has no value: there is nothing to start from, and no limit.")
            return
        steps = np.array([step, *_STEPS, *(-width for width in _STEPS)])
        quotients = difference_quotients(height_of(subject.landscape.objective), subject.x, subject.y, steps)
        heights = _shared_range(subject, step)
        for variable, column in zip("xy", st.columns(2, gap="large"), strict=True):
            with column:
                _one(subject, variable, step, getattr(quotients, f"along_{variable}"), heights, address.present)


def _after(subject: Subject, variable: str, step: float) -> float:
    """f after the step."""
    height = height_of(subject.landscape.objective)
    return float(height(subject.x + step, subject.y) if variable == "x" else height(subject.x, subject.y + step))


def _shared_range(subject: Subject, step: float) -> tuple[float, float]:
    """One range of heights for both pictures, so that their slopes can be compared by eye."""
    curves = [subject.landscape.slice("x", subject.y).y, subject.landscape.slice("y", subject.x).y]
    bottom, top = visible_range(np.r_[*curves, subject.value, _after(subject, "x", step), _after(subject, "y", step)])
    pad = 0.06 * (top - bottom)
    return bottom - pad, top + pad


def _one(
    subject: Subject, variable: str, step: float, quotients: np.ndarray, heights: tuple[float, float], large: bool
) -> None:
    slope = getattr(subject.slope, variable)
    other = "y" if variable == "x" else "x"
    st.markdown(
        f"**Only {variable} moves, {other} = {number(getattr(subject, other))} stands still**\n\n"
        f"$$\n{_definition(variable)}\n$$"
    )
    _picture(subject, variable, step, slope, heights, large)
    st.markdown(
        f"With Δ{variable} = {number(step)} the quotient is {coloured('slope', number(float(quotients[0])))}; "
        f"{_limit(subject, variable, slope)}"
    )
    ahead, behind = quotients[1 : 1 + len(_STEPS)], quotients[1 + len(_STEPS) :]
    if np.isfinite(slope):
        head, last = "quotient | distance from the limit", [_distance(float(q), slope) for q in ahead]
    else:  # no limit: what each side does says why
        head, last = f"with +Δ{variable} | with −Δ{variable}", [number(float(q), 7) for q in behind]
    rows = "\n".join(
        f"| {number(width)} | {number(float(q), 7)} | {text} |"
        for width, q, text in zip(_STEPS, ahead, last, strict=True)
    )
    st.markdown(f"| Δ{variable} | {head} |\n|---:|---:|---:|\n{rows}")


def _limit(subject: Subject, variable: str, slope: float) -> str:
    if np.isfinite(slope):
        return f"the limit is ${_name(variable)}$ = {coloured('slope', number(slope))}."
    side = subject.sides["xy".index(variable)]
    if side.smooth or np.isnan(side.below) or np.isnan(side.above):
        return f"there is no limit from both sides, so no $f_{variable}$ here."
    return (
        f"from above they go to {coloured('slope', number(side.above, 3))}, from below to "
        f"{coloured('slope', number(side.below, 3))}: no limit, so no $f_{variable}$ here."
    )


def _name(variable: str) -> str:
    return rf"\frac{{\partial f}}{{\partial {variable}}} = f_{variable}"


def _definition(variable: str) -> str:
    moved = r"x + \Delta x, \; \textcolor{gray}{y}" if variable == "x" else r"\textcolor{gray}{x}, \; y + \Delta y"
    still = r"x, \; \textcolor{gray}{y}" if variable == "x" else r"\textcolor{gray}{x}, \; y"
    step = rf"\Delta {variable}"
    return rf"{_name(variable)} = \lim_{{{step} \to 0}} \frac{{f({moved}) - f({still})}}{{{step}}}"


def _distance(quotient: float, slope: float) -> str:
    gap = abs(quotient - slope)
    # Below this the subtraction of nearly equal heights leaves only rounding.
    return "0" if gap <= 1e-10 * max(abs(slope), 1.0) else number(gap, 3)


def _picture(
    subject: Subject, variable: str, step: float, slope: float, heights: tuple[float, float], large: bool
) -> None:
    area = subject.landscape.area
    low, high = (area.x_min, area.x_max) if variable == "x" else (area.y_min, area.y_max)
    here, still = (subject.x, subject.y) if variable == "x" else (subject.y, subject.x)
    curve = subject.landscape.slice(variable, still)
    there = _after(subject, variable, step)
    chart = st.container(key=f"secant_{variable}", height=380 if large else 260, border=False)
    slots = Slots(chart, st.container(key=f"description_limit_{variable}"), st.container(), st.container())
    show_chart(
        slots,
        secant_template(variable, large),
        key=f"secant {variable}",
        alt=f"The slice of f along {variable}, its tangent, and the secant over the step",
        description=f"The secant over a step of {number(step)} has slope {number((there - subject.value) / step)}, "
        f"the tangent {number(slope)}.",
        **secant_tables(
            (low, high, *heights), (curve.x, curve.y), (here, subject.value),
            (here + step, there), slope,
        ),
    )  # fmt: skip
