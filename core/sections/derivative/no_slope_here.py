"""Where f has no slope: what happens there, with half tangents, and what libraries do about it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pyarrow as pa
import streamlit as st
import sympy as sp

from core.charts.derivative_parts import kinks_template
from core.charts.template import arrow, bounds
from core.charts.theme import coloured
from core.curves import Place
from core.language.exact import candidates
from core.language.numerals import plain
from core.language.syntax import Call, Node, children
from core.language.vocabulary import OPERATIONS
from core.sections.derivative.subject import Subject
from core.sections.derivative.up_down_flat import proof, reach_of
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.stage import show_chart, stage_slots
from core.ui.words import number

_SAID = 6
_HALF = 0.09  # of the window


def draw(subject: Subject, address: Address) -> None:
    """The picture and a sentence for each place, or one sentence that there is none."""
    places = subject.features.irregular
    if not places:
        st.markdown(_none(subject))
        return
    slots = stage_slots("kinks")
    show_chart(
        slots,
        kinks_template(subject.present),
        key="kinks_chart",
        alt="The curve with half tangents where it has no slope",
        description=" ".join(place.sentence for place in places[:_SAID]),
        **_tables(subject, places),
    )
    lines = [_line(place) for place in places[:_SAID]]
    if (more := len(places) - _SAID) > 0:
        lines.append(f"- … and {more} more {'place' if more == 1 else 'places'} like these.")
    if not subject.features.unfinished:
        lines.append(f"- {proof(subject.features)}")
    slots.sentence.markdown("\n".join(lines))
    if (note := _libraries(subject, places)) is not None:
        st.markdown(note)
    numbers(address, "The numbers of these places", "derivative.places", lambda: places_table(places))


def places_table(places: tuple[Place, ...]) -> pa.Table:
    """Every place without a slope, with the values and the slopes that both sides head for."""
    return arrow(
        x=[place.x for place in places],
        what=[place.kind for place in places],
        value=[place.value for place in places],
        limit_from_the_left=[place.left for place in places],
        limit_from_the_right=[place.right for place in places],
        slope_from_the_left=[place.left_slope for place in places],
        slope_from_the_right=[place.right_slope for place in places],
    )


def _line(place: Place) -> str:
    """What happens there; an irrational place (π/2, √2) with its name, if it is one to the last digit."""
    x, text = place.x, place.sentence
    for name in candidates(x):
        if not name.is_Rational and abs(float(name) - x) <= 2 * math.ulp(x):
            at = f"x = {plain(x)}"
            return "- " + text.replace(at, f"{at} (${sp.latex(name)}$)", 1)
    return f"- {text}"


def _none(subject: Subject) -> str:
    window, found = subject.picture.window, subject.features
    if not found.pieces and not found.unfinished:
        return "In this window f has no values at all."
    reach = f"from {number(window.x_min)} to {number(window.x_max)}"
    if found.unfinished:
        return f"Where I could follow f it has a slope ({reach}); {reach_of(found)}"
    none = f"Your f has a slope at every x {reach}: no corner, no jump, no hole ({proof(found, none=True)})."
    return f"{none} Type |x|, x^(2/3), floor x or 1/x to see one."


def _tables(subject: Subject, places: tuple[Place, ...]) -> dict[str, pa.Table]:
    drawn = subject.picture
    segments = list(_half_tangents(subject, places))
    points = [(p.x, p.value) for p in places if math.isfinite(p.value)]
    empty = [(p.x, y) for p in places for y in _empty_ends(p)]
    return {
        "bounds": bounds(*drawn.limits),
        "curve": arrow(x=drawn.curve.x, y=drawn.curve.y),
        "gaps": arrow(x=[p.x for p in places if p.kind in ("pole", "hole", "jump", "edge", "oscillation")]),
        "halves": arrow(
            x=[x for s in segments for x in s[0]],
            y=[y for s in segments for y in s[1]],
            piece=[f"{i}" for i in range(len(segments)) for _ in "ab"],
        ),
        "points": arrow(x=[x for x, _ in points], y=[y for _, y in points]),
        "empty": arrow(x=[x for x, _ in empty], y=[y for _, y in empty]),
        "labels": arrow(
            x=[s[0][1] for s in segments[:8]],
            y=[s[1][1] for s in segments[:8]],
            words=[s[2] for s in segments[:8]],
            side=[s[3] for s in segments[:8]],
        ),
    }


def _empty_ends(place: Place) -> list[float]:
    """Heights that the curve heads for without reaching them."""
    if place.kind not in ("jump", "hole", "edge"):
        return []
    ends = dict.fromkeys(y for y in (place.left, place.right) if math.isfinite(y))
    return [y for y in ends if not math.isclose(y, place.value, rel_tol=1e-6, abs_tol=1e-12)]


def _half_tangents(subject: Subject, places: tuple[Place, ...]) -> Iterator[tuple]:
    """(x, x), (y, y), words, side: from each place outwards, as long on the screen whatever the slope."""
    x_min, x_max, y_min, y_max = subject.picture.limits
    across, up = _HALF * (x_max - x_min), 2 * _HALF * (y_max - y_min)
    for place in places:
        if place.kind in ("jump", "hole"):  # torn: no secant through the point settles on the slope of a branch
            continue
        for side, sign, slope, value in (
            ("left", -1, place.left_slope, place.left),
            ("right", 1, place.right_slope, place.right),
        ):
            if math.isnan(slope) or not math.isfinite(value):
                continue
            if math.isinf(slope):
                dx, dy = 0.0, math.copysign(up, sign * slope)
            else:
                shrink = 1 / math.hypot(1.0, slope * across / up)
                dx, dy = sign * across * shrink, sign * slope * across * shrink
            yield (place.x, place.x + dx), (value, value + dy), f"slope {number(slope, 3)}", side


def _libraries(subject: Subject, places: tuple[Place, ...]) -> str | None:
    """What a library uses at a corner of a function that machines really learn with."""
    if not _has_corners(subject.function.tree):
        return None
    corner = next((p for p in places if p.kind == "corner" and math.isfinite(p.left_slope + p.right_slope)), None)
    if corner is None:
        return None
    used, by = _convention(subject, corner)
    low, high = sorted((corner.left_slope, corner.right_slope))
    between = f"any number strictly between {number(low)} and {number(high)}"
    sentence = f"A machine that learns needs a number even at the corner x = {number(corner.x)}. "
    if corner.left_slope < corner.right_slope:
        sentence += f"Lines through the corner with {between} for a slope stay under the curve nearby: "
        sentence += "each is a **subgradient**. "
    else:
        sentence += f"Here the corner points up, and {between} would do as a stand-in. "
    if float(f"{corner.x:.9g}") != corner.x:
        return sentence + "No number of a computer hits this x exactly, so it gets the slope of one side or the other."
    if math.isfinite(used):
        sentence += f"By convention {by} takes {coloured('slope', number(used))}, and learning does not mind."
    return sentence


def _convention(subject: Subject, corner: Place) -> tuple[float, str]:
    """The stand-in for a slope at a corner, and whose convention that is.

    PyTorch's own differ: relu6, hardtanh and hardsigmoid take 0 at both ends, clamp the slope of its inside, max and
    min half of each side. Source: torch/csrc/autograd (hardtanh_backward, clamp_backward, maximum_backward).
    """
    name = re.match(r"\s*(?:[a-z](?:\(x\))?\s*=\s*)?([a-z_]+6?)\s*\(", subject.function.typed or "")
    called = name.group(1) if name else ""
    if called in ("relu6", "hardtanh", "hardsigmoid"):
        return 0.0, f"PyTorch's {called}"
    if called in ("clamp", "clip"):
        return max(corner.left_slope, corner.right_slope, key=abs), "PyTorch's clamp"
    half = "half of each side, which PyTorch" if called in ("max", "min") else "PyTorch"
    return float(subject.df(corner.x)), half


def _has_corners(tree: Node) -> bool:
    own = isinstance(tree, Call) and OPERATIONS[tree.name].corner == "corner"
    return own or any(map(_has_corners, children(tree)))
