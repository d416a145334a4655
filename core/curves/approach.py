"""What a function does as x comes close to a point from one side: its limit and its slope.

Values are taken at distances shrinking by 4. Divergence and oscillation are read off the trend of successive
differences; finite limits and slopes come from Richardson extrapolation (Neville's table) or Aitken's Δ², whichever
has the smaller error estimate, and must agree with the values nearest to the point.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.language.numerals import EPS, Callable1D, evaluate

FINITE, INFINITE, OSCILLATING, UNDEFINED = range(4)
_STEPS, _STEPS_AT_HOLE, _TAIL = 22, 8, 6
_BISECTIONS = 12


@dataclass(frozen=True)
class Approach:
    """One row per point: `kind`, `limit` (±inf when infinite), `slope` (±inf, NaN), their errors; samples `x`, `y`.

    `ragged` is the size of the steps that rounding leaves in the values closest to the point, 0 if there are none.
    """

    kind: np.ndarray
    limit: np.ndarray
    limit_error: np.ndarray
    slope: np.ndarray
    slope_error: np.ndarray
    x: np.ndarray
    y: np.ndarray
    ragged: np.ndarray


def approach(
    f: Callable1D, point: ArrayLike, side: ArrayLike, reach: ArrayLike, width: ArrayLike, at_hole: ArrayLike
) -> Approach:
    """Study `f` near each `point` from `side` (−1 left, +1 right), at distances from `reach` down.

    `width` is how exactly the point is known. `at_hole` marks points where f itself is undefined: there formulas
    such as (1 − cos x)/x² lose their digits, so distances stay larger. All arguments broadcast to shape (n,).
    """
    with np.errstate(all="ignore"):
        return _approach(f, *np.broadcast_arrays(*(np.atleast_1d(a) for a in (point, side, reach, width, at_hole))))


def _approach(
    f: Callable1D, point: np.ndarray, side: np.ndarray, reach: np.ndarray, width: np.ndarray, at_hole: np.ndarray
) -> Approach:
    wanted = np.asarray(reach, float)[:, None] * 4.0 ** -np.arange(_STEPS)
    x = point[:, None] + side[:, None] * wanted
    h = np.abs(x - point[:, None])
    usable = h >= 4 * np.maximum(np.spacing(np.abs(point)), width)[:, None]
    usable[at_hole, _STEPS_AT_HOLE:] = False
    usable[:, 0] = True
    y = evaluate(f, x)
    count = np.maximum(np.argmin(np.c_[usable, np.zeros(len(x), bool)], axis=1), 1)
    y[~usable] = np.nan
    kind, limit, limit_error = _limits(y, count, at_hole, _highest(f, x, y))
    ragged = np.where(at_hole | (kind != FINITE), 0.0, _raggedness(y, count, _largest(y)))
    slope, slope_error = _slopes(y, h, side, point, reach, count, at_hole, ragged)
    slope[kind != FINITE] = np.nan
    return Approach(kind, limit, limit_error, slope, slope_error, x, y, ragged)


def _highest(f: Callable1D, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The last finite value of each row; where undefined ones follow, one as close to them as bisection comes.

    Overflow looks like the end of the domain: e^(1/x) leaves float range long before 0.
    """
    rows, last = np.arange(len(y)), y.shape[1] - 1
    finite = np.isfinite(y)
    final = np.where(finite.any(axis=1), last - np.argmax(finite[:, ::-1], axis=1), 0)
    inside, outside, value = x[rows, final], x[rows, np.minimum(final + 1, last)], y[rows, final]
    torn = np.flatnonzero((final < last) & np.isfinite(value))
    for _ in range(_BISECTIONS if torn.size else 0):
        middle = (inside[torn] + outside[torn]) / 2
        reached = evaluate(f, middle)
        known = np.isfinite(reached)
        inside[torn] = np.where(known, middle, inside[torn])
        outside[torn] = np.where(known, outside[torn], middle)
        value[torn] = np.where(known, reached, value[torn])
    return value


def _tail(values: np.ndarray, count: np.ndarray, length: int) -> np.ndarray:
    """The last `length` of the first `count` entries of each row."""
    index = np.clip(count[:, None] - length + np.arange(length), 0, None)
    return np.take_along_axis(values, index, axis=1)


def _changes_sign(steps: np.ndarray) -> np.ndarray:
    return np.sum(steps[:, 1:] * steps[:, :-1] < 0, axis=1)


def _largest(values: np.ndarray) -> np.ndarray:
    return np.max(np.where(np.isfinite(values), np.abs(values), 0.0), axis=1)


def _diverging(tail: np.ndarray, least_ratio: float, negligible: np.ndarray) -> np.ndarray:
    """Rows that move one way in steps that do not shrink (as 1/h and ln h do)."""
    steps = np.diff(tail, axis=1)
    ratios = np.abs(steps[:, 1:]) / np.abs(steps[:, :-1])
    one_way = np.all(steps > 0, axis=1) | np.all(steps < 0, axis=1)
    return one_way & (np.median(ratios, axis=1) >= least_ratio) & (np.abs(steps[:, -1]) > negligible)


def _restless(values: np.ndarray, tail: np.ndarray, part: float) -> np.ndarray:
    """Rows whose last values still swing as much as the first."""
    swing, first = _swings(values, tail)
    steps = np.diff(tail, axis=1)
    steady = _largest(steps[:, -2:]) < 30 * _largest(steps[:, :2])  # rounding noise grows faster
    return _erratic(values, tail) & (swing > part * _largest(values)) & (swing > 0.3 * first) & steady


def _shrinking_waves(values: np.ndarray, tail: np.ndarray) -> np.ndarray:
    """Rows that keep going up and down but less and less: the limit is there, extrapolation is useless."""
    swing, first = _swings(values, tail)
    steps = np.diff(tail, axis=1)
    fading = _largest(steps[:, -2:]) < 0.5 * _largest(steps[:, :2])  # rounding noise would grow instead
    return _erratic(values, tail) & (swing < 0.3 * first) & fading


def _swings(values: np.ndarray, tail: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _largest(np.diff(tail, axis=1)[:, -4:]), _largest(np.diff(values, axis=1)[:, :5])


def _erratic(values: np.ndarray, tail: np.ndarray) -> np.ndarray:
    """Rows that go up and down from the first values to the last (rounding noise comes only late)."""
    return (_changes_sign(np.diff(values[:, :6], axis=1)) >= 1) & (_changes_sign(np.diff(tail, axis=1)) >= 1)


def _limits(
    y: np.ndarray, count: np.ndarray, at_hole: np.ndarray, highest: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    tail = _tail(y, count, _TAIL)
    last = tail[:, -1]
    kind = np.full(len(y), FINITE)
    broken = ~np.all(np.isfinite(tail), axis=1)
    overflow = broken & (np.abs(highest) > 1e100)
    kind[broken] = UNDEFINED
    diverging = ~broken & _diverging(tail, 0.99, 1e-10 * np.abs(last))
    kind[diverging | overflow] = INFINITE
    kind[(kind == FINITE) & _restless(y, tail, 1e-2)] = OSCILLATING

    steps = np.diff(tail, axis=1)
    ratio = steps[:, -1] / steps[:, -2]
    good = (ratio > 0) & (ratio < 0.98) & (np.abs(steps[:, -1]) > 8 * EPS * np.abs(last))
    aitken = np.where(good, last + steps[:, -1] * ratio / (1 - ratio), last)
    limit, error = aitken, np.abs(aitken - last) * 1e-3 + np.abs(steps[:, -1]) * np.where(good, 1e-3, 1)
    if at_hole.any():  # the far values are the trustworthy ones here
        near = y[:, :_STEPS_AT_HOLE]
        best, best_error = _neville(near, EPS * _largest(near)[:, None] * _cancellation(near))
        limit, error = np.where(at_hole, best, limit), np.where(at_hole, best_error, error)
    shaky = _shrinking_waves(y, tail)
    limit = np.where(shaky, last, limit)
    error = np.where(shaky, np.maximum(_largest(steps[:, -4:]), np.abs(last)), error)
    direction = np.where(overflow, np.sign(highest), np.sign(steps[:, -1]))
    limit = np.where(kind == FINITE, limit, np.where(kind == INFINITE, direction * np.inf, np.nan))
    return kind, limit, error + 4 * EPS * np.abs(np.where(np.isfinite(limit), limit, 0))


def _cancellation(values: np.ndarray) -> np.ndarray:
    """Growth of rounding noise towards a hole: as in (1 − cos x)/x², like the inverse square of the distance."""
    return 100 * 16.0 ** np.arange(values.shape[1])


def _raggedness(y: np.ndarray, count: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Steps in the values closest to the point that no smooth or power-like curve has (arcsin(sin x) near its tips)."""
    steps = np.diff(_tail(y, count, 16), axis=1)
    steps[np.arange(15) < 15 - count[:, None] + 1] = np.nan  # repeats of the first value, where there are fewer
    smooth = (steps[:, 1:] * steps[:, :-1] > 0) & (np.abs(steps[:, 1:]) < np.abs(steps[:, :-1]))
    jags = np.where(smooth | np.isnan(steps[:, :-1]), 0.0, np.abs(steps[:, 1:]))
    jags = np.maximum(jags, np.where(steps[:, 1:] == 0, np.abs(steps[:, :-1]), 0.0))
    return np.where(_largest(jags) > 64 * EPS * size, _largest(jags), 0.0)


def _slopes(
    y: np.ndarray,
    h: np.ndarray,
    side: np.ndarray,
    point: np.ndarray,
    reach: np.ndarray,
    count: np.ndarray,
    at_hole: np.ndarray,
    ragged: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of the branch on each side from successive values, so that no value at the point is needed."""
    s = side[:, None] * np.diff(y, axis=1) / np.diff(h, axis=1)
    h = h[:, 1:]
    size = _largest(y)
    noise = (4 * EPS * (size[:, None] + np.abs(point[:, None] * s)) + 2 * ragged[:, None]) / h
    trusted = (noise <= 1e-5 * (np.abs(s) + (size / reach)[:, None])) & (np.arange(s.shape[1]) < count[:, None] - 1)
    count = np.maximum(np.argmin(np.c_[trusted, np.zeros(len(s), bool)], axis=1), 1)
    s = np.where(trusted, s, np.nan)
    tail = _tail(s, count, _TAIL)
    last, last_noise = tail[:, -1], _tail(noise, count, 1)[:, 0]
    infinite = _diverging(tail, 0.97, 1e-6 * np.abs(last)) & (np.sign(np.diff(tail, axis=1)[:, -1]) == np.sign(last))
    restless = ~infinite & _restless(s, tail, 1e-2) & (_largest(np.diff(tail, axis=1)) > 10 * last_noise)
    slack = 1e-3 * np.abs(last) + 10 * last_noise + np.abs(np.diff(tail, axis=1)[:, -1]) * 4
    noise = np.where(at_hole[:, None], noise * _cancellation(noise), noise)
    slope, error = _neville(s, noise, near=last, slack=np.where(at_hole, np.inf, slack))
    lost = ~np.isfinite(error)
    slope, error = np.where(lost, last, slope), np.where(lost, slack, error)
    shaky = ~infinite & ~restless & _shrinking_waves(s, tail)
    slope = np.where(shaky, last, slope)
    error = np.where(shaky, np.maximum(_largest(np.diff(tail, axis=1)[:, -4:]), np.abs(last)), error)
    slope = np.where(infinite, np.sign(last) * np.inf, np.where(restless, np.nan, slope))
    return slope, np.where(np.isfinite(slope), error, 0.0)


def _neville(
    values: np.ndarray, noise: np.ndarray, near: np.ndarray | None = None, slack: np.ndarray | float = np.inf
) -> tuple[np.ndarray, np.ndarray]:
    """The entry with the smallest error estimate among raw values, Aitken's and Neville's (h → h/4) extrapolations."""
    estimates: list[np.ndarray] = []
    errors: list[np.ndarray] = []

    def offer(estimate: np.ndarray, error: np.ndarray) -> None:
        estimates.append(estimate)
        errors.append(error)

    step = np.abs(np.diff(values, axis=1))
    offer(values[:, 1:], step + noise[:, 1:])
    table = values
    for order in range(1, min(6, values.shape[1] - 1)):
        better = table[:, 1:] + (table[:, 1:] - table[:, :-1]) / (4.0**order - 1)
        error = np.abs(better[:, 1:] - better[:, :-1]) + noise[:, order + 1 :]
        offer(better[:, 1:], error)
        table = better
    d = np.diff(values, axis=1)
    ratio = d[:, 1:] / d[:, :-1]
    aitken = np.where((ratio > 0) & (ratio < 0.98), values[:, 2:] + d[:, 1:] * ratio / (1 - ratio), np.nan)
    offer(aitken[:, 1:], 4 * np.abs(np.diff(aitken, axis=1)) + 4 * noise[:, 3:])
    estimate, error = np.concatenate(estimates, axis=1), np.concatenate(errors, axis=1)
    error = np.where(np.isfinite(estimate) & np.isfinite(error), error, np.inf)
    if near is not None:
        error = np.where(np.abs(estimate - near[:, None]) <= np.reshape(slack, (-1, 1)), error, np.inf)
    best = np.argmin(error, axis=1)[:, None]
    return np.take_along_axis(estimate, best, axis=1)[:, 0], np.take_along_axis(error, best, axis=1)[:, 0]
