"""What a critical point is, and what f does around one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.surfaces.field import Area
from core.surfaces.gradient import Objective
from core.surfaces.zero_gradient import ANGLES

Kind = Literal["minimum", "maximum", "saddle", "undecided"]

RADII = (4e-3, 1e-2, 2.5e-2)  # of half the width: the small circles


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the gradient is zero, or (``smooth`` false) a lowest or highest point where there is no gradient.

    ``decided`` is true where the second-derivative test gave ``kind``, false where the circles did. ``eigenvalues``
    ascending.
    """

    x: float
    y: float
    value: float
    kind: Kind
    decided: bool
    determinant: float
    second_x: float
    second_y: float
    mixed: float
    eigenvalues: tuple[float, float]
    smooth: bool = True


@dataclass(frozen=True)
class CriticalSet:
    """All that was found. ``points``: isolated ones. ``lines``: points (n, 2) on whole curves of critical points.

    ``flat_share``: the part of the rectangle on which f does not change at all. ``complete``: whether it is proven that
    there is no other point.
    """

    points: tuple[CriticalPoint, ...]
    lines: np.ndarray
    flat_share: float = 0.0
    complete: bool = False

    def count(self, kind: Kind) -> int:
        """How many isolated points of a kind there are."""
        return sum(point.kind == kind for point in self.points)


def kind_on_circles(objective: Objective, point: np.ndarray, area: Area) -> Kind:
    """What f does on three small circles around a point: higher everywhere, lower everywhere, or both."""
    unit = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=-1)
    here = objective.value(np.asarray(point, dtype=float))
    answers = set()
    for radius in RADII:
        change = objective.value(point + radius * area.half * unit) - here
        if not np.isfinite(change).all():
            return "undecided"
        noise = 1e-13 * max(abs(float(here)), 1e-300)
        answers.add(
            (bool((change > noise).any()), bool((change < -noise).any()), bool((np.abs(change) <= noise).any()))
        )
    if answers == {(True, False, False)}:
        return "minimum"
    if answers == {(False, True, False)}:
        return "maximum"
    if all(up and down for up, down, _ in answers):
        return "saddle"
    return "undecided"


def plain_coordinate(coordinate: float, area: Area, digits: int = 8) -> float:
    """The coordinate without the last digits of noise: 1e-9 near 0 is 0. (Where the Hessian is singular, fewer are
    sure.)
    """
    return float(round(float(coordinate), max(0, digits - int(np.floor(np.log10(area.half)))))) + 0.0
