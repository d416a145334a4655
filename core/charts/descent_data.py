"""Learning from data: the loss map with three paths, the fit, the losses, the cloud of gradients, its spread."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.descent_map import Limits, level_layer, levels_table
from core.charts.template import Template, arrow, bounds, table, template, window_scale, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning, meaning_field
from core.learning.regression import Problem
from core.learning.stochastic import Spread, Training, noise_of_batch
from core.surfaces.field import Area, sample_field

# kind → (label, colour, dash)
KINDS = {
    "batch": ("batch", "path", "solid"),
    "mini": ("mini-batch", "rising", "solid"),
    "single": ("stochastic", "slope", "dashed"),
}
MOST = 400
_HEIGHT = 0.8


def _lines() -> dict:
    dashes = alt.Scale(domain=["solid", "dashed"], range=[[1, 0], [5, 3]])
    return {
        "color": meaning_field("meaning"),
        "strokeDash": alt.StrokeDash("dash:N", legend=None, scale=dashes),
        "detail": "who:N",
        "order": "order:Q",
    }


_BESIDE = (("batch", "right", -10, -12), ("mini", "center", 0, -20), ("single", "center", 0, 28))


@cache
def loss_map_template(across: str, up: str, present: bool = False) -> Template:
    """Level lines of the loss over two weights. Datasets: bounds, levels, paths (x, y, order, who, meaning, dash),
    ends, best.
    """
    sizes = look(present)
    at = {"x": x_axis(across), "y": y_axis(up)}
    ends = alt.Chart(table("ends"))
    layers = [
        zero_lines(across, up),
        level_layer(at, sizes),
        alt.Chart(table("paths")).mark_line(clip=True, strokeWidth=sizes.thin + 0.6).encode(**at, **_lines()),
        alt.Chart(table("best"))
        .mark_point(shape="cross", filled=True, size=sizes.point * 1.6, opacity=1, clip=True)
        .encode(**at, color=meaning("function")),
        ends.mark_point(filled=True, opacity=1, size=sizes.point, clip=True).encode(
            **at, color=meaning_field("meaning")
        ),
        *(
            ends.transform_filter(f"datum.who == '{KINDS[kind][0]}'")
            .mark_text(align=align, dx=dx, dy=dy, fontWeight=600, fontSize=sizes.text, clip=True)
            .encode(**at, text="who:N", color=meaning_field("meaning"))
            for kind, align, dx, dy in _BESIDE  # often they end at the same place
        ),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * _HEIGHT))


@cache
def fit_template(present: bool = False) -> Template:
    """Examples and the model. Datasets: bounds, examples (x, y), model (x, y)."""
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("y")}
    layers = [
        zero_lines("x", "y"),
        alt.Chart(table("examples"))
        .mark_point(filled=True, size=sizes.point * 0.45, opacity=0.75, clip=True)
        .encode(**at, color=meaning("flat")),
        alt.Chart(table("model")).mark_line(clip=True, strokeWidth=sizes.stroke).encode(**at, color=meaning("rising")),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * _HEIGHT))


@cache
def training_template(axis: str, present: bool = False) -> Template:
    """Loss over updates or examples seen. Datasets: bounds, losses (x, y, order, who, meaning, dash), ends."""
    sizes = look(present)
    at = {"x": x_axis(axis), "y": alt.Y("y:Q", title="loss over all examples", scale=window_scale("y"))}
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0).encode(**at),
        alt.Chart(table("losses")).mark_line(clip=True, strokeWidth=sizes.thin + 0.6).encode(**at, **_lines()),
        alt.Chart(table("ends"))
        .mark_point(filled=True, size=sizes.point * 0.7, opacity=1, clip=True)
        .encode(**at, color=meaning_field("meaning")),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * _HEIGHT * 0.8))


@cache
def cloud_template(across: str, up: str, present: bool = False) -> Template:
    """Gradients of single examples. Datasets: bounds, cloud (x, y), mean (x, y), circle (x, y, order)."""
    sizes = look(present)
    at = {"x": x_axis(across), "y": y_axis(up)}
    layers = [
        zero_lines(across, up),
        alt.Chart(table("cloud"))
        .mark_point(filled=True, size=sizes.point * 0.4, opacity=0.55, clip=True)
        .encode(**at, color=meaning("slope")),
        alt.Chart(table("circle"))
        .mark_line(strokeWidth=sizes.thin + 0.6, clip=True)
        .encode(**at, color=meaning("rising"), order="order:Q"),
        alt.Chart(table("mean"))
        .mark_point(shape="cross", filled=True, size=sizes.point * 1.6, opacity=1, clip=True)
        .encode(**at, color=meaning("path")),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * _HEIGHT * 0.8))


@cache
def spread_template(present: bool = False) -> Template:
    """Measured spread against the predicted one. Datasets: bounds, predicted (x, y), measured (x, y)."""
    sizes = look(present)
    x = alt.X("x:Q", title="batch size B (log)", scale=window_scale("x", type="log"), axis=alt.Axis(format="~g"))
    y = alt.Y(
        "y:Q", title="noise of the gradient (log)", scale=window_scale("y", type="log"), axis=alt.Axis(format="~g")
    )
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0).encode(x=x, y=y),
        alt.Chart(table("predicted"))
        .mark_line(strokeWidth=sizes.thin + 0.6, strokeDash=[6, 4])
        .encode(x=x, y=y, color=meaning("flat")),
        alt.Chart(table("measured"))
        .mark_point(filled=True, size=sizes.point, opacity=1)
        .encode(x=x, y=y, color=meaning("slope")),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * _HEIGHT * 0.8))


_LINE = ("x", "y", "order", "who", "meaning", "dash")


def _named(kind: str, x: np.ndarray, y: np.ndarray) -> dict[str, object]:
    rows = np.unique(np.round(np.linspace(0, len(x) - 1, min(len(x), MOST))).astype(int))
    label, colour, dash = KINDS[kind]
    count = len(rows)
    return {
        "x": x[rows],
        "y": y[rows],
        "order": rows,
        "who": [label] * count,
        "meaning": [colour] * count,
        "dash": [dash] * count,
    }


def _stacked(parts: list[dict[str, object]]) -> pa.Table:
    return arrow(**{name: np.concatenate([np.asarray(part[name]) for part in parts]) for name in _LINE})


def _last(parts: list[dict[str, object]]) -> pa.Table:
    return _stacked([{name: np.asarray(part[name])[-1:] for name in _LINE} for part in parts])


def map_limits(problem: Problem, best: np.ndarray | None, start: np.ndarray) -> Limits:
    """A window over the last two weights that holds the start and the best weights."""
    centre = best if best is not None else start
    ends = np.array([start[-2:], centre[-2:]])
    low, high = ends.min(axis=0), ends.max(axis=0)
    pad = np.maximum(0.45 * (high - low), 0.8)
    return float(low[0] - pad[0]), float(high[0] + pad[0]), float(low[1] - pad[1]), float(high[1] + pad[1])


def loss_levels(problem: Problem, fixed: np.ndarray, limits: Limits) -> pa.Table:
    """Level lines of the loss over the last two weights, the others held at ``fixed``."""

    def weights(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        u, v = np.broadcast_arrays(u, v)
        others = [np.full(u.shape, value) for value in fixed[:-2]]
        return np.stack([*others, u, v], axis=-1)

    def height(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        return problem.losses(weights(u, v))

    def slopes(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        value = height(u, v)
        return value, np.gradient(value, u[0], axis=1), np.gradient(value, v[:, 0], axis=0)

    return levels_table(sample_field(height, slopes, Area(*limits), count=61))


def loss_map_tables(
    runs: Mapping[str, Training], limits: Limits, levels: pa.Table, best: np.ndarray | None
) -> dict[str, pa.Table]:
    """The data of ``loss_map_template``."""
    parts = [_named(kind, run.weights[:, -2], run.weights[:, -1]) for kind, run in runs.items()]
    return {
        "bounds": bounds(*limits),
        "levels": levels,
        "paths": _stacked(parts),
        "ends": _last(parts),
        "best": arrow(x=best[-2:-1] if best is not None else [], y=best[-1:] if best is not None else []),
    }


def fit_tables(problem: Problem, weights: np.ndarray) -> dict[str, pa.Table]:
    """The data of ``fit_template``."""
    x, y = problem.data.x, problem.data.y
    pad_x, pad_y = 0.08 * float(np.ptp(x)), 0.1 * max(float(np.ptp(y)), 1e-9)
    limits = (float(x.min()) - pad_x, float(x.max()) + pad_x, float(y.min()) - pad_y, float(y.max()) + pad_y)
    line = np.linspace(limits[0], limits[1], 121)
    return {
        "bounds": bounds(*limits),
        "examples": arrow(x=x, y=y),
        "model": arrow(x=line, y=problem.predictions(weights, line)),
    }


def training_tables(runs: Mapping[str, Training], by_examples: bool) -> dict[str, pa.Table]:
    """The data of ``training_template``."""
    parts = [
        _named(kind, run.seen if by_examples else np.arange(len(run.losses)), run.losses) for kind, run in runs.items()
    ]
    longest = max(float(np.asarray(part["x"])[-1]) for part in parts)
    start = float(next(iter(runs.values())).losses[0])
    lowest = min(float(np.nanmin(run.losses)) for run in runs.values())
    span = max(start - lowest, 1e-9)
    return {
        "bounds": bounds(0, max(longest, 1), lowest - 0.05 * span, start + 0.25 * span),
        "losses": _stacked(parts),
        "ends": _last(parts),
    }


def cloud_tables(gradients: np.ndarray, batch: int) -> dict[str, pa.Table]:
    """The data of ``cloud_template``: the circle around the mean has the radius of the noise of a batch, in the plane
    of the last two weights.
    """
    pair = gradients[:, -2:]
    mean = pair.mean(axis=0)
    sigma = float(np.sqrt(np.mean(np.sum((pair - mean) ** 2, axis=1))))
    radius = float(noise_of_batch(sigma, min(batch, len(pair)), len(pair)))
    turn = np.linspace(0, 2 * np.pi, 61)
    low, high = np.minimum(pair.min(axis=0), mean - radius), np.maximum(pair.max(axis=0), mean + radius)
    pad = 0.08 * np.maximum(high - low, 1e-9)
    return {
        "bounds": bounds(
            float(low[0] - pad[0]), float(high[0] + pad[0]), float(low[1] - pad[1]), float(high[1] + pad[1])
        ),
        "cloud": arrow(x=pair[:, 0], y=pair[:, 1]),
        "mean": arrow(x=mean[:1], y=mean[1:]),
        "circle": arrow(x=mean[0] + radius * np.cos(turn), y=mean[1] + radius * np.sin(turn), order=np.arange(61)),
    }


def spread_tables(found: Spread) -> dict[str, pa.Table]:
    """The data of ``spread_template``."""
    values = np.concatenate([found.measured, found.predicted])
    values = values[values > 0]
    low, high = (float(values.min()) / 1.5, float(values.max()) * 1.5) if values.size else (0.1, 1.0)
    return {
        "bounds": bounds(0.8, float(found.sizes[-1]) * 1.25, low, high),
        "predicted": arrow(x=found.sizes, y=np.where(found.predicted > 0, found.predicted, np.nan)),
        "measured": arrow(x=found.sizes, y=np.where(found.measured > 0, found.measured, np.nan)),
    }
