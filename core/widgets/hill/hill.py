"""The map of a landscape with its slices.

It is ours rather than a chart because the reader takes hold of it: the point is dragged on the map, sixty times a
second, with equal scales on both axes at any width. A landscape (terrain.py) goes to the browser once for each
function; what moves is a few numbers. News (a dragged point) comes with at most two reruns under way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.widgets.component import SHARED, component
from core.widgets.news import show_with_news
from core.widgets.parcel import parcel, sendable

_HERE = Path(__file__).parent


_terrain = component(_HERE, "terrain", html="<span hidden></span>")
_hill_map = component(_HERE, "hill_map", html=SHARED / "canvas.html", css=[SHARED / "map.css"])


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
        "terrain": terrain["key"], "mark": terrain["mark"], "point": _point(point), "panels": list(view.panels),
        "names": list(view.names), "of": view.of, "angle": view.angle, "arrows": view.arrows, "downhill": view.downhill,
        "slices": dict(view.slices), "path": [list(step) for step in view.path], "large": view.large, "alt": alt,
        "sliders": list(view.sliders),
    }  # fmt: skip
    show_with_news(_hill_map, key, data)


def _point(point: Mapping[str, float]) -> dict[str, float | None]:
    return {name: sendable(value) for name, value in point.items()}
