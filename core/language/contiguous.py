"""Pieces that stand side by side, with one end of each written once: {x < a: f, a ≤ x: g} is f below a, else g.

At a joint that no number names exactly (√2) it is undecided whether x < a, and whether a ≤ x: written twice it would be
open whether any piece holds there. The pieces may be listed from left to right or from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.language.conditions import contrary
from core.language.syntax import Comparison, Joined, Node, Piecewise, Symbol

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_BELOW = ("<", "<=")


@dataclass(frozen=True, slots=True)
class _Range:
    """The ends of a condition on one symbol, None where it has none; a comparison has the symbol on its left."""

    above: Comparison | None
    below: Comparison | None


def joined_up(node: Piecewise) -> Piecewise:
    """The same function, each piece of a row with only that end where the next begins; the node itself if it is no row.

    If x is not below the end of one piece it is beyond the beginning of the next, so the first piece whose far end
    holds is the one whose whole condition holds.
    """
    if node.otherwise is not None or len(node.conditions) < 2:
        return node
    ranges = [_range(condition) for condition in node.conditions]
    known = [one for one in ranges if one is not None]
    if len(known) < len(ranges):
        return node
    for rising in (True, False):
        far = [one.below if rising else one.above for one in known]
        near = [one.above if rising else one.below for one in known]
        pairs = zip(far, near[1:], strict=False)
        if all(end is not None and begin is not None and contrary(end) == begin for end, begin in pairs):
            return _with_ends(node, near[0], far)
    return node


def _with_ends(node: Piecewise, begin: Comparison | None, ends: list[Comparison | None]) -> Piecewise:
    if begin is None and ends[-1] is None:
        return Piecewise(tuple(end for end in ends[:-1] if end), node.values[:-1], node.values[-1], node.at)
    conditions = tuple(_both(begin, end) for end in ends)
    return Piecewise(conditions, node.values, None, node.at)


def _both(begin: Comparison | None, end: Comparison | None) -> Node:
    parts = tuple(one for one in (begin, end) if one is not None)
    return parts[0] if len(parts) == 1 else Joined("and", parts)


def _range(condition: Node) -> _Range | None:
    """The ends of ``a < x``, ``x ≤ b`` or both joined by and; None for any other condition."""
    parts = condition.parts if isinstance(condition, Joined) and condition.word == "and" else (condition,)
    found: dict[bool, Comparison] = {}
    for part in parts:
        if not isinstance(part, Comparison) or part.sign not in _MIRRORED:
            return None
        if not isinstance(part.left, Symbol):
            part = Comparison(_MIRRORED[part.sign], part.right, part.left)
        if not isinstance(part.left, Symbol) or (part.sign in _BELOW) in found:
            return None
        found[part.sign in _BELOW] = part
    return _Range(found.get(False), found.get(True))
