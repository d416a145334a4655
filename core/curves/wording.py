"""The sentence about a place: what happens there, for a student."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from core.language.numerals import plain

if TYPE_CHECKING:
    from core.curves.place import Place


def sentence_of(p: Place) -> str:  # noqa: C901 (one case a kind of place)
    """What happens at a place and why there is no slope if there is none."""
    x, left, right = plain(p.x), plain(p.left_slope), plain(p.right_slope)
    match p.kind:
        case "smooth":
            return _smooth(p, x)
        case "corner":
            return f"At x = {x} the curve has a corner: the slope is {left} on the left and {right} on the right."
        case "cusp":
            way = "falls and then rises" if p.right_slope > 0 else "rises and then falls"
            return f"At x = {x} the curve has a cusp: it {way} ever more steeply towards a sharp tip, so no slope fits."
        case "vertical tangent":
            way = "grows" if p.left_slope > 0 else "falls"
            return f"At x = {x} the tangent stands upright: the slope {way} to {left}, which is not a number."
        case "jump":
            low, high = plain(p.left), plain(p.right)
            return f"At x = {x} the curve jumps from {low} to {high}: a curve that is torn has no tangent."
        case "hole":
            missing = "is not defined" if math.isnan(p.value) else f"has the stray value {plain(p.value)}"
            heads = f"the curve heads for {plain(p.left)} from both sides"
            return f"The function {missing} at x = {x}, although {heads}: there is a hole."
        case "pole":
            what = "a pole" if math.isinf(p.left) and math.isinf(p.right) else "a vertical asymptote"
            return f"At x = {x} the curve runs off to {_far(p)}: there is {what}, so no value and no slope."
        case "edge":
            return _edge(p, x)
        case "lone point":
            return f"At x = {x} the curve is one lone point: just left and right of it there is nothing."
        case "oscillation":
            return f"Near x = {x} the curve swings faster and faster, so its slope settles on no number."
    return f"The function is not defined at x = {x}, so it has no slope there."


def reason_of(p: Place) -> str:
    """A few words for brackets after "has no rate there"."""
    if p.kind == "corner":
        return f"a corner, with the slope {plain(p.left_slope)} on its left and {plain(p.right_slope)} on its right"
    return _REASONS.get(p.kind, "no slope fits")


_REASONS = {
    "smooth": "too large for a computer's numbers",
    "jump": "a jump",
    "cusp": "a sharp tip, ever steeper on both sides",
    "vertical tangent": "the curve stands upright",
    "edge": "the curve ends",
    "pole": "the curve runs off to infinity",
    "hole": "a hole",
    "oscillation": "ever faster swings",
}


def _smooth(p: Place, x: str) -> str:
    if math.isinf(p.value):
        return f"At x = {x} the value is there, but too large for a computer's numbers (beyond 10³⁰⁸)."
    if p.slope is None:
        return f"At x = {x} the curve is smooth, but no number could be found for its slope."
    if math.isinf(p.slope):
        return f"At x = {x} there is a slope, but it is too large for a computer's numbers (beyond 10³⁰⁸)."
    return f"At x = {x} the slope is {plain(p.slope)}."


def _far(p: Place) -> str:
    sides = [(v, name) for v, name in ((p.left, "left"), (p.right, "right")) if math.isinf(v)]
    if len(sides) == 2 and sides[0][0] != sides[1][0]:
        return f"{plain(sides[0][0])} on the left and {plain(sides[1][0])} on the right"
    return plain(sides[0][0]) + (f" on the {sides[0][1]}" if len(sides) == 1 else "")


def _edge(p: Place, x: str) -> str:
    starts = math.isnan(p.left)
    slope = p.right_slope if starts else p.left_slope
    verb, empty = ("starts", "left") if starts else ("ends", "right")
    what = f"At x = {x} the curve {verb}: just {empty} of it there is nothing"
    if math.isnan(slope):
        return f"{what}, so there is no tangent."
    if math.isinf(slope):
        return f"{what}, and the curve stands upright there."
    return f"{what}, and the slope on the other side is {plain(slope)}."
