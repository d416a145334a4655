"""The smallest learning problem: a line ŷ = w·x + b through points, and how wrong it is.

The loss is the mean of ρ(r) over the residuals r = w·x + b − y: r² (squared), |r| (absolute), or Huber's function,
r²/2 near 0 and δ(|r| − δ/2) beyond δ = 1 (P. J. Huber, 1964).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from core.surfaces.field import Area, Field, sample_field

LossName = Literal["squared", "absolute", "Huber"]
LOSSES: tuple[LossName, ...] = ("squared", "absolute", "Huber")
DataName = Literal["line", "curve", "two groups"]
SCATTERS: tuple[DataName, ...] = ("line", "curve", "two groups")
HUBER_DELTA = 1.0
TRUE_WEIGHT, TRUE_BIAS = 0.8, 1.0
FEWEST, MOST, FARTHEST = 2, 40, 50.0  # of points that a reader makes
_REWEIGHTED = 300  # rounds; each brings Huber's line nearer by a constant factor


@dataclass(frozen=True)
class Points:
    """What the line is fitted to; two arrays of the same length."""

    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Share:
    """One point's part: residual r, ρ(r), ρ′(r), and its terms of the sums for ∂L/∂w and ∂L/∂b (before division by
    n).
    """

    residual: np.ndarray
    loss: np.ndarray
    pull: np.ndarray
    by_weight: np.ndarray
    by_bias: np.ndarray


def penalty(name: LossName, residual: np.ndarray) -> np.ndarray:
    """ρ(r)."""
    match name:
        case "squared":
            return residual**2
        case "absolute":
            return np.abs(residual)
    size = np.abs(residual)
    return np.where(size <= HUBER_DELTA, residual**2 / 2, HUBER_DELTA * (size - HUBER_DELTA / 2))


def pull(name: LossName, residual: np.ndarray) -> np.ndarray:
    """ρ′(r); 0 at the corner of |r|."""
    match name:
        case "squared":
            return 2 * residual
        case "absolute":
            return np.sign(residual)
    return np.clip(residual, -HUBER_DELTA, HUBER_DELTA)


def shares(name: LossName, points: Points, weight: float, bias: float) -> Share:
    """What each point adds to the loss and to its gradient at (weight, bias)."""
    residual = weight * points.x + bias - points.y
    force = pull(name, residual)
    return Share(residual, penalty(name, residual), force, force * points.x, force)


def loss_and_gradient(
    name: LossName, points: Points, weight: npt.ArrayLike, bias: npt.ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """L, ∂L/∂w, ∂L/∂b; ``weight`` and ``bias`` broadcast."""
    weight, bias = np.broadcast_arrays(np.asarray(weight, float), np.asarray(bias, float))
    residual = weight[..., None] * points.x + bias[..., None] - points.y
    force = pull(name, residual)
    return penalty(name, residual).mean(-1), (force * points.x).mean(-1), force.mean(-1)


def loss_field(name: LossName, points: Points, area: Area, count: int = 81) -> Field:
    """The loss over the (w, b) plane: w to the right, b upwards."""

    def height(weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
        return loss_and_gradient(name, points, weight, bias)[0]

    def slopes(weight: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return loss_and_gradient(name, points, weight, bias)

    return sample_field(height, slopes, area, count)


def scatter(seed: int, noise: float, count: int = 12, outlier: bool = False, data: DataName = "line") -> Points:
    """Points around the line y = 0.8x + 1, around a parabola, or in two groups, with normal noise; the outlier is the
    last but one, pushed far down. Same seed, same points.
    """
    random = np.random.default_rng(seed)
    x = np.round(np.linspace(-2.5, 2.5, count) + random.uniform(-0.12, 0.12, count), 2)
    spread = noise * random.standard_normal(count)
    match data:
        case "line":
            y = TRUE_WEIGHT * x + TRUE_BIAS + spread
        case "curve":
            y = 0.7 * x**2 - 1.0 + spread
        case "two groups":
            # Two clouds: noise moves a point every way, not only up and down.
            side = np.where(np.arange(count) < count / 2, -1.0, 1.0)
            x = np.round(1.6 * side + (0.2 + 0.4 * noise) * random.standard_normal(count), 2)
            y = 1.5 * side + 0.5 + spread
    if outlier:
        y[-2] = y[-2] - 6.0
    return Points(x, np.round(y, 2))


def best_line(points: Points, name: LossName = "squared") -> tuple[float, float] | None:
    """A line (w, b) with the smallest loss; None where all x are the same.

    Squares: the closed form. Absolute: some best line passes through two of the points, so all such lines are tried.
    Huber: reweighted least squares, from the best absolute line.
    """
    if not len(points.x) or np.ptp(points.x) == 0:
        return None
    if name == "squared":
        return _least_squares(points, np.ones(len(points.x)))
    line = _through_two(points)
    if name == "Huber":
        for _ in range(_REWEIGHTED):
            size = np.abs(line[0] * points.x + line[1] - points.y)
            line = _least_squares(points, HUBER_DELTA / np.maximum(size, HUBER_DELTA))
    return line


def _least_squares(points: Points, share: np.ndarray) -> tuple[float, float]:
    """The line of the smallest sum of ``share`` times squares."""
    middle_x, middle_y = np.average(points.x, weights=share), np.average(points.y, weights=share)
    spread = points.x - middle_x
    weight = float((share * spread) @ (points.y - middle_y) / ((share * spread) @ spread))
    return weight, float(middle_y - weight * middle_x)


def _through_two(points: Points) -> tuple[float, float]:
    """Of the lines through two points with different x, the one with the smallest sum of |r|."""
    i, j = np.triu_indices(len(points.x), 1)
    apart = points.x[i] != points.x[j]
    i, j = i[apart], j[apart]
    weight = (points.y[j] - points.y[i]) / (points.x[j] - points.x[i])
    bias = points.y[i] - weight * points.x[i]
    best = int(np.argmin(loss_and_gradient("absolute", points, weight, bias)[0]))
    return float(weight[best]), float(bias[best])


_PAIR = re.compile(r"(-?\d{1,2}(?:\.\d{1,4})?)~(-?\d{1,2}(?:\.\d{1,4})?)", re.ASCII)


def points_text(points: Points) -> str:
    """The points in a short form for an address: ``1.5~2_-1~0.25`` is (1.5, 2) and (−1, 0.25)."""
    return "_".join(f"{_short(x)}~{_short(y)}" for x, y in zip(points.x, points.y, strict=True))


def read_points(text: str) -> Points:
    """The points of a short form. Raises ValueError with what is wrong; the text may come from anywhere."""
    pairs = text.split("_")
    if not FEWEST <= len(pairs) <= MOST:
        raise ValueError(f"there must be {FEWEST} to {MOST} points")
    found = [match for pair in pairs if (match := _PAIR.fullmatch(pair))]
    if len(found) < len(pairs):
        raise ValueError("points are written like 1.5~2_-1~0.25")
    values = np.array([[float(part) for part in pair.groups()] for pair in found])
    if np.abs(values).max() > FARTHEST:
        raise ValueError(f"points must lie between −{FARTHEST:g} and {FARTHEST:g}")
    return Points(values[:, 0], values[:, 1])


def _short(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
