"""Critical points in the window, and what the second-derivative test says of each."""

from __future__ import annotations

import math

import pyarrow as pa
import streamlit as st

from core.charts.template import arrow
from core.charts.theme import coloured
from core.language import Function
from core.sections.partial_derivatives.subject import Subject, function_of
from core.surfaces.critical_point import CriticalPoint, CriticalSet
from core.ui.address import Address
from core.ui.words import number
from core.widgets.hill.terrain import terrain_of

_MOST = 200
_LARGE = 1e6
_CURVES = 4
_SOME = 0.02  # of the window: less level ground is not worth a sentence
_PLURAL = {"minimum": "minima", "maximum": "maxima", "saddle": "saddles", "undecided": "undecided"}
_COLOUR = {"minimum": "falling", "maximum": "rising", "saddle": "slope", "undecided": "flat"}
_SEEN = {
    "minimum": "it is higher all around, so a minimum",
    "maximum": "it is lower all around, so a maximum",
    "saddle": "some ways lead up and some down, so a saddle",
    "undecided": "even that gives no clear answer",
}
_SYMBOL = {"minimum": "▼", "maximum": "▲", "saddle": "✕", "undecided": "?"}


def draw(subject: Subject, address: Address) -> None:
    """The sentence, the Hessian, the table; a chosen row becomes the point."""
    found = subject.landscape.critical
    st.markdown(summary(found))
    hessian = hessian_latex(function_of(address))
    if hessian:
        st.markdown(f"$$\n{hessian}\n$$")
    if not found.points:
        return
    table = rows(found)
    formats = {
        name: st.column_config.NumberColumn(format="%.6g")
        for name in table.column_names
        if pa.types.is_floating(table[name].type)
    }
    key = f"critical points {terrain_of(subject.landscape)['mark']}"
    picked = st.dataframe(
        table, key=key, hide_index=True, column_config=formats,
        width="stretch", on_select="rerun", selection_mode="single-row",
        height=min(38 * (len(table) + 1) + 2, 420),
    ).selection.rows  # fmt: skip
    if picked and st.session_state.get("critical row") != (key, picked[0]):
        st.session_state["critical row"] = (key, picked[0])
        point = found.points[picked[0]]
        address.put(x=point.x, y=point.y)
        address.write()
    st.caption("Choose a row to stand on that point.")
    worked = worked_test(found, (address["x"], address["y"]))  # a chosen row has just moved the point
    st.markdown(worked)


def summary(found: CriticalSet) -> str:
    """How many there are of which kind, whole lines and level ground included."""
    parts = []
    if found.flat_share == 1:
        return "f does not change at all here: every point is critical, and none is special."
    if found.flat_share > 0.5 and not found.points:
        return (
            f"f is constant on {_percent(found)} % of the window: every point there is critical, "
            "and none is special. The rest is edges and jumps."
        )
    for kind, many in _PLURAL.items():
        count = found.count(kind)
        if count:
            word = kind if count == 1 or kind == "undecided" else many
            parts.append(coloured(_COLOUR[kind], f"{_SYMBOL[kind]} {count} {word}"))
    said = (
        f"In this window: {', '.join(parts)}{_all(found, len(found.points) > 1)}."
        if parts
        else f"No critical point in this window: nowhere is it level in all directions{_all(found)}."
        if found.flat_share <= _SOME and found.complete
        else "I found no critical point in this window, but have no proof that there is none."
        if found.flat_share <= _SOME and not len(found.lines)
        else "In this window no critical point stands alone."
    )
    if len(found.lines):
        said = (said if parts else "In this window no critical point stands alone.") + _lines(found)
    if found.flat_share > _SOME:
        said += f" On {_percent(found)} % of the window f is constant: every point there is critical."
    if any(not point.smooth for point in found.points):
        said += " A tip, crease or jump counts too where f is lowest or highest: without a gradient there is no test."
    return said + _how_far(found)


def _lines(found: CriticalSet) -> str:
    """Whole lines of critical points, by their equations where these are known."""
    if found.curves:
        named = ", ".join(f"${curve}$" for curve in found.curves[:_CURVES])
        more = ", and more" if len(found.curves) > _CURVES else ""
        proven = " :small[(proven)]" if found.complete else ""
        return (
            f" Every point of {'the lines' if len(found.curves) > 1 else 'the line'} {named}{more} is critical{proven}."
        )
    return " There are whole lines of them (level valleys, ridges or creases), so a table could never list them all."


def _percent(found: CriticalSet) -> int:
    """The part of the window on which f is constant; what is not all of it is not rounded up to all."""
    return min(99, round(100 * found.flat_share))


def _how_far(found: CriticalSet) -> str:
    """How much of the window is settled, where the search was not finished."""
    if found.complete or len(found.lines) or found.flat_share > _SOME:
        return ""
    share = min(99.9, 100 * found.searched)
    return f" :small[(The search has settled {number(round(share, 1))} % of the window; the rest is too intricate.)]"


def _all(found: CriticalSet, several: bool = False) -> str:
    """Quietly: whether that is proven."""
    if not found.complete:
        return "" if len(found.lines) else " :small[(those I found; there may be others)]"
    return " :small[(all of them, proven)]" if several else " :small[(proven)]"


def verdict(point: CriticalPoint) -> str:
    """What a point is, and how that was decided."""
    if not point.smooth:
        return f"{point.kind} at a {point.at}: no gradient here"
    if point.decided:
        return point.kind
    if point.kind == "undecided":
        return "undecided"
    return f"test undecided; on small circles around it: {point.kind}"


def rows(found: CriticalSet) -> pa.Table:
    """The table of critical points."""
    points = found.points[:_MOST]
    return arrow(
        **{
            "kind": [f"{_SYMBOL[point.kind]} {verdict(point)}" for point in points],
            "x": [point.x for point in points],
            "y": [point.y for point in points],
            "f": _column([point.value for point in points]),
            "f_xx": _column([point.second_x for point in points]),
            "f_yy": _column([point.second_y for point in points]),
            "f_xy": _column([point.mixed for point in points]),
            "det H": _column([point.determinant for point in points]),
        }
    )


def _column(values: list[float]) -> list[float] | list[str]:
    """Numbers; as text with powers of ten where they would be as wide as the table."""
    return [number(value) for value in values] if max(map(abs, values), default=0.0) >= _LARGE else values


def hessian_latex(function: Function) -> str:
    """H = [[f_xx, f_xy], [f_xy, f_yy]] typeset, or nothing where it is too long."""
    first = {name: function.derivative(name) for name in "xy"}
    entries = [first["x"].derivative("x").latex, first["x"].derivative("y").latex, first["y"].derivative("y").latex]
    if sum(map(len, entries)) > 260:
        return ""
    xx, xy, yy = entries
    letters = r"\begin{pmatrix} f_{xx} & f_{xy} \\ f_{xy} & f_{yy} \end{pmatrix}"
    return rf"H = {letters} = \begin{{pmatrix}} {xx} & {xy} \\ {xy} & {yy} \end{{pmatrix}}"


def worked_test(found: CriticalSet, place: tuple[float, float]) -> str:
    """The test done aloud for the critical point nearest to the reader, who stands on ``place``."""
    x, y = place
    point = min(found.points, key=lambda p: math.hypot(p.x - x, p.y - y))
    nearest = f"Nearest to you: ({number(point.x)}, {number(point.y)})"
    if not point.smooth:
        return (
            f"{nearest}, a {point.at}. There is no gradient, so there is nothing to test. "
            f"On small circles around the point: {_SEEN[point.kind]}."
        )
    low, high = point.eigenvalues
    numbers = (
        f"{nearest}. det H = {number(point.second_x)} · {_factor(point.second_y)} − {_factor(point.mixed)}² = "
        f"{coloured('slope', number(point.determinant))}; "
        f"the hill bends by {number(low)} and {number(high)} along its two main directions."
    )
    return f"{numbers} {_because(point)}"


def _factor(value: float) -> str:
    text = number(value)
    return f"({text})" if text.startswith("−") or not set(text) <= set("0123456789.") else text


def _because(point: CriticalPoint) -> str:
    if not point.decided:
        return f"An eigenvalue is 0, so the test is undecided. On small circles around the point: {_SEEN[point.kind]}."
    if point.kind == "saddle":
        return "det H < 0: it bends up one way and down the other, a saddle."
    way = ("positive", "upwards", "minimum") if point.kind == "minimum" else ("negative", "downwards", "maximum")
    return f"det H > 0 and f_xx {way[0]}: it bends {way[1]} every way, a {way[2]}."
