"""Sweeps over a computation graph.

Forward values, the backward pass as steps, forward mode. (Their check is in core/graphs/nudges.py.)

Reverse mode: Linnainmaa (1970); Griewank and Walther, "Evaluating Derivatives" (2008), chapters 3 and 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.graphs.graph import Graph

_BLUR = 64 * np.finfo(float).eps  # relative: what rounding may have made of a value on its way


@dataclass(frozen=True)
class Forward:
    """``values`` of the nodes and the ``local`` derivative of each edge (argument, user); NaN where there is none.

    ``blur``: how much the local derivatives may be off because the values are rounded.
    """

    values: Mapping[str, float]
    local: Mapping[tuple[str, str], float]
    blur: Mapping[tuple[str, str], float]


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
    blur: dict[tuple[str, str], float] = {}
    for node in graph.nodes:
        if node.is_input:
            values[node.name] = float(inputs[node.name])
            continue
        value, *slopes = node.program.run({name: np.float64(values[name]) for name in node.arguments})
        values[node.name] = _finite(value)
        near = {name: values[name] * np.array([1 - _BLUR, 1 + _BLUR]) for name in node.arguments}
        _, *blurred = node.program.run(near)
        for argument, slope, around in zip(node.arguments, slopes, blurred, strict=True):
            local[argument, node.name] = _finite(slope) if np.isfinite(value) else np.nan
            with np.errstate(all="ignore"):
                blur[argument, node.name] = _finite(np.max(np.abs(around - slope)))
    return Forward(values, local, blur)


def rounding(graph: Graph, ahead: Forward) -> Mapping[str, float]:
    """How far rounding may have moved the gradient of each node, to first order: the blur of every way, added up."""
    size: dict[str, float] = {}
    off: dict[str, float] = {}
    for node in reversed(graph.nodes):
        edges = [(node.name, user) for user in graph.users[node.name]]
        own = float(node.name == graph.output)
        size[node.name] = own + sum(size[edge[1]] * abs(ahead.local[edge]) for edge in edges)
        off[node.name] = _BLUR * size[node.name] + sum(
            off[edge[1]] * abs(ahead.local[edge]) + size[edge[1]] * ahead.blur[edge] for edge in edges
        )
    return off


def backward(graph: Graph, ahead: Forward) -> tuple[Step, ...]:
    """The backward pass, one step a node, output first: ∂output/∂node summed over the users of the node."""
    gradient: dict[str, float] = {}
    steps = []
    for node in reversed(graph.nodes):
        terms = tuple(
            Term(user, gradient[user], _passed_by(ahead.values[user], gradient[user], ahead.local[node.name, user]))
            for user in reversed(graph.users[node.name])
        )
        own = 1.0 if node.name == graph.output else 0.0
        with np.errstate(all="ignore"):
            gradient[node.name] = float(own + sum(term.product for term in terms))
        steps.append(Step(node.name, terms, gradient[node.name]))
    return tuple(steps)


def _passed_by(value: float, factor: float, rate: float) -> float:
    """The rate, or 0 where it says nothing: of a node without a value, in a piece that a branch does not take."""
    return 0.0 if factor == 0.0 and np.isnan(value) else rate


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
            rate[node.name] = sum(
                local * _passed_by(ahead.values[argument], local, rate[argument])
                for argument, local in ((argument, ahead.local[argument, node.name]) for argument in moving)
            )
    return {node.name: rate.get(node.name, 0.0) for node in graph.nodes}


def cost(graph: Graph) -> Cost:
    """How many multiplications each mode needs.

    Reverse uses every edge once, forward once for each input that reaches it.
    """
    reached: dict[str, set[str]] = {}
    for node in graph.nodes:
        reached[node.name] = {node.name} if node.is_input else set().union(*(reached[name] for name in node.arguments))
    return Cost(len(graph.edges), sum(len(reached[argument]) for argument, _ in graph.edges), len(graph.inputs))


def _finite(value: np.ndarray) -> float:
    return float(value) if np.isfinite(value) else float("nan")
