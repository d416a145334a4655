"""The size of the slope along one descent."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, window_scale, x_axis
from core.charts.theme import look, meaning, powers_of_ten

MOST_MARKS = 300  # of a long path only so many points are drawn


@cache
def slope_template(present: bool = False) -> Template:
    """The size of the gradient at each step, log axis. Datasets: bounds, slopes (x, y)."""
    sizes = look(present)
    y = alt.Y("y:Q", title="slope (log)", scale=window_scale("y", type="log"), axis=powers_of_ten())
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


def _thinned(count: int) -> np.ndarray:
    """Indices 0 … count−1, at most ``MOST_MARKS`` of them, ends kept, the beginning dense."""
    if count <= MOST_MARKS:
        return np.arange(count)
    tail = np.unique(np.round(np.linspace(100, count - 1, MOST_MARKS - 100)).astype(int))
    return np.concatenate([np.arange(100), tail])
