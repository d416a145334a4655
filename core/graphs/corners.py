"""Corners and jumps of the small functions a chain or a graph is made of.

At a corner a derivative written as a formula has the value that machine-learning libraries take (relu′(0) = 0). That
is a convention and no rate; here it is told apart from one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.curves.irregularities import one_sided_slopes, slope_at
from core.language.function import Function
from core.language.numerals import Callable1D, plain
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

    def of_one(self, function: Function) -> Callable1D:
        """The function of ``by`` alone, everything else held still."""
        fixed = {name: self.values[name] for name in function.parameters if name in self.values}

        def along(x: np.ndarray) -> np.ndarray:
            arrays = (x if name == self.by else self.values[name] for name in function.variables)
            return np.asarray(function(*arrays, **fixed), dtype=float)

        return along


def rate_at(function: Function, rate: Function, place: Place) -> float:
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


def why_no_rate(function: Function, place: Place) -> str:
    """Words for brackets after "has no rate there": ``a corner, with the slope −1 on its left and 1 on its right``."""
    here, of_one = float(place.values[place.by]), place.of_one(function)
    found = slope_at(of_one, of_one, here)
    if found.kind == "corner":
        left, right = one_sided_slopes(of_one, here)
        return f"a corner, with the slope {plain(left)} on its left and {plain(right)} on its right"
    return _WORDS.get(found.kind, "no slope fits")


_WORDS = {
    "jump": "a jump",
    "cusp": "a sharp tip, ever steeper on both sides",
    "vertical tangent": "the curve stands upright",
    "domain edge": "the curve ends",
    "pole": "the curve runs off to infinity",
    "hole": "a hole",
    "oscillation": "ever faster swings",
}
