"""The plain picture of a function of one variable: the curve, points on it, and a path of steps along it."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.derivative import label_beside
from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning


@cache
def curve_template(present: bool = False) -> Template:
    """Datasets: bounds, curve (x, y), tangent (x, y), path (x, y, order), point (x, y, label, slope)."""
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    line = {"clip": True, "strokeWidth": sizes.stroke}
    path = alt.Chart(table("path"))
    point = alt.Chart(table("point"))
    layers = [
        zero_lines(),
        alt.Chart(table("curve")).mark_line(**line, strokeJoin="round").encode(**at, color=meaning("function")),
        alt.Chart(table("tangent")).mark_line(**line).encode(**at, color=meaning("slope")),
        path.mark_line(clip=True, strokeWidth=sizes.thin, strokeDash=[6, 4]).encode(
            **at, color=meaning("path"), order="order:Q"
        ),
        path.mark_point(filled=True, opacity=1, size=sizes.point * 0.6, clip=True).encode(**at, color=meaning("path")),
        point.mark_point(filled=True, opacity=1, size=sizes.point, clip=True).encode(**at, color=meaning("slope")),
        label_beside(point, "label", sizes),
    ]
    return template(alt.layer(*layers), sizes, held=True)


def curve_tables(
    limits: tuple[float, float, float, float],
    xs: np.ndarray,
    ys: np.ndarray,
    point: tuple[float, float, str],
    *,
    slope: float | None = None,
    path: tuple[np.ndarray, np.ndarray] | None = None,
) -> dict[str, pa.Table]:
    """The data of ``curve_template``.

    ``limits``: x_min, x_max, y_min, y_max; ``point``: x, f(x), label;
    ``slope``: of its tangent; ``path``: its xs and ys.
    """
    x, y, label = point
    ends = np.array(limits[:2]) if slope is not None else np.array([])
    steps_x, steps_y = path if path is not None else (np.array([]), np.array([]))
    return {
        "bounds": bounds(*limits),
        "curve": arrow(x=xs, y=ys),
        "tangent": arrow(x=ends, y=y + (slope or 0.0) * (ends - x)),
        "path": arrow(x=steps_x, y=steps_y, order=np.arange(len(steps_x))),
        "point": arrow(x=[x], y=[y], label=[label], slope=[slope or 0.0]),
    }
