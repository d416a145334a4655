"""Several optimisers in one picture: their paths, their losses, and the sweep over learning rates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import cycle

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.descent_map import level_layer
from core.charts.template import Template, arrow, bounds, table, template, window_scale, x_axis, y_axis, zero_lines
from core.charts.theme import Look, look, meaning, meaning_field, powers_of_ten
from core.descent.descend import Descent
from core.descent.optimisers import OPTIMISERS
from core.descent.sweep import Sweep

RATE = "rate"
# (colour, dash) of the optimisers, in the order of their table: they differ by more than colour; a label stands at each
# line. A thirteenth begins again.
_IN_ORDER = (
    ("path", "solid"), ("function", "solid"), ("function", "dashed"), ("rising", "solid"), ("rising", "dashed"),
    ("slope", "solid"), ("slope", "dashed"), ("falling", "solid"), ("flat", "dashed"), ("falling", "dashed"),
    ("path", "dashed"), ("flat", "solid"),
)  # fmt: skip
LOOKS: dict[str, tuple[str, str]] = dict(zip(OPTIMISERS, cycle(_IN_ORDER), strict=False))
MOST = 400  # points of one line


def _look_of_lines() -> dict:
    dashes = alt.Scale(domain=["solid", "dashed"], range=[[1, 0], [7, 4]])
    return {
        "color": meaning_field("meaning"),
        "strokeDash": alt.StrokeDash("dash:N", legend=None, scale=dashes),
        "detail": "who:N",
        "order": "order:Q",
    }


def _labels(name: str, at: dict, sizes: Look, **place: float) -> alt.Chart:
    style = {"align": "left", "dx": 6, "fontWeight": 600, "fontSize": sizes.text, "clip": False} | place
    return alt.Chart(table(name)).mark_text(**style).encode(**at, text="who:N", color=meaning_field("meaning"))


@cache
def paths_template(variables: int, present: bool = False) -> Template:
    """Paths side by side. Datasets: bounds, ground (the curve, or levels), paths (x, y, order, who, meaning, dash),
    ends.
    """
    sizes = look(present)
    at = {"x": x_axis("x"), "y": y_axis("f(x)" if variables == 1 else "y")}
    ground = (
        alt.Chart(table("levels"))
        .mark_line(clip=True, strokeWidth=sizes.thin, opacity=0.6)
        .encode(**at, color=meaning("function"))
        if variables == 1
        else level_layer(at, sizes)
    )
    paths = alt.Chart(table("paths"))
    layers = [
        zero_lines("x", "f(x)" if variables == 1 else "y"),
        ground,
        paths.mark_line(clip=True, strokeWidth=sizes.stroke * 0.75).encode(**at, **_look_of_lines()),
        paths.mark_point(filled=True, opacity=1, size=sizes.point * 0.25, clip=True).encode(
            **at, color=meaning_field("meaning")
        ),
        alt.Chart(table("ends"))
        .mark_point(filled=True, opacity=1, size=sizes.point, clip=True)
        .encode(**at, color=meaning_field("meaning")),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * 0.85))


@cache
def losses_template(present: bool = False) -> Template:
    """Their losses on a log axis. Datasets: bounds, losses (x, y, order, who, meaning, dash), labels."""
    sizes = look(present)
    scale = window_scale("y", type="log")
    at = {"x": x_axis("step"), "y": alt.Y("y:Q", title="f − lowest f (log)", scale=scale, axis=powers_of_ten())}
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0).encode(**at),
        alt.Chart(table("losses"))
        .mark_line(clip=True, strokeWidth=sizes.stroke * 0.75)
        .encode(**at, **_look_of_lines()),
        _labels("labels", at, sizes),
    ]
    return template(
        alt.layer(*layers),
        sizes,
        height=round(sizes.height * 0.85),
        padding={"right": 90, "left": 5, "top": 5, "bottom": 5},
    )


@cache
def sweep_template(present: bool = False) -> Template:
    """Final loss against η. Datasets: bounds, sweep (x, y, order, who, meaning, dash, bold), labels, now (x, label)."""
    sizes = look(present)
    x = alt.X("x:Q", title="learning rate η (log)", scale=window_scale("x", type="log"), axis=powers_of_ten())
    y = alt.Y("y:Q", title="final f − lowest f (log)", scale=window_scale("y", type="log"), axis=powers_of_ten())
    at = {"x": x, "y": y}
    pick = alt.selection_point(
        name=RATE, on="click", nearest=True, encodings=["x"], fields=["x"], empty=False, toggle=False, clear=False
    )
    lines = alt.Chart(table("sweep"))
    width = alt.StrokeWidth(
        "bold:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[sizes.thin, sizes.stroke * 1.4])
    )
    opacity = alt.Opacity("bold:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.55, 1]))
    layers = [
        alt.Chart(table("bounds")).mark_point(opacity=0).encode(**at),
        lines.mark_line(clip=True).encode(**at, **_look_of_lines(), strokeWidth=width, opacity=opacity),
        _labels("labels", at, sizes, align="center", dx=0, dy=-8),
        alt.Chart(table("now"))
        .mark_rule(strokeWidth=sizes.thin + 0.5, strokeDash=[4, 3])
        .encode(x=x, color=meaning("path")),
        alt.Chart(table("now"))
        .mark_text(align="left", baseline="bottom", dx=6, dy=-4, fontWeight=600, fontSize=sizes.text)
        .encode(**at, text="label:N", color=meaning("path")),
        alt.Chart(table("picks")).mark_point(opacity=0, size=1, clip=True).encode(**at).add_params(pick),
    ]
    return template(alt.layer(*layers), sizes, height=round(sizes.height * 0.85))


def _columns(name: str, count: int) -> dict[str, list]:
    colour, dash = LOOKS[name]
    return {"who": [OPTIMISERS[name].title] * count, "meaning": [colour] * count, "dash": [dash] * count}


def _stack(parts: list[dict[str, object]], names: tuple[str, ...]) -> pa.Table:
    return arrow(
        **{name: np.concatenate([np.asarray(part[name]) for part in parts]) if parts else [] for name in names}
    )


LINE = ("x", "y", "order", "who", "meaning", "dash")


def paths_tables(
    runs: Mapping[str, Descent], limits: tuple[float, float, float, float], ground: pa.Table
) -> dict[str, pa.Table]:
    """The data of ``paths_template``."""
    parts, ends = [], []
    for name, run in runs.items():
        rows = _rows(run.reached + 1)
        y = run.values if run.points.shape[1] == 1 else run.points[:, 1]
        parts.append({"x": run.points[rows, 0], "y": y[rows], "order": rows, **_columns(name, len(rows))})
        ends.append({"x": run.points[rows[-1:], 0], "y": y[rows[-1:]], "order": [0], **_columns(name, 1)})
    return {"bounds": bounds(*limits), "levels": ground, "paths": _stack(parts, LINE), "ends": _stack(ends, LINE)}


def losses_tables(runs: Mapping[str, Descent], lowest: float) -> dict[str, pa.Table]:
    """The data of ``losses_template``: heights above ``lowest``."""
    parts, labels, steps = [], [], 1
    heights = {name: run.values[: run.reached + 1] - lowest for name, run in runs.items()}
    positive = np.concatenate([h[h > 0] for h in heights.values()] or [np.array([1.0])])
    start = max((float(h[0]) for h in heights.values() if len(h) and h[0] > 0), default=1.0)
    low = max(float(positive.min()) if positive.size else 1e-12, start * 1e-18) / 2
    high = start * 100
    for name, run in runs.items():
        rows = _rows(run.reached + 1)
        height = np.clip(heights[name][rows], low, high)
        steps = max(steps, run.steps)
        parts.append({"x": rows, "y": height, "order": rows, **_columns(name, len(rows))})
        labels.append({"x": rows[-1:], "y": height[-1:], "order": [0], **_columns(name, 1)})
    return {
        "bounds": bounds(0, steps, low, high),
        "losses": _stack(parts, LINE),
        "labels": _stack(_spread(labels, low, high), LINE),
    }


def _spread(labels: list[dict], low: float, high: float) -> list[dict]:
    """Labels moved apart, first upwards, then down from the top, so that none hides another."""
    gap = (np.log(high) - np.log(low)) / 14
    ordered = sorted(labels, key=lambda part: float(part["y"][0]))
    places = [float(np.log(part["y"][0])) for part in ordered]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    ceiling = float(np.log(high))
    for i in reversed(range(len(places))):
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - gap
    for part, place in zip(ordered, places, strict=True):
        part["y"] = np.array([np.exp(place)])
    return ordered


def sweep_tables(
    found: Sweep, lowest: float, start: float, current: str, rate: float, label: str
) -> dict[str, pa.Table]:
    """The data of ``sweep_template``: heights above ``lowest``; ``start`` is the loss before the first step."""
    height = max(start - lowest, 1e-300)
    low, high = height * 1e-16, height * 100
    parts, labels = [], []
    for name, losses in found.losses.items():
        gap = np.clip(losses - lowest, low, high)
        count = len(gap)
        parts.append(
            {
                "x": found.rates,
                "y": gap,
                "order": np.arange(count),
                "bold": [float(name == current)] * count,
                **_columns(name, count),
            }
        )
        # Only who got anywhere, and the one in use, has a label.
        if np.isfinite(gap).any() and (name == current or np.nanmin(gap) < 0.5 * height):
            best = int(np.nanargmin(gap))
            labels.append({"x": found.rates[[best]], "y": gap[[best]], "order": [0], **_columns(name, 1)})
    return {
        "bounds": bounds(found.rates[0], found.rates[-1], low / 2, high),
        "sweep": _stack(parts, (*LINE, "bold")),
        "labels": _stack(_spread(labels, low, high), LINE),
        "now": arrow(x=[rate], y=[high], label=[label]),
        "picks": arrow(x=found.rates, y=np.full(len(found.rates), np.sqrt(low * high))),
    }


def _rows(count: int) -> np.ndarray:
    return np.arange(count) if count <= MOST else np.unique(np.round(np.linspace(0, count - 1, MOST)).astype(int))
