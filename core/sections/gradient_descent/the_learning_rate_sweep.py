"""The final loss against the learning rate, for every optimiser at once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from core.charts.descent_compare import RATE, sweep_tables, sweep_template
from core.descent.optimisers import OPTIMISERS
from core.descent.sweep import Sweep, sweep
from core.sections.gradient_descent.subject import PAGE, Subject
from core.sections.gradient_descent.tables import sweep_numbers
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.waiting import patiently
from core.ui.words import number

_SWEEP = f"{PAGE}.sweep"


@lru_cache(maxsize=64)
def _remembered(text, variables, parameters, start, steps) -> list[Sweep]:
    return []


def sweep_of(subject: Subject) -> Sweep:
    """The sweep from the start of the scene, remembered (it does not depend on η)."""
    steps = min(subject.steps, 400)
    found = _remembered(subject.text, subject.variables, subject.parameters, subject.start, steps)
    with patiently("Descending with every learning rate …") as progress:
        if not found:
            found.append(sweep(subject.objective, subject.start, steps, progress=progress))
    return found[0]


def draw(subject: Subject, address: Address) -> None:
    """Final loss against η; a click takes that η."""
    found = sweep_of(subject)
    finite = np.concatenate([losses[np.isfinite(losses)] for losses in found.losses.values()] or [np.array([])])
    start = float(subject.objective.value(np.array(subject.start)))
    if not finite.size or not np.isfinite(start):
        st.markdown("From this start no learning rate leads anywhere: f has no value there.")
        return

    def take() -> None:
        rows = st.session_state[_SWEEP].selection.get(RATE) or []
        if rows:
            address.put(lr=float(f"{rows[0]['x']:.3g}"))
            address.write()
            st.rerun()

    tables = sweep_tables(
        found, float(finite.min()), start, subject.optimizer, subject.rate, f"η = {number(subject.rate)}"
    )
    st.vega_lite_chart(
        sweep_template(address.present).filled(**tables),
        key=_SWEEP,
        alt=f"The final loss against the learning rate. {_bests(found)}.",
        on_select=take,
        selection_mode=RATE,
        width="stretch",
    )
    st.markdown(_best(found, subject))
    numbers(address, "The numbers of the sweep", f"{PAGE}.rates", lambda: sweep_numbers(found))


def _best(found: Sweep, subject: Subject) -> str:
    best = found.best(subject.optimizer)
    if best is None:
        return f"**{OPTIMISERS[subject.optimizer].title}** goes astray at every learning rate from this start."
    lowest = min(pair[1] for name in found.losses if (pair := found.best(name)) is not None)
    winners = [OPTIMISERS[name].title for name in found.losses if (pair := found.best(name)) and pair[1] == lowest]
    ends = f"{winners[0]} ends" if len(winners) == 1 else f"{', '.join(winners[:-1])} and {winners[-1]} end"
    return (
        f"After {found.steps} steps **{OPTIMISERS[subject.optimizer].title}** ends lowest at η = {number(best[0], 3)}, "
        f"with f = {number(best[1])}. "
        f"With its own best η, {ends} lowest of all. Click on the chart to take a learning rate."
    )


def _bests(found: Sweep) -> str:
    pairs = {OPTIMISERS[name].title: found.best(name) for name in found.losses}
    return "; ".join(
        f"{title} is lowest at η = {number(best[0], 3)}, with f = {number(best[1])}" if best else f"{title} goes astray"
        for title, best in pairs.items()
    )
