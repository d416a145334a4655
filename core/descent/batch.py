"""Many runs at once, as arrays: one row a run, any learning rates, any starting points, any optimiser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.calculus.gradient import Objective
from core.descent.optimisers import ARMIJO, MOST_HALVINGS, OPTIMISERS, SHRINK, START, State, newton_step
from core.descent.walk import LARGEST


@dataclass(frozen=True)
class Ends:
    """Where the runs of a batch ended: ``points`` (n, d), ``values`` (n,), ``gradients`` (n, d); NaN where a run
    went astray.

    ``astray`` (n,): True where it diverged or left the domain.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    astray: np.ndarray


def run_batch(
    objective: Objective,
    starts: np.ndarray,
    rates: np.ndarray,
    groups: Sequence[tuple[str, slice, Mapping[str, float]]],
    steps: int,
) -> Ends:
    """Take ``steps`` steps with all runs in one pass: value and gradient of all of them are computed together.

    ``starts`` (n, d); ``rates`` (n,); ``groups``: (optimiser, its rows, its constants).
    """
    x = np.array(starts, dtype=float)
    rate = np.asarray(rates, dtype=float)[:, None]
    states = {name: START for name, _, _ in groups}
    with np.errstate(all="ignore"):
        for _ in range(steps):
            value, gradient = objective.value_and_gradient(x)
            new = np.empty_like(x)
            for name, rows, constants in groups:
                new[rows], states[name] = _advance(
                    objective, name, x[rows], value[rows], gradient[rows], rate[rows], states[name], constants
                )
            x = np.where(np.abs(new) < LARGEST, new, np.nan)
    return _ends(objective, x)


def run_to_rest(
    objective: Objective,
    starts: np.ndarray,
    rate: float,
    optimizer: str,
    constants: Mapping[str, float],
    steps: int,
    still: float,
    progress: Callable[[float], object] = lambda share: None,
) -> Ends:
    """Like ``run_batch`` with one optimiser and one learning rate, leaving out runs that have ended: gone astray, or
    moving by less than ``still`` where the gradient is a millionth of the largest. ``progress`` hears now and then what
    share of the steps is done.
    """
    x = np.array(starts, dtype=float)
    ended_at = np.array(x)
    rows = np.arange(len(x))
    state = START
    steepest = 0.0
    with np.errstate(all="ignore"):
        for step in range(steps):
            value, gradient = objective.value_and_gradient(x)
            rates = np.full((len(x), 1), rate)
            new, state = _advance(objective, optimizer, x, value, gradient, rates, state, constants)
            new = np.where(np.abs(new) < LARGEST, new, np.nan)
            if step % _LOOK == _LOOK - 1:
                slope = np.max(np.abs(gradient), axis=1)
                steepest = max(steepest, float(np.nanmax(slope, initial=0.0)))
                resting = (np.max(np.abs(new - x), axis=1) <= still) & (slope <= 1e-6 * steepest)
                going = ~(resting | np.isnan(new).any(axis=1))
                ended_at[rows[~going]] = new[~going]
                rows, new, state = rows[going], new[going], _only(state, going)
                progress((step + 1) / steps)
            x = new
            if not rows.size:
                break
        ended_at[rows] = x
    return _ends(objective, ended_at)


_LOOK = 5  # steps between two looks at who has ended


def _only(state: State, rows: np.ndarray) -> State:
    kept = [part[rows] if isinstance(part, np.ndarray) else part for part in state[:2]]
    return State(*kept, state.count)


def _ends(objective: Objective, x: np.ndarray) -> Ends:
    with np.errstate(all="ignore"):
        value, gradient = objective.value_and_gradient(x)
        astray = ~(np.isfinite(value) & (np.abs(value) < LARGEST) & np.isfinite(gradient).all(axis=1))
    blank = np.where(astray, np.nan, 0.0)
    return Ends(x + blank[:, None], value + blank, gradient + blank[:, None], astray)


def _advance(objective, name, x, value, gradient, rate, state: State, constants):
    update = OPTIMISERS[name].update
    if update is not None:
        return update(x, gradient, rate, state, **constants)
    if name == "newton":
        return x - rate * _newton_directions(objective, x, gradient), state
    return _line_search(objective, x, value, gradient, rate), state


def _newton_directions(objective: Objective, x: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    hessian = objective.hessian(x)
    upper = np.triu_indices(x.shape[1])
    direction = np.stack(newton_step(tuple(gradient.T), tuple(hessian[:, upper[0], upper[1]].T)), axis=1)
    return np.where(gradient == 0.0, np.where(np.isfinite(direction), direction, 0.0), direction)


def _line_search(objective: Objective, x, value, gradient, rate) -> np.ndarray:
    square = np.sum(gradient * gradient, axis=1)
    length = rate[:, 0].copy()
    new = np.where(np.isfinite(gradient).all(axis=1)[:, None], x, np.nan)
    open_rows = np.flatnonzero(square > 0.0)
    for _ in range(MOST_HALVINGS):
        if open_rows.size == 0:
            break
        trial = x[open_rows] - length[open_rows, None] * gradient[open_rows]
        found = objective.value(trial) <= value[open_rows] - ARMIJO * length[open_rows] * square[open_rows]
        new[open_rows[found]] = trial[found]
        moving = (trial != x[open_rows]).any(axis=1)
        open_rows = open_rows[~found & moving]
        length[open_rows] *= SHRINK
    return new
