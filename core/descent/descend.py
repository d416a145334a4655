"""Gradient descent on a typed function: one run as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

import numpy as np

from core.descent.optimisers import constants_of
from core.descent.outcome import Outcome
from core.descent.schedules import LASTING, factors
from core.descent.verdict import ARRIVED, judge
from core.descent.walk import LARGEST, Trail, walk
from core.language import Function
from core.surfaces.gradient import Objective

MOST_STEPS = 100_000
LOOK_AHEAD = 1000


@dataclass(frozen=True)
class Descent:
    """One run. Row k is the state after k steps; where the path ended early the remaining rows are NaN.

    ``points`` (steps+1, d), ``values`` (steps+1,), ``gradients`` (steps+1, d), ``rates`` (steps,): the learning rate
    of each step.
    """

    objective: Objective
    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    rates: np.ndarray
    optimizer: str
    constants: Mapping[str, float]
    beyond: Trail

    @property
    def steps(self) -> int:
        """How many steps were asked for."""
        return len(self.rates)

    @cached_property
    def reached(self) -> int:
        """The last step with a point, a value and a slope."""
        usable = (
            np.isfinite(self.values) & np.isfinite(self.points).all(axis=1) & np.isfinite(self.gradients).all(axis=1)
        )
        return max(int(np.argmin(usable)) - 1, 0) if not usable.all() else self.steps

    @cached_property
    def outcome(self) -> Outcome:
        """What became of it; where η stays as it is, the next thousand steps tell what follows."""
        downhill = self.optimizer == "backtracking"
        return judge(self.objective, self.beyond, self.steps, downhill=downhill, rates=self.rates)


def descend(
    function: Function | Objective,
    start: Sequence[float],
    *,
    optimizer: str = "gd",
    learning_rate: float,
    steps: int,
    schedule: str = "constant",
    parameters: Mapping[str, float] | None = None,
    **hyper: float,
) -> Descent:
    """Take ``steps`` steps downhill from ``start``, a point with one number a variable.

    ``hyper``: constants of the optimiser (``momentum``, ``beta1``, …). Whatever the function does (leaving the
    domain, running
    away) is in the result. Raises ValueError for a wrong number of coordinates, an unknown optimiser, schedule or
    constant,
    a learning rate that is not positive and finite, or a number of steps outside 0 … 100,000.
    """
    objective = function if isinstance(function, Objective) else Objective(function, parameters or {})
    point = tuple(float(c) for c in np.atleast_1d(np.asarray(start, dtype=float)))
    if len(point) != objective.dimension:
        raise ValueError(f"a start needs {objective.dimension} numbers, not {len(point)}")
    if not (np.isfinite(learning_rate) and learning_rate > 0):
        raise ValueError("the learning rate must be a positive number")
    if not 0 <= steps <= MOST_STEPS:
        raise ValueError(f"the number of steps must lie between 0 and {MOST_STEPS}")
    constants = constants_of(optimizer, hyper)
    rates = np.array(factors(schedule, steps)) * float(learning_rate)
    ahead = LOOK_AHEAD if schedule in LASTING else 0
    further = chain(rates.tolist(), repeat(float(learning_rate), ahead))
    trail = walk(objective, point, optimizer, constants, further, rest_below=ARRIVED, rest_after=steps)
    return Descent(
        objective,
        _rows(trail.points, steps),
        _rows(trail.values, steps),
        _rows(trail.gradients, steps),
        rates,
        optimizer,
        constants,
        trail,
    )


def _rows(table: np.ndarray, steps: int) -> np.ndarray:
    """The first steps+1 rows; missing ones and what is too large to work with as NaN."""
    rows = np.full((steps + 1, *table.shape[1:]), np.nan)
    n = min(len(table), steps + 1)
    rows[:n] = np.where(np.abs(table[:n]) < LARGEST, table[:n], np.nan)
    return rows
