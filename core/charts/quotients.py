"""The picture of a partial derivative as a limit: one slice of the hill, its tangent, and the secant over a step."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning


@cache
def secant_template(variable: str, present: bool = False) -> Template:
    """Datasets: bounds, curve, tangent, secant, legs (x, y), points (x, y)."""
    sizes = look(present)
    at = {"x": x_axis(variable), "y": y_axis("f")}
    line = {"clip": True, "strokeWidth": sizes.stroke}
    layers = [
        zero_lines(variable, "f"),
        alt.Chart(table("legs"))
        .mark_line(clip=True, strokeWidth=sizes.thin, strokeDash=[2, 4])
        .encode(**at, color=meaning("flat"), order="order:Q"),
        alt.Chart(table("curve")).mark_line(**line, strokeJoin="round").encode(**at, color=meaning("function")),
        alt.Chart(table("secant"))
        .mark_line(clip=True, strokeWidth=sizes.thin + 1, strokeDash=[9, 6])
        .encode(**at, color=meaning("slope")),
        alt.Chart(table("tangent")).mark_line(**line).encode(**at, color=meaning("slope")),
        alt.Chart(table("points"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope")),
    ]
    return template(alt.layer(*layers), sizes, height=240 if not present else 360)


def secant_tables(
    window: tuple[float, float, float, float],
    curve: tuple[np.ndarray, np.ndarray],
    here: tuple[float, float],
    there: tuple[float, float],
    slope: float,
) -> dict[str, pa.Table]:
    """The data of ``secant_template``; ``window`` is x_min, x_max, y_min, y_max. NaN leaves out what needs it."""
    (x, y), (x_there, y_there) = here, there
    ends = np.array(window[:2])
    with np.errstate(invalid="ignore", over="ignore"):
        rise = np.divide(y_there - y, x_there - x)
        tangent, secant = y + slope * (ends - x), y + rise * (ends - x)
    return {
        "bounds": bounds(*window),
        "curve": arrow(x=curve[0], y=curve[1]),
        "tangent": arrow(x=ends, y=tangent),
        "secant": arrow(x=ends, y=secant),
        "legs": arrow(x=[x, x_there, x_there], y=[y, y, y_there], order=[0, 1, 2]),
        "points": arrow(x=[x, x_there], y=[y, y_there]),
    }
