"""Operations on one plain Python float, ten times as fast there as NumPy's: for the steps of a descent."""

from __future__ import annotations

import math


def sign(x: float) -> float:
    """−1, 0 or 1; NaN for NaN."""
    return 1.0 if x > 0.0 else -1.0 if x < 0.0 else x


def step(x: float) -> float:
    """0 below zero, 1 above, 1/2 at zero."""
    return 1.0 if x > 0.0 else 0.0 if x < 0.0 else x + 0.5


def positive(x: float) -> float:
    """1 above zero, else 0."""
    return 1.0 if x > 0.0 else 0.0 if x < 0.0 else x


def sigmoid(x: float) -> float:
    """1 / (1 + e^−x), in the form that never overflows."""
    small = math.exp(-abs(x))
    return (1.0 if x >= 0.0 else small) / (1.0 + small)


def softplus(x: float) -> float:
    """ln(1 + e^x), in the form that never overflows."""
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def relu(x: float) -> float:
    """max(0, x)"""
    return max(x, 0.0)


def silu(x: float) -> float:
    """x·sigmoid(x)"""
    return x * sigmoid(x)
