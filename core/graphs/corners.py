"""Rates of the small functions a chain or a graph is made of: there, and no convention where there is none.

At a corner a derivative written as a formula has the value that machine-learning libraries take (relu′(0) = 0). That
is a convention and no rate; the study of a place (``core.curves.place``) tells it from one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.curves import Place as Spot
from core.curves import place as study
from core.language.function import Function
from core.language.numerals import plain
from core.language.syntax import Call, Node, Piecewise, children
from core.language.vocabulary import OPERATIONS


def may_have_corners(tree: Node) -> bool:
    """Whether anything in a tree has a corner or a jump somewhere."""
    own = isinstance(tree, Piecewise) or (isinstance(tree, Call) and bool(OPERATIONS[tree.name].corner))
    return own or any(map(may_have_corners, children(tree)))


@dataclass(frozen=True)
class Place:
    """Where a function is looked at: ``values`` of its variables and parameters, and the variable ``by`` that moves."""

    by: str
    values: Mapping[str, float]

    def value_of(self, function: Function) -> float:
        """The value there."""
        fixed = {name: self.values[name] for name in function.parameters if name in self.values}
        return float(function(*(self.values[name] for name in function.variables), **fixed))

    def study(self, function: Function) -> Spot:
        """What the function of ``by`` alone does there, everything else held still."""
        others = [name for name in function.variables if name != self.by]
        along = replace(function, variables=(self.by,), parameters=(*others, *function.parameters))
        fixed = {name: float(self.values[name]) for name in along.parameters if name in self.values}
        return study(along, float(self.values[self.by]), **fixed)


def rate_at(function: Function, rate: Function, place: Place) -> float:
    """The derivative at a place; NaN where there is none. ``rate`` is the derivative as a formula."""
    if not all(math.isfinite(value) for value in place.values.values()):
        return math.nan
    found = place.study(function)
    return math.nan if found.slope is None or not math.isfinite(found.value) else found.slope


def why_no_rate(function: Function, place: Place) -> str:
    """Words for brackets after "has no rate there": ``a corner, with the slope −1 on its left and 1 on its right``."""
    found = place.study(function)
    if found.kind == "corner":
        slopes = f"{plain(found.left_slope)} on its left and {plain(found.right_slope)} on its right"
        return f"a corner, with the slope {slopes}"
    return _WORDS.get(found.kind, "no slope fits")


_WORDS = {
    "smooth": "too large for a computer's numbers",
    "jump": "a jump",
    "cusp": "a sharp tip, ever steeper on both sides",
    "vertical tangent": "the curve stands upright",
    "edge": "the curve ends",
    "pole": "the curve runs off to infinity",
    "hole": "a hole",
    "oscillation": "ever faster swings",
}
