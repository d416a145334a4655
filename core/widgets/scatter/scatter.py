"""Data points that can be dragged, a line through them, and its residuals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.widgets.component import SHARED, component
from core.widgets.news import show_with_news

_scatter = component(Path(__file__).parent, "scatter", html=SHARED / "canvas.html", css=[SHARED / "map.css"])


def scatter_plot(
    key: str, points: Sequence[tuple[float, float]], line: tuple[float, float], *, revision: int, large: bool, alt: str
) -> None:
    """Draw points that can be dragged, the line (weight, bias), and the residuals. ``revision`` counts the points
    set by Python.
    """
    data = {"points": [list(p) for p in points], "line": list(line), "revision": revision, "large": large, "alt": alt}
    show_with_news(_scatter, key, data)
