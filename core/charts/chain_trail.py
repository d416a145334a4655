"""The mountain trail.

The height f over the distance u along the map, the walker, the slope underfoot and the speed along the map.
"""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.template import Template, arrow, bounds, table, template, x_axis, y_axis, zero_lines
from core.charts.theme import look, meaning

PLACE, HEIGHT = "u, how far along the map", "f, how high"

# Where the words stand: outside the triangle that speed and climb make with the slope.
_SIDES = {
    "below": ("path", {"align": "center", "baseline": "top", "dy": 8}),
    "above": ("path", {"align": "center", "baseline": "bottom", "dy": -8}),
    "right": ("rising", {"align": "left", "baseline": "middle", "dx": 8}),
    "left": ("rising", {"align": "right", "baseline": "middle", "dx": -8}),
}


@cache
def trail_template(present: bool = False) -> Template:
    """Datasets.

    Bounds, trail (x, y), slope (x, y, order), speed and climb (x, y, order), walker (x, y), words (x, y, label,
    side).
    """
    sizes = look(present)
    at = {"x": x_axis(PLACE), "y": y_axis(HEIGHT)}

    def line(name: str, colour: str, **style: object) -> alt.Chart:
        drawn = alt.Chart(table(name)).mark_line(clip=True, strokeWidth=sizes.stroke, **style)
        return drawn.encode(**at, order="order:Q", color=meaning(colour))

    layers = [
        zero_lines(PLACE, HEIGHT),
        alt.Chart(table("trail")).mark_area(clip=True, opacity=0.1, line=False).encode(**at, color=meaning("function")),
        alt.Chart(table("trail"))
        .mark_line(clip=True, strokeWidth=sizes.stroke)
        .encode(**at, color=meaning("function")),
        line("slope", "slope", strokeDash=[8, 5]),
        line("speed", "path"),
        line("climb", "rising"),
        alt.Chart(table("walker"))
        .mark_point(filled=True, opacity=1, size=sizes.point * 1.6)
        .encode(**at, color=meaning("function")),
        *_words(at, sizes),
    ]
    return template(alt.layer(*layers), sizes, height=380 if not present else sizes.height)


def _words(at: dict, sizes) -> list[alt.Chart]:
    style = {"fontWeight": 600, "fontSize": sizes.label, "clip": True}
    chart = alt.Chart(table("words"))
    found = []
    for side, (colour, look_of) in _SIDES.items():
        mark = chart.transform_filter(f"datum.side === '{side}'").mark_text(**style, **look_of)
        found.append(mark.encode(**at, text="label:N", color=meaning(colour)))
    return found


def trail_tables(
    us: np.ndarray,
    heights: np.ndarray,
    window: tuple[float, float, float, float],
    place: tuple[float, float],
    steepness: float,
    speed: float,
    labels: tuple[str, str],
) -> dict[str, pa.Table]:
    """The tables of the picture. ``window``: limits of the axes; ``labels``: words for the speed and for the climb."""
    u, f = place
    reach = (window[1] - window[0]) / 4
    along, climb = u + speed, f + speed * steepness
    return {
        "bounds": bounds(*window),
        "trail": arrow(x=us, y=heights),
        "slope": arrow(x=[u - reach, u + reach], y=[f - steepness * reach, f + steepness * reach], order=[0, 1]),
        "speed": arrow(x=[u, along], y=[f, f], order=[0, 1]),
        "climb": arrow(x=[along, along], y=[f, climb], order=[0, 1]),
        "walker": arrow(x=[u], y=[f]),
        "words": arrow(
            x=[(u + along) / 2, along],
            y=[f, (f + climb) / 2],
            label=list(labels),
            side=["below" if climb >= f else "above", "right" if speed >= 0 else "left"],
        ),
    }
