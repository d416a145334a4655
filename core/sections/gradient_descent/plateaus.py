"""Plateaus: where the slope is nearly 0, descent stands still."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.descent_slope import slope_tables, slope_template
from core.charts.theme import coloured
from core.sections.gradient_descent.subject import PAGE, Subject
from core.sections.gradient_descent.tables import slope_numbers
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.words import number

_EXAMPLES = (
    ("A sigmoid's plateau", {"f": "(sigmoid(x) - 0.1)^2", "x": "8", "lr": "10", "steps": "200"}),
    ("Far out on a bell", {"f": "1 - e^(-x^2/8)", "x": "9", "lr": "3", "steps": "100"}),
    ("A flat bottom", {"f": "x^4", "x": "1", "lr": "0.1", "steps": "200"}),
)


def draw(subject: Subject, address: Address) -> None:
    """How large the slope is along the run, and where to see plateaus."""
    run = subject.run
    sizes = np.linalg.norm(run.gradients[: run.reached + 1], axis=1)
    if np.isfinite(sizes).all() and sizes.max() > 0:
        st.vega_lite_chart(
            slope_template(address.present).filled(**slope_tables(sizes)),
            key=f"{PAGE}.slopes",
            alt=f"The size of the slope at every step, on a log axis: from {number(float(sizes[0]))} to "
            f"{number(float(sizes[-1]))} in {len(sizes) - 1} steps.",
            width="stretch",
        )
        st.markdown(
            f"On your run the slope has the size {coloured('slope', number(float(sizes[0])))} at the start, at most "
            f"{coloured('slope', number(float(sizes.max())))}, "
            f"and {coloured('slope', number(float(sizes[-1])))} at the end."
        )
        numbers(address, "The slope at every step", f"{PAGE}.slope", lambda: slope_numbers(sizes))
    with st.container(horizontal=True):
        for label, query in _EXAMPLES:
            st.page_link("pages/4_gradient_descent.py", label=label, query_params=query, icon=":material/landscape:")
        st.page_link("pages/3_chain_rule.py", label="Why slopes vanish: the chain rule", icon=":material/link:")
