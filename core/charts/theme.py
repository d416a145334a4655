"""How every chart looks: the six meanings and their colours, type, strokes, axes.

Colours are never written into a chart. A mark says what it *means* (``color=meaning("slope")``); all marks share one
scale whose domain is ``MEANINGS`` and whose range is the theme's ``chartCategoricalColors`` (.streamlit/config.toml):
light and dark follow by themselves, and a sentence that says ``:violet[6]`` has the colour of the tangent.

>>> alt.Chart(...).mark_line(strokeWidth=look.stroke).encode(color=meaning("function"))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

MEANINGS = ("function", "slope", "rising", "falling", "flat", "path")
Meaning = Literal["function", "slope", "rising", "falling", "flat", "path"]

# The same meanings in Streamlit's Markdown: config.toml gives these names the same colours.
TEXT_COLOURS = {
    "function": "blue",
    "slope": "violet",
    "rising": "green",
    "falling": "red",
    "flat": "gray",
    "path": "orange",
}

_MARKED = re.compile(r":[a-z]+\[([^\]]*)\]")

SCALE = alt.Scale(domain=list(MEANINGS))


def meaning(name: Meaning) -> alt.ColorDatum:
    """The colour encoding of one meaning; ``template`` puts it on the scale that all charts share."""
    if name not in MEANINGS:
        raise ValueError(f"{name!r} is not one of {MEANINGS}")
    return alt.ColorDatum(name)


def meaning_field(field: str) -> alt.Color:
    """Colour by a column that holds names of meanings (``rising``, ``falling``, …)."""
    return alt.Color(f"{field}:N", scale=SCALE, legend=None)


def coloured(name: Meaning, text: str) -> str:
    """``text`` (a number or a word of ours, never typed text) as Markdown in the colour of a meaning."""
    return f":{TEXT_COLOURS[name]}[**{text}**]"


def spoken(sentence: str) -> str:
    """A sentence with ``coloured`` parts as a screen reader should hear it: the words alone."""
    return _MARKED.sub(r"\1", sentence).replace("**", "")


@dataclass(frozen=True)
class Look:
    """Sizes of one way of showing: at a desk, or from the back of the room (``PRESENT``). Units: pixels."""

    text: int = 14
    label: int = 15
    stroke: float = 3.0
    thin: float = 1.5
    point: int = 110
    height: int = 410


DESK = Look()
PRESENT = Look(text=24, label=26, stroke=5.0, thin=4.0, point=320, height=460)


def look(present: bool) -> Look:
    """The sizes for the desk or for the projector."""
    return PRESENT if present else DESK


def configured(chart: alt.TopLevelMixin, sizes: Look = DESK) -> alt.TopLevelMixin:
    """The chart with our axes, grid and type. Colours of axes and text are left to the theme of the page."""
    return (
        chart.configure_view(stroke=None)
        .configure_axis(
            labelFontSize=sizes.text,
            titleFontSize=sizes.label,
            titleFontWeight=500,
            titlePadding=8,
            labelPadding=6,
            grid=True,
            gridOpacity=0.55,
            domain=False,
            ticks=False,
            tickCount=7,
            labelFlush=False,
        )
        .configure_text(fontSize=sizes.label)
        .configure_header(labelFontSize=sizes.text, titleFontSize=sizes.label)
        .configure_title(fontSize=sizes.label, anchor="start", fontWeight=500)
    )


# 10⁻³ rather than 1e-3 on a logarithmic axis; between the powers of ten plain numbers.
_POWER = "round(log(datum.value) / LN10)"
_DIGIT = "slice('⁰¹²³⁴⁵⁶⁷⁸⁹', {0}, {0} + 1)"
_RAISED = (
    f"({_POWER} < 0 ? '⁻' : '') + (abs({_POWER}) > 9 ? {_DIGIT.format(f'floor(abs({_POWER}) / 10)')} : '')"
    f" + {_DIGIT.format(f'abs({_POWER}) % 10')}"
)
_IS_POWER = f"abs(log(datum.value) / LN10 - {_POWER}) < 1e-6"
_SMALL_OR_LARGE = "datum.value < 0.0009 || datum.value > 2e4"


def powers_of_ten(**options: Any) -> alt.Axis:
    """The labels of a logarithmic axis. ``options``: the axis's others."""
    return alt.Axis(
        labelExpr=f"({_SMALL_OR_LARGE}) ? ({_IS_POWER} ? '10' + {_RAISED} : '') : format(datum.value, '~g')", **options
    )


def plain_ticks(**options: Any) -> alt.Axis:
    """The labels of an axis that may show any size of number: 10, −0.5, 2·10⁻⁷. ``options``: the axis's others."""
    front, power = (f"split(format(datum.value, '.3~e'), 'e')[{part}]" for part in (0, 1))
    times = f"{front} == '1' ? '' : {front} == '−1' ? '−' : {front} + '·'"
    raised = f"replace({power}, '+', '')"
    for plain, high in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        raised = f"replace({raised}, regexp('{plain}', 'g'), '{high}')"
    usual = "datum.value == 0 || abs(datum.value) >= 1e-4 && abs(datum.value) < 1e6"
    return alt.Axis(labelExpr=f"{usual} ? format(datum.value, '~r') : ({times}) + '10' + {raised}", **options)
