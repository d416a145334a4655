"""The zones of the learning rate, drawn under its slider on the same logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from core.descent.theory import Stretch
from core.widgets.component import component

# zone → (colour of the theme, sign and word): never colour alone
_LOOKS = {
    "crawls": ("gray", "· crawls"),
    "converges": ("green", "✓ converges"),
    "oscillates but converges": ("orange", "≈ swings"),
    "diverges": ("red", "✕ diverges"),
}

_component = component(Path(__file__).parent, "zone_bar")


def zone_bar(key: str, zones: Sequence[Stretch], low: float, high: float, *, large: bool) -> None:
    """Draw the zones between the learning rates ``low`` and ``high``."""
    parts = [
        {"share": share, "colour": _LOOKS[zone.zone][0], "text": _LOOKS[zone.zone][1], "title": zone.zone}
        for zone in zones
        if (share := _share(zone, low, high)) > 0
    ] or [{"share": 1.0, "colour": "gray", "text": "no zones to quote here: watch the run", "title": ""}]
    words = "Zones of the learning rate from left to right: " + ", ".join(
        part["title"] or part["text"] for part in parts
    )
    _component(key=key, data={"parts": parts, "words": words, "large": large})


def _share(zone: Stretch, low: float, high: float) -> float:
    left, right = max(zone.low, low), min(zone.high, high)
    return math.log(right / left) / math.log(high / low) if right > left else 0.0
