"""A landscape in three dimensions, turned by the reader; everything but the point stays in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.widgets.component import SHARED, component
from core.widgets.news import show_with_news
from core.widgets.parcel import sendable

_surface = component(Path(__file__).parent, "surface", html=SHARED / "canvas.html", css=[SHARED / "map.css"])


def surface(key: str, terrain: str, point: Mapping[str, float], *, large: bool, alt: str) -> None:
    """Draw the landscape in three dimensions; turning and tilting stay in the browser."""
    data = {
        "terrain": terrain,
        "point": {name: sendable(value) for name, value in point.items()},
        "large": large,
        "alt": alt,
    }
    show_with_news(_surface, key, data)
