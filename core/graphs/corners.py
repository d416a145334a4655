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
<<<<<<< HEAD
    """The derivative at a place; NaN where there is none. ``rate`` is the derivative as a formula."""
    if not all(math.isfinite(value) for value in place.values.values()):
        return math.nan
    found = place.study(function)
    return math.nan if found.slope is None or not math.isfinite(found.value) else found.slope
=======
    """The derivative at a place; NaN at corners and jumps. ``rate`` is the derivative as a formula."""
    here = float(place.values[place.by])
    value_of, rate_of = place.of_one(function), place.of_one(rate)
    by_formula = float(rate_of(np.asarray(here)))
    if not math.isfinite(by_formula) or not may_have_corners(function.tree) or _is_calm(value_of, rate_of, here):
        return by_formula
    return by_formula if slope_at(value_of, rate_of, here).kind == "slope" else math.nan


def _is_calm(value_of: Callable1D, rate_of: Callable1D, here: float) -> bool:
    """Whether a step so small that nothing bends meets neither another rate nor a jump: then no more need be asked."""
    step = 1e-7 * max(1.0, abs(here))
    around = here + step * np.array([-1.0, 0.0, 1.0])
    with np.errstate(all="ignore"):
        values, rates = value_of(around), np.broadcast_to(rate_of(around), 3)
        size = np.max(np.abs(rates))
        rise = around[2] - around[0]
        off = abs(values[2] - values[0] - rates[1] * rise)
        return bool(np.ptp(rates) <= 1e-4 * size and off <= 1e-4 * size * rise + 8 * np.spacing(np.max(np.abs(values))))
>>>>>>> main


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
