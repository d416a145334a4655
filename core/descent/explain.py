"""One step of an optimiser written out with its numbers, as LaTeX, for the first coordinate."""

from __future__ import annotations

import math

import numpy as np

from core.descent.descend import Descent
from core.descent.optimisers import OPTIMISERS, START, State


def latex_number(value: float, digits: int = 4) -> str:
    """A number in LaTeX: 0.1, -3.2, 1.2·10^{-7}."""
    if not math.isfinite(value):
        return r"\text{too large}"
    text = f"{value:.{digits}g}"
    if "e" not in text:
        return text
    front, power = text.split("e")
    return rf"{front} \cdot 10^{{{int(power)}}}"


def state_before(run: Descent, k: int) -> State:
    """What a coordinate-wise optimiser remembered of the first coordinate before step k + 1."""
    update = OPTIMISERS[run.optimizer].update
    state = START
    for i in range(k):
        _, state = update(
            float(run.points[i, 0]), float(run.gradients[i, 0]), float(run.rates[i]), state, **run.constants
        )
    return state


def step_in_numbers(run: Descent, k: int) -> str | None:
    """The step from row k to row k + 1 of ``run`` in numbers; None if it was not taken."""
    if k >= run.reached or k >= run.steps:
        return None
    x, gradient, rate, new = (
        float(v) for v in (run.points[k, 0], run.gradients[k, 0], run.rates[k], run.points[k + 1, 0])
    )
    writer = _WRITERS[run.optimizer]
    return writer(run, k, x, gradient, rate, new)


def _signed(value: float) -> str:
    text = latex_number(value)
    return f"({text})" if text.startswith("-") else text


def _plain(run, k, x, g, rate, new) -> str:
    return rf"x \leftarrow {latex_number(x)} - {latex_number(rate)} \cdot {_signed(g)} = {latex_number(new, 6)}"


def _momentum(run, k, x, g, rate, new) -> str:
    mu, before = run.constants["momentum"], state_before(run, k)
    velocity = mu * before.velocity + g
    head = rf"v \leftarrow {mu:g} \cdot {_signed(before.velocity)} + {_signed(g)} = {latex_number(velocity)},\quad "
    inner = rf"({_signed(g)} + {mu:g} \cdot {_signed(velocity)})" if run.optimizer == "nesterov" else _signed(velocity)
    return head + rf"x \leftarrow {latex_number(x)} - {latex_number(rate)} \cdot {inner} = {latex_number(new, 6)}"


def _scaled(run, k, x, g, rate, new) -> str:
    before = state_before(run, k)
    if run.optimizer == "adagrad":
        squares = before.squares + g * g
        head = rf"s \leftarrow {latex_number(before.squares)} + {_signed(g)}^2 = {latex_number(squares)}"
    else:
        alpha = run.constants["alpha"]
        squares = alpha * before.squares + (1 - alpha) * g * g
        head = (
            rf"s \leftarrow {alpha:g} \cdot {latex_number(before.squares)} + {1 - alpha:.3g} \cdot {_signed(g)}^2"
            rf" = {latex_number(squares)}"
        )
    fraction = rf"\frac{{{latex_number(g)}}}{{{latex_number(math.sqrt(squares))}}}"
    return (
        head
        + rf",\quad x \leftarrow {latex_number(x)} - {latex_number(rate)} \cdot {fraction} = {latex_number(new, 6)}"
    )


def _adam(run, k, x, g, rate, new) -> str:
    before, c = state_before(run, k), run.constants
    count = k + 1
    mean = c["beta1"] * before.velocity + (1 - c["beta1"]) * g
    squares = c["beta2"] * before.squares + (1 - c["beta2"]) * g * g
    m_hat, s_hat = mean / (1 - c["beta1"] ** count), squares / (1 - c["beta2"] ** count)
    shrunk = x * (1 - rate * c["weight_decay"]) if run.optimizer == "adamw" else x
    head = rf"\hat m = {latex_number(m_hat)},\ \sqrt{{\hat s}} = {latex_number(math.sqrt(s_hat))},\quad "
    fraction = rf"\frac{{{latex_number(m_hat)}}}{{{latex_number(math.sqrt(s_hat))}}}"
    return (
        head + rf"x \leftarrow {latex_number(shrunk)} - {latex_number(rate)} \cdot {fraction} = {latex_number(new, 6)}"
    )


def _newton(run, k, x, g, rate, new) -> str:
    direction = (x - new) / rate
    if run.objective.dimension > 1:
        inner = rf"\left(H^{{-1}} g\right)_x = {latex_number(direction)},\quad "
        change = rf"{latex_number(rate)} \cdot {_signed(direction)}"
        return inner + rf"x \leftarrow {latex_number(x)} - {change} = {latex_number(new, 6)}"
    second = float(run.objective.hessian(run.points[k])[0, 0])
    fraction = rf"\frac{{{latex_number(g)}}}{{{latex_number(second)}}}"
    return rf"x \leftarrow {latex_number(x)} - {latex_number(rate)} \cdot {fraction} = {latex_number(new, 6)}"


def _line_search(run, k, x, g, rate, new) -> str:
    length = float(np.linalg.norm(run.points[k + 1] - run.points[k]) / max(np.linalg.norm(run.gradients[k]), 1e-300))
    halvings = round(math.log2(rate / length)) if length > 0 else 0
    if length == 0:
        return r"\text{no shorter step leads downhill: it rests}"
    tries = r"\text{the first try fits}" if halvings == 0 else rf"\text{{after }} {halvings} \text{{ halvings}}"
    head = rf"t = {latex_number(length)}\ ({tries}),\quad "
    return (
        head + rf"x \leftarrow {latex_number(x)} - {latex_number(length)} \cdot {_signed(g)} = {latex_number(new, 6)}"
    )


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
