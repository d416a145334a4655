"""Where the numbers of level lines stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.surfaces.contours import LevelLine
from core.surfaces.field import Field


@dataclass(frozen=True)
class Label:
    """Where the number of a level stands on its line; ``angle`` in radians, between −π/2 and π/2, along the line."""

    level: float
    x: float
    y: float
    angle: float


def place_labels(lines: Sequence[LevelLine], field: Field, apart: float = 0.11) -> list[Label]:
    """One label a level where its longest line is straight, away from the rim and from other labels.

    ``apart``: the least distance between labels, as a part of the map's width.
    """
    area = field.area
    scale_x, scale_y = area.x_max - area.x_min, area.y_max - area.y_min
    labels: list[Label] = []
    taken: list[tuple[float, float]] = []
    for level in dict.fromkeys(line.level for line in lines):
        own = sorted((line for line in lines if line.level == level), key=lambda line: -len(line.x))[:3]
        for line in own:
            u, v = (line.x - area.x_min) / scale_x, (line.y - area.y_min) / scale_y
            place = _best_place(u, v, taken, apart)
            if place is None:
                continue
            k, du, dv = place
            angle = math.atan(dv * scale_y / (du * scale_x)) if du else math.pi / 2
            labels.append(Label(level, float(line.x[k]), float(line.y[k]), angle))
            taken.append((u[k], v[k]))
            break
    return labels


def _best_place(
    u: np.ndarray, v: np.ndarray, taken: list[tuple[float, float]], apart: float
) -> tuple[int, float, float] | None:
    """The vertex for a label, and the direction there; None where there is no room."""
    reach = 3
    if len(u) < 4 * reach:
        return None
    k = np.arange(reach, len(u) - reach)
    du, dv = u[k + reach] - u[k - reach], v[k + reach] - v[k - reach]
    bend = np.hypot(u[k + reach] + u[k - reach] - 2 * u[k], v[k + reach] + v[k - reach] - 2 * v[k])
    free = (np.abs(u[k] - 0.5) < 0.43) & (np.abs(v[k] - 0.5) < 0.45) & (np.hypot(du, dv) > 1e-9)
    for a, b in taken:
        free &= np.hypot(u[k] - a, v[k] - b) > apart
    if not free.any():
        return None
    cost = bend / np.maximum(np.hypot(du, dv), 1e-9) + 0.15 * np.abs(dv) / np.maximum(np.hypot(du, dv), 1e-9)
    best = int(np.argmin(np.where(free, cost, np.inf)))
    return int(k[best]), float(du[best]), float(dv[best])
