"""The map (or band) of starting points, coloured by where descent from there ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning_field
from core.descent.basins import ASTRAY, ON_THE_WAY, Basins

START = "pin"
# Minimum 1, 2, 3, 4, then the same again paler; every region also carries its number.
_COLOURS = ("function", "rising", "path", "slope")
_STRONG = (1.0, 0.55, 0.3)


@cache
def basins_template(variables: int, present: bool = False) -> Template:
    """Datasets: bounds, regions (x, x2, y, y2, meaning, strength), curve (x, y), paths (x, y, order, line), minima
    (x, y, label).
    """
    sizes = look(present)
    at = {"x": x_axis("start x"), "y": y_axis("f(x)" if variables == 1 else "start y")}
    strength = alt.Opacity("strength:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0, 1]))
    minima = alt.Chart(table("minima"))
    pin = (
        alt.selection_point(
            name=START, on="click", nearest=True, encodings=["x"], fields=["x"], empty=False, toggle=False, clear=False
        )
        if variables == 1
        else alt.selection_point(name=START, on="click", fields=["x", "y"], empty=False, toggle=False, clear=False)
    )
    targets = alt.Chart(table("targets"))
    hit = (
        targets.mark_point(opacity=0, size=1, clip=True)
        if variables == 1
        else targets.mark_square(fillOpacity=0, strokeOpacity=0, size=420, clip=True, cursor="crosshair")
    )
    layers = [
        zero_lines("start x", "f(x)" if variables == 1 else "start y"),
        alt.Chart(table("regions"))
        .mark_rect(clip=True, strokeWidth=0)
        .encode(**at, x2="x2", y2="y2", color=meaning_field("meaning"), opacity=strength),
        *_on_colours(alt.Chart(table("curve")), at, sizes.stroke),
        *_on_colours(alt.Chart(table("paths")), at, sizes.thin, detail="line:N", order="order:Q"),
        minima.mark_point(
            filled=True, size=sizes.point * 4.2, opacity=1, clip=True, fill="white", stroke="black"
        ).encode(**at),
        minima.mark_text(fontWeight=700, fontSize=sizes.label, clip=True, color="black").encode(**at, text="label:N"),
        hit.encode(**at).add_params(pin),
    ]
    return template(alt.layer(*layers), sizes, height=sizes.height)


def _on_colours(lines: alt.Chart, at: dict, width: float, **channels: str) -> list[alt.Chart]:
    """White lines with a dark edge: they can be seen on any region."""
    edge = lines.mark_line(clip=True, strokeWidth=width + 2, color="black", opacity=0.7)
    return [
        edge.encode(**at, **channels),
        lines.mark_line(clip=True, strokeWidth=width, color="white").encode(**at, **channels),
    ]


def basins_tables(
    found: Basins,
    limits: tuple[float, float, float, float],
    curve: tuple[np.ndarray, np.ndarray],
    paths: Sequence[tuple[np.ndarray, np.ndarray]],
    targets: pa.Table,
) -> dict[str, pa.Table]:
    """The data of ``basins_template``. ``curve`` and ``paths`` are drawn over the regions."""
    one = len(found.axes) == 1
    minima = found.minima
    sizes = [len(x) for x, _ in paths]
    return {
        "bounds": bounds(*limits),
        "regions": _runs(found, limits[2:]),
        "curve": arrow(x=curve[0], y=curve[1]),
        "paths": arrow(
            x=np.concatenate([x for x, _ in paths]) if paths else [],
            y=np.concatenate([y for _, y in paths]) if paths else [],
            order=np.concatenate([np.arange(size) for size in sizes]) if paths else [],
            line=np.repeat(np.arange(len(paths)), sizes),
        ),
        "minima": arrow(
            x=minima[:, 0] if len(minima) else [],
            y=(found.lowest if one else minima[:, 1]) if len(minima) else [],
            label=[str(i + 1) for i in range(len(minima))],
        ),
        "targets": targets,
    }


def _runs(found: Basins, band: tuple[float, float]) -> pa.Table:
    """Neighbouring cells of a row with the same label as one rectangle: hundreds instead of thousands."""
    x_edges = _edges(found.axes[0])
    y_edges = _edges(found.axes[1]) if len(found.axes) > 1 else np.array(band, dtype=float)
    labels = np.atleast_2d(found.labels)
    rows, starts, ends = [], [], []
    for row, line in enumerate(labels):
        cuts = np.concatenate([[0], np.flatnonzero(np.diff(line)) + 1, [len(line)]])
        starts.append(cuts[:-1])
        ends.append(cuts[1:])
        rows.append(np.full(len(cuts) - 1, row))
    row, start, end = (np.concatenate(part) for part in (rows, starts, ends))
    label = labels[row, start]
    looks = [region_look(int(i)) for i in label]
    strength = np.array([opacity for _, opacity in looks])
    return arrow(
        x=x_edges[start],
        x2=x_edges[end],
        y=y_edges[row],
        # Opaque neighbours overlap a little: no hair lines between them.
        y2=y_edges[row + 1] + np.where(strength >= 1.0, 0.45, 0.0) * (y_edges[1] - y_edges[0]),
        meaning=[colour for colour, _ in looks],
        strength=strength,
    )


def region_look(label: int) -> tuple[str, float]:
    """Colour and opacity of a region."""
    if label == ASTRAY:
        return "falling", 1.0
    if label == ON_THE_WAY:
        return "flat", 0.18
    return _COLOURS[label % len(_COLOURS)], _STRONG[min(label // len(_COLOURS), len(_STRONG) - 1)]


def _edges(axis: np.ndarray) -> np.ndarray:
    half = (axis[1] - axis[0]) / 2
    return np.append(axis - half, axis[-1] + half)
