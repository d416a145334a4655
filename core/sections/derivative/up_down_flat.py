"""What the sign of f′ says: rising, falling, flat; f above f′ (and f″) on one x-axis."""

from __future__ import annotations

import math
import sys

import numpy as np
import pyarrow as pa
import streamlit as st
import sympy as sp

from core.charts.derivative_sign import pieces_table, sign_template, window_table
from core.charts.template import arrow
from core.charts.theme import coloured, spoken
from core.curves.feature import CriticalPoint, Features, FlatInterval, edge_extrema
from core.curves.sampling import heights_of, sample
from core.language.exact import exact_zero
from core.language.kept import kept
from core.rules.agreement import shown
from core.rules.lowest_terms import latex_of
from core.sections.derivative.subject import Subject, tidy_derivative
from core.ui.address import Address
from core.ui.controls import switch
from core.ui.function_input import readable
from core.ui.numbers import numbers
from core.ui.stage import stage_slots
from core.ui.words import number

_ROWS = 12  # of the table at first sight
_MOST_ROWS = 60  # the rest is counted
_REFERENCE = 321
_NOTHING = 1e-7  # of the height of the picture: what a root makes of a rounding error beside its edge
_MARGIN = 0.11  # of the height of the picture: a name needs as much
SIGNS = {"minimum": "− 0 +", "maximum": "+ 0 −", "neither": "does not change"}


def draw(subject: Subject, address: Address) -> None:
    """The stacked charts, the sentence, the table."""
    found = subject.features
    second = switch(address, "second", "Show f″, the slope of the slope")
    if second:
        st.markdown(_second_slope(subject))
    slots = stage_slots("sign")
    sentence = summary(subject, found)
    slots.description.text(spoken(sentence))
    # Not show_chart: these are several charts in one, each with a height of its own.
    slots.chart.vega_lite_chart(
        sign_template(subject.present, second).filled(**_tables(subject, found, second)),
        key=f"sign_chart_{second}",
        alt="f coloured by the sign of its slope, and f′ below it on the same x-axis",
        width="stretch",
    )
    slots.sentence.markdown(sentence)
    _table(subject, found)
    numbers(address, "The numbers of f, f′ and f″", "derivative.curve", lambda: curve_table(subject))
    numbers(address, "Every point of the table, with all digits", "derivative.points", lambda: points_table(found))


def curve_table(subject: Subject) -> pa.Table:
    """The curves at equal steps through the window."""
    x = np.linspace(subject.picture.window.x_min, subject.picture.window.x_max, _REFERENCE)
    f, slope, bend = subject.f, subject.df, subject.ddf
    return arrow(**{"x": x, "f(x)": f(x), "f′(x)": slope(x), "f″(x)": bend(x)})


def points_table(found: Features) -> pa.Table:
    """All critical and inflection points, flat stretches and extrema at edges, in order of x."""
    rows = [
        (c.x, c.x, c.y, c.kind if c.kind != "neither" else "level point" if c.derivative == 0 else "no slope")
        for c in found.critical
    ]
    rows += [(flat.start, flat.end, flat.y, "flat stretch") for flat in found.flat]
    rows += [(c.x, c.x, c.y, f"{c.kind} at the edge") for c in edge_extrema(found)]
    rows += [(p.x, p.x, p.y, "inflection") for p in found.inflections]
    rows.sort(key=lambda row: row[0])
    return arrow(
        **{
            "point": pa.array([row[3] for row in rows], pa.string()),
            "x": pa.array([row[0] for row in rows], pa.float64()),
            "up to x": pa.array([row[1] for row in rows], pa.float64()),
            "f(x)": pa.array([row[2] for row in rows], pa.float64()),
        }
    )


def _second_slope(subject: Subject) -> str:
    """f″ as a formula, and what its sign says."""
    meaning = "Where f″ is above zero the curve bends upward like a cup, below zero downward like a cap."
    if subject.function.derivative("x").derivative("x").simplified is None:
        return meaning
    found = tidy_derivative(subject.function.source, 2)
    formula = latex_of(found) if shown(found.tree) is not None else None
    return meaning if formula is None else rf":violet[$\displaystyle f''(x) = {formula}$] &emsp; {meaning}"


def _tables(subject: Subject, found: Features, second: bool) -> dict[str, pa.Table]:
    window, curve = subject.picture.window, subject.picture.curve
    start, end = window.x_min, window.x_max
    pieces = [(piece.start, piece.end, piece.kind) for piece in found.pieces]
    pieces += [(*interval, "flat") for interval in found.unfinished]  # drawn, in no colour of a direction
    reference = np.linspace(start, end, _REFERENCE)
    columns = {"x": reference, "f": subject.f(reference), "slope": subject.df(reference)}
    tables = {
        "bounds": window_table(start, end, window.y_min, window.y_max),
        "pieces": pieces_table(curve.x, curve.y, pieces, subject.f),
        "marks": _marks(found, window.y_min, window.y_max),
    }
    orders = [
        (
            "slope",
            subject.function.derivative("x"),
            [c.x for c in found.critical if c.derivative is not None],
        )
    ]
    if second:
        columns["bend"] = subject.ddf(reference)
        second_slope = subject.function.derivative("x").derivative("x")
        orders.append(("bend", second_slope, [p.x for p in found.inflections if math.isfinite(p.slope)]))
    for name, g, zeros in orders:
        drawn = sample(g, start, end, count=240, parameters=subject.parameters)
        low, high = heights_of(drawn)
        tables[f"{name}_bounds"] = window_table(start, end, min(low, 0.0), max(high, 0.0))
        tables[name] = arrow(x=drawn.x, y=drawn.y)
        tables[f"{name}_zeros"] = arrow(x=zeros, y=[0.0] * len(zeros), shape=["neither"] * len(zeros))
    return tables | {"reference": arrow(**columns)}


def _marks(found: Features, low: float, high: float) -> pa.Table:
    points = [(c.x, c.y, c.kind) for c in (*found.critical, *edge_extrema(found))]
    points += [(p.x, p.y, "inflection") for p in found.inflections]
    crowded = len(points) > 14
    return arrow(
        x=[x for x, _, _ in points],
        y=[y for _, y, _ in points],
        shape=[kind for *_, kind in points],
        side=["below" if _room_below(y, kind, low, high) else "above" for _, y, kind in points],
        label=["" if crowded or kind in ("neither", "inflection") else kind for *_, kind in points],
    )


def _room_below(y: float, kind: str, low: float, high: float) -> bool:
    """A name stands on the side where the curve is not, unless the picture ends there."""
    part = (y - low) / (high - low)
    return part > _MARGIN if kind == "minimum" else part > 1 - _MARGIN


def summary(subject: Subject, found: Features) -> str:
    """Where f rises and falls, in one or two sentences."""
    verbs = {"rising": "rises", "falling": "falls", "flat": "is flat"}
    kinds = list(dict.fromkeys(piece.kind for piece in found.pieces))
    if not kinds and found.unfinished:
        return f"In this window f is too lively: {reach_of(found)}"
    if not kinds:
        return "In this window f has no values, so there is nothing to rise or fall."
    parts = [f"{coloured(kind, verbs[kind])} {_where(found, kind)}" for kind in kinds]
    sentence = f"In this window f {parts[0]}" + "".join(f", and it {part}" for part in parts[1:]) + "."
    return f"{sentence} But {reach_of(found)}" if found.unfinished else sentence


def reach_of(found: Features) -> str:
    """How far the search got, where it had to stop."""
    spans = [f"x = {number(a)} and {number(b)}" for a, b in found.unfinished[:3]]
    more = " and elsewhere" if len(found.unfinished) > 3 else ""
    return f"I could not follow it to the end between {', '.join(spans)}{more}: a narrower window shows more."


def proof(found: Features, *, none: bool = False) -> str:
    """Whether a list is known to be whole, quietly."""
    if found.complete:
        return "proven" if none else "These are all of them, proven."
    return "as far as I found" if none else "These are the ones I found; that there are no more is not proven."


def _where(found: Features, kind: str) -> str:
    spans = [f"from {number(p.start)} to {number(p.end)}" for p in found.pieces if p.kind == kind]
    if len(spans) > 4:
        return f"on {len(spans)} stretches"
    spans[0] = spans[0].replace("from ", "from x = ", 1)
    return " and ".join([", ".join(spans[:-1]), spans[-1]]) if len(spans) > 1 else spans[0]


def _table(subject: Subject, found: Features) -> None:
    rows = [_critical_row(subject, found, c) for c in found.critical]
    rows += [_flat_row(subject, flat) for flat in found.flat]
    rows += [
        (
            f"{c.kind} at the edge",
            number(c.x, 8),
            _height(subject, 0.0 if abs(c.y) < _NOTHING * _height_of(subject) else c.y),
            "the domain ends here",
        )
        for c in edge_extrema(found)
    ]
    rows += [
        ("inflection", _place(subject, p.x, second=True), _height(subject, p.y), _bend(subject, p.x))
        for p in found.inflections
    ]
    if not rows and found.unfinished:
        return  # the sentence says so
    if not rows:
        why = "f has no critical point and no inflection point in this window"
        reason = f": nowhere is its slope 0, and nowhere does the bend turn over ({proof(found, none=True)})."
        st.markdown(why + (reason if found.pieces else "."))
        return
    st.markdown(_as_table(rows[:_ROWS]))
    if len(rows) > _ROWS:
        with st.expander(f"{len(rows) - _ROWS} more in this window"):
            st.markdown(_as_table(rows[_ROWS:_MOST_ROWS]))
            if len(rows) > _MOST_ROWS:
                st.markdown(f"… and another {len(rows) - _MOST_ROWS}. Choose a narrower window to see them.")
    st.caption(proof(found))


def _as_table(rows: list[tuple[str, ...]]) -> str:
    head = ["| point | x | f(x) | why |", "|:--|:--|:--|:--|"]
    return "\n".join(head + ["| " + " | ".join(row) + " |" for row in rows])


def _flat_row(subject: Subject, flat: FlatInterval) -> tuple[str, str, str, str]:
    reach = f"{number(flat.start)} to {number(flat.end)}"
    return ("flat stretch", reach, _height(subject, flat.y), "f′ is 0 all along it")


def _critical_row(subject: Subject, found: Features, c: CriticalPoint) -> tuple[str, str, str, str]:
    if c.derivative is None:
        why = {"minimum": "no slope here; f′ changes from − to +", "maximum": "no slope here; f′ changes from + to −"}
        bend = next((i.kind for i in found.irregular if i.x == c.x), "no slope")
        name = c.kind if c.kind != "neither" else bend
        return (name, number(c.x, 8), _height(subject, c.y), why.get(c.kind, "no slope here; f′ keeps its sign"))
    why = {"minimum": "f′ changes from − to +", "maximum": "f′ changes from + to −"}
    name = c.kind if c.kind != "neither" else "level point"
    return (name, _place(subject, c.x), _height(subject, c.y), why.get(c.kind, "f′ touches 0 and keeps its sign"))


def _height_of(subject: Subject) -> float:
    return subject.picture.window.y_max - subject.picture.window.y_min


def _height(subject: Subject, y: float) -> str:
    """f(x) with digits enough to tell heights apart that look different in the picture."""
    if not math.isfinite(y):
        return number(y)
    smallest, largest = sys.float_info.min, sys.float_info.max
    spare = math.log10(max(abs(y), smallest)) - math.log10(min(max(_height_of(subject), smallest), largest))
    return number(y, min(max(4, math.ceil(spare) + 4), 15))


def _bend(subject: Subject, x: float) -> str:
    step = 1e-4 * subject.visible_width
    bends = np.sign(subject.ddf(np.array([x - step, x + step])))
    return {(-1.0, 1.0): "f″ changes from − to +", (1.0, -1.0): "f″ changes from + to −"}.get(
        tuple(bends), "f″ changes sign"
    )


def _place(subject: Subject, x: float, second: bool = False) -> str:
    """x with its exact name where there is one."""
    name = _exact(subject.function.source, tuple(sorted(subject.parameters.items())), x, second)
    if name is None:
        return number(x) if float(f"{x:.4g}") == x else f"≈ {number(x, 10)}"
    return number(x, 8) if name == "" else f"${name}$ ≈ {number(x, 8)}"


@kept(1024)
def _exact(text: str, parameters: tuple[tuple[str, float], ...], x: float, second: bool) -> str | None:
    """LaTeX of the exact place of a zero of f′ (or f″); "" if the decimal is exact, None if no exact form is known."""
    g = readable(text, ("x",)).derivative("x")
    exact = exact_zero(g.derivative("x") if second else g, x, **dict(parameters))
    if exact is None:
        return None
    return "" if exact.is_Integer or (exact.is_Rational and 10**8 % exact.q == 0) else sp.latex(exact)
