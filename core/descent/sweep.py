"""The final loss against the learning rate, for every optimiser at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.descent.batch import run_batch
from core.descent.optimisers import OPTIMISERS, constants_of
from core.surfaces.gradient import Objective

DECADES = (-6, 2)
RATES = 97


@dataclass(frozen=True)
class Sweep:
    """``rates`` (n,), ascending over eight decades; ``losses``: optimiser → (n,) values after the run, NaN where it
    went astray.
    """

    rates: np.ndarray
    losses: Mapping[str, np.ndarray]
    steps: int

    def best(self, optimizer: str) -> tuple[float, float] | None:
        """The learning rate with the smallest final loss, and that loss; None if every run went astray."""
        losses = self.losses[optimizer]
        if np.isnan(losses).all():
            return None
        i = int(np.nanargmin(losses))
        return float(self.rates[i]), float(losses[i])


def sweep(
    objective: Objective,
    start: Sequence[float],
    steps: int,
    optimizers: Sequence[str] = tuple(OPTIMISERS),
    rates: int = RATES,
    progress: Callable[[float], object] = lambda share: None,
) -> Sweep:
    """Run all optimisers from ``start`` at ``rates`` learning rates from 10⁻⁶ to 10², in one vectorised pass.
    ``progress`` hears now and then what share of the work is done.
    """
    axis = np.logspace(*DECADES, rates)
    groups = [(name, slice(i * rates, (i + 1) * rates), constants_of(name, {})) for i, name in enumerate(optimizers)]
    starts = np.tile(np.asarray(start, dtype=float), (rates * len(groups), 1))
    ends = run_batch(objective, starts, np.tile(axis, len(groups)), groups, steps, progress)
    return Sweep(axis, {name: ends.values[rows] for name, rows, _ in groups}, steps)
