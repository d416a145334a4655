"""A function with kinks as several smooth ones: what it is on this and on that side of each kink.

At a kink the gradient's place is taken by the gradients of the sides that meet there. If these all rise along one
direction, f does, and the place is neither level nor lowest nor highest (Clarke, Optimization and Nonsmooth Analysis,
1983: 0 must lie in their convex hull).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from core.language.differentiation import add, differentiate, multiply, negative
from core.language.sharper import sharpened
from core.language.syntax import Call, Node, Number, Piecewise, children, map_children
from core.language.vocabulary import complete
from core.surfaces.joints import above, below, joint, meets

_MOST = 6  # kinks; with more, slopes are enclosed over all their sides at once
_KINKED = frozenset({"abs", "max", "min", "relu", "leaky_relu"})


@dataclass(frozen=True)
class Branches:
    """``switches``: f has a kink only where one of them is 0. ``sides``: a sign for each of them. ``gradients``: the
    slopes along x and y of f on these sides, continued smoothly. ``joined``: all pieces meet at their joints.
    """

    joined: bool
    switches: tuple[Node, ...]
    sides: tuple[tuple[int, ...], ...]
    gradients: tuple[tuple[Node, Node], ...]


def branches(tree: Node, variables: tuple[str, str]) -> Branches:
    """All smooth branches of ``tree``; one, with all sides in it, where there are too many or pieces may not meet."""
    tree = _binary(sharpened(tree, strict=True))
    calls: dict[Node, None] = {}
    _collect(tree, calls)
    pieces = [node for node in calls if isinstance(node, Piecewise)]
    joined = all(map(meets, pieces))
    if len(calls) > _MOST or not joined:
        calls = {}
    sides = tuple(product((1, -1), repeat=len(calls)))
    trees = [_chosen(tree, dict(zip(calls, signs, strict=True))) for signs in sides]
    gradients = tuple(tuple(sharpened(differentiate(t, name), strict=False) for name in variables) for t in trees)
    return Branches(joined, tuple(map(_switch, calls)), sides, tuple((gx, gy) for gx, gy in gradients))


def _binary(node: Node) -> Node:
    node = map_children(node, _binary)
    if isinstance(node, Call) and node.name in ("max", "min") and len(node.arguments) != 2:
        first, *rest = node.arguments
        return _binary(Call(node.name, (first, Call(node.name, tuple(rest))))) if rest else first
    return node


def _collect(node: Node, calls: dict[Node, None]) -> None:
    for part in children(node):
        _collect(part, calls)
    if isinstance(node, Piecewise) or (isinstance(node, Call) and node.name in _KINKED):
        calls.setdefault(node)


def _switch(call: Node) -> Node:
    if isinstance(call, Piecewise):
        return joint(call)
    if not isinstance(call, Call):
        raise TypeError(call)
    first, *rest = call.arguments
    if call.name in ("max", "min"):
        return add(first, negative(rest[0])) if call.name == "max" else add(rest[0], negative(first))
    return first


def _chosen(node: Node, signs: dict[Node, int]) -> Node:
    sign = signs.get(node)
    if sign is not None and isinstance(node, Piecewise):
        return _chosen(below(node) if sign < 0 else above(node), signs)
    if sign is None or not isinstance(node, Call):
        return map_children(node, lambda part: _chosen(part, signs))
    first, *rest = (_chosen(part, signs) for part in complete(node.name, node.arguments))
    if sign > 0:
        return first
    match node.name:
        case "abs":
            return negative(first)
        case "max" | "min":
            return rest[0]
        case "leaky_relu":
            return multiply(rest[0], first)
    return Number(Fraction(0))
