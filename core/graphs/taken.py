"""A node in pieces is a branch: which of its pieces is taken at the values that it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.graphs.graph import GraphNode
from core.language.program import compile_trees
from core.language.syntax import Node, Piecewise, Symbol, children


@dataclass(frozen=True)
class Taken:
    """The piece that counts: its value, and its condition (None for the value that holds elsewhere)."""

    value: Node
    condition: Node | None

    @property
    def inputs(self) -> frozenset[str]:
        """The names that the value is made of: only their gradients are not 0."""
        return frozenset(_names(self.value))


def is_branch(node: GraphNode) -> bool:
    """Whether the node chooses between pieces."""
    return isinstance(node.formula, Piecewise)


def taken(node: GraphNode, values: Mapping[str, float]) -> Taken | None:
    """The piece that is taken at these values of the arguments; None where there is none."""
    if not isinstance(node.formula, Piecewise):
        return None
    pieces = node.formula
    given = {name: np.float64(values[name]) for name in node.arguments}
    holds = compile_trees(pieces.conditions, node.arguments, node.varying).run(given)
    for condition, value, true in zip(pieces.conditions, pieces.values, holds, strict=True):
        if float(true) == 1.0:
            return Taken(value, condition)
        if float(true) != 0.0:  # a condition without a value decides nothing
            return None
    return None if pieces.otherwise is None else Taken(pieces.otherwise, None)


def _names(tree: Node) -> set[str]:
    own = {tree.name} if isinstance(tree, Symbol) else set()
    return own.union(*map(_names, children(tree)))
