"""A function of two variables over a rectangle: values and gradients on a grid, and where the surface is torn.

A cell of the grid is torn where f is undefined at a corner, jumps, or runs off to infinity inside it: nothing may be
drawn across it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.surfaces.gradient import Objective

Height = Callable[[np.ndarray, np.ndarray], np.ndarray]
Slopes = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]]

LARGEST = 1e150  # of a value that a picture can show: its square must still be a number

_HALVINGS = 22
_NOTICEABLE = 2e-3  # of the range of f: a smaller surprise cannot be seen


@dataclass(frozen=True)
class Area:
    """A rectangle of the (x, y) plane; both sides finite and longer than 0."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float

    @property
    def half(self) -> float:
        """Half of the longer side."""
        return max(self.x_max - self.x_min, self.y_max - self.y_min) / 2

    def contains(self, x: np.ndarray | float, y: np.ndarray | float) -> np.ndarray | bool:
        """Whether points lie in the rectangle, edges included."""
        return (x >= self.x_min) & (x <= self.x_max) & (y >= self.y_min) & (y <= self.y_max)


@dataclass(frozen=True)
class Field:
    """Rows of the arrays belong to ``y``, columns to ``x``: ``value[i, j] = f(x[j], y[i])``; NaN where undefined.

    ``torn`` has one entry a cell, shape (len(y) − 1, len(x) − 1). ``height`` evaluates f anywhere.
    """

    area: Area
    x: np.ndarray
    y: np.ndarray
    value: np.ndarray
    slope_x: np.ndarray
    slope_y: np.ndarray
    torn: np.ndarray
    height: Height

    @cached_property
    def visible_range(self) -> tuple[float, float]:
        """The values that matter for a picture: all of them, but not the last stretch towards a pole. (0, 1) if
        there is none.
        """
        if np.isnan(self.value).all():
            return visible_range(self.value)
        low, high = visible_range(self.value)
        lowest, highest = np.nanargmin(self.value), np.nanargmax(self.value)
        if self._turns(lowest):
            low = min(low, float(self.value.flat[lowest]))
        if self._turns(highest):
            high = max(high, float(self.value.flat[highest]))
        return low, high

    def _turns(self, end: np.intp) -> bool:
        """Whether f comes to rest at an extreme value, however narrow the peak (e^(−50x²)); towards a pole it rushes
        on.
        """
        steepness = np.hypot(self.slope_x.flat[end], self.slope_y.flat[end])
        rise = abs(self.value.flat[end] - np.nanmedian(self.value))
        return bool(steepness * (self.x[1] - self.x[0]) < 0.5 * rise)


def visible_range(values: np.ndarray) -> tuple[float, float]:
    """Lowest and highest value worth showing: far outliers (poles) are cut off. (0, 1) where there is no finite
    value.
    """
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return 0.0, 1.0
    low, first, middle, last, high = np.quantile(finite, [0.0, 0.04, 0.5, 0.96, 1.0])
    reach = 4 * max(last - first, 1e-300)
    low, high = max(low, middle - reach), min(high, middle + reach)
    return (float(low), float(high)) if high > low else (float(low) - 0.5, float(low) + 0.5)


def sample_field(height: Height, slopes: Slopes, area: Area, count: int = 97) -> Field:
    """Sample f on ``count`` × ``count`` points.

    ``height(x, y)`` gives values; ``slopes(x, y)`` the triple (f, ∂f/∂x, ∂f/∂y); both broadcast, NaN where undefined.
    """
    x, y = np.linspace(area.x_min, area.x_max, count), np.linspace(area.y_min, area.y_max, count)
    value, slope_x, slope_y = (np.array(part, dtype=float) for part in slopes(*np.meshgrid(x, y)))
    unusable = ~np.isfinite(value) | (np.abs(value) > LARGEST)
    value[unusable] = np.nan
    torn = _undefined_cells(value) | _jumps(height, x, y, value, slope_x, slope_y)
    return Field(area, x, y, value, slope_x, slope_y, torn, height)


def _undefined_cells(value: np.ndarray) -> np.ndarray:
    missing = np.isnan(value)
    return missing[:-1, :-1] | missing[:-1, 1:] | missing[1:, :-1] | missing[1:, 1:]


def _jumps(
    height: Height, x: np.ndarray, y: np.ndarray, value: np.ndarray, slope_x: np.ndarray, slope_y: np.ndarray
) -> np.ndarray:
    """Cells of which an edge, or the middle line, crosses a jump or a pole."""
    low, high = visible_range(value)
    notice = _NOTICEABLE * (high - low)
    grid_x, grid_y = np.meshgrid(x, y)
    torn = np.zeros((len(y) - 1, len(x) - 1), bool)

    across = _torn_edges(height, (grid_x[:, :-1], grid_y[:, :-1]), (grid_x[:, 1:], grid_y[:, 1:]),
                         value[:, :-1], value[:, 1:], slope_x[:, :-1], slope_x[:, 1:], x[1] - x[0], notice)  # fmt: skip
    torn |= across[:-1] | across[1:]
    along = _torn_edges(height, (grid_x[:-1], grid_y[:-1]), (grid_x[1:], grid_y[1:]),
                        value[:-1], value[1:], slope_y[:-1], slope_y[1:], y[1] - y[0], notice)  # fmt: skip
    return torn | along[:, :-1] | along[:, 1:]


def _torn_edges(
    height: Height,
    start: tuple[np.ndarray, np.ndarray],
    end: tuple[np.ndarray, np.ndarray],
    f_start: np.ndarray,
    f_end: np.ndarray,
    g_start: np.ndarray,
    g_end: np.ndarray,
    length: float,
    notice: float,
) -> np.ndarray:
    """Edges on which f is not continuous.

    An edge is suspected where its middle is not where the cubic through both ends says; a suspect is halved again and
    again towards the larger difference, which dies out on a steep but continuous edge and stays or grows on a torn
    one.
    """
    both = np.isfinite(f_start) & np.isfinite(f_end)
    middle = height((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    with np.errstate(all="ignore"):
        expected = (f_start + f_end) / 2 + length * (g_start - g_end) / 8
        surprise = np.abs(middle - expected)
    doubtful = both & ~(surprise <= notice)
    torn = np.zeros(f_start.shape, bool)
    if not doubtful.any():
        return torn
    ax, ay, bx, by = (np.asarray(part)[doubtful] for part in (*start, *end))
    fa, fb = f_start[doubtful], f_end[doubtful]
    f_middle = middle[doubtful]
    before = np.maximum(np.abs(fb - fa), np.maximum(np.abs(f_middle - fa), np.abs(f_middle - fb)))
    broken = np.zeros(fa.shape, bool)
    for _ in range(_HALVINGS):
        mx, my = (ax + bx) / 2, (ay + by) / 2
        fm = height(mx, my)
        broken |= ~np.isfinite(fm)
        with np.errstate(all="ignore"):
            first = ~(np.abs(fb - fm) > np.abs(fm - fa))
        ax, ay, fa = np.where(first, ax, mx), np.where(first, ay, my), np.where(first, fa, fm)
        bx, by, fb = np.where(first, mx, bx), np.where(first, my, by), np.where(first, fm, fb)
    with np.errstate(all="ignore"):
        stays = np.abs(fb - fa) > np.maximum(0.05 * before, notice)
    torn[doubtful] = broken | stays
    return torn


def height_of(objective: Objective) -> Height:
    """``f(x, y)`` on two arrays that broadcast, from an objective of two variables; infinities count as undefined."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        value = objective.value(_points(x, y))
        return np.where(np.isfinite(value), value, np.nan)

    return height


def field_of(objective: Objective, area: Area, count: int = 97) -> Field:
    """Sample an objective of two variables over ``area``."""

    def slopes(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        value, gradient = objective.value_and_gradient(_points(x, y))
        return value, gradient[..., 0], gradient[..., 1]

    return sample_field(height_of(objective), slopes, area, count)


def _points(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.stack(np.broadcast_arrays(x, y), axis=-1)
