"""The picture of the derivative: curve, tangent at the point, secant over Δx, a tangent under the pointer.

Two parameters of the chart are set in the browser, without a rerun: ``POINTER`` by the pointer over the chart, ``HAND``
by the x slider while it is dragged. What they ask for is drawn from the curve's rows, sixty times a second; under the
hand until Python's exact numbers for that x arrive.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.derivative_words import beyond, named
from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import Look, look, meaning

POINTER = "x_pointer"
HAND = "x_hand"

# The slider is ahead of what Python has sent.
_AHEAD = (
    f"isValid({HAND}) && length(data('points')) > 0 && abs({HAND} - data('points')[0].x) > 1e-9 * (1 + abs({HAND}))"
)
_CAUGHT_UP = f"!({_AHEAD})"


@cache
def tangent_template(present: bool = False, driven: bool = True) -> Template:
    """The picture without its data; ``tangent_tables`` makes what it wants. ``driven``: the browser may set ``HAND``
    and ``POINTER``.
    """
    sizes = look(present)
    free = alt.binding_range(min=-1e9, max=1e9, step=1e-12)
    set_outside = [alt.param(name=name, value=None, bind=free) for name in (HAND, POINTER)]
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    line = {"clip": True, "strokeWidth": sizes.stroke}
    curve = alt.Chart(table("curve"))
    drawn = curve.mark_line(**line, strokeJoin="round").encode(**at, color=meaning("function"))

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
        *(_ends(sizes) if driven else []),
        *(_ghost(curve, sizes) + _under_the_hand(curve, sizes) if driven else []),
        exact("points")
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope"), shape=alt.Shape("kind:N", legend=None, scale=_SHAPES)),
        label_beside(
            exact("points"), "label", sizes, prefer_left=f"length({_POINTS}) > 1 && {_POINTS}[1].x > {_POINTS}[0].x"
        ),
        *([named(exact("words"), sizes), *beyond(exact("beyond"), sizes)] if driven else []),
    ]
    picture = alt.layer(*layers)
    return template(picture.add_params(*set_outside) if driven else picture, sizes, held=driven)


def _ends(sizes: Look) -> list[alt.Chart]:
    """The circles of ``end_table``: closed where the curve has the point, open where it only heads for it."""
    here = alt.Chart(table("ends"))
    at = {"x": x_axis("x"), "y": y_axis("f(x)"), "color": meaning("function")}
    style = {"size": sizes.point * 0.7, "strokeWidth": sizes.stroke * 0.8, "opacity": 1, "clip": True}
    return [
        here.transform_filter(alt.datum.closed).mark_point(filled=True, **style).encode(**at),
        here.transform_filter(~alt.datum.closed).mark_point(filled=False, **style).encode(**at),
    ]


def end_table(ends: Iterable[tuple[float, float, bool]]) -> dict[str, pa.Table]:
    """The data of the circles of the stage: x, y and whether the curve has that point."""
    xs, ys, closed = zip(*ends, strict=True) if (ends := tuple(ends)) else ((), (), ())
    columns = {"x": pa.array(xs, pa.float64()), "y": pa.array(ys, pa.float64()), "closed": pa.array(closed, pa.bool_())}
    return {"ends": pa.table(columns)}


_POINTS = "data('points')"
_SHAPES = alt.Scale(domain=["here", "there"], range=["circle", "diamond"])


def _row_at(curve: alt.Chart, parameter: str, needed: str) -> alt.Chart:
    """The row of the curve on whose stretch the parameter lies, with ``at``, ``height`` and ``rate`` there."""
    return (
        curve.transform_filter(needed)
        .transform_filter(f"datum.x <= {parameter} && {parameter} < datum.x_next")
        .transform_calculate(at=parameter, share=f"({parameter} - datum.x) / (datum.x_next - datum.x)")
        .transform_calculate(rate=_between("slope"))
        # The slope is known at both ends, so the height between them is right to third order.
        .transform_calculate(height="datum.y + (datum.at - datum.x) * (datum.slope + datum.rate) / 2")
        .transform_calculate(words="isValid(datum.slope) ? 'slope ' + format(datum.rate, '.3~g') : ''")
    )


def _between(column: str) -> str:
    return f"datum.{column} + datum.share * (datum.{column}_next - datum.{column})"


def _under_the_hand(curve: alt.Chart, sizes: Look) -> list[alt.Chart]:
    """Tangent, secant and points at the slider's x, from the two rows of the curve around it."""
    here = (
        _row_at(curve, HAND, _AHEAD)
        .transform_calculate(rise=_between("rise"), step="data('points')[1].x - data('points')[0].x")
        .transform_calculate(
            there="datum.at + datum.step",
            height_there="datum.height + datum.rise * datum.step",
            left="data('bounds')[0].x",
            right="data('bounds')[1].x",
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
    return [
        rule(("at", "height"), ("there", "height"), meaning("flat"), **leg),
        rule(("there", "height"), ("there", "height_there"), meaning("flat"), **leg),
        rule(("left", "secant_left"), ("right", "secant_right"), slope, **secant),
        rule(("left", "tangent_left"), ("right", "tangent_right"), slope, strokeWidth=sizes.stroke),
        dot("at", "height", "circle"),
        dot("there", "height_there", "diamond"),
        label_beside(here, "words", sizes, "at", "height", "rate", prefer_left="datum.step > 0"),
    ]


def _ghost(curve: alt.Chart, sizes: Look) -> list[alt.Chart]:
    reach = "0.14 * (data('bounds')[1].x - data('bounds')[0].x)"
    # Not on top of the point itself, where the words would cover each other.
    apart = f"length(data('points')) > 0 && abs({POINTER} - data('points')[0].x) > {reach} / 4"
    here = _row_at(curve, POINTER, f"isValid({POINTER}) && {apart}").transform_calculate(
        left=f"datum.at - {reach}",
        right=f"datum.at + {reach}",
        below=f"datum.height - datum.rate * {reach}",
        above=f"datum.height + datum.rate * {reach}",
    )
    slope = meaning("slope")
    ends = {"x": x_axis("x", "left"), "x2": "right", "y": y_axis("f(x)", "below"), "y2": "above"}
    ring = here.mark_point(filled=False, strokeWidth=2, size=sizes.point, clip=True, opacity=1)
    return [
        here.mark_rule(clip=True, strokeWidth=sizes.thin + 0.5, opacity=0.65).encode(**ends, color=slope),
        ring.encode(x=x_axis("x", "at"), y=y_axis("f(x)", "height"), color=slope),
        label_beside(here, "words", sizes, "at", "height", "rate"),
    ]


def label_beside(
    chart: alt.Chart,
    text: str,
    sizes: Look,
    x: str = "x",
    y: str = "y",
    rate: str = "slope",
    prefer_left: str = "false",
) -> alt.Chart:
    """Words beside a point: in one of the two corners that its tangent leaves free, where there is room for them.

    ``prefer_left``: an expression that says which one where there is room in both. In Python: ``slope_label_corner``.
    """
    room = f"max(0.5, 1 - {9 * sizes.label} / width)"  # of the picture; beyond that the words would not fit
    low, high = "data('bounds')[0]", "data('bounds')[1]"
    share = {
        axis: f"((datum.{field} - {low}.{axis}) / ({high}.{axis} - {low}.{axis}))"
        for axis, field in (("x", x), ("y", y))
    }
    fits = {"left": f"{share['x']} > 1 - {room}", "right": f"{share['x']} < {room}"}
    free = {"above": f"{share['y']} < 0.88", "below": f"{share['y']} > 0.12"}
    rising = f"datum.{rate} >= 0"
    good_left = f"({fits['left']} && ({rising} ? {free['above']} : {free['below']}))"
    good_right = f"({fits['right']} && ({rising} ? {free['below']} : {free['above']}))"
    left = (
        f"(length(data('bounds')) > 1 && (({good_left} && (({prefer_left}) || !{good_right}))"
        f" || (!{good_left} && !{good_right} && !({fits['right']}))))"
    )
    at_an_end = f"length(data('bounds')) > 1 && abs({share['y']} - 0.5) > 0.38"
    below = f"(({at_an_end}) ? {share['y']} > 0.5 : ({rising}) != {left})"
    style = {"fontWeight": 600, "fontSize": sizes.label, "clip": True}
    return chart.mark_text(
        align=alt.ExprRef(f"{left} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"({left} ? -1 : 1) * {sizes.label}"),
        dy=alt.ExprRef(f"({below} ? 1.2 : -1.2) * {sizes.label}"),
        **style,
    ).encode(x=x_axis("x", x), y=y_axis("f(x)", y), text=f"{text}:N", color=meaning("slope"))


def _next(column: np.ndarray) -> np.ndarray:
    """Each row's successor; the last has none, and no rows have none."""
    return np.append(column[1:], np.nan)[: column.size]


def _rows(xs: np.ndarray, slopes: np.ndarray, rises: np.ndarray) -> dict[str, np.ndarray]:
    """What a row of the curve has to say of its stretch, up to the next row."""
    ends = {"x_next": _next(xs), "slope_next": _next(slopes), "rise_next": _next(rises)}
    return {"slope": slopes, "rise": rises, **ends}


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
    ends = np.array(window[:2])
    return {
        "bounds": bounds(*window),
        "curve": arrow(x=xs, y=ys, **({} if rises is None else _rows(xs, slopes, rises))),
        "tangent": arrow(x=ends, y=y + slope * (ends - x)),
        "secant": arrow(x=ends, y=y + rise * (ends - x)),
        "legs": arrow(x=[x, x_there, x_there], y=[y, y, y_there], order=[0, 1, 2]),
        "points": arrow(
            x=[x, x_there], y=[y, y_there], slope=[slope, slope], kind=["here", "there"], label=[label, ""]
        ),
    }
