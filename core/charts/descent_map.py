"""The map under a descent: level lines that are dense near the bottom."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import arrow, table
from core.charts.theme import Look, meaning
from core.language import parse
from core.surfaces.contours import level_lines
from core.surfaces.field import Area, Field, field_of
from core.surfaces.gradient import Objective

LEVELS = 15
Limits = tuple[float, float, float, float]


def level_layer(at: dict, sizes: Look) -> alt.Chart:
    """The level lines. Dataset: levels (x, y, line, order, height)."""
    return (
        alt.Chart(table("levels"))
        .mark_line(clip=True, strokeWidth=sizes.thin)
        .encode(
            **at,
            color=meaning("function"),
            detail="line:N",
            order="order:Q",
            opacity=alt.Opacity("height:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.9, 0.3])),
        )
    )


@lru_cache(maxsize=64)
def function_levels(
    text: str, variables: tuple[str, ...], parameters: tuple[tuple[str, float], ...], limits: Limits
) -> pa.Table:
    """The level lines of a typed function of two variables. Remembered by the text."""
    objective = Objective(parse(text, variables), dict(parameters))
    return levels_table(field_of(objective, Area(*limits), count=81))


def levels_table(field: Field) -> pa.Table:
    """Level lines of a field, closer together towards its lowest value, where a descent ends."""
    low, high = field.visible_range
    heights = low + (high - low) * np.linspace(0.0, 1.0, LEVELS + 1)[1:] ** 2.5
    lines = level_lines(field, heights, longest=2400)
    if not lines:
        return arrow(x=[], y=[], line=[], order=[], height=[])
    sizes = [len(line.x) for line in lines]
    shade = np.searchsorted(heights, [line.level for line in lines]) / LEVELS
    return arrow(
        x=np.concatenate([line.x for line in lines]),
        y=np.concatenate([line.y for line in lines]),
        line=np.repeat(np.arange(len(lines)), sizes),
        order=np.concatenate([np.arange(size) for size in sizes]),
        height=np.repeat(shade, sizes),
    )
