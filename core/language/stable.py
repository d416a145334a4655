"""Values that would cancel or overflow on the way, in forms that keep every digit: sinc and its slopes, x − tanh x."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

Array = np.ndarray

_NEAR = 1.0  # nearer to 0 than this by the series
_TERMS = range(11)  # the last one is below 2^-53 of the first


def _series(coefficients: list[float], square: Array) -> Array:
    total = np.full_like(square, coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        total = total * square + coefficient
    return total


def _of_sine(order: int) -> list[float]:
    """The order-th derivative of sin(x)/x as a series in x² (times x for an odd order), from that of sinc."""
    return [(-1.0) ** m * math.perm(2 * m, order) / math.factorial(2 * m + 1) for m in _TERMS if 2 * m >= order]


_SINC, _SLOPE, _BEND = (_of_sine(order) for order in range(3))


def _near_and_far(near: Callable[[Array], Array], far: Callable[[Array], Array], x: Array) -> Array:
    x = np.asarray(x, dtype=float)
    close = np.abs(x) < _NEAR
    return np.where(close, near(np.where(close, x, 0.0)), far(np.where(close, 2.0, x)))


def sinc(x: Array) -> Array:
    """sin(x)/x, 1 at 0"""
    return np.where(x == 0.0, 1.0, np.sin(x) / np.where(x == 0.0, 1.0, x))


def sinc_slope(x: Array) -> Array:
    """The slope of sinc: (cos(x) − sinc(x))/x, 0 at 0."""
    return _near_and_far(lambda t: t * _series(_SLOPE, t * t), lambda t: (np.cos(t) - np.sin(t) / t) / t, x)


def sinc_bend(x: Array) -> Array:
    """The second derivative of sinc: −sinc(x) − 2 sinc′(x)/x, −1/3 at 0."""
    return _near_and_far(
        lambda t: _series(_BEND, t * t), lambda t: -np.sin(t) / t - 2.0 * (np.cos(t) - np.sin(t) / t) / t / t, x
    )


def tanhshrink(x: Array) -> Array:
    """x − tanh(x), near 0 by Lambert's continued fraction of tanh, which has no minus sign in it."""

    def fraction(t: Array) -> Array:
        square = t * t
        tail = np.zeros_like(t)
        for odd in range(19, 1, -2):
            tail = square / (odd + tail)
        return t * tail / (1.0 + tail)

    return _near_and_far(fraction, lambda t: t - np.tanh(t), x)
