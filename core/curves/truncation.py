"""The error that a difference formula makes of its own, apart from all rounding: in numbers with hundreds of digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from flint import arb, fmpq

from core.curves.place import enclosings
from core.language.enclosure import precision
from core.language.function import Function
from core.language.interval import DEFINED, ball, exact

_BITS, _NOTHING = 500, -330  # a difference below 2^-330 of what is subtracted is none


def truncation_errors(
    function: Function,
    x: float,
    slope: float,
    formulas: Sequence[tuple[tuple[int, ...], tuple[Fraction, ...]]],
    steps: np.ndarray,
    parameters: Mapping[str, float],
) -> list[np.ndarray]:
    """|Σ wᵢ f(x + oᵢ·Δx)/Δx − f′(x)| for each formula (offsets, weights) and step; NaN where f has no value.

    0 where the formula is exact.
    """
    value, both = enclosings(function)
    (name,) = function.variables
    at = exact(Fraction(repr(float(x))))
    with precision(_BITS):
        true = _middle(both.intervals({name: at, **parameters})[1])
        if not true.is_finite():  # the rules give 0·∞ there: the slope as the study of the place found it
            true = arb(slope)
        known: dict[fmpq, arb] = {}

        def f(point: fmpq) -> arb:
            if point not in known:
                known[point] = _middle(value.intervals({name: arb(point), **parameters})[0])
            return known[point]

        errors = []
        for offsets, weights in formulas:
            row = []
            for step in steps:
                h = exact(Fraction(repr(float(step))))
                terms = [exact(w) * f(at + o * h) / h for o, w in zip(offsets, weights, strict=True)]
                error = abs(sum(terms, arb(0)) - true)
                size = sum(map(abs, terms), abs(true))
                row.append(0.0 if error <= size * arb(2) ** _NOTHING else float(error.mid()))
            errors.append(np.array(row))
    return errors


def _middle(value: tuple) -> arb:
    low, high, known = value
    middle = ball(low) if low is high else (ball(low) + ball(high)) / 2
    return middle if known & DEFINED else arb.nan()
