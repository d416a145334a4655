"""Batch, mini-batch and stochastic descent: the same rule, with the gradient of all, some or one of the examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.learning.regression import Problem

LARGEST = 1e12


@dataclass(frozen=True)
class Training:
    """One run. ``weights`` (updates+1, p), ``losses`` (updates+1,) over all examples, ``seen`` (updates+1,) examples
    used so far.

    ``diverged``: it was ended because the weights ran away; the rows stop there.
    """

    weights: np.ndarray
    losses: np.ndarray
    seen: np.ndarray
    batch_size: int
    diverged: bool


def train(
    problem: Problem, start: Sequence[float], *, learning_rate: float, epochs: int, batch_size: int, seed: int
) -> Training:
    """Go through the examples ``epochs`` times in a new order each time, one update a batch.

    The same seed gives the same run to the last bit. ``batch_size`` is cut to the number of examples.
    """
    count = len(problem.data.y)
    size = max(1, min(int(batch_size), count))
    random = np.random.default_rng([seed, size])
    weights = np.array(start, dtype=float)
    path, seen, used, diverged = [weights], [0], 0, False
    for _ in range(epochs):
        order = random.permutation(count) if size < count else np.arange(count)
        for first in range(0, count, size):
            rows = order[first : first + size]
            weights = weights - learning_rate * problem.example_gradients(weights, rows).mean(axis=0)
            used += len(rows)
            path.append(weights)
            seen.append(used)
            if not np.abs(weights).max() < LARGEST:
                diverged = True
                break
        if diverged:
            break
    table = np.array(path)
    return Training(table, problem.losses(table), np.array(seen), size, diverged)


@dataclass(frozen=True)
class Spread:
    """How far the gradient of a random batch lies from the true one. ``sizes`` (m,), ``measured`` (m,),
    ``predicted`` (m,): ``noise_of_batch`` of each size.
    """

    sizes: np.ndarray
    measured: np.ndarray
    predicted: np.ndarray
    sigma: float
    count: int


def noise_of_batch(sigma: float, size: int | np.ndarray, count: int) -> float | np.ndarray:
    """The standard error of the mean of ``size`` of ``count`` examples drawn without replacement, as the runs draw
    them: σ/√B · √((n − B)/(n − 1)); the whole batch has none (Cochran, Sampling Techniques, theorem 2.2).
    """
    return sigma / np.sqrt(size) * np.sqrt(np.maximum(count - np.asarray(size), 0) / max(count - 1, 1))


def spread(problem: Problem, weights: np.ndarray, *, seed: int, draws: int = 4000) -> Spread:
    """Root mean square distance of batch gradients from the mean gradient, for B = 1, 2, 4, … and all examples.

    Batches are drawn as a run draws them: the first B of the examples in a random order.
    """
    gradients = problem.example_gradients(np.asarray(weights, dtype=float))
    mean = gradients.mean(axis=0)
    count = len(gradients)
    sigma = float(np.sqrt(np.mean(np.sum((gradients - mean) ** 2, axis=1))))
    sizes = np.unique(np.append(2 ** np.arange(int(np.log2(count)) + 1), count))
    random = np.random.default_rng([seed, 99])
    measured = []
    for size in sizes[:-1]:
        orders = random.random((max(500, draws // int(size)), count)).argpartition(int(size) - 1, axis=1)
        drawn = gradients[orders[:, :size]].mean(axis=1)
        measured.append(float(np.sqrt(np.mean(np.sum((drawn - mean) ** 2, axis=1)))))
    predicted = np.asarray(noise_of_batch(sigma, sizes, count))
    return Spread(sizes, np.array([*measured, 0.0]), predicted, sigma, count)
