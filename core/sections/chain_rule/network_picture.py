"""A small network as a diagram.

Every weight an arrow with its value and its gradient, every unit a box with its value.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.learning.network import Network, Pass, example_gradients, weight_names
from core.sections.chain_rule.wording import signed
from core.ui.words import number
from core.widgets.diagram.diagram import Arrow, Box, Diagram

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


ARROWS = ("weights", "gradients")


def network_diagram(
    network: Network, ahead: Pass, chosen: int, target: float, learning_rate: float, on_arrows: str = "weights"
) -> Diagram:
    """The network at the example ``chosen``; ``target`` is the answer wanted there.

    ``on_arrows``: what the arrows say and show by their thickness, one of ARROWS (gradients: means over all examples).
    """
    each = example_gradients(network, ahead)
    mean = each.mean(axis=0)
    arrows = [
        _weight(network, ahead, chosen, index, each[chosen], mean, learning_rate)
        for index in range(len(network.weights))
    ]
    if on_arrows == "gradients":
        arrows = _with_gradients(arrows, mean)
    arrows.append(Arrow("s", "L", meaning="flat"))
    gradients = dict(zip(weight_names(network.hidden), mean, strict=True))
    largest = max(gradients, key=lambda name: abs(gradients[name]))
    alt = (
        f"Network with 2 inputs, {network.hidden} hidden {network.activation} units and one output; "
        f"mean loss {number(ahead.loss)}; the largest gradient is {number(gradients[largest])}, at {largest}."
    )
    hint = "Choose an arrow: its weight, its gradient, and the way from it to the loss."
    return Diagram(
        _boxes(network, ahead, chosen, target),
        arrows,
        alt,
        hint=hint,
        gap=210,
        selected="arrow 0",
        detail_lines=4,
        straight=True,
    )


def _with_gradients(arrows: list[Arrow], mean: np.ndarray) -> list[Arrow]:
    with np.errstate(all="ignore"):
        shares = np.nan_to_num(mean / np.max(np.abs(mean)))
    return [
        replace(
            arrow,
            label=number(gradient, 2),
            meaning="rising" if gradient >= 0 else "falling",
            weight=float(share),
        )
        for arrow, gradient, share in zip(arrows, mean, shares, strict=True)
    ]


def _boxes(network: Network, ahead: Pass, chosen: int, target: float) -> list[Box]:
    hidden = network.hidden
    x1, x2 = ahead.points[chosen]
    rows = max(hidden + 1, 3)
    spread = [(i + 0.5) * rows / (hidden + 1) - 0.5 for i in range(hidden + 1)]
    inputs = [(i + 0.5) * rows / 3 - 0.5 for i in range(3)]
    boxes = [
        Box("x1", 0, inputs[0], (("x₁", "name"), (number(x1, 3), "function")), round=True),
        Box("x2", 0, inputs[1], (("x₂", "name"), (number(x2, 3), "function")), round=True),
        Box("one", 0, inputs[2], (("1", "quiet"),), round=True),
    ]
    for j in range(hidden):
        value = number(ahead.activations[chosen, j], 3)
        boxes.append(
            Box(f"h{j}", 1, spread[j], ((f"a{j + 1}".translate(_LOW), "name"), (value, "function")), round=True)
        )
    middle = (rows - 1) / 2
    boxes += [
        Box("unit", 1, spread[hidden], (("1", "quiet"),), round=True),
        Box("s", 2, middle, (("s", "name"), (number(ahead.scores[chosen], 3), "function")), round=True),
        Box(
            "L",
            3,
            middle,
            (("loss", "name"), (number(ahead.losses[chosen], 3), "path"), (f"wanted {number(target)}", "quiet")),
        ),
    ]
    return boxes


def _weight(
    network: Network, ahead: Pass, chosen: int, index: int, own: np.ndarray, mean: np.ndarray, learning_rate: float
) -> Arrow:
    hidden = network.hidden
    name = weight_names(hidden)[index]
    title = name[0] + name[1:].translate(_LOW)
    value = network.weights[index]
    start, end, factors, lights = _way(network, ahead, chosen, index)
    letters = " · ".join(letter for letter, _ in factors)
    numbers = " · ".join(signed(number_, 3) if i else number(number_, 3) for i, (_, number_) in enumerate(factors))
    change = -learning_rate * mean[index]
    about = (
        f"{title} = {number(value)}",
        f"In this example: ∂loss/∂{title} = {letters} = {numbers} = {number(own[index])}",
        f"Mean over all {len(ahead.points)} examples, its gradient: {number(mean[index], 5)}",
        f"The next step changes it by −{number(learning_rate, 3)} · {signed(mean[index])} = {number(change)}",
    )
    return Arrow(
        start, end, number(value, 2), meaning="rising" if value >= 0 else "falling",
        weight=float(np.tanh(value / 2)), about=about, lights=tuple(lights),
    )  # fmt: skip


def _way(
    network: Network, ahead: Pass, chosen: int, index: int
) -> tuple[str, str, list[tuple[str, float]], list[tuple[str, str]]]:
    """Where the arrow of a weight runs, the factors of its gradient from the loss back to it.

    And the arrows on that way.
    """
    hidden = network.hidden
    top = ("∂loss/∂s", float(ahead.score_slopes[chosen]))
    last = [("s", "L")]
    if index == 4 * hidden:
        return "unit", "s", [top], last
    if index >= 3 * hidden:
        j = index - 3 * hidden
        return f"h{j}", "s", [top, (f"a{j + 1}".translate(_LOW), float(ahead.activations[chosen, j]))], last
    j, i = (index // 2, index % 2) if index < 2 * hidden else (index - 2 * hidden, None)
    factors = [
        top,
        (f"v{j + 1}".translate(_LOW), float(network.output_weights[j])),
        (f"φ′(z{j + 1})".translate(_LOW), float(ahead.slopes[chosen, j])),
    ]
    lights = [(f"h{j}", "s"), *last]
    if i is None:
        return "one", f"h{j}", factors, lights
    return f"x{i + 1}", f"h{j}", [*factors, (f"x{i + 1}".translate(_LOW), float(ahead.points[chosen, i]))], lights
