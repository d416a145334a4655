"""One step of an optimiser written out with its numbers, a line for each variable."""

from __future__ import annotations

import math
import re

import numpy as np

from core.descent.descend import Descent
from core.descent.optimiser import START, Optimiser, State
from core.descent.optimisers import OPTIMISERS
from core.language.written_number import bracketed, number

_PLACE = re.compile(r"\{(\(?)(\w+)\)?\}")


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
    row = OPTIMISERS[run.optimizer]
    writer = _filled if row.update is not None else _newton if row.parabola is not None else _line_search
    return tuple(writer(run, k, i, name) for i, name in enumerate(run.objective.function.variables))


def _filled(run: Descent, k: int, i: int, name: str) -> str:
    """The row's ``numbers`` with this step's numbers in their places."""
    row = OPTIMISERS[run.optimizer]
    x, g, rate, new = _row(run, k, i)
    values = {"x": x, "g": g, "rate": rate, **run.constants, **_state(run, row, k, i)}

    def written(place: re.Match[str]) -> str:
        if place[2] == "name":
            return name
        if place[2] == "new":
            return _short(new, 6)
        return _signed(values[place[2]]) if place[1] else _short(values[place[2]])

    return _PLACE.sub(written, row.numbers)


def _state(run: Descent, row: Optimiser, k: int, i: int) -> dict[str, float]:
    if row.update is None:
        return {}
    x, g, rate, _ = _row(run, k, i)
    before = state_before(run, k, i)
    _, after = row.update(x, g, rate, before, **run.constants)
    known = {"v0": before.velocity, "s0": before.squares, "v": after.velocity, "s": after.squares}
    return known | row.quantities(x, g, rate, before, after, **run.constants)


def _row(run: Descent, k: int, i: int) -> tuple[float, float, float, float]:
    """Coordinate, slope, learning rate, next coordinate."""
    return float(run.points[k, i]), float(run.gradients[k, i]), float(run.rates[k]), float(run.points[k + 1, i])


def _short(value: float, digits: int = 4) -> str:
    return number(value, digits) if math.isfinite(value) else "too large"


def _signed(value: float) -> str:
    return bracketed(_short(value))


def _moved(name: str, x: float, change: str, new: float) -> str:
    return f"{name} ← {_short(x)} − {change} = {_short(new, 6)}"


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
