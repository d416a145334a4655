"""Where a function has no derivative, and why: corners, cusps, jumps, poles, vertical tangents, edges, holes.

The difference quotients decide, never f′ as a formula: at a kink that formula follows a convention (relu′(0) = 0).
A slope on one side means lim (f(x ± h) − L)/(±h) with L the limit of f on that side.
"""

import math
from dataclasses import dataclass

import numpy as np

from core.curves.effort import FULL, Detail
from core.curves.singularities import Side, SingularPoint, find_singular_points, study_points
from core.language.numerals import Callable1D, evaluate, plain


@dataclass(frozen=True)
class Irregularity:
    """A point without a derivative.

    `kind`: corner, cusp, jump, pole, vertical tangent, domain edge, hole or oscillation. Slopes and limits on each
    side may be ±inf, or NaN where there is none; `value` is f(x) itself, NaN if undefined.
    """

    x: float
    kind: str
    left_slope: float
    right_slope: float
    left_value: float
    right_value: float
    value: float


@dataclass(frozen=True)
class Slope:
    """The derivative at x, or why there is none: `kind` is slope, undefined, lone point or that of an Irregularity."""

    value: float | None
    kind: str
    sentence: str


def ends(window) -> tuple[float, float]:
    """(start, end) of a Window or of a pair."""
    return (window.x_min, window.x_max) if hasattr(window, "x_min") else (float(window[0]), float(window[1]))


def nondifferentiable_points(f: Callable1D, df: Callable1D, window) -> tuple[Irregularity, ...]:
    """Points of the window (a Window or a pair) where `f` has no derivative, in order.

    Points too dense to tell apart (sin(1/x) near 0) are left out.
    """
    return irregularities_and_blur(f, df, *ends(window))[0]


def irregularities_and_blur(
    f, df, start, end, detail: Detail = FULL
) -> tuple[tuple[Irregularity, ...], tuple[tuple[float, float], ...]]:
    """Points without a derivative, and the intervals where f changes too fast to tell."""
    width = end - start
    with np.errstate(all="ignore"):
        search = find_singular_points(f, start, end, cells=detail.cells, most=detail.most)
        known = list(search.points)
        noise = 1e-11 * float(np.max(np.abs(search.y[np.isfinite(search.y)]), initial=0.0)) / width
        hints = [
            p.x
            for p in find_singular_points(
                where_defined(df, f), start, end, negligible=noise, cells=detail.cells, most=detail.most
            ).points
            if p.continuity not in ("continuous", "nowhere")
        ]
        seen = np.array([p.x for p in known])
        fresh = [x for x in hints if seen.size == 0 or np.abs(seen - x).min() > 1e-7 * width]
        known += study_points(f, fresh, width / 800) if fresh else []
    found = [classify(p) for p in known]
    return tuple(sorted((i for i in found if i is not None), key=lambda i: i.x)), search.fast_intervals


def where_defined(df, f):
    """f′ kept to where f is defined: formulas such as (ln x)′ = 1/x live on beyond the domain."""

    def restricted(x):
        return np.where(np.isfinite(evaluate(f, x)), evaluate(df, x), np.nan)

    return restricted


def classify(p: SingularPoint) -> Irregularity | None:
    """Name what happens at a studied point; None where f has an ordinary derivative."""
    kind = p.continuity
    if kind == "nowhere":
        return None
    if kind == "continuous":
        kind = _kind_of_bend(p.left, p.right)
    if kind is None:
        return None
    return Irregularity(p.x, kind, p.left.slope, p.right.slope, p.left.limit, p.right.limit, p.value)


def _kind_of_bend(left: Side, right: Side) -> str | None:
    a, b = left.slope, right.slope
    if math.isnan(a) or math.isnan(b):
        return "oscillation"
    if math.isinf(a) and math.isinf(b):
        return "vertical tangent" if a == b else "cusp"
    if math.isinf(a) or math.isinf(b):
        return "corner"
    slack = 1e-6 * max(abs(a), abs(b)) + 10 * (left.slope_error + right.slope_error)
    return None if abs(a - b) <= slack else "corner"


def one_sided_slopes(f: Callable1D, x: float) -> tuple[float, float]:
    """(left, right) slopes of f at x: ±inf where vertical, NaN where that side is undefined or keeps oscillating."""
    point = _study_at(f, x)
    return point.left.slope, point.right.slope


def _study_at(f, x: float) -> SingularPoint:
    near = study_points(f, [float(x)], 0.01 * max(1.0, abs(x)))[0]
    if near.continuity != "nowhere":
        return near
    # From farther off an overflow is seen for what it is: e^(1/x²) has left float range long before 0.
    return study_points(f, [float(x)], max(1.0, abs(x)))[0]


def slope_at(f: Callable1D, df: Callable1D, x: float) -> Slope:
    """The derivative of f at exactly x, or one sentence saying why there is none."""
    x = float(x)
    point = _study_at(f, x)
    if point.continuity == "nowhere":
        if not math.isnan(point.value):
            alone = f"At x = {plain(x)} the curve is one lone point: just left and right of it there is nothing."
            return Slope(None, "lone point", alone)
        return Slope(None, "undefined", f"The function is not defined at x = {plain(x)}, so it has no slope there.")
    irregular = classify(point)
    if irregular is not None:
        return Slope(None, irregular.kind, describe(irregular))
    quotient = point.left.slope if point.left.slope_error <= point.right.slope_error else point.right.slope
    error = min(point.left.slope_error, point.right.slope_error)
    with np.errstate(all="ignore"):
        formula = float(evaluate(df, np.array([x]))[0])
    agree = abs(formula - quotient) <= 1e-3 * abs(quotient) + 100 * error + 1e-9
    value = formula if agree else quotient
    return Slope(value, "slope", f"At x = {plain(x)} the slope is {plain(value)}.")


def describe(irregularity: Irregularity) -> str:
    """One plain sentence for a student: what happens there and why there is no slope."""
    i, x = irregularity, plain(irregularity.x)
    left, right = plain(i.left_slope), plain(i.right_slope)
    low, high = plain(i.left_value), plain(i.right_value)
    if i.kind == "corner":
        return f"At x = {x} the curve has a corner: the slope is {left} on the left and {right} on the right."
    if i.kind == "cusp":
        way = "falls and then rises" if i.right_slope > 0 else "rises and then falls"
        return f"At x = {x} the curve has a cusp: it {way} ever more steeply towards a sharp tip, so no slope fits."
    if i.kind == "vertical tangent":
        way = "grows" if i.left_slope > 0 else "falls"
        return f"At x = {x} the tangent stands upright: the slope {way} to {left}, which is not a number."
    if i.kind == "jump":
        return f"At x = {x} the curve jumps from {low} to {high}: a curve that is torn has no tangent."
    if i.kind == "hole":
        place = "is not defined" if math.isnan(i.value) else f"has the stray value {plain(i.value)}"
        return f"The function {place} at x = {x}, although the curve heads for {low} from both sides: there is a hole."
    if i.kind == "pole":
        both = math.isinf(i.left_value) and math.isinf(i.right_value)
        what = "a pole" if both else "a vertical asymptote"
        return f"At x = {x} the curve runs off to {_far(i)}: there is {what}, so no value and no slope."
    if i.kind == "domain edge":
        return _describe_edge(i, x)
    return f"Near x = {x} the curve swings faster and faster, so its slope settles on no number."


def _far(i: Irregularity) -> str:
    sides = [(v, name) for v, name in ((i.left_value, "left"), (i.right_value, "right")) if math.isinf(v)]
    if len(sides) == 2 and sides[0][0] != sides[1][0]:
        return f"{plain(sides[0][0])} on the left and {plain(sides[1][0])} on the right"
    return plain(sides[0][0]) + (f" on the {sides[0][1]}" if len(sides) == 1 else "")


def _describe_edge(i: Irregularity, x: str) -> str:
    starts = math.isnan(i.left_value)
    slope = i.right_slope if starts else i.left_slope
    verb, empty = ("starts", "left") if starts else ("ends", "right")
    what = f"At x = {x} the curve {verb}: just {empty} of it there is nothing"
    if math.isnan(slope):
        return f"{what}, so there is no tangent."
    if math.isinf(slope):
        return f"{what}, and the curve stands upright there."
    return f"{what}, and the slope on the other side is {plain(slope)}."
