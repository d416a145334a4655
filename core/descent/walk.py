"""The hot loop: one path, step by step, on plain floats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import Literal

import numpy as np

from core.descent.optimiser import START, State
from core.descent.optimisers import ARMIJO, MOST_HALVINGS, OPTIMISERS, SHRINK, newton_step
from core.descent.scalar_program import on_floats
from core.surfaces.gradient import Objective

Reason = Literal["", "no value", "too large", "no slope", "no step"]
Point = tuple[float, ...]
OnFloats = Callable[..., Point]
Step = Callable[[Point, Point, Point, float], Point | None]  # x, outputs of the program, gradient, η → the next x
LARGEST = 1e150  # beyond this a square is no longer a float


@dataclass(frozen=True)
class Trail:
    """Where a walk went: ``points`` (n, d), ``values`` (n,), ``gradients`` (n, d); finite but perhaps for the last row.

    ``reason`` says why it ended before all steps were done, with the last row being where it ended; "" if it did not.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    reason: Reason = ""

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.values) - 1


def walk(
    objective: Objective,
    start: tuple[float, ...],
    optimizer: str,
    constants: Mapping[str, float],
    rates: Iterable[float],
    *,
    rest_below: float = 0.0,
    rest_after: int = 0,
) -> Trail:
    """Take one step for each learning rate, until there is no usable point any more.

    With ``rest_below`` the walk also ends, after ``rest_after`` steps, once the gradient is that much smaller than the
    largest one met by then. Quiet.
    """
    evaluate, step = _tools(objective, optimizer, constants)
    x, largest = tuple(map(float, start)), 0.0
    d = len(x)
    rows = [x]
    outputs = [evaluate(*x)]
    reason = _trouble(x, outputs[0])
    guarded = len(outputs[0]) > _outputs(objective, optimizer)
    last = 1 + d
    if not reason:
        for k, rate in enumerate(rates):
            here = outputs[-1]
            gradient = here[1:last]
            if rest_below and k >= rest_after:
                largest = largest or max(max(map(abs, output[1:last])) for output in outputs)
                if max(map(abs, gradient)) <= rest_below * largest:
                    break
            moved = step(x, here, gradient, rate)
            if moved is None:
                reason = "no step"
                break
            x = moved
            here = evaluate(*x)
            rows.append(x)
            outputs.append(here)
            # One sum is finite only if all are: the quick look; the long one says what is wrong.
            if not (abs(sum(here[:last]) + sum(x)) < LARGEST) or guarded:
                reason = _trouble(x, here)
                if reason:
                    break
    table = np.array([output[:last] for output in outputs], dtype=float).reshape(-1, last)
    return Trail(np.array(rows, dtype=float).reshape(-1, d), table[:, 0], table[:, 1:], reason)


def _outputs(objective: Objective, optimizer: str) -> int:
    d = objective.dimension
    return 1 + d + (d * (d + 1) // 2 if optimizer == "newton" else 0)


def _trouble(x: tuple[float, ...], outputs: tuple[float, ...]) -> Reason:
    value, slopes = outputs[0], outputs[1 : 1 + len(x)]
    if any(not abs(c) < LARGEST for c in x):
        return "too large"
    if value != value or any(not isfinite(guard) for guard in outputs[1 + len(x) :] if guard is not None):
        return "no value" if value != value else "no slope"
    if not abs(value) < LARGEST:
        return "too large"
    if any(slope != slope for slope in slopes):
        return "no slope"
    return "" if all(abs(slope) < LARGEST for slope in slopes) else "too large"


def _tools(objective: Objective, optimizer: str, constants: Mapping[str, float]) -> tuple[OnFloats, Step]:
    update = OPTIMISERS[optimizer].update
    if update is not None:
        rule = partial(update, **constants) if constants else update
        return on_floats(objective.slope_program, objective.bound), _coordinatewise(rule, objective.dimension)
    if optimizer == "newton":
        return on_floats(objective.curvature_program, objective.bound), _newton(objective.dimension)
    value = on_floats(objective.value_program, objective.bound)
    return on_floats(objective.slope_program, objective.bound), _line_search(lambda x: value(*x)[0])


def _coordinatewise(rule: Callable[..., tuple[float, State]], d: int) -> Step:
    states: list[State] = [START] * d
    coordinates = range(d)

    def step(x: Point, outputs: Point, gradient: Point, rate: float) -> Point:
        moved = []
        for i in coordinates:
            new, states[i] = rule(x[i], gradient[i], rate, states[i])
            moved.append(new)
        return tuple(moved)

    return step


def _newton(d: int) -> Step:
    curvatures = slice(1 + d, 1 + d + d * (d + 1) // 2)

    def step(x: Point, outputs: Point, gradient: Point, rate: float) -> Point | None:
        try:
            direction = newton_step(gradient, outputs[curvatures])
        except ZeroDivisionError:
            return x if not any(gradient) else None
        moved = tuple(c - rate * s for c, s in zip(x, direction, strict=True))
        return moved if all(map(isfinite, moved)) else None

    return step


def _line_search(value: Callable[[Point], float]) -> Step:
    rests_at: Point | None = None  # a place from which no shorter step led downhill

    def step(x: Point, outputs: Point, gradient: Point, rate: float) -> Point | None:
        nonlocal rests_at
        if x == rests_at:
            return x
        enough = ARMIJO * sum(g * g for g in gradient)
        here, length = outputs[0], rate
        for _ in range(MOST_HALVINGS):
            moved = tuple(c - length * g for c, g in zip(x, gradient, strict=True))
            if value(moved) <= here - length * enough:
                return moved
            if moved == x:
                break
            length *= SHRINK
        rests_at = x
        return x

    return step
