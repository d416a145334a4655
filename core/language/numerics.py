"""Real values on float64 arrays, for every operation of the vocabulary.

One rule throughout: where the mathematics has no real value (outside the domain, at a pole, 0/0) the result is NaN;
where it is merely too large for a float it is ±inf, so that 1/(1 + e^800) is still 0. Callers silence NumPy's warnings.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

Array = np.ndarray

_SQRT_2 = math.sqrt(2.0)


def _pointwise(function: Callable[[float], float]) -> Callable[[Array], Array]:
    """Lift a function of the math module to arrays; what it refuses is NaN, what overflows is inf."""

    def guarded(value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    lifted = np.frompyfunc(guarded, 1, 1)
    return lambda x: np.asarray(lifted(x), dtype=float)


erf = _pointwise(math.erf)
erfc = _pointwise(math.erfc)
gamma = _pointwise(math.gamma)


def factorial(x: Array) -> Array:
    """X! = Γ(x + 1)"""
    return gamma(x + 1.0)


def divide(a: Array | float, b: Array) -> Array:
    """A / b; NaN where b is 0."""
    return np.where(b == 0.0, np.nan, a / b)


def reciprocal(x: Array) -> Array:
    """1 / x; NaN at 0."""
    return divide(1.0, x)


def ln(x: Array) -> Array:
    """Natural logarithm; NaN for x ≤ 0."""
    return np.where(x > 0.0, np.log(x), np.nan)


def log1p(x: Array) -> Array:
    """ln(1 + x), exact also near 0; NaN for x ≤ −1."""
    return np.where(x > -1.0, np.log1p(x), np.nan)


def log(x: Array, base: Array) -> Array:
    """Logarithm of x to a base."""
    return divide(ln(x), ln(base))


def power(base: Array, exponent: Array) -> Array:
    """base^exponent for an exponent that varies: needs base > 0 (0^y is 0 for y > 0)."""
    value = np.power(base, exponent)
    defined = ((base > 0.0) & ~np.isnan(exponent)) | ((base == 0.0) & (exponent > 0.0))
    return np.where(defined, value, np.nan)


def fixed_power(base: Array, exponent: Array) -> Array:
    """base^exponent for an exponent that does not vary: a negative base is fine where the exponent is whole."""
    value = np.power(base, exponent)
    whole = exponent == np.floor(exponent)
    defined = ((base > 0.0) & ~np.isnan(exponent)) | ((base == 0.0) & (exponent >= 0.0)) | ((base < 0.0) & whole)
    return np.where(defined, value, np.nan)


_FAST_POWERS: dict[tuple[int, int], Callable[[Array], Array]] = {
    (0, 1): lambda x: np.where(np.isnan(x), np.nan, 1.0),
    (1, 1): lambda x: x,
    (2, 1): np.square,
    (1, 2): np.sqrt,
    (1, 3): np.cbrt,
}


def rational_power(numerator: int, denominator: int) -> Callable[[Array], Array]:
    """x^(p/q) in lowest terms, as a function of x; an odd q takes the real root of a negative x."""
    exponent = numerator / denominator
    odd_root = denominator % 2 == 1
    flips_sign = numerator % 2 == 1
    if (numerator, denominator) in _FAST_POWERS:
        return _FAST_POWERS[numerator, denominator]
    if denominator == 1 and numerator > 0:
        return lambda x: np.power(x, exponent)

    def evaluate(x: Array) -> Array:
        size = np.power(np.abs(x), exponent)
        if not odd_root:
            size = np.where(x < 0.0, np.nan, size)
        elif flips_sign:
            size = np.copysign(size, x)
        return np.where(x == 0.0, np.nan, size) if numerator < 0 else size

    return evaluate


def root(x: Array, n: Array) -> Array:
    """The n-th root: for odd n also of negative x."""
    odd = np.mod(n, 2.0) == 1.0
    size = np.power(np.abs(x), divide(1.0, n))
    value = np.where((x < 0.0) & odd, -size, np.where(x < 0.0, np.nan, size))
    return np.where((x == 0.0) & (n <= 0.0), np.nan, value)


def mod(x: Array, m: Array) -> Array:
    """X − m·⌊x/m⌋, with the sign of m; NaN for m = 0."""
    return np.where(m == 0.0, np.nan, np.mod(x, m))


def sec(x: Array) -> Array:
    """1 / cos x"""
    return reciprocal(np.cos(x))


def csc(x: Array) -> Array:
    """1 / sin x"""
    return reciprocal(np.sin(x))


def cot(x: Array) -> Array:
    """Cos x / sin x"""
    return divide(np.cos(x), np.sin(x))


def asec(x: Array) -> Array:
    """arccos(1/x)"""
    return np.arccos(reciprocal(x))


def acsc(x: Array) -> Array:
    """arcsin(1/x)"""
    return np.arcsin(reciprocal(x))


def acot(x: Array) -> Array:
    """arctan(1/x), with π/2 at 0: SymPy's and Wolfram's branch."""
    return np.where(x == 0.0, np.pi / 2, np.arctan(1.0 / x))


def sech(x: Array) -> Array:
    """1 / cosh x"""
    return reciprocal(np.cosh(x))


def csch(x: Array) -> Array:
    """1 / sinh x"""
    return reciprocal(np.sinh(x))


def coth(x: Array) -> Array:
    """1 / tanh x"""
    return reciprocal(np.tanh(x))


def atanh(x: Array) -> Array:
    """Inverse of tanh; NaN at ±1 and beyond."""
    return np.where(np.abs(x) < 1.0, np.arctanh(x), np.nan)


def asech(x: Array) -> Array:
    """arcosh(1/x)"""
    return np.arccosh(reciprocal(x))


def acsch(x: Array) -> Array:
    """arsinh(1/x)"""
    return np.arcsinh(reciprocal(x))


def acoth(x: Array) -> Array:
    """artanh(1/x)"""
    return atanh(reciprocal(x))


def round_half_up(x: Array) -> Array:
    """The nearest whole number, the upper one half-way: what school teaches."""
    return np.floor(x + 0.5)


def step(x: Array) -> Array:
    """0 below zero, 1 above, 1/2 at zero."""
    return np.heaviside(x, 0.5)


def positive(x: Array) -> Array:
    """1 where x > 0, else 0 (also at 0)."""
    return np.heaviside(x, 0.0)


def sigmoid(x: Array) -> Array:
    """1 / (1 + e^−x), in the form that never overflows."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, small) / (1.0 + small)


def softplus(x: Array) -> Array:
    """ln(1 + e^x), in the form that never overflows."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def relu(x: Array) -> Array:
    """max(0, x)"""
    return np.maximum(x, 0.0)


def leaky_relu(x: Array, slope: Array) -> Array:
    """X for x > 0, slope·x otherwise."""
    return np.where(x > 0.0, x, slope * x)


def elu(x: Array, alpha: Array) -> Array:
    """X for x > 0, alpha·(e^x − 1) otherwise."""
    return np.where(x > 0.0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def gelu(x: Array) -> Array:
    """x·Φ(x) with the normal distribution function Φ."""
    return 0.5 * x * erfc(-x / _SQRT_2)


def silu(x: Array) -> Array:
    """x·sigmoid(x)"""
    return x * sigmoid(x)


def softsign(x: Array) -> Array:
    """X / (1 + |x|)"""
    return x / (1.0 + np.abs(x))


def huber(x: Array, delta: Array) -> Array:
    """Huber's loss of an error x: x²/2 up to delta, a line of slope delta beyond."""
    near = np.minimum(np.abs(x), delta)
    return near * (np.abs(x) - 0.5 * near)


def _fold(pairwise: Callable[[Array, Array], Array]) -> Callable[..., Array]:
    """Extend a function of two arguments to one or more."""

    def folded(first: Array, *others: Array) -> Array:
        for other in others:
            first = pairwise(first, other)
        return first

    return folded


maximum = _fold(np.maximum)
minimum = _fold(np.minimum)
