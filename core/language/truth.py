"""Comparisons and what is joined of them, on float64 arrays: 1 is true, 0 is false, NaN where a side has no value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.language.numerics import Array


def _comparing(compare: Callable[[Array, Array], Array]) -> Callable[[Array, Array], Array]:
    def compared(a: Array, b: Array) -> Array:
        return np.where(np.isnan(a) | np.isnan(b), np.nan, compare(a, b))

    return compared


less = _comparing(np.less)


less_equal = _comparing(np.less_equal)


greater = _comparing(np.greater)


greater_equal = _comparing(np.greater_equal)


equal = _comparing(np.equal)


not_equal = _comparing(np.not_equal)


def both(a: Array, b: Array) -> Array:
    """1 where both are 1, 0 where either is 0."""
    return np.where((a == 0.0) | (b == 0.0), 0.0, a * b)


def either(a: Array, b: Array) -> Array:
    """1 where either is 1, 0 where both are 0."""
    return np.where((a == 1.0) | (b == 1.0), 1.0, a + b)


def select(condition: Array, value: Array, otherwise: Array) -> Array:
    """``value`` where the condition is 1, ``otherwise`` where it is 0, NaN where it has no value."""
    return np.where(condition == 1.0, value, np.where(condition == 0.0, otherwise, np.nan))


def only_where(condition: Array, value: Array) -> Array:
    """``value`` where the condition is 1, NaN elsewhere."""
    return np.where(condition == 1.0, value, np.nan)
