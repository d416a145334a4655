"""The pictures of a small network in training: what it answers over the plane, and its loss over the steps."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning, meaning_field

REACH = 1.8  # the plane is drawn from −REACH to REACH
CELLS = 26
_SHAPES = alt.Scale(domain=["0", "1"], range=["circle", "diamond"])
_SIZES = (1.0, 1.9)  # a diamond looks smaller than a circle of its area
LONGEST_CURVE = 400
ACROSS = "x₁   (◆ wants the answer 1, ● wants 0)"


@cache
def surface_template(present: bool = False) -> Template:
    """Datasets: bounds, cells (x, x2, y, y2, side, sure), points (x, y, target, colour), chosen (x, y)."""
    sizes = look(present)
    at = {"x": x_axis(ACROSS), "y": y_axis("x₂")}
    areas = alt.Scale(domain=["0", "1"], range=[share * sizes.point for share in _SIZES])
    cells = alt.Chart(table("cells")).mark_rect(strokeWidth=0).encode(
        x=x_axis(ACROSS), x2="x2:Q", y=y_axis("x₂"), y2="y2:Q",
        color=meaning_field("side"),
        opacity=alt.Opacity("sure:Q", scale=alt.Scale(domain=[0, 1], range=[0.03, 0.55]), legend=None),
    )  # fmt: skip
    points = (
        alt.Chart(table("points"))
        .mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1.2)
        .encode(
            **at,
            color=meaning_field("colour"),
            shape=alt.Shape("target:N", scale=_SHAPES, legend=None),
            size=alt.Size("target:N", scale=areas, legend=None),
        )
    )
    chosen = (
        alt.Chart(table("chosen"))
        .mark_point(filled=False, size=sizes.point * 4, strokeWidth=sizes.stroke)
        .encode(**at, color=meaning("slope"))
    )
    return template(
        alt.layer(cells, zero_lines(ACROSS, "x₂"), points, chosen), sizes, height=340 if not present else 520
    )


def surface_tables(answers: np.ndarray, points: np.ndarray, targets: np.ndarray, chosen: int) -> dict[str, pa.Table]:
    """``answers`` (CELLS, CELLS) at ``grid()``; ``points`` (n, 2), ``targets`` (n,); ``chosen``.

    The example that is looked at.
    """
    edges = np.linspace(-REACH, REACH, CELLS + 1)
    left, low = np.meshgrid(edges[:-1], edges[:-1])
    right, high = np.meshgrid(edges[1:], edges[1:])
    kept = np.clip(np.nan_to_num(answers, nan=0.5), 0.0, 1.0).ravel()
    return {
        "bounds": bounds(-REACH, REACH, -REACH, REACH),
        "cells": arrow(
            x=left.ravel(), x2=right.ravel(), y=low.ravel(), y2=high.ravel(),
            side=np.where(kept >= 0.5, "function", "path"), sure=2 * np.abs(kept - 0.5),
        ),
        "points": arrow(
            x=points[:, 0], y=points[:, 1],
            target=np.where(targets > 0.5, "1", "0"), colour=np.where(targets > 0.5, "function", "path"),
        ),
        "chosen": arrow(x=points[[chosen], 0], y=points[[chosen], 1]),
    }  # fmt: skip


def grid() -> np.ndarray:
    """The centres of the cells, shape (CELLS², 2)."""
    edges = np.linspace(-REACH, REACH, CELLS + 1)
    centres = (edges[:-1] + edges[1:]) / 2
    return np.column_stack([axis.ravel() for axis in np.meshgrid(centres, centres)])


@cache
def loss_template(present: bool = False) -> Template:
    """Datasets: bounds, losses and last (x, y: the power of ten)."""
    sizes = look(present)
    powers = alt.Axis(labelExpr="format(pow(10, datum.value), '~g')", tickMinStep=1, format=".0f")
    curve = (
        alt.Chart(table("losses"))
        .mark_line(clip=True, strokeWidth=sizes.stroke)
        .encode(x=x_axis("steps"), y=y_axis("loss", axis=powers), color=meaning("path"))
    )
    last = (
        alt.Chart(table("last"))
        .mark_point(filled=True, opacity=1, size=sizes.point)
        .encode(x=x_axis("steps"), y=y_axis("loss", axis=powers), color=meaning("path"))
    )
    limits = alt.Chart(table("bounds")).mark_point(opacity=0).encode(x=x_axis("steps"), y=y_axis("loss", axis=powers))
    return template(alt.layer(limits, curve, last), sizes, height=340 if not present else 520)


def loss_tables(losses: np.ndarray) -> dict[str, pa.Table]:
    """``losses`` (steps + 1,), thinned to some hundred points; drawn as powers of ten."""
    steps = np.unique(np.linspace(0, len(losses) - 1, LONGEST_CURVE).astype(int))
    with np.errstate(all="ignore"):
        powers = np.log10(losses[steps])
    finite = powers[np.isfinite(powers)]
    low, high = (np.floor(finite.min()), np.ceil(finite.max() + 1e-9)) if len(finite) else (-1.0, 1.0)
    return {
        "bounds": bounds(0, max(len(losses) - 1, 10), float(max(low, -12)), float(max(high, low + 1))),
        "losses": arrow(x=steps, y=powers),
        "last": arrow(x=steps[-1:], y=powers[-1:]),
    }
