"""Optimisers side by side, from the same start."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.descent_compare import (
    losses_tables,
    losses_template,
    paths_tables,
    paths_template,
)
from core.charts.descent_map import function_levels
from core.charts.template import arrow
from core.descent.descend import Descent
from core.descent.optimisers import OPTIMISERS
from core.descent.outcome import where
from core.sections.gradient_descent.address import optimisers_of
from core.sections.gradient_descent.subject import PAGE, Subject
from core.sections.gradient_descent.tables import run_numbers
from core.sections.gradient_descent.the_learning_rate_sweep import sweep_of
from core.sections.gradient_descent.view import badge_of
from core.ui.address import Address
from core.ui.controls import chosen
from core.ui.numbers import numbers
from core.ui.words import number

_RATES = {"same": "the same η for all", "best": "each its best η from the sweep"}


def draw(subject: Subject, address: Address) -> None:
    """Any subset of optimisers from the same start."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = optimisers_of(
            chosen(
                st.pills,
                address,
                "compare",
                "Optimisers",
                list(OPTIMISERS),
                selection_mode="multi",
                format_func=lambda name: OPTIMISERS[name].title,
                shown=lambda text: list(optimisers_of(text)),
                kept=lambda many: ",".join(many) or "gd",
            )
        )
        rates = chosen(
            st.segmented_control,
            address,
            "rates",
            "Learning rates",
            list(_RATES),
            format_func=_RATES.get,
            required=True,
        )
    found = sweep_of(subject)
    runs = {}
    for name in names:
        best = found.best(name)
        rate = best[0] if rates == "best" and best else subject.rate
        runs[name] = subject.other(optimizer=name, rate=rate, schedule="constant").run
    lowest = min((float(np.nanmin(run.values)) for run in runs.values() if np.isfinite(run.values).any()), default=0.0)
    left, right = st.columns(2, gap="medium")
    left.vega_lite_chart(
        paths_template(len(subject.variables), address.present).filled(
            **paths_tables(runs, subject.limits, _ground(subject))
        ),
        key=f"{PAGE}.paths.{len(subject.variables)}",
        alt=f"The paths from the same start. {_ends(runs, subject)}.",
        width="stretch",
    )
    right.vega_lite_chart(
        losses_template(address.present).filled(**losses_tables(runs, lowest)),
        key=f"{PAGE}.losses",
        alt=f"The loss over the steps, on a log axis. {_losses(runs)}.",
        width="stretch",
    )
    with st.container(key="legend_compare"):  # scrolls by itself on a phone
        st.markdown(_legend(runs, subject))
    numbers(address, "Every step of every optimiser", f"{PAGE}.compare", lambda: run_numbers(runs, subject.variables))


def _ground(subject: Subject):
    if len(subject.variables) == 1:
        curve = subject.picture.curve
        return arrow(x=curve.x, y=curve.y)
    return function_levels(subject.text, subject.variables, subject.parameters, subject.limits)


def _ends(runs: dict[str, Descent], subject: Subject) -> str:
    return "; ".join(
        f"{OPTIMISERS[name].title} ends at {where(run.points[run.reached], subject.variables)}"
        for name, run in runs.items()
    )


def _losses(runs: dict[str, Descent]) -> str:
    return "; ".join(
        f"{OPTIMISERS[name].title} from {number(float(run.values[0]))} to {number(float(run.values[run.reached]))}"
        for name, run in runs.items()
    )


def _legend(runs: dict[str, Descent], subject: Subject) -> str:
    """Who arrived where in how many steps, as a Markdown table of our own words."""
    lines = ["| optimiser | η | where | f there | steps | verdict |", "|---|---|---|---|---|---|"]
    for name, run in runs.items():
        k, outcome = run.reached, run.outcome
        rate = number(float(run.rates[0])) if run.steps else "–"
        steps = (
            f"arrives at {outcome.step}" if outcome.kind == "converged" and outcome.step is not None else f"{k} taken"
        )
        value = number(float(run.values[k])) if np.isfinite(run.values[k]) else "–"
        lines.append(
            f"| **{OPTIMISERS[name].title}** | {rate} | {where(run.points[k], subject.variables)} | {value} "
            f"| {steps} | {badge_of(outcome)[0]} |"
        )
    return "\n".join(lines)
