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


@dataclass(frozen=True)
class Sides:
    """The slopes from below and from above along one axis; NaN on a side where f has no value, ±inf at a jump."""

    below: float
    above: float
    smooth: bool


def both_sides(height: Height, x: float, y: float, scale: float) -> tuple[Sides, Sides]:
    """One-sided slopes along x and along y at a point, and whether they are one slope.

    ``scale`` is the size of what is looked at (half the window). Quotients over two small steps are compared: at a
    corner their difference stays, on a smooth curve it shrinks with the step, at a jump a quotient grows as the step
    shrinks.
    """
    steps = scale * np.array([-1e-4, -1e-5, 1e-5, 1e-4])
    here = float(height(np.asarray(x, dtype=float), np.asarray(y, dtype=float)))
    along_x = (height(x + steps, np.full(4, y)) - here) / steps
    along_y = (height(np.full(4, x), y + steps) - here) / steps
    noise = 32 * np.finfo(float).eps * abs(here) / (1e-5 * scale)
    return _sides(along_x, noise), _sides(along_y, noise)


def _sides(quotients: np.ndarray, noise: float) -> Sides:
    far_below, below, above, far_above = (float(q) for q in quotients)
    size = max(abs(below), abs(above))
    gap, far_gap = abs(above - below), abs(far_above - far_below)
    if not (math.isfinite(below) and math.isfinite(above)):
        return Sides(below, above, False)
    smooth = bool(gap <= 1e-3 * size + noise or gap < 0.5 * far_gap)
    if smooth:
        return Sides(below, above, True)
    left, right = (
        math.copysign(math.inf, near) if abs(near) > 5 * abs(far) and abs(near) > noise else near
        for near, far in ((below, far_below), (above, far_above))
    )
    return Sides(left, right, False)


def tangent_plane(value: float, slope: Slope, at: tuple[float, float], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The height of the tangent plane at ``at`` above points (x, y)."""
    return value + slope.x * (x - at[0]) + slope.y * (y - at[1])
