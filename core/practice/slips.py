"""Slopes with slips: the derivative of a formula as learners get it, one slip at a time, everywhere at once, or two.

The derivative is built along the tree of the formula, as in ``core.language.differentiation``; at each node the shape
of the node offers what can go wrong there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from core.language.differentiation import ZERO, differentiate
from core.language.syntax import Node
from core.practice.combining import shape_of
from core.practice.shapes import Shape, View

_MOST_PAIRS = 500  # of slips, in one formula
_VARIANTS = 2  # of a slip that is made everywhere


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong slope ``tree``: the ``names`` of the slips in it, and the node at which the first was made."""

    names: tuple[str, ...]
    tree: Node
    place: Node
    everywhere: bool = False


class Slips:
    """The wrong slopes of the parts of one formula, as seen by ``view``."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._shapes: dict[int, tuple[Node, Shape]] = {}
        self._right: dict[int, tuple[Node, Node]] = {}
        self._single: dict[int, tuple[Node, tuple[Slip, ...]]] = {}

    def right(self, node: Node) -> Node:
        """The slope without a slip."""
        known = self._right.get(id(node))
        if known is None:
            known = self._right[id(node)] = node, self._compute(node)
        return known[1]

    def _compute(self, node: Node) -> Node:
        if not self.view.varies(node):
            return ZERO
        shape = self.shape(node)
        result = shape.right(*map(self.right, shape.parts))
        return differentiate(node, self.view.variable) if result is None else result

    def shape(self, node: Node) -> Shape:
        """How the node is differentiated."""
        known = self._shapes.get(id(node))
        if known is None:
            known = self._shapes[id(node)] = node, shape_of(node, self.view)
        return known[1]

    def one(self, node: Node) -> tuple[Slip, ...]:
        """All slopes with exactly one slip."""
        if not self.view.varies(node):
            return ()
        known = self._single.get(id(node))
        if known is None:
            known = self._single[id(node)] = node, tuple(self._one(node))
        return known[1]

    def _one(self, node: Node) -> Iterator[Slip]:
        shape = self.shape(node)
        slopes = tuple(map(self.right, shape.parts))
        for name, build in shape.wrong:
            if (result := build(*slopes)) is not None:
                yield Slip((name,), result, node)
        for index, name, change in shape.swaps:
            yield Slip((name,), shape.right(*_put(slopes, index, change(slopes[index]))), shape.parts[index])
        yield from self._around(shape, slopes)

    def _around(self, shape: Shape, slopes: tuple[Node, ...]) -> Iterator[Slip]:
        for index, part in enumerate(shape.parts):
            for slip in self.one(part):
                yield Slip(slip.names, shape.right(*_put(slopes, index, slip.tree)), slip.place)

    def everywhere(self, node: Node) -> Iterator[Slip]:
        """The same slip at every node at which it can be made."""
        for name in dict.fromkeys(slip.names[0] for slip in self.one(node)):
            for variant in range(_VARIANTS):
                tree = self._all(node, name, variant, {})
                yield Slip((name,), tree, node, everywhere=True)

    def _all(self, node: Node, name: str, variant: int, memory: dict[int, Node]) -> Node:
        if not self.view.varies(node):
            return ZERO
        if id(node) not in memory:
            shape = self.shape(node)
            slopes = tuple(self._all(part, name, variant, memory) for part in shape.parts)
            for index, own, change in shape.swaps:
                if own == name:
                    slopes = _put(slopes, index, change(slopes[index]))
            builds = [build for own, build in shape.wrong if own == name]
            results = [result for build in builds if (result := build(*slopes)) is not None]
            memory[id(node)] = results[min(variant, len(results) - 1)] if results else shape.right(*slopes)
        return memory[id(node)]

    def two(self, node: Node) -> Iterator[Slip]:
        """Slopes with two different slips, so many as are looked at."""
        return islice(self._two(node), _MOST_PAIRS)

    def _two(self, node: Node) -> Iterator[Slip]:
        if not self.view.varies(node):
            return
        shape = self.shape(node)
        slopes = tuple(map(self.right, shape.parts))
        changed = [list(self._changed(shape, slopes, index)) for index in range(len(shape.parts))]
        for index, own in enumerate(changed):
            for slip in own:
                these = _put(slopes, index, slip.tree)
                for name, build in shape.wrong:
                    if (result := build(*these)) is not None:
                        yield Slip((name, *slip.names), result, node)
                for later in range(index + 1, len(changed)):
                    for other in changed[later]:
                        both = _put(these, later, other.tree)
                        yield Slip((*slip.names, *other.names), shape.right(*both), slip.place)
        for index, part in enumerate(shape.parts):
            for slip in self._two(part):
                yield Slip(slip.names, shape.right(*_put(slopes, index, slip.tree)), slip.place)

    def _changed(self, shape: Shape, slopes: tuple[Node, ...], index: int) -> Iterator[Slip]:
        """The slopes of one part with one slip."""
        for which, name, change in shape.swaps:
            if which == index:
                yield Slip((name,), change(slopes[index]), shape.parts[index])
        yield from self.one(shape.parts[index])


def _put(slopes: tuple[Node, ...], index: int, slope: Node) -> tuple[Node, ...]:
    return (*slopes[:index], slope, *slopes[index + 1 :])
