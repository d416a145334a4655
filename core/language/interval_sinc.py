"""Bounds of sinc and its first two derivatives.

sinc⁽ⁿ⁾(x) = ∫₀¹ tⁿ cos(x t + n π/2) dt, so the n-th never leaves ±1/(n + 1).
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from core.language.interval import Interval, ball, bounds

_NEAR = 4  # below it by the series: division by x would widen the ball around 0 without end
_TERMS = 400


def _series(order: int, t: arb) -> arb:
    """Σ (−1)ᵐ (2m)!/(2m − n)! t^(2m−n)/(2m + 1)!: it alternates, and what is left out is below its first term."""
    total, square = arb(0), t * t
    m = (order + 1) // 2
    term = fmpq(1)
    for k in range(1, 2 * m + 2):
        term /= k
    for k in range(2 * m - order + 1, 2 * m + 1):
        term *= k
    power = t ** (2 * m - order)
    size = arb(-1 if m % 2 else 1) * arb(term) * power
    for _ in range(_TERMS):
        total += size
        upper, lower = (2 * m + 2) * (2 * m + 1), (2 * m + 2 - order) * (2 * m + 1 - order)
        m += 1
        size *= -square * fmpq(upper, lower * (2 * m) * (2 * m + 1))
        # from here on each term is less than half of the one before
        if m > 2 * _NEAR and (size.abs_upper() < total.rad() or size == 0):
            break
    return total + arb(0, 2 * size.abs_upper())


def _far(order: int, t: arb) -> arb:
    """By t·sinc⁽ⁿ⁾ + n·sinc⁽ⁿ⁻¹⁾ = sin⁽ⁿ⁾(t)."""
    value = t.sin() / t
    for n in range(1, order + 1):
        wave = t.cos() if n % 2 else t.sin()
        value = ((wave if n % 4 < 2 else -wave) - n * value) / t
    return value


def _at(order: int, t: arb) -> arb:
    return _series(order, t) if t.abs_upper() < _NEAR else _far(order, t)


def _derivative(order: int) -> Callable[[Interval], Interval]:
    most = arb(fmpq(1, order + 1))
    steepest = arb(fmpq(1, order + 2))

    def enclosed(a: Interval) -> Interval:
        low, high, known = a
        if low is high:
            value = _at(order, ball(low))
            return bounds(value, value, known, -most, most)
        if not (ball(low).is_finite() and ball(high).is_finite()):
            return (-most, most, known)
        # the mean-value form: the middle, and as far from it as the steepest slope leads
        around = ball(low).union(ball(high))
        middle, radius = arb(around.mid()), arb(around.rad())
        value = _at(order, middle) + arb(0, (radius * steepest).upper())
        return bounds(value.lower(), value.upper(), known, -most, most)

    return enclosed


#: canonical name → what it does to intervals
SINC: dict[str, Callable[[Interval], Interval]] = {
    "sinc": _derivative(0),
    "sinc_slope": _derivative(1),
    "sinc_bend": _derivative(2),
}
