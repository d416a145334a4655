"""The smallest learning problem: a line ŷ = w·x + b through points, and how wrong it is.

The loss is the mean of ρ(r) over the residuals r = w·x + b − y: r² (squared), |r| (absolute), or Huber's function,
r²/2 near 0 and δ(|r| − δ/2) beyond δ = 1 (P. J. Huber, 1964).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.calculus.field import Area, Field, sample_field

LossName = Literal["squared", "absolute", "Huber"]
LOSSES: tuple[LossName, ...] = ("squared", "absolute", "Huber")
HUBER_DELTA = 1.0
TRUE_WEIGHT, TRUE_BIAS = 0.8, 1.0


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


def loss_and_gradient(name: LossName, points: Points, weight, bias) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """L, ∂L/∂w, ∂L/∂b; ``weight`` and ``bias`` broadcast."""
    weight, bias = np.broadcast_arrays(np.asarray(weight, float), np.asarray(bias, float))
    residual = weight[..., None] * points.x + bias[..., None] - points.y
    force = pull(name, residual)
    return penalty(name, residual).mean(-1), (force * points.x).mean(-1), force.mean(-1)


def loss_field(name: LossName, points: Points, area: Area, count: int = 81) -> Field:
    """The loss over the (w, b) plane: w to the right, b upwards."""

    def height(weight, bias):
        return loss_and_gradient(name, points, weight, bias)[0]

    def slopes(weight, bias):
        return loss_and_gradient(name, points, weight, bias)

    return sample_field(height, slopes, area, count)


def scatter(seed: int, noise: float, count: int = 12, outlier: bool = False) -> Points:
    """Points around y = 0.8x + 1 with normal noise; the outlier is the last but one, pushed far down. Same seed,
    same points.
    """
    random = np.random.default_rng(seed)
    x = np.round(np.linspace(-2.5, 2.5, count) + random.uniform(-0.12, 0.12, count), 2)
    y = TRUE_WEIGHT * x + TRUE_BIAS + noise * random.standard_normal(count)
    if outlier:
        y[-2] = y[-2] - 6.0
    return Points(x, np.round(y, 2))


def best_line(points: Points) -> tuple[float, float] | None:
    """The line of least squares (w, b), by its closed form; None where all x are the same."""
    spread = points.x - points.x.mean()
    if not spread @ spread > 0:
        return None
    weight = float(spread @ points.y / (spread @ spread))
    return weight, float(points.y.mean() - weight * points.x.mean())
