"""Optimisers side by side, and the sweep over learning rates."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from core.charts.descent_compare import (
    RATE,
    losses_tables,
    losses_template,
    paths_tables,
    paths_template,
    sweep_tables,
    sweep_template,
)
from core.charts.descent_map import function_levels
from core.charts.template import arrow
from core.descent.descend import Descent
from core.descent.objectives import objective_of
from core.descent.optimisers import OPTIMISERS
from core.descent.outcome import where
from core.descent.sweep import Sweep, sweep
from core.sections.gradient_descent.scene import PAGE, Scene, optimisers_of
from core.sections.gradient_descent.tables import run_numbers, sweep_numbers
from core.sections.gradient_descent.view import badge_of
from core.ui.address import Address
from core.ui.controls import chosen
from core.ui.numbers import numbers
from core.ui.words import number

_RATES = {"same": "the same η for all", "best": "each its best η from the sweep"}
_SWEEP = f"{PAGE}.sweep"


@lru_cache(maxsize=64)
def _sweep(text, variables, parameters, start, steps) -> Sweep:
    return sweep(objective_of(text, variables, parameters), start, steps)


def sweep_of(scene: Scene) -> Sweep:
    """The sweep from the start of the scene, remembered (it does not depend on η)."""
    return _sweep(scene.text, scene.variables, scene.parameters, scene.start, min(scene.steps, 400))


def compare_section(scene: Scene, address: Address) -> None:
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
    found = sweep_of(scene)
    runs = {}
    for name in names:
        best = found.best(name)
        rate = best[0] if rates == "best" and best else scene.rate
        runs[name] = scene.other(optimizer=name, rate=rate, schedule="constant").run
    lowest = min((float(np.nanmin(run.values)) for run in runs.values() if np.isfinite(run.values).any()), default=0.0)
    left, right = st.columns(2, gap="medium")
    left.vega_lite_chart(
        paths_template(len(scene.variables), address.present).filled(
            **paths_tables(runs, scene.limits, _ground(scene))
        ),
        key=f"{PAGE}.paths.{len(scene.variables)}",
        alt=f"The paths from the same start. {_ends(runs, scene)}.",
        width="stretch",
    )
    right.vega_lite_chart(
        losses_template(address.present).filled(**losses_tables(runs, lowest)),
        key=f"{PAGE}.losses",
        alt=f"The loss over the steps, on a log axis. {_losses(runs)}.",
        width="stretch",
    )
    with st.container(key="legend_compare"):  # scrolls by itself on a phone
        st.markdown(_legend(runs, scene))
    numbers(address, "Every step of every optimiser", f"{PAGE}.compare", lambda: run_numbers(runs, scene.variables))


def _ground(scene: Scene):
    if len(scene.variables) == 1:
        curve = scene.picture.curve
        return arrow(x=curve.x, y=curve.y)
    return function_levels(scene.text, scene.variables, scene.parameters, scene.limits)


def _ends(runs: dict[str, Descent], scene: Scene) -> str:
    return "; ".join(
        f"{OPTIMISERS[name].title} ends at {where(run.points[run.reached], scene.variables)}"
        for name, run in runs.items()
    )


def _losses(runs: dict[str, Descent]) -> str:
    return "; ".join(
        f"{OPTIMISERS[name].title} from {number(float(run.values[0]))} to {number(float(run.values[run.reached]))}"
        for name, run in runs.items()
    )


def _bests(found: Sweep) -> str:
    pairs = {OPTIMISERS[name].title: found.best(name) for name in found.losses}
    return "; ".join(
        f"{title} is lowest at η = {number(best[0], 3)}, with f = {number(best[1])}" if best else f"{title} goes astray"
        for title, best in pairs.items()
    )


def _legend(runs: dict[str, Descent], scene: Scene) -> str:
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
            f"| **{OPTIMISERS[name].title}** | {rate} | {where(run.points[k], scene.variables)} | {value} "
            f"| {steps} | {badge_of(outcome)[0]} |"
        )
    return "\n".join(lines)


def sweep_section(scene: Scene, address: Address) -> None:
    """Final loss against η; a click takes that η."""
    found = sweep_of(scene)
    finite = np.concatenate([losses[np.isfinite(losses)] for losses in found.losses.values()] or [np.array([])])
    start = float(scene.objective.value(np.array(scene.start)))
    if not finite.size or not np.isfinite(start):
        st.markdown("From this start no learning rate leads anywhere: f has no value there.")
        return

    def take() -> None:
        rows = st.session_state[_SWEEP].selection.get(RATE) or []
        if rows:
            address.put(lr=float(f"{rows[0]['x']:.3g}"))
            address.write()
            st.rerun()

    tables = sweep_tables(found, float(finite.min()), start, scene.optimizer, scene.rate, f"η = {number(scene.rate)}")
    st.vega_lite_chart(
        sweep_template(address.present).filled(**tables),
        key=_SWEEP,
        alt=f"The final loss against the learning rate. {_bests(found)}.",
        on_select=take,
        selection_mode=RATE,
        width="stretch",
    )
    st.markdown(_best(found, scene))
    numbers(address, "The numbers of the sweep", f"{PAGE}.rates", lambda: sweep_numbers(found))


def _best(found: Sweep, scene: Scene) -> str:
    best = found.best(scene.optimizer)
    if best is None:
        return f"**{OPTIMISERS[scene.optimizer].title}** goes astray at every learning rate from this start."
    lowest = min(pair[1] for name in found.losses if (pair := found.best(name)) is not None)
    winners = [OPTIMISERS[name].title for name in found.losses if (pair := found.best(name)) and pair[1] == lowest]
    ends = f"{winners[0]} ends" if len(winners) == 1 else f"{', '.join(winners[:-1])} and {winners[-1]} end"
    return (
        f"After {found.steps} steps **{OPTIMISERS[scene.optimizer].title}** ends lowest at η = {number(best[0], 3)}, "
        f"with f = {number(best[1])}. "
        f"With its own best η, {ends} lowest of all. Click on the chart to take a learning rate."
    )
