"""Values of a typed function where floats leave their range on the way: an overflow is no edge of the domain."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from core.language.enclosure import Given
from core.language.function import Function
from core.language.numerals import Callable1D

_TOO_LARGE, _MOST_RUNS = 1e299, 24  # how large a value counts; how many stretches without floats are looked into


def mended(function: Function, parameters: Mapping[str, float]) -> Callable1D:
    """Values of f where floats leave their range on the way, too: e^x/(e^x + 1) at 800 is 1, an overflow is no edge."""
    (name,) = function.variables

    def value(x: float) -> float:
        box: dict[str, Given] = {**parameters, name: x}
        found = function.enclose(bits=80, **box)
        if not (found.defined and found.finite):
            return math.nan
        return float(np.clip(float(found.ball.mid()), -_TOO_LARGE, _TOO_LARGE))

    def values(x: np.ndarray) -> np.ndarray:
        y = np.array(function(x, **parameters), dtype=float)
        order = np.argsort(x, kind="stable")
        bad = ~np.isfinite(y[order])
        runs = np.flatnonzero(np.diff(np.r_[False, bad, False])).reshape(-1, 2)
        for first, stop in runs[:_MOST_RUNS]:
            run = order[first:stop]
            knots = np.unique(np.linspace(0, run.size - 1, 3).astype(int))
            known = np.array([value(float(x[run[k]])) for k in knots])
            if np.isfinite(known).all():
                y[run] = np.interp(x[run], x[run[knots]], known)
        return np.clip(y, -_TOO_LARGE, _TOO_LARGE)  # floats above what counts would end in a turn that f has not

    return values
