"""The window of a function that has values on one interval or one half-line alone."""

import math

import numpy as np

from core.curves.scan import OVERFLOWING, SCAN, half_width, spread
from core.language.numerals import Callable1D, evaluate, nice_step, on_grid


def domain_window(f: Callable1D, far: np.ndarray, close: np.ndarray, near: np.ndarray) -> tuple[float, float] | None:
    """Windows for functions defined on one interval or one half-line; None when defined (almost) everywhere."""
    defined = np.isfinite(far)
    start, end, inside = _longest_run(defined)
    if not defined.any():
        x = near[np.isfinite(close)]
        if x.size == 0:
            return None
        return _around(float(x[0]), float(x[-1]))
    bounded_left, bounded_right = start > 0, end < SCAN.size - 1
    outside = np.delete(defined, np.arange(start, end + 1))
    if not (bounded_left or bounded_right) or inside < 0.999 * defined.sum() or outside.any():
        return None
    left = _edge(f, SCAN[start - 1], SCAN[start]) if bounded_left else -math.inf
    right = _edge(f, SCAN[end + 1], SCAN[end]) if bounded_right else math.inf
    # values too large for a float end the run without ending the domain
    left = -math.inf if abs(far[start]) > OVERFLOWING else left
    right = math.inf if abs(far[end]) > OVERFLOWING else right
    bounded_left, bounded_right = math.isfinite(left), math.isfinite(right)
    if not (bounded_left or bounded_right):
        return None
    if bounded_left and bounded_right:
        return _around(left, right) if right - left <= 200 else None
    return _half_line(f, left, right)


def _longest_run(mask: np.ndarray) -> tuple[int, int, int]:
    change = np.flatnonzero(np.diff(np.r_[False, mask, False])).reshape(-1, 2)
    if change.size == 0:
        return 0, mask.size - 1, 0
    first, last = change[np.argmax(change[:, 1] - change[:, 0])]
    return int(first), int(last) - 1, int(last - first)


def _edge(f: Callable1D, outside: float, inside: float) -> float:
    for _ in range(6):
        probes = outside + (inside - outside) * np.linspace(0, 1, 17)
        ok = np.isfinite(evaluate(f, probes))
        ok[-1] = True
        i = int(np.argmax(ok))
        outside, inside = probes[max(i - 1, 0)], probes[i]
    return float(inside)


def _around(left: float, right: float) -> tuple[float, float]:
    """A bounded domain with a quarter of its width on either side, symmetric about 0 when the domain is."""
    width = max(right - left, 1e-6)
    if abs(left + right) < 1e-3 * width:
        half = half_width(0.6 * width)
        return -half, half
    step = nice_step(width / 10)
    return on_grid(math.floor((left - 0.15 * width) / step + 1e-9), step), on_grid(
        math.ceil((right + 0.15 * width) / step - 1e-9), step
    )


def _half_line(f: Callable1D, left: float, right: float) -> tuple[float, float]:
    edge, sign = (left, 1.0) if math.isfinite(left) else (right, -1.0)
    for width in (10.0, 5.0, 2.0):
        step = width / 10
        base = math.floor(edge / step + 1e-6) if sign > 0 else math.ceil(edge / step - 1e-6)
        a, b = on_grid(round(base - sign), step), on_grid(round(base + 9 * sign), step)
        x = np.linspace(edge, b, 202)[1:]
        if not _hugs_the_axis(evaluate(f, x)):
            break
    else:
        return _half_line_default(edge, sign)
    return min(a, b), max(a, b)


def _half_line_default(edge: float, sign: float) -> tuple[float, float]:
    base = math.floor(edge) if sign > 0 else math.ceil(edge)
    return (base - 1.0, base + 9.0) if sign > 0 else (base - 9.0, base + 1.0)


def _hugs_the_axis(y: np.ndarray) -> bool:
    """True when nearly all the curve looks flat because one end towers over it (as x^x on 0 … 9)."""
    y = y[np.isfinite(y)]
    if y.size < 5 or spread(y) == 0:
        return False
    share = (y - y.min()) / spread(y)
    return bool(np.mean(share < 0.04) > 0.75 and share.argmax() in (0, share.size - 1))
