"""Open and closed circles: where a curve stops short of a place, and where its value there is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from core.curves.place import Place
from core.language import Function
from core.language.syntax import Call, Node, Piecewise, children
from core.language.vocabulary import OPERATIONS

_BROKEN = frozenset({"jump", "hole", "pole", "edge", "lone point"})


@dataclass(frozen=True)
class End:
    """One circle: ``closed`` where the curve has this point, else open."""

    x: float
    y: float
    closed: bool


def may_jump(function: Function) -> bool:
    """Whether the function has pieces, or an operation that jumps: only then are there ends to look for."""
    return _jumps(function.tree)


def _jumps(tree: Node) -> bool:
    own = isinstance(tree, Piecewise) or (isinstance(tree, Call) and OPERATIONS[tree.name].corner == "jump")
    return own or any(map(_jumps, children(tree)))


def ends(places: Iterable[Place]) -> tuple[End, ...]:
    """The circles at places where the curve is broken: the value closed, limits that are no value open."""
    return tuple(end for place in places if place.kind in _BROKEN for end in _at(place))


def _at(place: Place) -> list[End]:
    limits = dict.fromkeys(y for y in (place.left, place.right) if math.isfinite(y) and y != place.value)
    found = [End(place.x, y, closed=False) for y in limits]
    return [*found, End(place.x, place.value, closed=True)] if math.isfinite(place.value) else found
