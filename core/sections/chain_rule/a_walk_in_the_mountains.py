"""The mountain trail.

F is the height of a mountain at the place u, and x is the time of a walker whose place is u(x).
"""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.chain_trail import trail_tables, trail_template
from core.charts.theme import Meaning, coloured
from core.graphs.links import Chain, Reading
from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import TIMES, lowered, signed
from core.ui.address import Address
from core.ui.controls import address_slider
from core.ui.numbers import numbers
from core.ui.stage import show_chart, stage_slots
from core.ui.words import number

SAMPLES = 321
LEAST = 0.4  # the least stretch of the map on either side
LONGEST_WAY = 4.0  # on the map


def draw(subject: Subject, address: Address) -> None:
    """The picture of the outermost link, with a slider for x."""
    chain = subject.chain
    if not chain.is_composite:
        st.markdown("A trail needs a function inside a function: the place on the map, then the height there.")
        return
    slots = stage_slots("trail")
    with slots.sliders:
        reach = max(5.0, abs(address["x"]))
        x = address_slider(
            address, "x", "x, the time", where="trail", minimum=-reach, maximum=reach, limits=(-1e6, 1e6)
        )
    here = chain.at(x, subject.parameters)
    words = sentence(chain, here)
    tables = _tables(chain, here, subject.parameters)
    if tables is None:
        slots.sentence.markdown(words)
        return
    show_chart(
        slots,
        trail_template(address.present),
        key="chain_rule.trail",
        alt="The mountain trail: height f over place u, the walker, the slope underfoot and the speed",
        description=sentence(chain, here, plain=True),
        **tables,
    )
    slots.sentence.markdown(words)
    numbers(address, "The numbers of the trail", "chain_rule.trail", lambda: trail_table(chain, tables["trail"]))


def trail_table(chain: Chain, trail: pa.Table) -> pa.Table:
    """The trail as it is drawn: the places u and the heights there."""
    return trail.rename_columns([lowered(chain.links[-1].inner), lowered(chain.output)])


def _speed(chain: Chain, here: Reading) -> tuple[float, float, float, float]:
    """The place u, the height f, the steepness df/du and the speed du/dx (all inner links together)."""
    return here.values[-2], here.values[-1], here.rates[-1], float(np.prod(here.rates[:-1]))


def _tables(chain: Chain, here: Reading, parameters: dict[str, float]) -> dict | None:
    u, f, steepness, speed = _speed(chain, here)
    if not all(map(math.isfinite, (u, f, steepness, speed))):
        return None
    duration = _duration(speed)
    half = max(4 * abs(speed) * duration, LEAST)
    us = np.linspace(u - half, u + half, SAMPLES)
    outer = chain.links[-1].function
    heights = outer(us, **{name: value for name, value in parameters.items() if name in outer.parameters})
    seen = heights[np.isfinite(heights)]
    if not len(seen):
        return None
    low, high = np.quantile(seen, [0.02, 0.98])
    along, climb = speed * duration, speed * duration * steepness
    low, high = min(low, f, f + climb), max(high, f, f + climb)
    room = 0.12 * (high - low) or 1.0
    window = (float(us[0]), float(us[-1]), float(low - room), float(high + room))
    inner = lowered(chain.links[-1].inner)
    if duration == 1:
        labels = (f"d{inner}/dx = {number(along, 3)}", f"df/dx = {number(climb, 3)}")
    else:
        labels = (f"d{inner} = {number(along, 3)} for dx = {number(duration)}", f"df = {number(climb, 3)}")
    return trail_tables(us, heights, window, (u, f), steepness, along, labels)


def _duration(speed: float) -> float:
    """The time whose way is drawn: 1, or for a very fast walker a tenth, a hundredth, …"""
    duration = 1.0
    while abs(speed) * duration > LONGEST_WAY:
        duration /= 10
    return duration


def sentence(chain: Chain, here: Reading, *, plain: bool = False) -> str:
    """Steepness × speed = rate of climb, in words; ``plain`` without colours."""

    def say(meaning: Meaning, value: float) -> str:
        return number(value) if plain else coloured(meaning, number(value))

    u, _, steepness, speed = _speed(chain, here)
    name = lowered(chain.links[-1].inner)
    time = number(here.values[0])
    if not all(map(math.isfinite, here.values)) or not math.isfinite(steepness * speed):
        return f"At the time x = {time} there is no trail to stand on: a value or a rate is missing there."
    going = "climbs" if steepness * speed > 0 else "goes down" if steepness * speed < 0 else "stays level"
    climb = say("rising", steepness * speed)
    return (
        f"At the time x = {time} the walker is at {name} = {number(u)} and moves along the map at "
        f"{say('path', speed)}. The steepness there is {say('slope', steepness)}. "
        f"So the walker {going}: {number(steepness)}{TIMES}{signed(speed)} = {climb} "
        "units of height for each unit of time."
    )
