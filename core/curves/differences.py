"""Difference quotients: the table that leads to a derivative, and the error of numerical differentiation against Δx.

Source of the schemes: Abramowitz & Stegun 25.3; of the two branches of the error (truncation, rounding): Higham,
"Accuracy and Stability of Numerical Algorithms", 1.14.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from core.curves.truncation import truncation_errors
from core.language.function import Function
from core.language.numerals import EPS, Callable1D, evaluate

PER_DECADE = 8
STEPS = np.logspace(-1, -15, 14 * PER_DECADE + 1)
_FIT = 6  # points, three quarters of a decade


@dataclass(frozen=True, slots=True)
class QuotientTable:
    """Rows Δx · difference quotient · distance from the derivative; arrays of equal length, NaN where f has no
    value.
    """

    step: np.ndarray
    quotient: np.ndarray
    distance: np.ndarray


def quotient_table(f: Callable1D, x: float, slope: float, steps: np.ndarray) -> QuotientTable:
    """Difference quotients (f(x + Δx) − f(x))/Δx for the signed, nonzero ``steps``, and how far each is from
    ``slope``.
    """
    steps = np.asarray(steps, dtype=float)
    with np.errstate(all="ignore"):
        quotient = (evaluate(f, x + steps) - evaluate(f, np.array([x]))) / steps
    return QuotientTable(steps, quotient, np.abs(quotient - slope))


@dataclass(frozen=True, slots=True)
class Method:
    """A difference formula: values at x + offset·Δx times the weights, over Δx; its error shrinks like Δx^order."""

    name: str
    order: int
    formula: str
    offsets: tuple[int, ...]
    weights: tuple[float, ...]

    def estimate(self, f: Callable1D, x: float, steps: np.ndarray) -> np.ndarray:
        """Slopes estimated with each of the ``steps``."""
        values = evaluate(f, x + np.outer(np.array(self.offsets, dtype=float), steps))
        with np.errstate(all="ignore"):
            return np.array(self.weights) @ values / steps


METHODS = (
    Method("forward", 1, r"\frac{f(x+\Delta x)-f(x)}{\Delta x}", (0, 1), (-1.0, 1.0)),
    Method("central", 2, r"\frac{f(x+\Delta x)-f(x-\Delta x)}{2\,\Delta x}", (-1, 1), (-0.5, 0.5)),
    Method(
        "five-point",
        4,
        r"\frac{f(x-2\Delta x)-8f(x-\Delta x)+8f(x+\Delta x)-f(x+2\Delta x)}{12\,\Delta x}",
        (-2, -1, 1, 2),
        (1 / 12, -2 / 3, 2 / 3, -1 / 12),
    ),
)

AS_EXPECTED, STEEPER, FLATTER, EXACT = "as expected", "steeper", "flatter", "exact"
HIDDEN, UNDEFINED = "hidden by rounding", "undefined"


@dataclass(frozen=True, slots=True)
class ErrorCurve:
    """The error of one method against ``step`` (NaN where the method has no value).

    ``order`` is the slope measured on log–log axes where truncation rules (NaN if it never does), between
    ``fit_from`` and ``fit_to``; ``best_step`` and ``best_error`` the bottom of the V, where an error of 0 is 0 (in
    ``error`` it is drawn just below the last digit); ``verdict`` one of the words above.
    """

    method: Method
    step: np.ndarray
    error: np.ndarray
    order: float
    fit_from: float
    fit_to: float
    best_step: float
    best_error: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Error curves of all methods at one point, and the level of rounding, about ε·(|f| + |x f′|)/Δx, along
    ``step``.
    """

    step: np.ndarray
    rounding: np.ndarray
    curves: tuple[ErrorCurve, ...]

    @property
    def rises_again(self) -> bool:
        """Whether rounding takes over: at the smallest steps some error is clearly larger than its best."""
        ends = [(curve.error[np.isfinite(curve.error)], curve.best_error) for curve in self.curves]
        return any(error.size and np.max(error[-PER_DECADE:]) > 10 * best for error, best in ends)

    @property
    def flawless(self) -> bool:
        """Whether every method gives the slope exactly, to the last digit, for every step."""
        return all(not np.any(curve.error > 0.0) for curve in self.curves)


def difference_errors(
    function: Function,
    x: float,
    slope: float,
    steps: np.ndarray = STEPS,
    parameters: Mapping[str, float] | None = None,
) -> Differences:
    """How far each method is from the true ``slope`` of f at x in floats, for each of the ``steps`` (decreasing).

    What part of that is the method's own error and what is rounding comes from numbers with hundreds of digits.
    """
    values = dict(parameters or {})

    def f(points: np.ndarray) -> np.ndarray:
        return function(points, **values)

    here = float(evaluate(f, np.array([x]))[0])
    # f(x ± Δx) carries the rounding of f and that of x itself.
    noise = EPS * (abs(here) + abs(x * slope) + np.finfo(float).tiny)
    formulas = [(m.offsets, tuple(Fraction(w).limit_denominator(12) for w in m.weights)) for m in METHODS]
    own = truncation_errors(function, x, slope, formulas, steps, values)
    measured = [np.abs(method.estimate(f, x, steps) - slope) for method in METHODS]
    rounding = noise / steps + EPS * abs(slope)
    largest = max((float(np.nanmax(e)) for e in measured if np.isfinite(e).any()), default=0.0)
    # An exact hit has no logarithm: draw it just below the last digit.
    least = max(EPS * abs(slope) / 8, 1e-17 * largest)
    curves = tuple(
        _curve(method, steps, error, np.maximum(error, least), truncation)
        for method, error, truncation in zip(METHODS, measured, own, strict=True)
    )
    return Differences(steps, rounding, curves)


def _curve(
    method: Method, steps: np.ndarray, measured: np.ndarray, error: np.ndarray, truncation: np.ndarray
) -> ErrorCurve:
    known = np.isfinite(error)
    if not known.any():
        return ErrorCurve(method, steps, error, math.nan, math.nan, math.nan, math.nan, math.nan, UNDEFINED)
    defined = np.isfinite(truncation)
    exact = bool(defined.any()) and not np.any(truncation[defined] > 0.0)
    order, first, last = (math.nan,) * 3 if exact else _fit(steps, error, truncation)
    best = _bottom(error)
    lowest = float(measured[best]) if exact else _level(measured, truncation, best)
    verdict = EXACT if exact else _verdict(order, method.order)
    return ErrorCurve(method, steps, error, order, first, last, float(steps[best]), lowest, verdict)


def _level(measured: np.ndarray, truncation: np.ndarray, best: int) -> float:
    """The error at the bottom of the V: a lucky hit counts as what is measured beside it, or as the method's own."""
    around = measured[max(best - 1, 0) : best + 2]
    own = truncation[best] if np.isfinite(truncation[best]) else 0.0
    return max(float(np.nanmin(around[around > 0.0], initial=np.inf)) if (around > 0.0).any() else 0.0, float(own))


def _fit(steps: np.ndarray, error: np.ndarray, truncation: np.ndarray) -> tuple[float, float, float]:
    """Slope, and the steps between which it was measured: the straightest stretch where the error is the method's."""
    with np.errstate(invalid="ignore"):
        trusted = np.isfinite(error) & (truncation > 0.0) & (np.abs(error - truncation) < 0.03 * truncation)
    log_h, log_e = np.log10(steps), np.log10(np.where(trusted, error, 1.0))
    best = (math.inf, math.nan, math.nan, math.nan)
    for start in range(len(steps) - _FIT + 1):
        window = slice(start, start + _FIT)
        if not trusted[window].all():
            continue
        line, bend = np.polyfit(log_h[window], log_e[window], 1), np.polyfit(log_h[window], log_e[window], 2)[0]
        roughness = np.max(np.abs(np.polyval(line, log_h[window]) - log_e[window])) + abs(bend) * 0.1
        # Close stretches are equally straight: then smaller steps, where the leading term rules more.
        candidate = (round(roughness, 3), float(line[0]), float(steps[window][0]), float(steps[window][-1]))
        best = min(best, candidate, key=lambda found: found[0]) if candidate[0] != best[0] else candidate
    return best[1:]


def _bottom(error: np.ndarray) -> int:
    """Where the V is lowest: of the error smoothed over a third of a decade, so that one lucky hit does not win."""
    padded = np.pad(error, 1, constant_values=np.nan)
    around = np.stack([padded[:-2], padded[1:-1], padded[2:]])
    level = np.where(np.isfinite(around).all(axis=0), np.max(around, axis=0), np.inf)
    if not np.isfinite(level).any():
        return int(np.nanargmin(error))
    return int(np.argmin(level))


def _verdict(order: float, expected: int) -> str:
    if math.isnan(order):
        return HIDDEN
    if order > expected + 0.35:
        return STEEPER
    return FLATTER if order < expected - 0.35 else AS_EXPECTED


_SAYINGS: dict[str, Callable[[ErrorCurve], str]] = {
    AS_EXPECTED: lambda c: (
        f"Ten times smaller Δx, about {10**c.method.order:,} times smaller error, until rounding takes over."
    ),
    STEEPER: lambda c: "Better than promised: at this x the leading error term happens to vanish.",
    FLATTER: lambda c: "Worse than promised: f is not smooth enough near this x, or Δx = 0.1 is still too coarse.",
    HIDDEN: lambda c: "Its own error is so small here that rounding hides it at every Δx.",
    EXACT: lambda c: "This method makes no error of its own here; all that is left is rounding.",
    UNDEFINED: lambda c: "It needs values of f where f has none, so it cannot be used here.",
}


def saying(curve: ErrorCurve) -> str:
    """One sentence on how this method does here."""
    return _SAYINGS[curve.verdict](curve)
