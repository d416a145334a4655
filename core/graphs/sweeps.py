"""Sweeps over a computation graph.

Forward values, the backward pass as steps, forward mode, and a check by differences.

Reverse mode: Linnainmaa (1970); Griewank and Walther, "Evaluating Derivatives" (2008), chapters 3 and 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.graphs.corners import may_have_corners
from core.graphs.graph import Graph

_RELATIVE_STEP = 1e-3
_SAME_SLOPE = 1e-3  # relative: slopes on both sides that are no farther apart are one slope


@dataclass(frozen=True)
class Forward:
    """``values`` of the nodes and the ``local`` derivative of each edge (argument, user); NaN where there is none."""

    values: Mapping[str, float]
    local: Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Term:
    """What one user of a node sends back to it: upstream gradient × local derivative."""

    user: str
    upstream: float
    local: float

    @property
    def product(self) -> float:
        """upstream × local"""
        return self.upstream * self.local


@dataclass(frozen=True)
class Step:
    """One node of the backward pass: its gradient is the sum of the terms (1, with no terms, for the output)."""

    node: str
    terms: tuple[Term, ...]
    gradient: float


@dataclass(frozen=True)
class Cost:
    """Multiplications that the two modes need for all inputs, local derivatives given: one an edge and pass."""

    reverse: int
    forward: int
    inputs: int


def forward(graph: Graph, inputs: Mapping[str, float]) -> Forward:
    """Values of all nodes and all local derivatives. Raises KeyError for an input without a value."""
    values: dict[str, float] = {}
    local: dict[tuple[str, str], float] = {}
    for node in graph.nodes:
        if node.is_input:
            values[node.name] = float(inputs[node.name])
            continue
        value, *slopes = node.program.run({name: np.float64(values[name]) for name in node.arguments})
        values[node.name] = _finite(value)
        for argument, slope in zip(node.arguments, slopes, strict=True):
            local[argument, node.name] = _finite(slope) if np.isfinite(value) else np.nan
    return Forward(values, local)


def backward(graph: Graph, ahead: Forward) -> tuple[Step, ...]:
    """The backward pass, one step a node, output first: ∂output/∂node summed over the users of the node."""
    gradient: dict[str, float] = {}
    steps = []
    for node in reversed(graph.nodes):
        terms = tuple(
            Term(user, gradient[user], ahead.local[node.name, user]) for user in reversed(graph.users[node.name])
        )
        own = 1.0 if node.name == graph.output else 0.0
        with np.errstate(all="ignore"):
            gradient[node.name] = float(own + sum(term.product for term in terms))
        steps.append(Step(node.name, terms, gradient[node.name]))
    return tuple(steps)


def forward_mode(graph: Graph, ahead: Forward, by: str) -> Mapping[str, float]:
    """∂node/∂``by`` for every node, carried along with the values from the input ``by`` to the output."""
    rate: dict[str, float] = {}
    for node in graph.nodes:
        if node.name == by:
            rate[node.name] = 1.0
            continue
        # A node that ``by`` does not reach has the rate 0 whatever its own slope is.
        moving = [argument for argument in node.arguments if argument in rate]
        if moving:
            rate[node.name] = sum(ahead.local[argument, node.name] * rate[argument] for argument in moving)
    return {node.name: rate.get(node.name, 0.0) for node in graph.nodes}


def cost(graph: Graph) -> Cost:
    """How many multiplications each mode needs.

    Reverse uses every edge once, forward once for each input that reaches it.
    """
    reached: dict[str, set[str]] = {}
    for node in graph.nodes:
        reached[node.name] = {node.name} if node.is_input else set().union(*(reached[name] for name in node.arguments))
    return Cost(len(graph.edges), sum(len(reached[argument]) for argument, _ in graph.edges), len(graph.inputs))


def differences(graph: Graph, ahead: Forward) -> Mapping[str, float]:
    """∂output/∂node by central differences with two steps (Richardson), each node nudged as if it were an input."""
    step, out = _nudged(graph, ahead)
    with np.errstate(all="ignore"):
        wide = (out[:, 1] - out[:, 0]) / (2 * step)
        narrow = (out[:, 3] - out[:, 2]) / step
        slopes = narrow + (narrow - wide) / 3
    return dict(zip(ahead.values, map(_finite, slopes), strict=True))


def corners(graph: Graph, ahead: Forward) -> Mapping[str, tuple[float, float]]:
    """The nodes on a corner or a jump: nudged down and up they change the output at different rates (left, right).

    The backward pass has one number for such a node by convention only.
    """
    if not any(may_have_corners(node.formula) for node in graph.nodes if node.formula is not None):
        return {}
    step, out = _nudged(graph, ahead)
    here = ahead.values[graph.output]
    with np.errstate(all="ignore"):
        left = 2 * (here - out[:, 2]) / (step / 2) - (here - out[:, 0]) / step
        right = 2 * (out[:, 3] - here) / (step / 2) - (out[:, 1] - here) / step
        apart = np.abs(left - right) > _SAME_SLOPE * np.maximum(np.abs(left), np.abs(right)) + 1e-6 * abs(here)
    sides = zip(ahead.values, left, right, apart, strict=True)
    return {name: (float(down), float(up)) for name, down, up, different in sides if different}


def _nudged(graph: Graph, ahead: Forward) -> tuple[np.ndarray, np.ndarray]:
    """Steps (nodes,) and outputs (nodes, 4) with each node moved by −1, +1, −½ and +½ steps, as if it were an input.

    All nudges of all nodes run as one pass over arrays.
    """
    at = np.array(list(ahead.values.values()))
    with np.errstate(all="ignore"):
        step = _RELATIVE_STEP * np.maximum(1.0, np.abs(at))
        nudges = at[:, None] + step[:, None] * np.array([-1.0, 1.0, -0.5, 0.5])
        step = (nudges[:, 1] - nudges[:, 0]) / 2  # what the floats made of it
        rows: dict[str, np.ndarray] = {}
        for i, node in enumerate(graph.nodes):
            if node.is_input:
                row = np.full(nudges.shape, at[i])
            else:
                inner = {name: rows[name] for name in node.arguments}
                row = np.array(np.broadcast_to(node.program.run(inner)[0], nudges.shape), dtype=float)
            row[i] = nudges[i]
            rows[node.name] = row
    return step, rows[graph.output]


def _finite(value: np.ndarray) -> float:
    return float(value) if np.isfinite(value) else float("nan")
