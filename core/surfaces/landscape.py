"""A typed function of two variables as the pages show it: its window, its field, its level lines, its critical
points; kept by its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np

from core.curves.sampling import Curve, sample
from core.language import Function, parse
from core.language.presets import TWO_VARIABLES
from core.surfaces.contour_labels import Label, place_labels
from core.surfaces.contour_levels import nice_levels
from core.surfaces.contours import LevelLine, level_lines
from core.surfaces.critical_point import CriticalSet
from core.surfaces.critical_points import critical_points
from core.surfaces.field import LARGEST, Area, Field, field_of, height_of
from core.surfaces.first_look import turning_points
from core.surfaces.gradient import Objective
from core.surfaces.place import Place, Side, along_axes, place

XY = ("x", "y")
_PRESET_WINDOWS = {"".join(preset.text.split()): preset.window for preset in TWO_VARIABLES if preset.window}
KEPT = 48  # landscapes
_USUAL = 4.0
_COARSE = 33
_FINE = 145


@dataclass(frozen=True, eq=False)  # one landscape is remembered for each function and window: it is itself alone
class Landscape:
    """Everything about one function in one window that does not depend on the point."""

    key: str
    objective: Objective
    field: Field

    @property
    def area(self) -> Area:
        """The window."""
        return self.field.area

    @cached_property
    def levels(self) -> np.ndarray:
        """The levels that are drawn."""
        return nice_levels(self.field.value, shown=self.field.visible_range)

    @cached_property
    def lines(self) -> list[LevelLine]:
        """The level lines."""
        return level_lines(self.field, self.levels)

    @cached_property
    def critical(self) -> CriticalSet:
        """The critical points in the window."""
        area = self.area
        window = ((area.x_min, area.x_max), (area.y_min, area.y_max))
        return critical_points(self.objective.function, window, **self.objective.parameters)

    @cached_property
    def labels(self) -> list[Label]:
        """Where the numbers of the level lines stand."""
        return place_labels(self.lines, self.field)

    def slice(self, along: Literal["x", "y"], still: float) -> Curve:
        """The curve over ``along`` with the other variable held at ``still``: exact samples, cut at poles and jumps."""
        function, other = self.objective.function, "y" if along == "x" else "x"
        low, high = (self.area.x_min, self.area.x_max) if along == "x" else (self.area.y_min, self.area.y_max)
        over = replace(function, variables=(along,), parameters=(*function.parameters, other))
        return sample(over, low, high, parameters={**self.objective.parameters, other: still})

    def at(self, x: float, y: float) -> tuple[Place, tuple[Side, Side], np.ndarray]:
        """What f does at a point: the place, its slopes along both axes, its Hessian (2, 2)."""
        function, parameters = self.objective.function, self.objective.parameters
        found = place(function, (x, y), **parameters)
        return found, along_axes(function, found, **parameters), self.objective.hessian(np.array([x, y]))


def landscape(
    key: str,
    function: Function,
    parameters: Mapping[str, float],
    start: float | None = None,
    end: float | None = None,
    keep: tuple[float, float] | None = None,
    up: tuple[float | None, float | None] = (None, None),
) -> Landscape:
    """The landscape of a typed function of x and y, from ``start`` to ``end`` on both axes, or on the y axis from one
    end of ``up`` to the other; without them in the window of its preset, else a chosen one.

    ``keep``: a point that a chosen window is to contain.
    """
    wanted = _asked(start, end, *up)
    return _landscape(key, function.source, tuple(sorted(parameters.items())), wanted, _reach(keep, function))


def _asked(
    start: float | None, end: float | None, bottom: float | None, top: float | None
) -> tuple[float, float, float, float] | None:
    """The rectangle that was asked for; None where its sides are not known, or are no sides."""
    if start is None or end is None:
        return None
    across = start, end
    along = across if bottom is None or top is None else (bottom, top)
    return (*across, *along) if across[0] < across[1] and along[0] < along[1] else None


def _reach(keep: tuple[float, float] | None, function: Function) -> float:
    """How far out a chosen window must go; one of few sizes, so that a moving point seldom changes the window."""
    far = max(abs(keep[0]), abs(keep[1])) if keep else 0.0
    low, high = _PRESET_WINDOWS.get("".join(function.source.split()), (-_USUAL, _USUAL))
    if keep is None or (low <= min(keep) and max(keep) <= high):
        return 0.0
    return float(2.0 ** np.ceil(np.log2(max(far, 1.0)) + 1e-9))


@lru_cache(maxsize=KEPT)
def _landscape(
    key: str, text: str, parameters: tuple, wanted: tuple[float, float, float, float] | None, reach: float
) -> Landscape:
    objective = _objective(text, parameters)
    field = field_of(objective, Area(*(wanted or 2 * _window(objective, text, reach))))
    if 0 < np.isnan(field.value).mean() < 1:  # the edge of the domain deserves a finer grid
        field = field_of(objective, field.area, _FINE)
    return Landscape(key, objective, field)


@lru_cache(maxsize=128)
def _objective(text: str, parameters: tuple) -> Objective:
    return Objective(parse(text, XY), dict(parameters))


def _window(objective: Objective, text: str, reach: float) -> tuple[float, float]:
    preset = _PRESET_WINDOWS.get("".join(text.split()))
    if preset and not reach:
        return preset
    half = max(_chosen_half(objective), reach)
    return -half, half


def _chosen_half(objective: Objective) -> float:
    """Half the width of a window around the origin: ±4, unless f has no values there or does everything of interest
    farther out.
    """
    for half in (_USUAL, 1.0, 16.0, 0.25, 100.0, 1000.0):
        if _share_of_values(objective, half) > 0.05:
            break
    else:
        return _USUAL
    if half != _USUAL:
        return half
    far = turning_points(objective, field_of(objective, Area(-12.0, 12.0, -12.0, 12.0), _COARSE))
    if not 0 < len(far) <= 12:
        return half
    needed = 1.35 * float(np.abs(far).max())
    return half if needed <= half else float(np.ceil(needed))


def _share_of_values(objective: Objective, half: float) -> float:
    along = np.linspace(-half, half, _COARSE)
    return float(np.mean(np.abs(height_of(objective)(*np.meshgrid(along, along))) <= LARGEST))
