"""Many runs at once, as arrays: one row a run, any learning rates, any starting points, any optimiser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.descent.optimiser import START, Numbers, State
from core.descent.optimisers import ARMIJO, MOST_HALVINGS, OPTIMISERS, SHRINK, newton_step
from core.descent.walk import LARGEST
from core.surfaces.gradient import Objective


@dataclass(frozen=True)
class Ends:
    """Where the runs of a batch ended: ``points`` (n, d), ``values`` (n,), ``gradients`` (n, d); NaN where a run
    went astray.

    ``astray`` (n,): True where it diverged or left the domain. ``before`` (n, d): where the runs were 16 steps earlier;
    ``unrest`` (n,): the longest distance from there since, 0 for a run that has come to rest.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    astray: np.ndarray
    before: np.ndarray
    unrest: np.ndarray


def run_batch(
    objective: Objective,
    starts: np.ndarray,
    rates: np.ndarray,
    groups: Sequence[tuple[str, slice, Mapping[str, float]]],
    steps: int,
    progress: Callable[[float], object] = lambda share: None,
) -> Ends:
    """Take ``steps`` steps with all runs in one pass: value and gradient of all of them are computed together.
    ``progress`` hears now and then what share of the steps is done.

    ``starts`` (n, d); ``rates`` (n,); ``groups``: (optimiser, its rows, its constants).
    """
    x = np.array(starts, dtype=float)
    rate = np.asarray(rates, dtype=float)[:, None]
    states = {name: START for name, _, _ in groups}
    with np.errstate(all="ignore"):
        for step in range(steps):
            if step % _LOOK == _LOOK - 1:
                progress(step / steps)
            value, gradient = objective.value_and_gradient(x)
            new = np.empty_like(x)
            for name, rows, constants in groups:
                new[rows], states[name] = _advance(
                    objective, name, x[rows], value[rows], gradient[rows], rate[rows], states[name], constants
                )
            x = np.where(np.abs(new) < LARGEST, new, np.nan)
    return _ends(objective, x, x, np.zeros(len(x)))


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
    moving by less than ``still`` where the gradient is a millionth of the largest at a start. ``progress`` hears now
    and then what share of the steps is done.
    """
    x = np.array(starts, dtype=float)
    ended_at = np.array(x)
    rows = np.arange(len(x))
    state = START
    mark = max(steps - _WATCHED, 0)
    before, unrest = np.array(x), np.zeros(len(x))
    with np.errstate(all="ignore"):
        slope = np.abs(objective.gradient(x))
        level = 1e-6 * float(np.max(slope[np.isfinite(slope)], initial=0.0))
        for step in range(steps):
            value, gradient = objective.value_and_gradient(x)
            rates = np.full((len(x), 1), rate)
            new, state = _advance(objective, optimizer, x, value, gradient, rates, state, constants)
            new = np.where(np.abs(new) < LARGEST, new, np.nan)
            fixed = (new == x).all(axis=1) if OPTIMISERS[optimizer].forgets else _NONE
            if step % _LOOK == _LOOK - 1 or fixed.any():
                slope = np.max(np.abs(gradient), axis=1)
                resting = (np.max(np.abs(new - x), axis=1) <= still) & (slope <= level)
                going = ~(resting | fixed | np.isnan(new).any(axis=1))
                ended_at[rows[~going]] = new[~going]
                rows, new, state = rows[going], new[going], _only(state, going)
                progress((step + 1) / steps)
            x = new
            if not rows.size:
                break
            if step < mark:
                before[rows] = x
            else:
                unrest[rows] = np.maximum(unrest[rows], np.max(np.abs(x - before[rows]), axis=1))
        ended_at[rows] = x
    resting = np.ones(len(ended_at), dtype=bool)
    resting[rows] = False
    before[resting], unrest[resting] = ended_at[resting], 0.0
    return _ends(objective, ended_at, before, unrest)


_AT_ONCE = 4096  # trials in one call: a call costs as much as some thousand values
_WATCHED = 16  # last steps, on which a run shows whether it rests
_LOOK = 5  # steps between two looks at who has ended
# Where one of these does not move at all it never will: a line search that found no step would only search again.
_NONE = np.zeros(1, dtype=bool)


def _only(state: State, rows: np.ndarray) -> State:
    velocity, squares = (part[rows] if isinstance(part, np.ndarray) else part for part in state[:2])
    return State(velocity, squares, state.done)


def _ends(objective: Objective, x: np.ndarray, before: np.ndarray, unrest: np.ndarray) -> Ends:
    with np.errstate(all="ignore"):
        value, gradient = objective.value_and_gradient(x)
        astray = ~(np.isfinite(value) & (np.abs(value) < LARGEST) & np.isfinite(gradient).all(axis=1))
    blank = np.where(astray, np.nan, 0.0)
    return Ends(x + blank[:, None], value + blank, gradient + blank[:, None], astray, before, unrest)


def _advance(
    objective: Objective,
    name: str,
    x: np.ndarray,
    value: np.ndarray,
    gradient: np.ndarray,
    rate: Numbers,
    state: State,
    constants: Mapping[str, float],
) -> tuple[np.ndarray, State]:
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


def _line_search(
    objective: Objective, x: np.ndarray, value: np.ndarray, gradient: np.ndarray, rate: Numbers
) -> np.ndarray:
    """The first of η, η/2, η/4, … that lowers f enough, for every row; where none does, the row stays.

    Few rows try many lengths in one call: a call costs as much as some thousand values. Halves are exact in binary, so
    the result is the same to the last bit.
    """
    # A row a coordinate: arithmetic along rows of two numbers is slow.
    x, gradient = np.ascontiguousarray(x.T), np.ascontiguousarray(gradient.T)
    square = np.sum(gradient * gradient, axis=0)
    new = np.where(np.isfinite(gradient).all(axis=0), x, np.nan)
    rows = np.flatnonzero(square > 0.0)
    here, height, slope, square, length = x[:, rows], value[rows], gradient[:, rows], square[rows], rate[rows, 0]
    tried = 0
    while rows.size and tried < MOST_HALVINGS:
        count = min(max(1, _AT_ONCE // rows.size), MOST_HALVINGS - tried)
        lengths = length * SHRINK ** np.arange(count)[:, None]
        trials = here[:, None] - lengths * slope[:, None]
        low = objective.value(np.moveaxis(trials, 0, -1)) <= height - ARMIJO * lengths * square
        found = np.flatnonzero(low.any(axis=0))
        new[:, rows[found]] = trials[:, low[:, found].argmax(axis=0), found]
        closed = (trials[:, -1] == here).all(axis=0)
        closed[found] = True
        if closed.any():
            open_ = np.flatnonzero(~closed)
            rows, height, square, length = rows[open_], height[open_], square[open_], length[open_]
            here, slope = here.take(open_, axis=1), slope.take(open_, axis=1)
        length = length * SHRINK**count
        tried += count
    return new.T
