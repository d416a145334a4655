"""One step of an optimiser written out with its numbers, a line for each variable."""

from __future__ import annotations

import math

import numpy as np

from core.descent.descend import Descent
from core.descent.optimisers import OPTIMISERS, START, State
from core.language.written_number import bracketed, number


def state_before(run: Descent, k: int, i: int = 0) -> State:
    """What a coordinate-wise optimiser remembered of coordinate ``i`` before step k + 1.

    Raises ValueError for an optimiser that looks at all coordinates at once.
    """
    update = OPTIMISERS[run.optimizer].update
    if update is None:
        raise ValueError(f"{run.optimizer} does not go coordinate by coordinate")
    state = START
    points, gradients, rates = run.points[:k, i].tolist(), run.gradients[:k, i].tolist(), run.rates[:k].tolist()
    for point, gradient, rate in zip(points, gradients, rates, strict=True):
        _, state = update(point, gradient, rate, state, **run.constants)
    return state


def step_in_numbers(run: Descent, k: int) -> tuple[str, ...]:
    """The step from row k to row k + 1 of ``run`` in numbers, one line a variable; empty if it was not taken."""
    if k >= run.reached or k >= run.steps:
        return ()
    writer = _WRITERS[run.optimizer]
    return tuple(writer(run, k, i, name) for i, name in enumerate(run.objective.function.variables))


def _row(run: Descent, k: int, i: int) -> tuple[float, float, float, float]:
    """Coordinate, slope, learning rate, next coordinate."""
    return float(run.points[k, i]), float(run.gradients[k, i]), float(run.rates[k]), float(run.points[k + 1, i])


def _short(value: float, digits: int = 4) -> str:
    return number(value, digits) if math.isfinite(value) else "too large"


def _signed(value: float) -> str:
    return bracketed(_short(value))


def _moved(name: str, x: float, change: str, new: float) -> str:
    return f"{name} ← {_short(x)} − {change} = {_short(new, 6)}"


def _plain(run: Descent, k: int, i: int, name: str) -> str:
    x, g, rate, new = _row(run, k, i)
    return _moved(name, x, f"{_short(rate)} · {_signed(g)}", new)


def _momentum(run: Descent, k: int, i: int, name: str) -> str:
    x, g, rate, new = _row(run, k, i)
    mu, before = run.constants["momentum"], state_before(run, k, i)
    velocity = mu * before.velocity + g
    head = f"v ← {mu:g} · {_signed(before.velocity)} + {_signed(g)} = {_short(velocity)},   "
    inner = f"({_signed(g)} + {mu:g} · {_signed(velocity)})" if run.optimizer == "nesterov" else _signed(velocity)
    return head + _moved(name, x, f"{_short(rate)} · {inner}", new)


def _scaled(run: Descent, k: int, i: int, name: str) -> str:
    x, g, rate, new = _row(run, k, i)
    before = state_before(run, k, i)
    if run.optimizer == "adagrad":
        squares = before.squares + g * g
        head = f"s ← {_short(before.squares)} + {_signed(g)}² = {_short(squares)}"
    else:
        alpha = run.constants["alpha"]
        squares = alpha * before.squares + (1 - alpha) * g * g
        head = f"s ← {alpha:g} · {_short(before.squares)} + {1 - alpha:.3g} · {_signed(g)}² = {_short(squares)}"
    return f"{head},   " + _moved(name, x, f"{_short(rate)} · {_signed(g)} / {_short(math.sqrt(squares))}", new)


def _adam(run: Descent, k: int, i: int, name: str) -> str:
    x, g, rate, new = _row(run, k, i)
    before, c = state_before(run, k, i), run.constants
    count = k + 1
    mean = c["beta1"] * before.velocity + (1 - c["beta1"]) * g
    squares = c["beta2"] * before.squares + (1 - c["beta2"]) * g * g
    m_hat, s_hat = mean / (1 - c["beta1"] ** count), squares / (1 - c["beta2"] ** count)
    shrunk = x * (1 - rate * c["weight_decay"]) if run.optimizer == "adamw" else x
    head = f"m̂ = {_short(m_hat)},   √ŝ = {_short(math.sqrt(s_hat))},   "
    return head + _moved(name, shrunk, f"{_short(rate)} · {_signed(m_hat)} / {_short(math.sqrt(s_hat))}", new)


def _newton(run: Descent, k: int, i: int, name: str) -> str:
    x, g, rate, new = _row(run, k, i)
    if run.objective.dimension > 1:
        direction = (x - new) / rate
        return f"H⁻¹g = {_short(direction)},   " + _moved(name, x, f"{_short(rate)} · {_signed(direction)}", new)
    second = float(run.objective.hessian(run.points[k])[0, 0])
    return _moved(name, x, f"{_short(rate)} · {_signed(g)} / {_signed(second)}", new)


def _line_search(run: Descent, k: int, i: int, name: str) -> str:
    x, g, rate, new = _row(run, k, i)
    moved, slope = np.linalg.norm(run.points[k + 1] - run.points[k]), np.linalg.norm(run.gradients[k])
    length = float(moved) / max(float(slope), 1e-300)
    if length == 0:
        return "no shorter step leads downhill: it rests"
    halvings = round(math.log2(rate / length))
    times = "1 halving" if halvings == 1 else f"{halvings} halvings"
    tries = "the first try fits" if halvings == 0 else f"after {times}"
    return f"t = {_short(length)} ({tries}),   " + _moved(name, x, f"{_short(length)} · {_signed(g)}", new)


_WRITERS = {
    "gd": _plain,
    "momentum": _momentum,
    "nesterov": _momentum,
    "adagrad": _scaled,
    "rmsprop": _scaled,
    "adam": _adam,
    "adamw": _adam,
    "newton": _newton,
    "backtracking": _line_search,
}
