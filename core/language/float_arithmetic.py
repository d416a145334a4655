"""The four operations and powers of thousands of intervals at once."""

from __future__ import annotations

import numpy as np

from core.language.float_intervals import (
    SLACK,
    TINY,
    Array,
    Floats,
    Operation,
    above,
    below,
    both,
    down,
    ended,
    lose,
    no_nan,
    up,
)
from core.language.interval import CONSTANT, DEFINED, SMOOTH


def negative(a: Floats) -> Floats:
    """−a"""
    return Floats(-a.high, -a.low, a.known)


def add(a: Floats, b: Floats) -> Floats:
    """A + b"""
    return Floats(*no_nan(down(a.low + b.low), up(a.high + b.high)), both(a.known, b.known))


def subtract(a: Floats, b: Floats) -> Floats:
    """A − b"""
    if a is b:
        zero = np.zeros_like(a.low)
        return Floats(zero, zero, a.known | (CONSTANT if isinstance(a.known, int) and a.known & DEFINED else 0))
    return Floats(*no_nan(down(a.low - b.high), up(a.high - b.low)), both(a.known, b.known))


def multiply(a: Floats, b: Floats) -> Floats:
    """a·b"""
    if a is b:
        return whole_power(2)(a)
    known = both(a.known, b.known)
    if a.low.ndim == 0:
        a, b = b, a
    if b.low.ndim == 0 and b.low == b.high:
        if b.low == 0:
            return Floats(b.low, b.low, known | CONSTANT if isinstance(known, int) else known)
        first, second = a.low * b.low, a.high * b.low
        return Floats(down(first), up(second), known) if b.low > 0 else Floats(down(second), up(first), known)
    p, q, r, s = a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high
    low, high = np.minimum(np.minimum(p, q), np.minimum(r, s)), np.maximum(np.maximum(p, q), np.maximum(r, s))
    if np.isnan(low).any():  # 0·∞ is 0: the infinite end stands for numbers, all of them finite
        p, q, r, s = (np.where(np.isnan(part), 0.0, part) for part in (p, q, r, s))
        low, high = np.minimum(np.minimum(p, q), np.minimum(r, s)), np.maximum(np.maximum(p, q), np.maximum(r, s))
    low = down(low)
    if low.size and low.max() > -1e-300:
        low = np.where((a.low >= 0) & (b.low >= 0), np.maximum(low, 0.0), low)
    return Floats(low, up(high), known)


def reciprocal(b: Floats) -> Floats:
    """1 / b, without a value where b is 0."""
    over = (b.low <= 0) & (b.high >= 0)
    if not over.any():
        return Floats(down(1 / b.high), up(1 / b.low), b.known)
    low = np.where(over & (b.low < 0), -np.inf, down(1 / b.high))
    high = np.where(over & (b.high > 0), np.inf, up(1 / b.low))
    return Floats(*no_nan(low, high), ended(b.known, over, over & (b.low == 0) & (b.high == 0)))


def divide(a: Floats, b: Floats) -> Floats:
    """A / b, without a value where b is 0."""
    return multiply(a, reciprocal(b))


def whole_power(exponent: int) -> Operation:
    """a^n for a whole n."""
    if exponent < 0:
        return lambda a: reciprocal(whole_power(-exponent)(a))
    if exponent == 0:
        return lambda a: Floats(np.ones_like(a.low), np.ones_like(a.low), a.known)

    def raised(a: Floats) -> Floats:
        at_low, at_high = a.low**exponent, a.high**exponent
        if exponent % 2:
            return Floats(below(at_low), above(at_high), a.known)
        low, high = np.minimum(at_low, at_high), np.maximum(at_low, at_high)
        across = (a.low < 0) & (a.high > 0)
        return Floats(np.where(across, 0.0, np.maximum(below(low), 0.0)), above(high), a.known)

    return raised


def rational_power(numerator: int, denominator: int) -> Operation:
    """a^(p/q) in lowest terms; an odd q takes the real root of a negative number."""
    if denominator == 1:
        return whole_power(numerator)
    if numerator < 0:
        return lambda a: reciprocal(rational_power(-numerator, denominator)(a))
    exponent = numerator / denominator

    def size(end: Array) -> tuple[Array, Array]:
        """A root, and how far it may be off: the exponent is rounded, too."""
        value = np.sqrt(end) if exponent == 0.5 else end**exponent
        return value, TINY + value * SLACK * (1 + np.abs(np.log(np.clip(end, 1e-300, 1e300))))

    def even(a: Floats) -> Floats:
        low, off = size(np.maximum(a.low, 0.0))
        high, over = size(np.maximum(a.high, 0.0))
        known = lose(a.known, SMOOTH, a.low <= 0)
        return Floats(np.maximum(low - off, 0.0), high + over, ended(known, a.low < 0, a.high < 0))

    def odd(a: Floats) -> Floats:
        (left, off), (right, over) = size(np.abs(a.low)), size(np.abs(a.high))
        across = (a.low <= 0) & (a.high >= 0)
        known = lose(a.known, SMOOTH, across)
        if numerator % 2:
            low, high = np.copysign(left, a.low) - off, np.copysign(right, a.high) + over
            low, high = (
                np.where(a.low >= 0, np.maximum(low, 0.0), low),
                np.where(a.high <= 0, np.minimum(high, 0.0), high),
            )
            return Floats(low, high, known)
        low = np.where(across, 0.0, np.maximum(np.minimum(left - off, right - over), 0.0))
        return Floats(low, np.maximum(left + off, right + over), known)

    return odd if denominator % 2 else even
