"""Where every way from the input to the result passes: what can be a link of a chain."""

from __future__ import annotations

from core.language.syntax import (
    Condition,
    Node,
    Symbol,
    children,
)


def dominators(whole: Node, variable: str) -> tuple[Node, ...]:
    """The parts strictly between x and the whole that every path passes, inner to outer.

    A part does so exactly when paths(whole → part) · paths(part → x) = paths(whole → x).
    """
    down: dict[Node, int] = {}
    order: list[Node] = []

    def paths_to_variable(node: Node) -> int:
        if node not in down:
            is_end = isinstance(node, Symbol) and node.name == variable
            down[node] = 1 if is_end else sum(map(paths_to_variable, children(node)))
            order.append(node)
        return down[node]

    total = paths_to_variable(whole)
    up = dict.fromkeys(order, 0)
    up[whole] = 1
    for node in reversed(order):
        for child in children(node):
            up[child] += up[node]
    return tuple(
        node
        for node in order
        if total and up[node] * down[node] == total and node != whole and not isinstance(node, Symbol | Condition)
    )
