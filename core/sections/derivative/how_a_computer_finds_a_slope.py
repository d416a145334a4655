"""How a computer without algebra gets a slope, and why a smaller Δx is not always better."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.derivative_parts import error_template
from core.charts.template import arrow, bounds
from core.curves.differences import EXACT, METHODS, Differences, ErrorCurve, difference_errors, saying
from core.sections.derivative.controls import point_slider
from core.sections.derivative.subject import Subject
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.stage import show_chart, stage_slots
from core.ui.words import number

_NAMED_AT = {"forward": 1e-3, "central": 3e-3}  # where on the Δx axis these lines have the most room beside them


def draw(subject: Subject, address: Address) -> None:
    """Error against Δx on log–log axes, and what was measured."""
    slots = stage_slots("errors")
    with slots.sliders:
        subject = point_slider(address, subject, "errors")
    if subject.slope is None:
        slots.sentence.markdown(f"{subject.no_slope}, so there is no true slope to compare with. Move x.")
        return
    errors = difference_errors(subject.function, subject.x, subject.slope, parameters=subject.parameters)
    if not any(np.isfinite(curve.error).any() for curve in errors.curves):
        slots.sentence.markdown(
            "f has no values close enough on either side of x, so no difference can be taken. Move x."
        )
        return
    if errors.flawless:
        slots.sentence.markdown(
            "Around this x f does not change at all: every formula gives slope 0 exactly, with no error to draw."
        )
        return
    sentence = _sentence(errors)
    show_chart(
        slots,
        error_template(subject.present),
        key="error_chart",
        alt="The error of three difference formulas against the step, both on logarithmic axes",
        description=sentence,
        **error_tables(errors),
    )
    slots.sentence.markdown(sentence)
    _table(errors)
    numbers(address, "The numbers of the errors", "derivative.errors", lambda: all_errors(errors))


def all_errors(errors: Differences) -> pa.Table:
    """The error of every formula at every step, and what rounding alone can do."""
    return arrow(
        step=errors.step, **{c.method.name: _on(errors.step, c) for c in errors.curves}, rounding=errors.rounding
    )


def _on(steps: np.ndarray, curve: ErrorCurve) -> np.ndarray:
    """The errors of a curve at these steps, NaN where it has none."""
    known = dict(zip(curve.step.tolist(), curve.error.tolist(), strict=True))
    return np.array([known.get(step, np.nan) for step in steps.tolist()])


def error_tables(errors: Differences) -> dict[str, pa.Table]:
    """The data of ``error_template``."""
    known = [curve for curve in errors.curves if np.isfinite(curve.error).any()]
    every = np.concatenate([curve.error[np.isfinite(curve.error)] for curve in known])
    low = 10.0 ** math.floor(math.log10(max(float(every.min()), 1e-30)) - 0.2)
    high = max(10.0 ** math.ceil(math.log10(max(float(every.max()), 1e-30)) + 0.3), low * 1e3)
    fits = [curve for curve in known if math.isfinite(curve.order)]
    return {
        "bounds": bounds(1e-15, 0.3, low, high),
        "errors": arrow(
            x=np.concatenate([curve.step for curve in known]),
            y=np.concatenate([curve.error for curve in known]),
            method=[curve.method.name for curve in known for _ in curve.step],
        ),
        "floor": arrow(x=errors.step, y=errors.rounding),
        "fits": arrow(
            x=[h for c in fits for h in (c.fit_from, c.fit_to)],
            y=[_error_at(c, h) for c in fits for h in (c.fit_from, c.fit_to)],
            method=[c.method.name for c in fits for _ in "ab"],
        ),
        "best": arrow(x=[c.best_step for c in known], y=[_error_at(c, c.best_step) for c in known]),
        "labels": arrow(
            x=[c.step[_label(i, c)] for i, c in enumerate(known)],
            y=[c.error[_label(i, c)] for i, c in enumerate(known)],
            words=[f"{c.method.name}" + (f"\nslope {c.order:.2f}" if math.isfinite(c.order) else "") for c in known],
            side=["right" if c.method is METHODS[-1] and math.isfinite(c.order) else "left" for c in known],
        ),
        "notes": arrow(
            x=[2e-15], y=[float(errors.rounding[np.argmin(np.abs(errors.step - 2e-15))]) * 3], words=["rounding"]
        ),
    }


def _error_at(curve: ErrorCurve, step: float) -> float:
    return float(curve.error[int(np.argmin(np.abs(curve.step - step)))])


def _label(place: int, curve: ErrorCurve) -> int:
    """Where the name stands: on the straight line, apart from its neighbours; noisy curves have no such place."""
    if math.isfinite(curve.order):
        near = _NAMED_AT.get(curve.method.name, math.sqrt(curve.fit_from * curve.fit_to))
        return int(np.argmin(np.where(np.isfinite(curve.error), np.abs(np.log(curve.step / near)), np.inf)))
    return min(int(np.argmax(np.isfinite(curve.error))) + 14 + 16 * place, len(curve.step) - 1)


def _sentence(errors: Differences) -> str:
    good = [curve for curve in errors.curves if math.isfinite(curve.best_error)]
    if all(curve.verdict == EXACT for curve in good):
        return "Here the formulas make no error of their own: all you see is rounding, and it grows as Δx shrinks."
    exact = [curve.method.name for curve in good if curve.verdict == EXACT]
    if exact:
        winner = f"Exact here: {' and '.join(exact)}; all they show is rounding."
        return f"From the right, the errors of the others fall as Δx shrinks. {winner}"
    best = min(good, key=lambda curve: curve.best_error)
    winner = f"Best here: {best.method.name} with Δx ≈ {number(best.best_step, 1)}, error {number(best.best_error, 1)}."
    if not errors.rises_again:
        return f"From the right, the errors fall as Δx shrinks. At this x rounding spoils nothing. {winner}"
    return f"From the right, the errors fall as Δx shrinks. Then rounding takes over and they rise again: a V. {winner}"


def _table(errors: Differences) -> None:
    rows = ["| formula | promised slope | measured | best Δx | error there | |", "|:--|--:|--:|--:|--:|:--|"]
    for curve in errors.curves:
        measured = f"{curve.order:.2f}" if math.isfinite(curve.order) else "–"
        best = (
            (number(curve.best_step, 1), number(curve.best_error, 2)) if math.isfinite(curve.best_step) else ("–", "–")
        )
        rows.append(
            f"| {curve.method.name} | {curve.method.order} | {measured} | {best[0]} | {best[1]} | {saying(curve)} |"
        )
    st.markdown("\n".join(rows))
    lines = r" \\[8pt] ".join(
        rf"\text{{{curve.method.name}:}} &\quad {curve.method.formula}" for curve in errors.curves
    )
    st.latex(rf"\begin{{aligned}} {lines} \end{{aligned}}")
