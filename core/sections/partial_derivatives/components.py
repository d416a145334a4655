"""The drawn components of this page: the map with its slices, the surface, and the points of the line fit.

They are ours rather than charts because the reader takes hold of what they show: the point is dragged on the map, the
surface is turned, data points are moved, sixty times a second, with equal scales on both axes at any width. A
landscape (core/charts/terrain.py) goes to the browser once for each function; what moves is a few numbers. News from
a component (a dragged point) comes with at most two reruns under way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.charts.parcel import parcel
from core.ui.component import CANVAS, component
from core.ui.news import show_with_news

_HERE = Path(__file__).parent


def _drawn(name: str, *scripts: str) -> Callable[..., Any]:
    return component(_HERE, name, CANVAS, *scripts, html="canvas.html", css=["map.css"])


_terrain = component(_HERE, "terrain", "numbers.js", "terrain.js", html="<span hidden></span>")
_hill_map = _drawn("hill_map", "numbers.js", "map_picture.js", "slices.js", "hill_map.js")
_surface = _drawn("surface", "surface.js")
_scatter = _drawn("scatter", "scatter.js")


def keep_terrain(terrain: Mapping[str, Any], sender: str = "") -> None:
    """Send a landscape to the browser under its name ``terrain["key"]``. Two places that send the same name are two
    senders.
    """
    _terrain(key=f"terrain {terrain['key']}{sender}", data=parcel(terrain))


def keep_marks(terrain: Mapping[str, Any], marks: Sequence[Mapping[str, Any]], sender: str = "") -> None:
    """Send the critical points of a landscape after it."""
    data = {"key": terrain["key"], "mark": terrain["mark"], "marks": list(marks)}
    _terrain(key=f"terrain {terrain['key']} marks{sender}", data=data)


@dataclass(frozen=True)
class MapView:
    """What a map shows beside its landscape. ``panels``: "x", "y" (slices), "u" (along the direction), "turn"
    (slope over direction). ``sliders``: what the sliders for x and y drive; the point follows at once.
    """

    panels: Sequence[str] = ("x", "y")
    names: tuple[str, str] = ("x", "y")
    of: str = "f"
    angle: float = 0.0
    arrows: bool = False
    downhill: bool = True
    path: Sequence[tuple[float, float]] = field(default=())
    slices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    large: bool = False
    sliders: Sequence[str] = ()


def hill_map(key: str, terrain: Mapping[str, Any], point: Mapping[str, float], view: MapView, *, alt: str) -> None:
    """Draw the map of ``terrain`` with ``point`` (x, y, f, fx, fy). ``alt`` describes the picture."""
    data = {
        "terrain": terrain["key"], "mark": terrain["mark"], "point": _numbers(point), "panels": list(view.panels),
        "names": list(view.names), "of": view.of, "angle": view.angle, "arrows": view.arrows, "downhill": view.downhill,
        "slices": dict(view.slices), "path": [list(step) for step in view.path], "large": view.large, "alt": alt,
        "sliders": list(view.sliders),
    }  # fmt: skip
    show_with_news(_hill_map, key, data)


def surface(key: str, terrain: str, point: Mapping[str, float], *, large: bool, alt: str) -> None:
    """Draw the landscape in three dimensions; turning and tilting stay in the browser."""
    data = {
        "terrain": terrain,
        "point": _numbers(point),
        "large": large,
        "alt": alt,
    }
    show_with_news(_surface, key, data)


def scatter_plot(
    key: str, points: Sequence[tuple[float, float]], line: tuple[float, float], *, revision: int, large: bool, alt: str
) -> None:
    """Draw points that can be dragged, the line (weight, bias), and the residuals. ``revision`` counts the points
    set by Python.
    """
    data = {"points": [list(p) for p in points], "line": list(line), "revision": revision, "large": large, "alt": alt}
    show_with_news(_scatter, key, data)


def _numbers(point: Mapping[str, float]) -> dict[str, float | None]:
    # JSON knows no NaN.
    return {name: float(value) if math.isfinite(value) else None for name, value in point.items()}
