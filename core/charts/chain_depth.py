"""The size of the gradient at every layer of a deep network, on a log axis, beside what one change would make of it."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning

LAYER, SIZE = "layer (0 is the input)", "size of the gradient there"
_FLOOR, _CEILING = -40.0, 40.0  # powers of ten that are drawn


@cache
def depth_template(present: bool = False) -> Template:
    """Datasets: bounds, norms and rescued (x, y: the power of ten), ends (x, y, label, colour)."""
    sizes = look(present)
    powers = alt.Axis(labelExpr=_power_of_ten("datum.value"), tickMinStep=1)
    at = {"x": x_axis(LAYER), "y": y_axis(SIZE, axis=powers)}
    style = {"clip": True, "strokeWidth": sizes.stroke}
    now = alt.Chart(table("norms"))
    layers = [
        zero_lines(LAYER, SIZE),
        alt.Chart(table("rescued")).mark_line(**style, strokeDash=[9, 6]).encode(**at, color=meaning("rising")),
        now.mark_line(**style).encode(**at, color=meaning("slope")),
        now.mark_point(filled=True, opacity=1, size=sizes.point / 3).encode(**at, color=meaning("slope")),
        *(
            alt.Chart(table("ends"))
            .transform_filter(f"datum.colour === '{colour}'")
            .mark_text(align="left", dx=8, dy=dy, fontWeight=600, fontSize=sizes.label)
            .encode(**at, text="label:N", color=meaning(colour))
            for colour, dy in (("slope", 1.4 * sizes.label), ("rising", -0.9 * sizes.label))
        ),
    ]
    return template(alt.layer(*layers), sizes, height=360 if not present else sizes.height)


def _power_of_ten(value: str) -> str:
    """A Vega expression that writes 10 to the power ``value`` (a whole number) with raised digits."""
    text = f"format({value}, 'd')"
    for digit, raised in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        text = f"replace({text}, regexp('{digit}', 'g'), '{raised}')"
    return f"{value} == 0 ? '1' : {value} == 1 ? '10' : '10' + replace({text}, regexp('[−-]'), '⁻')"


def depth_tables(norms: np.ndarray, rescued: np.ndarray | None, labels: tuple[str, str]) -> dict[str, pa.Table]:
    """``norms`` and ``rescued`` (depth + 1,) from the input to the output; ``labels`` for their ends at the input."""
    now, other = _powers(norms), _powers(rescued if rescued is not None else norms)
    both = np.concatenate([now, other, [0.0]])
    both = both[np.isfinite(both)]
    low, high = np.floor(both.min()) - 1, np.ceil(both.max()) + 1
    layers = np.arange(len(norms), dtype=float)
    there = [(now, labels[0], "slope")] + ([(other, labels[1], "rising")] if rescued is not None else [])
    ends = [(float(line[0]), label, colour) for line, label, colour in there if np.isfinite(line[0])]
    shown = np.where(rescued is None, np.nan, other)
    return {
        "bounds": bounds(0, len(norms) - 1, float(low), float(high)),
        "norms": arrow(x=layers, y=now),
        "rescued": arrow(x=layers, y=shown),
        "ends": pa.table(
            {
                "x": pa.array([0.0] * len(ends)),
                "y": pa.array([end[0] for end in ends], pa.float64()),
                "label": pa.array([end[1] for end in ends], pa.string()),
                "colour": pa.array([end[2] for end in ends], pa.string()),
            }
        ),
    }


def _powers(norms: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        powers = np.log10(norms)
    return np.where(np.isfinite(powers), np.clip(powers, _FLOOR, _CEILING), np.nan)
