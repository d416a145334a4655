"""A landscape as plain data for the components that draw it.

core/sections/partial_derivatives/terrain.js keeps it in the browser.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from core.calculus.contour_labels import Label
from core.calculus.contours import LevelLine
from core.calculus.domain_edge import domain_edge
from core.calculus.field import Area, Field
from core.calculus.numerals import plain
from core.calculus.stationary_points import CriticalPoint

MOST_MARKS = 80
MOST_EDGES = 4000
RUN_OFF = 4.0  # times the height of the picture: what goes farther within a millionth of a cell is a pole


def terrain_data(
    key: str,
    field: Field,
    lines: Sequence[LevelLine],
    labels: Sequence[Label],
) -> dict[str, Any]:
    """What the browser needs of a landscape: values and slopes (float32, base64), torn cells, level lines, labels.

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
        "f": _packed(field.value - base), "fx": _packed(field.slope_x), "fy": _packed(field.slope_y),
        "torn": base64.b64encode(_torn(field).tobytes()).decode("ascii"),
        "edge": _edge(field, low, high),
        "lines": _lines(lines, odd, area),
        "labels": [_label(label, odd.index(label.level) % 2, apart) for label in labels],
    }  # fmt: skip
    # The lines follow from the values; their many numbers would only take time.
    told = {name: value for name, value in data.items() if name not in ("lines", "labels", "edge")}
    data["mark"] = blake2b(repr(told).encode(), digest_size=8).hexdigest()
    return data


def marks(critical: Sequence[CriticalPoint]) -> list[dict[str, Any]]:
    """The critical points that a map has room for: all, else the minima, else none."""
    if len(critical) > MOST_MARKS:
        critical = [point for point in critical if point.kind == "minimum"]
    return [{"x": p.x, "y": p.y, "kind": p.kind} for p in critical] if len(critical) <= MOST_MARKS else []


def _lines(lines: Sequence[LevelLine], levels: list[float], area: Area) -> dict[str, Any]:
    """All vertices one after the other, counted from the corner of the area; ``parts``: (vertices, odd) of each line.

    Every second level is odd, and left out on a narrow screen.
    """
    x, y = (np.concatenate([getattr(line, axis) for line in lines] or [np.empty(0)]) for axis in "xy")
    parts = [(len(line.x), levels.index(line.level) % 2) for line in lines]
    return {"x": _packed(x - area.x_min), "y": _packed(y - area.y_min), "parts": parts}


def _digits_apart(levels: Sequence[float]) -> int:
    """How many digits tell neighbouring levels apart."""
    if len(levels) < 2:
        return 6
    gap = float(np.diff(np.sort(levels)).min())
    return min(max(6, 2 + math.ceil(math.log10(max(map(abs, levels)) / gap))), 15)


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


def _edge(field: Field, low: float, high: float) -> list[list[float]]:
    """Where the grid leaves the domain: [edge, share, value]; nothing where it does so all over the place.

    A pole is no edge: a wall there would hide what is behind it. (A logarithm is: it runs off so slowly that one sees
    where it ends.)
    """
    if not np.isnan(field.value).any():
        return []
    end = domain_edge(field)
    far = RUN_OFF * (high - low)
    poles = end.number[(end.value < low - far) | (end.value > high + far)]
    edge = domain_edge(field, low, high)
    kept = ~np.isin(edge.number, poles)
    if kept.sum() > MOST_EDGES:
        return []
    parts = (part[kept].tolist() for part in (edge.number, edge.share, edge.value))
    return [[number, round(share, 4), float(f"{value:.6g}")] for number, share, value in zip(*parts, strict=True)]


def _base(low: float, high: float) -> float:
    middle = (low + high) / 2
    return middle if abs(middle) > 100 * (high - low) else 0.0


def _packed(values: np.ndarray) -> str:
    with np.errstate(over="ignore"):
        single = values.astype("<f4")
    single[~np.isfinite(single)] = np.nan
    return base64.b64encode(single.tobytes()).decode("ascii")
