"""A landscape as plain data for the components that draw it.

core/widgets/hill/terrain.js keeps it in the browser.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np

from core.language.numerals import plain
from core.surfaces.contour_labels import Label
from core.surfaces.contours import LevelLine
from core.surfaces.critical_point import CriticalPoint
from core.surfaces.domain_edge import domain_edge
from core.surfaces.field import Area, Field
from core.surfaces.landscape import KEPT, Landscape
from core.widgets.parcel import parcel, single

MOST_MARKS = 80
MOST_EDGES = 4000
_FLOAT = 15  # digits of a float
_NO_EDGE = {name: np.empty(0, kind) for name, kind in (("number", "i4"), ("share", "f4"), ("value", "f4"))}
RUN_OFF = 4.0  # times the height of the picture: what goes farther within a millionth of a cell is a pole


@lru_cache(maxsize=KEPT)
def terrain_of(landscape: Landscape) -> dict[str, Any]:
    """What the browser needs of this landscape; remembered as long as the landscape itself is."""
    return terrain_data(landscape.key, landscape.field, landscape.lines, landscape.labels)


def marks_of(landscape: Landscape) -> list[dict[str, Any]]:
    """The critical points of this landscape that its map marks."""
    return marks(landscape.critical.points)


def terrain_data(
    key: str,
    field: Field,
    lines: Sequence[LevelLine],
    labels: Sequence[Label],
) -> dict[str, Any]:
    """What the browser needs of a landscape, for a parcel: values and slopes, torn cells, level lines, labels.

    ``key`` is the name under which components find it; ``mark`` changes with the content.
    """
    odd = list(dict.fromkeys(line.level for line in lines))
    apart = _digits_apart(odd)
    area = field.area
    steepness = np.hypot(field.slope_x, field.slope_y)
    steepness = steepness[np.isfinite(steepness) & (steepness > 0)]
    low, high = field.visible_range
    data = {
        "key": key,
        "n": len(field.x),
        "x0": area.x_min, "x1": area.x_max, "y0": area.y_min, "y1": area.y_max,
        "low": low, "high": high,
        "usual": float(np.median(steepness)) if steepness.size else 1.0,
        # Beside a large constant (x² + 10⁸) single precision would leave stairs: heights are counted from a base.
        "base": (base := _base(low, high)),
        "f": single(field.value - base), "fx": single(field.slope_x), "fy": single(field.slope_y),
        "torn": _torn(field),
        "edge": _edge(field, low, high, base),
        "lines": _lines(lines, odd, area),
        "labels": [_label(label, odd.index(label.level) % 2, apart) for label in labels],
    }  # fmt: skip
    # The lines follow from the values; their many numbers would only take time.
    told = {name: value for name, value in data.items() if name not in ("lines", "labels", "edge")}
    data["mark"] = blake2b(parcel(told), digest_size=8).hexdigest()
    return data


def marks(critical: Sequence[CriticalPoint]) -> list[dict[str, Any]]:
    """The critical points that a map has room for: all, else the minima, else none."""
    if len(critical) > MOST_MARKS:
        critical = [point for point in critical if point.kind == "minimum"]
    return [{"x": p.x, "y": p.y, "kind": p.kind} for p in critical] if len(critical) <= MOST_MARKS else []


def _lines(lines: Sequence[LevelLine], levels: list[float], area: Area) -> dict[str, Any]:
    """All vertices one after the other, counted from the corner of the area; how many belong to each line, and whether
    its level is odd: every second one is, and left out on a narrow screen.
    """
    x, y = (np.concatenate([getattr(line, axis) for line in lines] or [np.empty(0)]) for axis in "xy")
    return {
        "x": single(x - area.x_min),
        "y": single(y - area.y_min),
        "length": np.array([len(line.x) for line in lines], np.int32),
        "odd": np.array([levels.index(line.level) % 2 for line in lines], np.uint8),
    }


def _digits_apart(levels: Sequence[float]) -> int:
    """How many digits tell neighbouring levels apart."""
    if len(levels) < 2:
        return 6
    gap = float(np.diff(np.sort(levels)).min())
    most = min(max(map(abs, levels)), sys.float_info.max)
    # As logarithms: of levels at 10^300 the quotient is too large for a float.
    return min(max(6, 2 + math.ceil(math.log10(most) - math.log10(gap))), _FLOAT) if gap > 0 and most > 0 else _FLOAT


def _label(label: Label, odd: int, digits: int) -> dict[str, Any]:
    return {
        "text": plain(label.level, digits),
        "x": label.x,
        "y": label.y,
        "angle": label.angle,
        "thin": bool(odd),
    }


def _torn(field: Field) -> np.ndarray:
    """0: whole; 1: torn, with a corner outside the domain; 2: torn by a jump or a pole between its corners."""
    missing = np.isnan(field.value)
    outside = missing[:-1, :-1] | missing[:-1, 1:] | missing[1:, :-1] | missing[1:, 1:]
    return np.where(field.torn, np.where(outside, 1, 2), 0).astype(np.uint8)


def _edge(field: Field, low: float, high: float, base: float) -> dict[str, np.ndarray]:
    """Where the grid leaves the domain, as a DomainEdge has it; nothing where it does so all over the place.

    A pole is no edge: a wall there would hide what is behind it. (A logarithm is: it runs off so slowly that one sees
    where it ends.)
    """
    if not np.isnan(field.value).any():
        return _NO_EDGE
    end = domain_edge(field)
    far = RUN_OFF * (high - low)
    poles = end.number[(end.value < low - far) | (end.value > high + far)]
    edge = domain_edge(field, low, high)
    kept = ~np.isin(edge.number, poles)
    if kept.sum() > MOST_EDGES:
        return _NO_EDGE
    number, share, value = (part[kept] for part in (edge.number, edge.share, edge.value))
    return {"number": number.astype(np.int32), "share": single(share), "value": single(value - base)}


def _base(low: float, high: float) -> float:
    middle = (low + high) / 2
    return middle if abs(middle) > 100 * (high - low) else 0.0
