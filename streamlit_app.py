"""The front door: the four concepts, how they hang together, and one function carried into any of them."""

import math

import streamlit as st

from core.charts.curve import curve_tables, curve_template
from core.charts.theme import coloured, spoken
from core.curves import place
from core.curves.picture import drawn, own_range
from core.descent.descend import Descent, descend
from core.graphs.links import chain_of
from core.sections.teaching.panel import teachers_panel
from core.ui.address import Address
from core.ui.controls import address_slider, follow_sliders
from core.ui.entries import Number, Text
from core.ui.frame import CONCEPTS, first_screen, lesson, page_frame
from core.ui.function_input import Typed, function_input, readable
from core.ui.stage import fragment, show_picture
from core.ui.window import take_window, window_bar_of
from core.ui.words import number

address = page_frame(
    "",
    "The calculus behind machine learning",
    Text("f", "(x^2 - 1)^2", check=lambda text: readable(text, ("x",)), formula=True),
    Number("x", 1.5, -1e6, 1e6),
    teach=teachers_panel,
)


@fragment
def overview(typed: Typed) -> None:
    """The picture of the function with its tangent and a walk downhill from x, and what the concepts say about it."""
    f, parameters = typed.function, typed.parameters
    take_window(address)
    follow_sliders(address, "x")
    x = address["x"]
    picture = drawn(f, parameters, address["from"], address["to"], (x,), (address["bottom"], address["top"]))
    here = place(f, x, **parameters)
    value = here.value if math.isfinite(here.value) else math.nan
    rate = here.slope if here.slope is not None and math.isfinite(here.slope) else None
    walk = descend(f, (x,), learning_rate=0.05, steps=20, parameters=parameters)
    with st.container(key="stage_start"):
        show_picture(
            curve_template(address.present),
            key="start",
            alt="The curve of f, its tangent at x, and twenty steps downhill from there",
            **curve_tables(
                picture.limits,
                picture.curve.x,
                picture.curve.y,
                (x, value, "no slope" if rate is None else f"slope {number(rate, 3)}"),
                slope=rate,
                path=(walk.points[:, 0], walk.values),
            ),
        )
        window_bar_of(address, "start", picture.limits, (x, value))
        with st.container(key="sliders_start"):
            low, high = picture.window.x_min, picture.window.x_max
            address_slider(address, "x", "x", minimum=low, maximum=high, limits=(-1e6, 1e6))
        with st.container(key="description_start"):
            st.text(f"At x = {number(x)} f is {number(value)}. {spoken(here.sentence)}")
        with st.container(key="cards"):
            for concept, live in zip(CONCEPTS, live_sentences(typed, x, rate, walk), strict=True):
                card(concept, live)


def live_sentences(typed: Typed, x: float, rate: float | None, walk: Descent) -> tuple[str, str, str, str]:
    """What each of the four concepts says about the function on the screen."""
    links = chain_of(typed.function).links
    chain = " → ".join(["x", *(link.name for link in links)])
    return (
        f"At x = {number(x)} f has no slope."
        if rate is None
        else f"At x = {number(x)} the slope of f is {coloured('slope', number(rate))}.",
        "Take your f along and add a y.",
        f"Your f is a chain of {len(links)}: {chain}." if len(links) > 1 else "Your f is a chain of one: try sin(x^2).",
        where_it_leads(x, walk),
    )


def where_it_leads(x: float, walk: Descent) -> str:
    """What twenty steps downhill from x come to, in one sentence."""
    end, here, there = float(walk.points[walk.reached, 0]), float(walk.values[0]), float(walk.values[walk.reached])
    if math.isnan(here):
        return f"f has no value at x = {number(x)}, so there is no ground to start from."
    if there > here:
        return f"At x = {number(x)} f is so steep that a step of this size shoots over the valley and up again."
    if end == x:
        return f"At x = {number(x)} it stays where it is: no slope tells it where to go."
    return f"Twenty steps from x = {number(x)} lead down to x = {coloured('path', number(end))}."


def card(concept, live: str) -> None:
    """One concept: its name as a link that takes the function along, its words, and what it says about the function."""
    with st.container(border=True, key=f"card_{concept.path}"):
        st.page_link(concept.file, label=f"**{concept.title}**", query_params=address.handed_on("f", "x"))
        lesson(address, "front_door", concept.title.lower().replace(" ", "-"), heading=False)
        st.markdown(live)


@fragment
def body(address: Address) -> None:
    """What typing redraws."""
    with function_input(address, range_of=own_range) as typed:
        overview(typed)


first_screen(body, address)
