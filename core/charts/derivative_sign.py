"""f, f′ and f″ one above the other on one x-axis, with one line that follows the pointer through all of them."""

from __future__ import annotations

import warnings
from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis
from core.charts.theme import Look, look, meaning, meaning_field

KINDS = ("rising", "falling", "flat")
_DASHES = alt.StrokeDash("dash:N", legend=None, scale=alt.Scale(domain=list(KINDS), range=[[1, 0], [9, 3], [2, 3]]))
_SHAPES = alt.Shape(
    "shape:N",
    legend=None,
    scale=alt.Scale(
        domain=["minimum", "maximum", "neither", "inflection"],
        range=["triangle-up", "triangle-down", "square", "diamond"],
    ),
)
ORDERS = (("f", "bounds", "f(x)"), ("slope", "slope_bounds", "f′(x)"), ("bend", "bend_bounds", "f″(x)"))


@cache
def sign_template(present: bool = False, second: bool = False) -> Template:
    """Datasets: bounds, slope_bounds (bend_bounds), pieces (x, y, kind, dash, piece), slope (bend) (x, y),
    marks (x, y, shape, label, side), slope_zeros (x, y, shape), reference (x, f, slope, bend).
    """
    sizes = look(present)
    pointer = alt.selection_point(
        name="reference_line", on="pointermove", clear=False, nearest=True, encodings=["x"], empty=False
    )
    heights = (380, 280, 240) if present else (260, 170, 150)
    charts = [
        alt.layer(*_view(order, sizes), *_reference(order, pointer, sizes)).properties(height=heights[order])
        for order in range(3 if second else 2)
    ]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Automatically deduplicated")  # one line through all views is meant
        return template(alt.vconcat(*charts, spacing=6 if present else 2), sizes, height=alt.Undefined)


def _view(order: int, sizes: Look) -> list[alt.Chart]:
    name, dataset, title = ORDERS[order]
    at = {
        "x": x_axis("x" if order else None, dataset=dataset),
        "y": y_axis(title, dataset=dataset, axis=alt.Axis(minExtent=52, tickCount=5)),
    }
    zero = (
        alt.Chart(table(dataset))
        .transform_calculate(zero="0")
        .mark_rule(opacity=0.7, strokeWidth=1.4, clip=True)
        .encode(y=y_axis(title, "zero", dataset), color=meaning("flat"))
    )
    if order == 0:
        lines = [
            alt.Chart(table("pieces"))
            .mark_line(clip=True, strokeWidth=sizes.stroke * 1.15, strokeJoin="round")
            .encode(**at, detail="piece:N", color=meaning_field("kind"), strokeDash=_DASHES)
        ]
    else:
        lines = [
            alt.Chart(table(name))
            .mark_line(clip=True, strokeWidth=sizes.stroke, strokeJoin="round", opacity=1 if order == 1 else 0.7)
            .encode(**at, color=meaning("slope"))
        ]
    marks = alt.Chart(table("marks" if order == 0 else f"{name}_zeros"))
    points = marks.mark_point(filled=True, size=sizes.point * 1.2, opacity=1, clip=True).encode(
        **at, shape=_SHAPES, color=meaning("flat")
    )
    words = [  # on the side where the curve is not
        marks.transform_filter(alt.datum.side == side)
        .mark_text(dy=dy * sizes.label, fontSize=sizes.text, fontWeight=600, clip=True)
        .encode(**at, text="label:N", color=meaning("flat"))
        for side, dy in (("below", 1.3), ("above", -1.2))
    ]
    return [zero, *lines, points, *(words if order == 0 else [])]


def _reference(order: int, pointer: alt.Parameter, sizes: Look) -> list[alt.Chart]:
    name, dataset, title = ORDERS[order]
    at = {"x": x_axis("x" if order else None, dataset=dataset), "y": y_axis(title, name, dataset)}
    rows = alt.Chart(table("reference"))
    here = rows.transform_filter(pointer).transform_calculate(
        words=f"isValid(datum.{name}) ? '{('f', 'f′', 'f″')[order]} = ' + format(datum.{name}, '.3~g') : ''"
    )
    return [
        here.mark_rule(strokeWidth=sizes.thin, strokeDash=[4, 3]).encode(x=at["x"], color=meaning("flat")),
        here.mark_point(filled=True, size=sizes.point * 0.7, opacity=1, clip=True).encode(
            **at, color=meaning("function" if order == 0 else "slope")
        ),
        here.mark_text(align="left", baseline="top", dx=8, fontSize=sizes.label, fontWeight=600).encode(
            x=at["x"], y=alt.value(4), text="words:N", color=meaning("function" if order == 0 else "slope")
        ),
        rows.mark_point(opacity=0, size=1).encode(x=at["x"], y=alt.value(0)).add_params(pointer),
    ]


def pieces_table(xs: np.ndarray, ys: np.ndarray, pieces: list[tuple[float, float, str]], f) -> pa.Table:
    """The curve cut into pieces of one kind each; ``f`` gives the values at the cuts."""
    x, y, kinds, numbers = [], [], [], []
    for number, (start, end, kind) in enumerate(pieces):
        inside = (xs > start) & (xs < end)
        # A step aside where the value at the very end belongs to no side (a jump) or does not exist.
        ends = np.array([start, end])
        aside = f(ends + np.array([1, -1]) * 1e-9 * max(end - start, 1e-300))
        px, py = np.r_[start, xs[inside], end], np.r_[aside[0], ys[inside], aside[1]]
        x.append(px), y.append(py)
        kinds += [kind] * len(px)
        numbers += [f"{number}"] * len(px)
    if not pieces:
        return arrow(x=[0.0], y=[np.nan], kind=["flat"], dash=["flat"], piece=["0"])
    return arrow(x=np.concatenate(x), y=np.concatenate(y), kind=kinds, dash=kinds, piece=numbers)


def window_table(start: float, end: float, low: float, high: float) -> pa.Table:
    """Limits of one of the three views."""
    return bounds(start, end, low, high)
