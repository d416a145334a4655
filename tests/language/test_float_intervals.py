"""Enclosures in floats over thousands of boxes: they contain what arb says at points inside."""

import numpy as np
import pytest
from flint import arb

from core.language import parse
from core.language.float_intervals import TORN
from core.language.interval import CONTINUOUS, DEFINED, NOWHERE
from core.language.many_boxes import ManyBoxes

OUTER = [
    "sin(?)", "cos(?)", "tan(?)", "e^?", "ln(?)", "sqrt(?)", "cbrt(?)", "atan(?)", "asin(?)", "sinh(?)", "cosh(?)",
    "sech(?)", "tanh(?)", "asinh(?)", "sigmoid(?)", "softplus(?)", "|?|", "relu(?)", "max(?, x)", "min(?, y)",
    "sign(?)", "floor(?)", "ceil(?)", "?^3", "?^4", "?^-2", "?^(2/3)", "?^(1/3)", "?^(3/2)", "?^0.5001", "1/?",
    "? - ?^2", "elu(?)", "gelu(?)", "huber(?)", "mod(?, 2)", "{? < 0: x, y}", "?^y", "atan2(?, y)", "x/?", "gamma(?)",
]  # fmt: skip
INNER = ["x", "x y", "3x^2 - y", "x^2 - 1"]


def boxes(seed, count):
    random = np.random.default_rng(seed)
    middle, reach = random.uniform(-4, 4, (count, 2)), 10.0 ** random.uniform(-12, 0.5, (count, 2))
    low, high = middle - reach, middle + reach
    low[: count // 4], high[: count // 4] = np.round(low[: count // 4]), np.round(high[: count // 4])
    return low, high, random


@pytest.mark.parametrize("outer", OUTER)
def test_every_operation_contains_its_values(outer):
    for number, inner in enumerate(INNER):
        function = parse(outer.replace("?", f"({inner})"), ("x", "y"))
        low, high, random = boxes(number, 60)
        (found,) = ManyBoxes((function.tree,), ("x", "y"), {})(low, high)
        known = np.broadcast_to(found.known, (60,))
        for share in (0.0, 1.0, random.uniform(0, 1, low.shape)):
            points = low + (high - low) * share
            for k, (x, y) in enumerate(np.clip(points, low, high).tolist()):
                exact = function.enclose(x=arb(x), y=arb(y))
                if exact.nowhere:
                    assert not known[k] & DEFINED
                elif exact.finite and exact.defined:
                    assert found.low[k] <= exact.high and exact.low <= found.high[k], (inner, x, y)
                    assert not known[k] & NOWHERE


@pytest.mark.parametrize("text", ["floor(x)", "sign(x - y)", "{x < y: 1, 2}", "mod(x, 1)", "round(x y)"])
def test_a_tear_is_seen_where_it_may_be(text):
    function = parse(text, ("x", "y"))
    low, high, random = boxes(3, 200)
    (found,) = ManyBoxes((function.tree,), ("x", "y"), {})(low, high)
    known = np.broadcast_to(found.known, (200,))
    inside = low[:, None] + (high - low)[:, None] * random.uniform(0, 1, (200, 40, 2))
    values = function(inside[..., 0], inside[..., 1])
    leaps = (
        np.ptp(np.round(values), axis=1) >= 1 if "mod" not in text else np.ptp(np.floor(inside[..., 0]), axis=1) >= 1
    )
    assert (known[leaps] & TORN).all() and not (known[leaps] & CONTINUOUS).any()


def test_a_tear_across_one_axis_is_none_along_the_other():
    function = parse("floor(x) + y", ("x", "y"))
    low, high = np.array([[0.5, 0.0]]), np.array([[1.5, 1.0]])
    made = ManyBoxes((function.tree,), ("x", "y"), {})
    assert made(low, high)[0].known & TORN
    assert not made(low, high, "x")[0].known & TORN
    assert made(low, high, "y")[0].known & TORN


def test_ends_overflow_and_underflow_outward():
    function = parse("e^(-10^6 x^2)", ("x", "y"))
    (found,) = ManyBoxes((function.tree,), ("x", "y"), {})(np.array([[1.0, 0.0]]), np.array([[2.0, 1.0]]))
    assert found.low[0] == 0.0 < found.high[0] < 1e-300
    function = parse("e^(e^x)", ("x", "y"))
    (found,) = ManyBoxes((function.tree,), ("x", "y"), {})(np.array([[1.0, 0.0]]), np.array([[9.0, 1.0]]))
    assert found.low[0] < np.exp(np.e) and found.high[0] == np.inf
