"""Models of data and their loss: the same gradient descent, now over the weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.language.numerics import sigmoid, softplus
from core.learning.datasets import DataSet

Model = Literal["linear", "polynomial", "logistic"]
MODELS: tuple[Model, ...] = ("linear", "polynomial", "logistic")
WEIGHTS: dict[Model, tuple[str, ...]] = {"linear": ("b", "w"), "polynomial": ("b", "w₁", "w₂"), "logistic": ("b", "w")}


@dataclass(frozen=True)
class Problem:
    """A model on a data set. ``features`` (n, p): the powers of x that the p weights multiply.

    Loss: mean squared error (linear, polynomial), or mean cross-entropy of σ(b + wx) (logistic; targets 0 and 1).
    """

    model: Model
    data: DataSet
    features: np.ndarray

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the weights."""
        return WEIGHTS[self.model]

    def predictions(self, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
        """The model's output (m,) at ``x`` (m,) with ``weights`` (p,)."""
        score = _powers(x, len(self.names)) @ weights
        return sigmoid(score) if self.model == "logistic" else score

    def losses(self, weights: np.ndarray) -> np.ndarray:
        """Mean loss over all examples (…) for weights (…, p)."""
        with np.errstate(all="ignore"):
            score = weights @ self.features.T
            if self.model == "logistic":
                return np.mean(softplus(score) - self.data.y * score, axis=-1)
            return np.mean((score - self.data.y) ** 2, axis=-1)

    def example_gradients(self, weights: np.ndarray, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """The gradient of the loss of each example (m, p) at ``weights`` (p,); their mean is the gradient of the
        loss.
        """
        features = self.features[rows]
        score = features @ weights
        if self.model == "logistic":
            return (sigmoid(score) - self.data.y[rows])[:, None] * features
        return 2.0 * (score - self.data.y[rows])[:, None] * features

    def hessian(self, weights: np.ndarray) -> np.ndarray:
        """Second derivatives of the mean loss (p, p)."""
        weight = np.full(len(self.data.y), 2.0)
        if self.model == "logistic":
            probability = sigmoid(self.features @ weights)
            weight = probability * (1.0 - probability)
        return (self.features.T * weight) @ self.features / len(self.data.y)

    def largest_curvature(self) -> float:
        """How strongly the mean loss can bend in any direction, wherever the weights are: λmax of the Hessian, which is
        the same everywhere for a squared error; for the logistic model with σ′ at its largest, 1/4.

        Batch descent with η < 2/λmax never climbs (Nesterov, Introductory Lectures on Convex Optimization, 1.2.3);
        on a squared error it runs away above it.
        """
        return self._bend() * float(np.linalg.eigvalsh(self.features.T @ self.features)[-1]) / len(self.data.y)

    def steepest_example(self) -> float:
        """The same for the loss of a single example, of the one that bends most."""
        return self._bend() * float(np.max(np.sum(self.features**2, axis=1)))

    def _bend(self) -> float:
        return 0.25 if self.model == "logistic" else 2.0

    def best(self) -> np.ndarray | None:
        """The weights of least loss (p,): least squares, or Newton's method; None where classes separate and there
        are none.
        """
        if self.model != "logistic":
            return np.linalg.lstsq(self.features, self.data.y, rcond=None)[0]
        weights = np.zeros(len(self.names))
        for _ in range(100):
            gradient = self.example_gradients(weights).mean(axis=0)
            if np.array_equal(self.features @ weights > 0.0, self.data.y > 0.5):
                return None
            if np.max(np.abs(gradient)) < 1e-12:
                return weights
            hessian = self.hessian(weights)
            if np.linalg.cond(hessian) > 1e12:
                return None
            step = np.linalg.solve(hessian, gradient)
            weights = weights - step * min(1.0, 4.0 / float(np.max(np.abs(step))))
        return None


def problem(model: Model, data: DataSet) -> Problem:
    """A model on a data set. Raises ValueError where the model does not fit the targets (logistic needs 0 and 1)."""
    if model not in MODELS:
        raise ValueError(f"no model named {model!r}")
    if model == "logistic" and not data.classes:
        raise ValueError("The logistic model needs targets 0 and 1: choose the data set with two classes.")
    return Problem(model, data, _powers(data.x, len(WEIGHTS[model])))


def _powers(x: np.ndarray, count: int) -> np.ndarray:
    return np.stack([np.asarray(x, dtype=float) ** power for power in range(count)], axis=-1)
