"""The pictures of the exercises: curves beside each other, and level lines with a point or a path."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning, meaning_field

_DASHES = alt.StrokeDash("dash:N", scale=alt.Scale(domain=["0", "1"], range=[[1, 0], [7, 5]]), legend=None)


@cache
def curves_template(present: bool = False) -> Template:
    """Datasets: bounds, curves (x, y, meaning, name, dash, order), labels (x, y, name, meaning)."""
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis(None)}
    lines = (
        alt.Chart(table("curves"))
        .mark_line(clip=True, strokeWidth=sizes.stroke)
        .encode(**at, color=meaning_field("meaning"), detail="name:N", strokeDash=_DASHES, order="order:Q")
    )
    labels = (
        alt.Chart(table("labels"))
        .mark_text(fontSize=sizes.label, align="right", dy=-10, clip=False)
        .encode(**at, text="name:N", color=meaning_field("meaning"))
    )
    return template(alt.layer(zero_lines(), lines, labels), sizes)


def curves_tables(
    window: tuple[float, float, float, float], curves: Sequence[tuple[str, str, bool, np.ndarray, np.ndarray]]
) -> dict[str, pa.Table]:
    """The data of ``curves_template``: each curve is (name, meaning, dashed, xs, ys)."""
    columns: dict[str, list] = {key: [] for key in ("x", "y", "meaning", "name", "dash", "order")}
    marks: dict[str, list] = {key: [] for key in ("x", "y", "name", "meaning")}
    for name, colour, dashed, xs, ys in curves:
        n = len(xs)
        columns["x"].extend(xs)
        columns["y"].extend(ys)
        columns["meaning"].extend([colour] * n)
        columns["name"].extend([name] * n)
        columns["dash"].extend(["1" if dashed else "0"] * n)
        columns["order"].extend(range(n))
        inside = np.flatnonzero(np.isfinite(ys) & (ys > window[2]) & (ys < window[3]))
        if inside.size:
            last = inside[-1 - min(len(marks["x"]) * n // 6, inside.size - 1)]
            for key, value in (("x", xs[last]), ("y", ys[last]), ("name", name), ("meaning", colour)):
                marks[key].append(value)
    return {"bounds": bounds(*window), "curves": arrow(**columns), "labels": arrow(**marks)}


@cache
def map_template(present: bool = False) -> Template:
    """Datasets: bounds, lines (x, y, order), heights (x, y, text), path (x, y, order), point (x, y)."""
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("y")}
    level = (
        alt.Chart(table("lines"))
        .mark_line(clip=True, strokeWidth=sizes.thin, opacity=0.8)
        .encode(**at, color=meaning("function"), order="order:Q")
    )
    heights = (
        alt.Chart(table("heights"))
        .mark_text(fontSize=sizes.label)
        .encode(**at, text="text:N", color=meaning("function"))
    )
    path = alt.Chart(table("path"))
    walked = path.mark_line(clip=True, strokeWidth=sizes.thin).encode(**at, color=meaning("path"), order="order:Q")
    steps = path.mark_point(filled=True, opacity=1, size=sizes.point * 0.4, clip=True).encode(
        **at, color=meaning("path")
    )
    point = (
        alt.Chart(table("point"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("slope"))
    )
    return template(alt.layer(zero_lines("x", "y"), level, heights, walked, steps, point), sizes)


def map_tables(
    window: tuple[float, float],
    lines: Sequence[Any],
    labels: Sequence[Any],
    path: Sequence[tuple[float, float]],
    point: Sequence[float],
) -> dict[str, pa.Table]:
    """The data of ``map_template``: level lines and their labels (core.surfaces), the path walked, the point."""
    breaks = [np.append(line.x, np.nan) for line in lines], [np.append(line.y, np.nan) for line in lines]
    xs = np.concatenate(breaks[0]) if lines else np.array([])
    ys = np.concatenate(breaks[1]) if lines else np.array([])
    steps = np.array(path, dtype=float).reshape(-1, 2)
    return {
        "bounds": bounds(window[0], window[1], window[0], window[1]),
        "lines": arrow(x=xs, y=ys, order=np.arange(len(xs))),
        "heights": arrow(
            x=[label.x for label in labels],
            y=[label.y for label in labels],
            text=[f"{label.level:g}" for label in labels],
        ),
        "path": arrow(x=steps[:, 0], y=steps[:, 1], order=np.arange(len(steps))),
        "point": arrow(x=[point[0]], y=[point[1]]),
    }
