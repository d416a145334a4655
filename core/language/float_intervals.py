"""The third meaning of a tree for thousands of boxes at once: bounds in floats, rounded outward.

The ends are float64 arrays. After every operation they move outward by a step of the float, after a function of the
library by eight (NumPy's are wrong by four at most), so that they surely contain; what overflows becomes infinite.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.language.interval import CALM, CONSTANT, NOWHERE

#: f has values on both sides of a tear that do not meet. (CONTINUOUS says less: it is lost where f ends, too.)
TORN = 32

Known = int | np.ndarray
Array = np.ndarray


class Floats(NamedTuple):
    """One interval a box: the ends, and the bits of ``core.language.interval`` that are known, TORN if not unknown."""

    low: Array
    high: Array
    known: Known


Operation = Callable[..., Floats]

SLACK, TINY = 2.0**-50, 1e-307  # how far a function of the library may be off: of its value, and near 0


def down(x: Array) -> Array:
    """A float below."""
    return np.nextafter(x, -np.inf)


def up(x: Array) -> Array:
    """A float above."""
    return np.nextafter(x, np.inf)


def below(x: Array) -> Array:
    """Below what a function of the library may be."""
    return x - np.abs(x) * SLACK - TINY


def above(x: Array) -> Array:
    """Above what a function of the library may be."""
    return x + np.abs(x) * SLACK + TINY


def both(a: Known, b: Known) -> Known:
    """What is known where two things are needed."""
    if a is b:
        return a
    return (a & b & (CALM | CONSTANT)) | ((a | b) & (NOWHERE | TORN))


def lose(known: Known, bits: int, condition: Array, torn: int = 0) -> Known:
    """``known`` without ``bits`` (and ``torn``) where ``condition``; where the argument does not change all is kept."""
    if not condition.any():
        return known
    return np.where(condition & (np.bitwise_and(known, CONSTANT) == 0), (known & ~bits) | torn, known)


def ended(known: Known, partly: Array, wholly: Array) -> Known:
    """What is left where there is no value on part of a box, or on all of it."""
    if not partly.any():
        return known
    left = np.where(partly, known & (NOWHERE | TORN), known)
    return np.where(wholly, left | NOWHERE, left)


def no_nan(low: Array, high: Array) -> tuple[Array, Array]:
    """The ends, infinite both where one of them is not a number: nothing is known there."""
    bad = np.isnan(low) | np.isnan(high)
    return (np.where(bad, -np.inf, low), np.where(bad, np.inf, high)) if bad.any() else (low, high)
