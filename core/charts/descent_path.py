"""The pictures of one descent: on the curve, on the map, and its loss over the steps."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.descent_map import level_layer
from core.charts.template import Template, arrow, bounds, table, template, window_scale, x_axis, y_axis, zero_lines
from core.charts.theme import Look, look, meaning
from core.descent.descend import Descent

MOST_MARKS = 300  # of a long path only so many points are drawn


@cache
def curve_template(present: bool = False) -> Template:
    """f(x). Datasets: bounds, curve (x, y), whole, path (x, y, order), step (x, y, order), tangent (x, y), point (x,
    y, label, kind).
    """
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    curve = alt.Chart(table("curve"))
    layers = [
        zero_lines(),
        curve.mark_line(clip=True, strokeWidth=sizes.stroke, strokeJoin="round").encode(
            **at, color=meaning("function")
        ),
        *_path_layers(at, sizes),
    ]
    return template(alt.layer(*layers), sizes)


@cache
def map_template(present: bool = False) -> Template:
    """f(x, y). Datasets: those of the path as in ``curve_template`` (tangent: the arrow downhill), bounds, levels."""
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("y")}
    layers = [
        zero_lines("x", "y"),
        level_layer(at, sizes),
        *_path_layers(at, sizes),
    ]
    return template(alt.layer(*layers), sizes, height=sizes.height + (0 if present else 60))


def _path_layers(at: dict, sizes: Look) -> list[alt.Chart]:
    whole, path, point = alt.Chart(table("whole")), alt.Chart(table("path")), alt.Chart(table("point"))
    text = {"fontWeight": 600, "fontSize": sizes.label}
    return [
        whole.mark_line(clip=True, strokeWidth=sizes.thin, strokeDash=[2, 4], opacity=0.8).encode(
            **at, color=meaning("path"), order="order:Q"
        ),
        path.mark_line(clip=True, strokeWidth=sizes.thin + 0.7).encode(**at, color=meaning("path"), order="order:Q"),
        path.mark_point(filled=True, opacity=1, size=sizes.point * 0.45, clip=True).encode(**at, color=meaning("path")),
        alt.Chart(table("tangent"))
        .mark_line(clip=True, strokeWidth=sizes.stroke)
        .encode(**at, color=meaning("slope"), order="order:Q"),
        alt.Chart(table("step"))
        .mark_line(clip=True, strokeWidth=sizes.stroke, strokeDash=[7, 4])
        .encode(**at, color=meaning("path"), order="order:Q"),
        point.mark_point(filled=True, opacity=1, size=sizes.point * 1.3, clip=True, strokeWidth=2).encode(
            **at,
            color=meaning("path"),
            shape=alt.Shape(
                "kind:N", legend=None, scale=alt.Scale(domain=["start", "here"], range=["square", "circle"])
            ),
        ),
        # (A text outside the window, even an empty one, would make the chart smaller.)
        point.transform_filter("datum.label != ''")
        .mark_text(align="center", dy=sizes.label * 1.5, **text)
        .encode(**at, text="label:N", color=meaning("path")),
    ]


def path_tables(run: Descent, k: int, limits: tuple[float, float, float, float], label: str) -> dict[str, pa.Table]:
    """The data of a path whose first ``k`` steps are drawn in full; the next step is dashed, the rest dotted."""
    one = run.points.shape[1] == 1
    xs, ys = (run.points[:, 0], run.values) if one else (run.points[:, 0], run.points[:, 1])
    last = run.reached
    k = min(k, last)
    shown, rest = _thinned(k + 1), _thinned(last + 1)
    if one:
        step_x, step_y = _step_on_curve(run, k)
        tangent = _tangent(run, k, limits)
    else:
        step_x, step_y = xs[k : k + 2], ys[k : k + 2]
        tangent = _downhill(run, k, limits)
    ends = np.array([0, k])
    inside = limits[0] <= xs[k] <= limits[1] and limits[2] <= ys[k] <= limits[3]
    return {
        "whole": arrow(x=xs[rest], y=ys[rest], order=rest),
        "path": arrow(x=xs[shown], y=ys[shown], order=shown),
        "step": arrow(x=step_x, y=step_y, order=np.arange(len(step_x))),
        "tangent": arrow(x=tangent[0], y=tangent[1], order=np.arange(len(tangent[0]))),
        "point": arrow(x=xs[ends], y=ys[ends], label=["", label if inside else ""], kind=["start", "here"]),
    }


def _thinned(count: int) -> np.ndarray:
    """Indices 0 … count−1, at most ``MOST_MARKS`` of them, ends kept, the beginning dense."""
    if count <= MOST_MARKS:
        return np.arange(count)
    tail = np.unique(np.round(np.linspace(100, count - 1, MOST_MARKS - 100)).astype(int))
    return np.concatenate([np.arange(100), tail])


def _step_on_curve(run: Descent, k: int) -> tuple[np.ndarray, np.ndarray]:
    if k >= run.reached:
        return np.array([]), np.array([])
    # Along x by −η·slope, then up or down to the curve.
    x, y = run.points[k : k + 2, 0], run.values[k : k + 2]
    return np.array([x[0], x[1], x[1]]), np.array([y[0], y[0], y[1]])


def _tangent(run: Descent, k: int, limits: tuple[float, float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    x, y, slope = run.points[k, 0], run.values[k], run.gradients[k, 0]
    reach = 0.12 * (limits[1] - limits[0])
    ends = np.array([x - reach, x + reach])
    return ends, y + slope * (ends - x)


def _downhill(run: Descent, k: int, limits: tuple[float, float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """An arrow against the gradient; its length is fixed."""
    start, along = run.points[k], -run.gradients[k]
    size = float(np.hypot(*along))
    if not size > 0:
        return np.array([]), np.array([])
    along = along / size * 0.09 * min(limits[1] - limits[0], limits[3] - limits[2])
    across = np.array([-along[1], along[0]])
    tip = start + along
    corners = np.array([start, tip, tip - 0.3 * along + 0.18 * across, tip, tip - 0.3 * along - 0.18 * across])
    return corners[:, 0], corners[:, 1]


@cache
def loss_template(present: bool = False, logarithmic: bool = False) -> Template:
    """Loss against step. Datasets: bounds, loss (x, y), now (x, y)."""
    sizes = look(present)
    y_title = "f − lowest f (log)" if logarithmic else "f"
    kind = {"type": "log"} if logarithmic else {}
    ticks = {"axis": alt.Axis(format=".0e")} if logarithmic else {}
    y_scale = window_scale("y", **kind)
    at = {
        "x": x_axis("step"),
        "y": alt.Y("y:Q", title=y_title, scale=y_scale, **ticks),
    }
    loss = alt.Chart(table("loss"))
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0, clip=True).encode(**at),
        loss.mark_line(clip=True, strokeWidth=sizes.stroke).encode(**at, color=meaning("function")),
        loss.mark_point(filled=True, opacity=1, size=sizes.point * 0.25, clip=True).encode(
            **at, color=meaning("function")
        ),
        alt.Chart(table("now"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning("path")),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * 0.5))


def loss_tables(run: Descent, k: int, lowest: float, *, logarithmic: bool) -> dict[str, pa.Table]:
    """The data of ``loss_template``; on the log axis the height above ``lowest``."""
    last = run.reached
    steps = _thinned(last + 1)
    values = run.values[steps]
    k = min(k, last)
    if logarithmic:
        values = values - lowest
        values = np.where(values > 0, values, np.nan)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.1, 1.0)
    if logarithmic:
        low, high = max(low, 1e-18) / 2, max(high, 1e-17) * 2
    else:
        pad = 0.06 * (high - low) or max(abs(high), 1.0) * 0.1
        low, high = low - pad, high + pad
    now = float(run.values[k] - (lowest if logarithmic else 0.0)) if np.isfinite(run.values[k]) else np.nan
    return {
        "bounds": bounds(0, max(run.steps, 1), low, high),
        "loss": arrow(x=steps, y=values),
        "now": arrow(x=[k], y=[now if not logarithmic or now > 0 else np.nan]),
    }


@cache
def slope_template(present: bool = False) -> Template:
    """The size of the gradient at each step, log axis. Datasets: bounds, slopes (x, y)."""
    sizes = look(present)
    y = alt.Y("y:Q", title="size of the slope (log)", scale=window_scale("y", type="log"), axis=alt.Axis(format=".0e"))
    at = {"x": x_axis("step"), "y": y}
    slopes = alt.Chart(table("slopes"))
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0).encode(**at),
        slopes.mark_line(clip=True, strokeWidth=sizes.stroke).encode(**at, color=meaning("slope")),
        slopes.mark_point(filled=True, opacity=1, size=sizes.point * 0.25, clip=True).encode(
            **at, color=meaning("slope")
        ),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * 0.5))


def slope_tables(sizes: np.ndarray) -> dict[str, pa.Table]:
    """The data of ``slope_template`` from the size of the gradient at each step."""
    rows = _thinned(len(sizes))
    shown = np.where(sizes[rows] > 0, sizes[rows], np.nan)
    usable = shown[np.isfinite(shown)]
    low, high = (float(usable.min()), float(usable.max())) if usable.size else (0.1, 1.0)
    return {"bounds": bounds(0, max(len(sizes) - 1, 1), low / 2, high * 2), "slopes": arrow(x=rows, y=shown)}
