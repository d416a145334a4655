"""The picture of the derivative: curve, tangent at the pinned point, secant over Δx, a tangent under the pointer.

The pointer's tangent is drawn in the browser from the row of the curve next to it (no rerun); a click selects ``pin``.
"""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import Look, look, meaning

PIN = "pin"


@cache
def tangent_template(present: bool = False) -> Template:
    """The picture without its data; ``tangent_tables`` makes what it wants."""
    sizes = look(present)
    pointer = alt.selection_point(
        name="pointer", on="pointermove", clear="pointerout", nearest=True, encodings=["x"], empty=False
    )
    pin = alt.selection_point(
        name=PIN, on="click", nearest=True, encodings=["x"], fields=["x"], empty=False, toggle=False, clear=False
    )
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    line = {"clip": True, "strokeWidth": sizes.stroke}
    curve = alt.Chart(table("curve"))
    drawn = curve.mark_line(**line, strokeJoin="round").encode(**at, color=meaning("function"))
    targets = curve.mark_point(opacity=0, size=1, clip=True).encode(**at).add_params(pointer, pin)
    layers = [
        zero_lines(),
        alt.Chart(table("legs"))
        .mark_line(clip=True, strokeWidth=sizes.thin, strokeDash=[2, 4])
        .encode(**at, color=meaning("flat"), order="order:Q"),
        drawn,
        alt.Chart(table("secant"))
        .mark_line(clip=True, strokeWidth=sizes.thin + 0.5, strokeDash=[9, 6])
        .encode(**at, color=meaning("slope")),
        alt.Chart(table("tangent")).mark_line(**line).encode(**at, color=meaning("slope")),
        *_ghost(curve, pointer, sizes),
        alt.Chart(table("points"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope"), shape=alt.Shape("kind:N", legend=None, scale=_SHAPES)),
        *_labels(alt.Chart(table("points")), "label", sizes),
        targets,
    ]
    return template(alt.layer(*layers), sizes)


_SHAPES = alt.Scale(domain=["here", "there"], range=["circle", "diamond"])


def _ghost(curve: alt.Chart, pointer: alt.Parameter, sizes: Look) -> list[alt.Chart]:
    here = curve.transform_filter(pointer).transform_calculate(
        left="datum.x - datum.reach",
        right="datum.x + datum.reach",
        below="datum.y - datum.slope * datum.reach",
        above="datum.y + datum.slope * datum.reach",
        words="'slope ' + format(datum.slope, '.3~g')",
    )
    ends = {"x": x_axis("x", "left"), "x2": "right", "y": y_axis("f(x)", "below"), "y2": "above"}
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    return [
        here.mark_rule(clip=True, strokeWidth=sizes.thin + 0.5, opacity=0.65).encode(**ends, color=meaning("slope")),
        here.mark_point(filled=False, strokeWidth=2, size=sizes.point, clip=True, opacity=1).encode(
            **at, color=meaning("slope")
        ),
        *_labels(here, "words", sizes),
    ]


def _labels(chart: alt.Chart, field: str, sizes: Look) -> list[alt.Chart]:
    at = {"x": x_axis("x"), "y": y_axis("f(x)"), "text": f"{field}:N", "color": meaning("slope")}
    style = {"fontWeight": 600, "fontSize": sizes.label, "clip": True}
    return [
        chart.transform_filter(alt.datum.corner == corner)
        .mark_text(align=align, dx=across * sizes.label, dy=down * 1.2 * sizes.label, **style)
        .encode(**at)
        for corner, (align, across, down) in enumerate(_CORNERS)
    ]


# Where a label stands, as seen from its point: (align, right, down). The tangent runs through the other two corners.
_CORNERS = (("left", 1, 1), ("left", 1, -1), ("right", -1, -1), ("right", -1, 1))


def _corner(x: np.ndarray, slope: np.ndarray, window: tuple[float, float, float, float]) -> np.ndarray:
    """The corner for a label: off the tangent, and to the left near the right edge of the window."""
    near_the_end = x > window[0] + 0.78 * (window[1] - window[0])
    return np.where(slope >= 0, 0, 1) + np.where(near_the_end, 2, 0)


def tangent_tables(
    window: tuple[float, float, float, float],
    xs: np.ndarray,
    ys: np.ndarray,
    slopes: np.ndarray,
    at: tuple[float, float, float],
    there: tuple[float, float],
    label: str,
) -> dict[str, pa.Table]:
    """The data of ``tangent_template``.

    ``window``: x_min, x_max, y_min, y_max. ``at``: x, f(x), f′(x); ``there``: x + Δx, f(x + Δx).
    A NaN leaves out what needs it.
    """
    x, y, slope = at
    x_there, y_there = there
    rise = (y_there - y) / (x_there - x)
    ends = np.array(window[:2])
    reach = np.full(len(xs), 0.14 * (window[1] - window[0]))
    here = np.array([x, x_there]), np.array([slope, slope])
    return {
        "bounds": bounds(*window),
        "curve": arrow(x=xs, y=ys, slope=slopes, reach=reach, corner=_corner(xs, slopes, window)),
        "tangent": arrow(x=ends, y=y + slope * (ends - x)),
        "secant": arrow(x=ends, y=y + rise * (ends - x)),
        "legs": arrow(x=[x, x_there, x_there], y=[y, y, y_there], order=[0, 1, 2]),
        "points": arrow(
            x=here[0], y=[y, y_there], kind=["here", "there"], label=[label, ""], corner=_corner(*here, window)
        ),
    }
