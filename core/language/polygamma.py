"""The slopes of ln Γ on float64 arrays: digamma, and polygamma of any whole order."""

from __future__ import annotations

import math

import numpy as np

from core.language.numerics import Array

# Asymptotic series of digamma at large x: −Σ B₂ₖ / (2k x²ᵏ), Abramowitz & Stegun 6.3.18.
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)


_LARGE = 16.0


_LONGEST_CLIMB = 400


_HIGHEST_ORDER = 120  # of polygamma: beyond it the factorials leave the floats


_HIGHEST_REFLECTED = 8  # the polynomials of the reflection have small coefficients up to here


def polygamma(order: Array | int, x: Array) -> Array:
    """The order-th derivative of digamma (order 0, 1, 2, …): recurrence up to large x, then the asymptotic series.

    Left of 0 by reflection, for orders above 8 by the recurrence too, which ends at −384 (NaN below).
    Source: Abramowitz & Stegun 6.4.6, 6.4.7 and 6.4.11. NaN at the poles 0, −1, −2, …
    """
    n = int(np.max(order))
    x = np.asarray(x, dtype=float)
    if n > _HIGHEST_ORDER:
        return np.full_like(x, np.nan)
    pole = (x <= 0.0) & (x == np.floor(x))
    left = (x < 0.0) if n <= _HIGHEST_REFLECTED else np.zeros(x.shape, bool)
    value = _right_polygamma(n, np.where(left, 1.0 - x, x))
    if left.any():
        value = np.where(left, (-1.0) ** n * value - np.pi * _cot_derivative(n, x), value)
    return np.where(pole, np.nan, value)


def _right_polygamma(n: int, x: Array) -> Array:
    climb = np.where(np.isfinite(x), np.clip(np.ceil(_LARGE - x), 0.0, _LONGEST_CLIMB), 0.0)
    sign = -1.0 if n % 2 == 0 else 1.0
    total = np.zeros_like(x)
    for k in range(int(np.max(climb, initial=0.0))):
        total += np.where(k < climb, 1.0 / (x + k) ** (n + 1), 0.0)
    total *= sign * math.factorial(n)
    z = x + climb
    if n == 0:
        tail = np.log(z) - 0.5 / z
    else:
        tail = sign * (math.factorial(n - 1) / z**n + math.factorial(n) / (2.0 * z ** (n + 1)))
    for k, bernoulli in enumerate(_BERNOULLI, start=1):
        scale = 1.0 / (2 * k) if n == 0 else math.factorial(2 * k + n - 1) / math.factorial(2 * k)
        tail += (-1.0 if n == 0 else sign) * bernoulli * scale / z ** (2 * k + n)
    return np.where(z < _LARGE - 1.0, np.nan, total + tail)


def _cot_derivative(n: int, x: Array) -> Array:
    """The n-th derivative of cot(πx): πⁿ times a polynomial in the cotangent, for cot′ = −(1 + cot²)."""
    around = np.pi * (x - np.round(x))
    cotangent = np.cos(around) / np.sin(around)
    polynomial = np.polynomial.Polynomial([0.0, 1.0])
    for _ in range(n):
        polynomial = polynomial.deriv() * np.polynomial.Polynomial([-1.0, 0.0, -1.0])
    return np.pi**n * polynomial(cotangent)


def digamma(x: Array) -> Array:
    """Γ′(x) / Γ(x)"""
    return polygamma(0, x)
