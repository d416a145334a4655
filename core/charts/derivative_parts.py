"""The smaller pictures of the derivative page: microscope, half tangents, error of numerical differentiation."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.derivative import tangent_template
from core.charts.template import (
    Template,
    arrow,
    bounds,
    table,
    template,
    window_scale,
    x_axis,
    y_axis,
    zero_lines,
)
from core.charts.theme import look, meaning, plain_ticks, powers_of_ten

Limits = tuple[float, float, float, float]
SMALL = 320


def height(present: bool, small: int = SMALL) -> int:
    """The height of a section's chart in pixels."""
    return 560 if present else small


@cache
def secant_template(present: bool = False) -> Template:
    """The picture of the stage, lower."""
    whole = tangent_template(present, driven=False)
    return replace(whole, spec={**whole.spec, "height": height(present)})


@cache
def zoom_template(present: bool = False) -> Template:
    """Datasets: bounds, curve (x, y), tangent (x, y, side), point (x, y), corner (x, y, label). Axes: distances
    from the point.
    """
    sizes = look(present)
    at = {
        "x": x_axis("distance from x", axis=plain_ticks(tickCount=5)),
        "y": y_axis("distance from f(x)", axis=plain_ticks(tickCount=5)),
    }
    layers = [
        zero_lines("distance from x", "distance from f(x)"),
        alt.Chart(table("tangent"))
        .mark_line(clip=True, strokeWidth=sizes.stroke * 2.2, opacity=0.55)
        .encode(**at, detail="side:N", color=meaning("slope")),
        alt.Chart(table("curve"))
        .mark_line(clip=True, strokeWidth=sizes.stroke, strokeJoin="round")
        .encode(**at, color=meaning("function")),
        alt.Chart(table("point"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope")),
        alt.Chart(table("corner"))
        .mark_text(align="left", baseline="top", dx=10, dy=8, fontSize=sizes.label * 1.5, fontWeight=700)
        .encode(**at, text="label:N", color=meaning("flat")),
    ]
    return template(alt.layer(*layers), sizes, height=height(present))


def zoom_tables(
    limits: Limits, curve: tuple, lines: tuple[tuple[str, float, float, float], ...], label: str
) -> dict[str, pa.Table]:
    """``curve``: (x, y) as distances; ``lines``: (side, from, to, slope) of the tangent or the half tangents."""
    x = [end for _, start, stop, _ in lines for end in (start, stop)]
    y = [_along(slope, end, limits) for _, start, stop, slope in lines for end in (start, stop)]
    return {
        "bounds": bounds(*limits),
        "curve": arrow(x=curve[0], y=curve[1]),
        "tangent": arrow(
            x=[
                0.0 if np.isinf(slope) else end
                for end, slope in zip(x, [line[3] for line in lines for _ in "ab"], strict=True)
            ],
            y=y,
            side=[side for side, *_ in lines for _ in "ab"],
        ),
        "point": arrow(x=[0.0], y=[0.0]),
        "corner": arrow(x=[limits[0]], y=[limits[3]], label=[label]),
    }


def _along(slope: float, distance: float, limits: Limits) -> float:
    if np.isinf(slope):
        return float(np.sign(slope * distance)) * (limits[3] - limits[2])
    return slope * distance


@cache
def kinks_template(present: bool = False) -> Template:
    """Datasets: bounds, curve (x, y), gaps (x), halves (x, y, piece), points and empty (x, y): where f has its
    value and where it only heads for one; labels (x, y, words, side).
    """
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    labels = alt.Chart(table("labels"))
    layers = [
        zero_lines(),
        alt.Chart(table("curve"))
        .mark_line(clip=True, strokeWidth=sizes.stroke, strokeJoin="round")
        .encode(**at, color=meaning("function")),
        alt.Chart(table("gaps"))
        .mark_rule(clip=True, strokeDash=[3, 5], strokeWidth=sizes.thin)
        .encode(x=x_axis("x"), color=meaning("flat")),
        alt.Chart(table("halves"))
        .mark_line(clip=True, strokeWidth=sizes.stroke * 1.3)
        .encode(**at, detail="piece:N", color=meaning("slope")),
        alt.Chart(table("points"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope")),
        alt.Chart(table("empty"))
        .mark_point(filled=False, opacity=1, size=sizes.point, strokeWidth=sizes.stroke * 0.8, clip=True)
        .encode(**at, color=meaning("slope")),
        *(
            labels.transform_filter(alt.datum.side == side)
            .mark_text(align=align, dx=dx, dy=dy, fontSize=sizes.label, fontWeight=600, clip=True)
            .encode(**at, text="words:N", color=meaning("slope"))
            # One below, one above: so the names at two corners side by side do not meet.
            for side, align, dx, dy in (
                ("left", "right", -6, 0.9 * sizes.label),
                ("right", "left", 6, -0.9 * sizes.label),
            )
        ),
    ]
    return template(alt.layer(*layers), sizes, height=height(present))


METHOD_DASHES = {"forward": [1, 0], "central": [9, 4], "five-point": [3, 3]}


@cache
def error_template(present: bool = False) -> Template:
    """Datasets: bounds, errors (x, y, method), floor (x, y), fits (x, y, method), best (x, y),
    labels (x, y, words, side).
    """
    sizes = look(present)
    axis = powers_of_ten(tickCount=8)
    at = {
        "x": alt.X("x:Q", title="Δx", scale=window_scale("x", type="log"), axis=axis),
        "y": alt.Y("y:Q", title="error", scale=window_scale("y", type="log"), axis=axis),
    }
    dash = alt.StrokeDash(
        "method:N", legend=None, scale=alt.Scale(domain=list(METHOD_DASHES), range=list(METHOD_DASHES.values()))
    )
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0).encode(**at),
        alt.Chart(table("floor"))
        .mark_line(clip=True, strokeDash=[2, 5], strokeWidth=sizes.thin + 0.5)
        .encode(**at, color=meaning("flat")),
        alt.Chart(table("errors"))
        .mark_line(clip=True, strokeWidth=sizes.stroke * 0.75)
        .encode(**at, strokeDash=dash, color=meaning("slope")),
        alt.Chart(table("fits"))
        .mark_line(clip=True, strokeWidth=sizes.stroke * 2.4, opacity=0.45)
        .encode(**at, detail="method:N", color=meaning("path")),
        alt.Chart(table("best"))
        .mark_point(filled=False, strokeWidth=sizes.stroke, size=sizes.point * 1.4, opacity=1, clip=True)
        .encode(**at, color=meaning("path")),
        *(
            alt.Chart(table("labels"))
            .transform_filter(alt.datum.side == side)
            .mark_text(
                align="right",
                baseline=baseline,
                dx=dx,
                dy=dy,
                lineBreak="\n",
                fontSize=sizes.label,
                fontWeight=600,
            )
            .encode(x=x, y=y, text="words:N", color=meaning("slope"))
            # The steepest line has its name below it, in the corner: on its left are the others.
            for side, x, y, baseline, dx, dy in (
                ("left", at["x"], at["y"], "middle", -sizes.label, -1.6 * sizes.label),
                ("right", alt.value("width"), alt.value("height"), "bottom", 0, -1.5 * sizes.label),
            )
        ),
        alt.Chart(table("notes"))
        .mark_text(align="left", dx=8, dy=sizes.label, fontSize=sizes.label, clip=True)
        .encode(**at, text="words:N", color=meaning("flat")),
    ]
    return template(alt.layer(*layers), sizes, height=height(present, 380))
