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
from core.calculus.field import Field
from core.calculus.numerals import plain
from core.calculus.stationary_points import CriticalPoint

MOST_MARKS = 80


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
    area, digits = field.area, _digits(field.area.half)
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
        "torn": base64.b64encode(field.torn.astype(np.uint8).tobytes()).decode("ascii"),
        "lines": [_line(line, odd.index(line.level) % 2, digits) for line in lines],
        "labels": [_label(label, odd.index(label.level) % 2, apart) for label in labels],
    }  # fmt: skip
    # The lines follow from the values; their many numbers would only take time.
    told = {name: value for name, value in data.items() if name not in ("lines", "labels")}
    data["mark"] = blake2b(repr(told).encode(), digest_size=8).hexdigest()
    return data


def marks(critical: Sequence[CriticalPoint]) -> list[dict[str, Any]]:
    """The critical points that a map has room for: all, else the minima, else none."""
    if len(critical) > MOST_MARKS:
        critical = [point for point in critical if point.kind == "minimum"]
    return [{"x": p.x, "y": p.y, "kind": p.kind} for p in critical] if len(critical) <= MOST_MARKS else []


def _line(line: LevelLine, odd: int, digits: int) -> list[Any]:
    # Every second level is left out on a narrow screen.
    return [np.round(line.x, digits).tolist(), np.round(line.y, digits).tolist(), odd]


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


def _base(low: float, high: float) -> float:
    middle = (low + high) / 2
    return middle if abs(middle) > 100 * (high - low) else 0.0


def _packed(values: np.ndarray) -> str:
    with np.errstate(over="ignore"):
        single = values.astype("<f4")
    single[~np.isfinite(single)] = np.nan
    return base64.b64encode(single.tobytes()).decode("ascii")


def _digits(half: float) -> int:
    return max(0, 4 - int(np.floor(np.log10(half))))
