"""The map (or band) of starting points, coloured by where descent from there ends, as plain data for its picture."""

from __future__ import annotations

from core.charts.theme import Meaning
from core.descent.basins import ASTRAY, ON_THE_WAY

# Minimum 1, 2, 3, 4, then the same again paler; every region also carries its number.
_COLOURS: tuple[Meaning, ...] = ("function", "rising", "path", "slope")
_STRONG = (1.0, 0.55, 0.3)


def region_look(label: int) -> tuple[Meaning, float]:
    """Colour and opacity of a region."""
    if label == ASTRAY:
        return "falling", 1.0
    if label == ON_THE_WAY:
        return "flat", 0.18
    return _COLOURS[label % len(_COLOURS)], _STRONG[min(label // len(_COLOURS), len(_STRONG) - 1)]
