"""The numbers of the pictures below the stage: a column for a quantity, a row for a step, a rate or a start."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from core.charts.template import arrow
from core.descent.basins import ASTRAY, ON_THE_WAY, Basins
from core.descent.descend import Descent
from core.descent.optimisers import OPTIMISERS
from core.descent.sweep import Sweep
from core.learning.regression import Problem
from core.learning.stochastic import Spread, Training

_NO_MINIMUM = {ASTRAY: "astray", ON_THE_WAY: "still on the way"}


def sweep_numbers(found: Sweep) -> pa.Table:
    """f after the run at every learning rate; no value where it went astray."""
    losses = {f"f with {OPTIMISERS[name].title}": values for name, values in found.losses.items()}
    return arrow(**{"learning rate": found.rates} | losses)


def run_numbers(runs: Mapping[str, Descent], variables: tuple[str, ...]) -> pa.Table:
    """Every step of every optimiser: where it stood, and f there."""
    reached = {name: run.reached + 1 for name, run in runs.items()}
    points = np.concatenate([run.points[: reached[name]] for name, run in runs.items()])
    return arrow(
        optimiser=[OPTIMISERS[name].title for name, count in reached.items() for _ in range(count)],
        step=np.concatenate([np.arange(count) for count in reached.values()]),
        **{variable: points[:, k] for k, variable in enumerate(variables)},
        f=np.concatenate([run.values[: reached[name]] for name, run in runs.items()]),
    )


def slope_numbers(sizes: np.ndarray) -> pa.Table:
    """The size of the slope at every step."""
    return arrow(**{"step": np.arange(len(sizes)), "size of the slope": sizes})


def basin_numbers(found: Basins, variables: tuple[str, ...]) -> pa.Table:
    """Where every start of the map ends."""
    places = [_NO_MINIMUM.get(label, f"minimum {label + 1}") for label in found.labels.ravel().tolist()]
    starts = np.meshgrid(*found.axes)
    return arrow(**{f"start {name}": axis.ravel() for name, axis in zip(variables, starts, strict=True)}, ends=places)


def training_numbers(found: Problem, runs: Mapping[str, Training], titles: Mapping[str, str]) -> pa.Table:
    """Every update of every kind of descent: examples seen, weights, loss over all examples."""
    weights = np.concatenate([runs[kind].weights for kind in titles])
    return arrow(
        descent=[title for kind, title in titles.items() for _ in runs[kind].losses],
        update=np.concatenate([np.arange(len(runs[kind].losses)) for kind in titles]),
        **{"examples seen": np.concatenate([runs[kind].seen for kind in titles])},
        **{name: weights[:, k] for k, name in enumerate(found.names)},
        loss=np.concatenate([runs[kind].losses for kind in titles]),
    )


def gradient_numbers(found: Problem, gradients: np.ndarray) -> pa.Table:
    """The gradient of every single example, a column for a weight."""
    columns = {f"slope for {name}": gradients[:, k] for k, name in enumerate(found.names)}
    return arrow(**{"example": np.arange(1, len(gradients) + 1)} | columns)


def noise_numbers(noise: Spread) -> pa.Table:
    """The noise of a batch's gradient, measured and predicted."""
    return arrow(**{"batch size": noise.sizes, "measured noise": noise.measured, "predicted noise": noise.predicted})
