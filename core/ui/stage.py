"""The stage: one large chart that answers the question, its sliders and the live sentence, in places that never move.

>>> @fragment                             # its sliders redraw it alone, the prose stays
... def tangent_stage(address):
...     follow_sliders(address, "x")      # the picture is drawn, and sent, before them
...     with st.container(key="stage_tangent"):
...         show_picture(TEMPLATE, key="tangent", alt="…", curve=…, bounds=…)
...         address_slider(address, "x", "x", minimum=-5, maximum=5)
...         st.markdown("At x = 3 the slope is :violet[**6**].")
...         keep_in_step(address, "tangent", "the picture in a sentence")

The sections below have smaller stages, whose slots (``stage_slots``) can be filled in any order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Literal

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.charts.template import Template
from core.charts.theme import spoken
from core.ui.failing import in_its_place
from core.ui.gate import pause


# Dragging reruns a stage, typing the body of a page around it; prose stands outside both. Reruns of fragments are never
# aborted, only coalesced.
def fragment(draw: Callable[..., None], *, run_every: float | None = None) -> Callable[..., None]:
    """``draw`` as a part of the page that reruns by itself, and that fails by itself (failing.py)."""

    @wraps(draw)
    def guarded(*args: object, **options: object) -> None:
        with in_its_place(draw.__qualname__):
            draw(*args, **options)

    return st.fragment(guarded, run_every=run_every)


_A_MOMENT = 0.01  # seconds: time to paint; half of it has half the effect, twice as much no more


def let_it_be_painted(key: str, content: object) -> None:
    """Call when the picture ``key`` has been sent, ahead of the rest: waits a moment if its ``content`` is new.

    What comes close behind a picture keeps the browser from painting it: without this moment it is there a quarter
    later (benchmarks). What follows is words and sliders, which nobody reads within a hundredth of a second. A picture
    that is dragged never waits.
    """
    painted = f"{key} painted"
    if st.session_state.get(painted) != content:
        st.session_state[painted] = content
        pause(_A_MOMENT)


@dataclass(frozen=True)
class Slots:
    """The fixed places of a stage, from top to bottom; ``description`` is read by screen readers only."""

    chart: DeltaGenerator
    description: DeltaGenerator
    sliders: DeltaGenerator
    sentence: DeltaGenerator


def stage_slots(key: str, *, width: int | Literal["stretch"] = "stretch") -> Slots:
    """Lay out an empty stage. Fill the slots in any order. ``width``: of the chart, in pixels (less on a phone)."""
    # Containers, not st.empty: that is emptied at each rerun before it is filled, and the chart would be built anew.
    with st.container(key=f"stage_{key}"):
        # style.css gives the chart its height: on a projector what is left of the screen.
        chart = st.container(width=width, key=f"chart_{key}")
        description = st.container(key=f"description_{key}")
        sliders = st.container(key=f"sliders_{key}", horizontal=True, gap="large")
        sentence = st.container(key=f"sentence_{key}")
    return Slots(chart, description, sliders, sentence)


def show_picture(template: Template, *, key: str, alt: str, **tables: pa.Table) -> None:
    """The chart of a stage, first in a container with a key ``stage_…``: that gives it its height (style.css).

    Its spec stays as it is and only data is sent, so the view is kept. ``alt`` names the picture and must not change
    with its numbers: Streamlit builds a chart anew when it does.
    """
    st.vega_lite_chart(template.filled(**tables), key=key, alt=alt, width="stretch", height="stretch")


def show_chart(
    slots: Slots,
    template: Template,
    *,
    key: str,
    alt: str,
    description: str,
    **tables: pa.Table,
) -> None:
    """Send the data of a chart to its place; its spec stays as it is, so the view is kept.

    ``alt`` names the picture and must not change with its numbers: Streamlit builds a chart anew when it does.
    ``description`` is the sentence computed from the mathematics, for those who do not see the chart.
    """
    slots.description.text(spoken(description))
    slots.chart.vega_lite_chart(template.filled(**tables), key=key, alt=alt, width="stretch", height="stretch")
