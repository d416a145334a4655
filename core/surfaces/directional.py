"""Slopes of a surface at one point: in any direction, along the axes, and as limits of difference quotients."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.surfaces.field import Height


@dataclass(frozen=True)
class Slope:
    """The gradient at a point and what follows from it. Angles in degrees, anticlockwise from the direction of x,
    in [0, 360).
    """

    x: float
    y: float

    @property
    def exists(self) -> bool:
        """Whether both partial derivatives exist."""
        return math.isfinite(self.x) and math.isfinite(self.y)

    @property
    def steepness(self) -> float:
        """The length of the gradient: the slope of the steepest way up."""
        return math.hypot(self.x, self.y)

    @property
    def uphill(self) -> float:
        """The direction of the steepest way up; 0 where it is level."""
        return math.degrees(math.atan2(self.y, self.x)) % 360.0

    def towards(self, angle: float | np.ndarray) -> float | np.ndarray:
        """The directional derivative ∇f · u, u the unit vector at ``angle``."""
        turn = np.radians(angle)
        return self.x * np.cos(turn) + self.y * np.sin(turn)

    @property
    def level_directions(self) -> tuple[float, float]:
        """The two directions in which f does not change, to first order."""
        return (self.uphill + 90.0) % 360.0, (self.uphill + 270.0) % 360.0


@dataclass(frozen=True)
class Quotients:
    """(f(x + Δx, y) − f(x, y)) / Δx and (f(x, y + Δy) − f(x, y)) / Δy for each step; shape of ``steps``."""

    steps: np.ndarray
    along_x: np.ndarray
    along_y: np.ndarray


def difference_quotients(height: Height, x: float, y: float, steps: np.ndarray) -> Quotients:
    """Both difference quotients at (x, y), the other variable held still. A step of 0 raises ValueError."""
    steps = np.asarray(steps, dtype=float)
    if (steps == 0).any():
        raise ValueError("a step must not be 0")
    here = height(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    return Quotients(
        steps,
        (height(x + steps, np.full(steps.shape, y)) - here) / steps,
        (height(np.full(steps.shape, x), y + steps) - here) / steps,
    )


def tangent_plane(value: float, slope: Slope, at: tuple[float, float], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The height of the tangent plane at ``at`` above points (x, y)."""
    return value + slope.x * (x - at[0]) + slope.y * (y - at[1])
