"""What a critical point is, and what is known of all of them in a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

Kind = Literal["minimum", "maximum", "saddle", "undecided"]
At = Literal["level", "tip", "crease", "cusp", "jump"]


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the gradient is zero, or (``smooth`` false) a lowest or highest point where there is no gradient.

    ``decided`` is true where the second-derivative test gave ``kind``, false where the circles did. ``eigenvalues``
    ascending. ``at``: level ground, or what f has there instead of a gradient.
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
    at: At = "level"


@dataclass(frozen=True)
class CriticalSet:
    """All that was found. ``points``: isolated ones. ``lines``: points (n, 2) on whole curves of critical points, of
    which ``curves`` are those that are surely critical all along, as equations in LaTeX.

    ``flat_share``: the part of the rectangle on which f does not change at all. ``complete``: whether it is proven that
    there is no other point. ``searched``: the part of the rectangle about which all is known.
    """

    points: tuple[CriticalPoint, ...]
    lines: np.ndarray
    flat_share: float = 0.0
    complete: bool = False
    searched: float = 1.0
    curves: tuple[str, ...] = ()

    def count(self, kind: Kind) -> int:
        """How many isolated points of a kind there are."""
        return sum(point.kind == kind for point in self.points)


def described(
    x: float, y: float, value: float, kind: Kind, hessian: np.ndarray, *, decided: bool, smooth: bool = True
) -> CriticalPoint:
    """A critical point with the numbers of the second-derivative test."""
    size = float(np.abs(hessian).max())
    a, b, c = (0.0 if abs(v) <= 1e-12 * size else float(v) for v in (hessian[0, 0], hessian[0, 1], hessian[1, 1]))
    low, high = (0.0 if abs(v) <= 1e-12 * size else float(v) for v in np.linalg.eigvalsh([[a, b], [b, c]]))
    return CriticalPoint(x, y, value, kind, decided, a * c - b * b, a, c, b, (low, high), smooth)


def kinked(x: float, y: float, value: float, kind: Kind, at: At) -> CriticalPoint:
    """A lowest or highest point without a gradient."""
    nan = float("nan")
    return CriticalPoint(x, y, value, kind, False, nan, nan, nan, nan, (nan, nan), smooth=at == "level", at=at)
