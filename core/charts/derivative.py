"""The picture of the derivative: curve, tangent at the pinned point, secant over Δx, a tangent under the pointer.

The pointer's tangent is drawn in the browser from the row of the curve next to it, without a rerun; a click selects
``pin``. While the x slider is dragged it sets the parameter ``HAND``, and everything at the point is drawn from the
curve's rows, sixty times a second, until Python's exact numbers for that x arrive.
"""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import Look, look, meaning

PIN = "pin"
HAND = "x_hand"

# The slider is ahead of what Python has sent.
_AHEAD = (
    f"isValid({HAND}) && length(data('points')) > 0 && abs({HAND} - data('points')[0].x) > 1e-9 * (1 + abs({HAND}))"
)
_CAUGHT_UP = f"!({_AHEAD})"


@cache
def tangent_template(present: bool = False, driven: bool = True) -> Template:
    """The picture without its data; ``tangent_tables`` makes what it wants. ``driven``: a slider may set ``HAND``."""
    sizes = look(present)
    pointer = alt.selection_point(
        name="pointer", on="pointermove", clear="pointerout", nearest=True, encodings=["x"], empty=False
    )
    pin = alt.selection_point(
        name=PIN, on="click", nearest=True, encodings=["x"], fields=["x"], empty=False, toggle=False, clear=False
    )
    hand = alt.param(name=HAND, value=None, bind=alt.binding_range(min=-1e9, max=1e9, step=1e-12))
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    line = {"clip": True, "strokeWidth": sizes.stroke}
    curve = alt.Chart(table("curve"))
    drawn = curve.mark_line(**line, strokeJoin="round").encode(**at, color=meaning("function"))
    targets = (
        curve.mark_point(opacity=0, size=1, clip=True)
        .encode(**at)
        .add_params(pointer, pin, *([hand] if driven else []))
    )

    def exact(name: str) -> alt.Chart:
        """A table of Python's numbers, drawn unless the slider is ahead of them."""
        return alt.Chart(table(name)).transform_filter(_CAUGHT_UP) if driven else alt.Chart(table(name))

    layers = [
        zero_lines(),
        exact("legs")
        .mark_line(clip=True, strokeWidth=sizes.thin, strokeDash=[2, 4])
        .encode(**at, color=meaning("flat"), order="order:Q"),
        drawn,
        exact("secant")
        .mark_line(clip=True, strokeWidth=sizes.thin + 0.5, strokeDash=[9, 6])
        .encode(**at, color=meaning("slope")),
        exact("tangent").mark_line(**line).encode(**at, color=meaning("slope")),
        *_ghost(curve, pointer, sizes),
        *(_under_the_hand(curve, sizes) if driven else []),
        exact("points")
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope"), shape=alt.Shape("kind:N", legend=None, scale=_SHAPES)),
        *_labels(exact("points"), "label", sizes),
        targets,
    ]
    return template(alt.layer(*layers), sizes)


_SHAPES = alt.Scale(domain=["here", "there"], range=["circle", "diamond"])


def _between(column: str) -> str:
    return f"datum.{column} + datum.share * (datum.{column}_next - datum.{column})"


def _under_the_hand(curve: alt.Chart, sizes: Look) -> list[alt.Chart]:
    """Tangent, secant and points at the slider's x, from the two rows of the curve around it."""
    here = (
        curve.transform_filter(_AHEAD)
        .transform_filter(f"isValid(datum.x_next) && datum.x <= {HAND} && {HAND} < datum.x_next")
        .transform_calculate(share=f"({HAND} - datum.x) / (datum.x_next - datum.x)")
        .transform_calculate(at=HAND, height=_between("y"), rate=_between("slope"), rise=_between("rise"))
        .transform_calculate(
            there="datum.at + datum.step",
            height_there="datum.height + datum.rise * datum.step",
            left="data('bounds')[0].x",
            right="data('bounds')[1].x",
            words="isValid(datum.slope) ? 'slope ' + format(datum.rate, '.3~g') : ''",
        )
        .transform_calculate(
            tangent_left="datum.height + datum.rate * (datum.left - datum.at)",
            tangent_right="datum.height + datum.rate * (datum.right - datum.at)",
            secant_left="datum.height + datum.rise * (datum.left - datum.at)",
            secant_right="datum.height + datum.rise * (datum.right - datum.at)",
        )
    )
    slope = meaning("slope")

    def rule(start: tuple[str, str], end: tuple[str, str], colour: alt.ColorDatum, **style: object) -> alt.LayerChart:
        ends = {"x": x_axis("x", start[0]), "y": y_axis("f(x)", start[1]), "x2": end[0], "y2": end[1]}
        return here.mark_rule(clip=True, **style).encode(**ends, color=colour)

    def dot(x: str, y: str, shape: str) -> alt.Chart:
        mark = here.mark_point(filled=True, opacity=1, size=sizes.point, clip=True, shape=shape)
        return mark.encode(x=x_axis("x", x), y=y_axis("f(x)", y), color=slope)

    leg = {"strokeWidth": sizes.thin, "strokeDash": [2, 4]}
    secant = {"strokeWidth": sizes.thin + 0.5, "strokeDash": [9, 6]}
    words = {"fontWeight": 600, "fontSize": sizes.label, "clip": True, "align": "left", "dx": sizes.label}
    below = 1.2 * sizes.label
    return [
        rule(("at", "height"), ("there", "height"), meaning("flat"), **leg),
        rule(("there", "height"), ("there", "height_there"), meaning("flat"), **leg),
        rule(("left", "secant_left"), ("right", "secant_right"), slope, **secant),
        rule(("left", "tangent_left"), ("right", "tangent_right"), slope, strokeWidth=sizes.stroke),
        dot("at", "height", "circle"),
        dot("there", "height_there", "diamond"),
        *(
            here.transform_filter(f"(datum.rate >= 0) == {rising}")
            .mark_text(dy=dy, **words)
            .encode(x=x_axis("x", "at"), y=y_axis("f(x)", "height"), text="words:N", color=slope)
            for rising, dy in (("true", below), ("false", -below))
        ),
    ]


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


def _next(column: np.ndarray) -> np.ndarray:
    """Each row's successor; the last has none."""
    return np.append(column[1:], np.nan)


def tangent_tables(
    window: tuple[float, float, float, float],
    xs: np.ndarray,
    ys: np.ndarray,
    slopes: np.ndarray,
    at: tuple[float, float, float],
    there: tuple[float, float],
    label: str,
    rises: np.ndarray | None = None,
) -> dict[str, pa.Table]:
    """The data of ``tangent_template``.

    ``window``: x_min, x_max, y_min, y_max. ``slopes``: f′ at ``xs``; ``rises``: the difference quotient over Δx
    there (for a picture that a slider drives).
    ``at``: x, f(x), f′(x); ``there``: x + Δx, f(x + Δx).
    A NaN leaves out what needs it.
    """
    x, y, slope = at
    x_there, y_there = there
    rise = (y_there - y) / (x_there - x)
    rises = np.full(len(xs), np.nan) if rises is None else rises
    ends = np.array(window[:2])
    reach = np.full(len(xs), 0.14 * (window[1] - window[0]))
    here = np.array([x, x_there]), np.array([slope, slope])
    return {
        "bounds": bounds(*window),
        "curve": arrow(
            x=xs,
            y=ys,
            slope=slopes,
            rise=rises,
            x_next=_next(xs),
            y_next=_next(ys),
            slope_next=_next(slopes),
            rise_next=_next(rises),
            step=np.full(len(xs), x_there - x),
            reach=reach,
            corner=_corner(xs, slopes, window),
        ),
        "tangent": arrow(x=ends, y=y + slope * (ends - x)),
        "secant": arrow(x=ends, y=y + rise * (ends - x)),
        "legs": arrow(x=[x, x_there, x_there], y=[y, y, y_there], order=[0, 1, 2]),
        "points": arrow(
            x=here[0], y=[y, y_there], kind=["here", "there"], label=[label, ""], corner=_corner(*here, window)
        ),
    }
