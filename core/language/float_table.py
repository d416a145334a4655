"""The row of every usual operation: how it encloses thousands of boxes at once; the others are asked box by box."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from flint import arb

from core.language.float_arithmetic import add, divide, multiply, negative, rational_power, reciprocal, subtract
from core.language.float_functions import between, cos, cosh, exp, increasing, ln, sin, tan
from core.language.float_intervals import TORN, Array, Floats, Operation, down
from core.language.float_kinks import (
    absolute,
    contrary,
    floor,
    less,
    maximum,
    minimum,
    only_where,
    relu,
    select,
    switch,
)
from core.language.interval import CONTINUOUS, NOWHERE


def _sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


#: canonical name of an operation → what it does to many intervals at once
FLOATS: dict[str, Operation] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "negative": negative,
    "sin": sin,
    "cos": cos,
    "tan": tan,
    "exp": exp,
    "ln": ln,
    "sqrt": rational_power(1, 2),
    "cbrt": rational_power(1, 3),
    "atan": increasing(np.arctan),
    "asin": between(increasing(np.arcsin), -1.0, 1.0, closed=True),
    "sinh": increasing(np.sinh),
    "cosh": cosh,
    "sech": lambda a: reciprocal(cosh(a)),
    "tanh": increasing(np.tanh, -1.0, 1.0),
    "asinh": increasing(np.arcsinh),
    "sigmoid": increasing(_sigmoid, 0.0, 1.0),
    "softplus": increasing(lambda x: np.logaddexp(0.0, x), 0.0),
    "abs": absolute,
    "relu": relu,
    "max": maximum,
    "min": minimum,
    "sign": switch(-1.0, 1.0),
    "step": switch(0.0, 1.0),
    "positive": switch(0.0, 1.0),
    "floor": floor,
    "ceil": lambda a: negative(floor(negative(a))),
    "<": less,
    "<=": lambda a, b: contrary(less(b, a)),
    ">": lambda a, b: less(b, a),
    ">=": lambda a, b: contrary(less(a, b)),
    "select": select,
    "only where": only_where,
}


def box_by_box(operation: Callable[..., tuple]) -> Operation:
    """An operation of ``core.language.interval_table`` on many boxes."""

    def enclosed(*arguments: Floats) -> Floats:
        shape = np.broadcast_shapes(*(a.low.shape for a in arguments))
        rows = [np.broadcast_to(part, shape).ravel().tolist() for a in arguments for part in a]
        results = [_asked(operation, row) for row in zip(*rows, strict=True)]
        low, high, known = (np.array(part).reshape(shape) for part in zip(*results, strict=True))
        return Floats(low, high, known)

    return enclosed


def _asked(operation: Callable[..., tuple], row: tuple) -> tuple[float, float, int]:
    given = []
    for low, high, known in zip(row[::3], row[1::3], row[2::3], strict=True):
        end = arb(low)
        given.append((end, end, known & ~TORN) if low == high else (end, arb(high), known & ~TORN))
    low, high, known = operation(*given)
    torn = 0 if known & (CONTINUOUS | NOWHERE) and not any(k & TORN for k in row[2::3]) else TORN
    ends = down(np.array([float(arb(low).lower()), -float(arb(high).upper())]))
    lower, upper = np.where(np.isnan(ends), -np.inf, ends).tolist()
    return lower, -upper, known | torn
