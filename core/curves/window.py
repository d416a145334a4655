"""Choose what part of the plane to show when the reader has not chosen."""

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.curves.features import turning_points
from core.curves.heights import choose_y, turning_values, with_turns
from core.curves.spots import restless_near, spots
from core.curves.values import mended
from core.language.function import Function
from core.language.numerals import Callable1D, evaluate, nice_step, on_grid

__all__ = ["Window", "choose_window", "choose_y", "window"]

_HALF_WIDTHS = tuple(float(f"{m}e{k}") for k in range(-4, 5) for m in (1, 1.5, 2, 3, 5))
_DEFAULT, _FAR = 5.0, 100.0
_BEGUN, _FEW_TURNS, _FARTHEST = 0.05, 3, 700.0  # of the height of a curve that is level far out
_MOST_TURNS = 40  # more waves than this across a chart are a blur
_OVERFLOWING = 1e100
_RANDOM = np.modf(np.arange(1, 401) * 0.6180339887498949)[0]


@dataclass(frozen=True)
class Window:
    """The visible rectangle."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float


def window(function: Function, **parameters: float) -> Window:
    """The window chosen for a picture of ``function``; its heights contain every turn near the middle."""
    chosen = choose_window(function, parameters)
    turns = [(c.x, c.y) for c in turning_points(function, (chosen.x_min, chosen.x_max), **parameters)]
    heights = with_turns((chosen.y_min, chosen.y_max), (chosen.x_min, chosen.x_max), turns)
    return Window(chosen.x_min, chosen.x_max, *heights)


def choose_window(function: Function, parameters: Mapping[str, float]) -> Window:
    """A window with round ends that shows what is interesting about ``function``: its domain, turns, zeros and waves.

    −5 … 5 unless there is a reason; then a half width from 1, 1.5, 2, 3, 5 × 10^k, or a window around the place
    where something happens. Small edits of the function mostly leave it alone. Never raises.
    """
    f = mended(function, parameters)
    with np.errstate(all="ignore"):
        x_min, x_max = _choose_x(f, np.array(restless_near(function, -_FAR, _FAR, parameters)))
        x = np.linspace(x_min, x_max, 201)
        poles = any(p.kind == "pole" for p in spots(function, x_min, x_max, parameters).places)
        return Window(x_min, x_max, *choose_y(x, evaluate(f, x), has_poles=poles))


def _scan_points() -> np.ndarray:
    """Even points out to ±100, and ever wider ones out to ±1000."""
    even = np.linspace(-100, 100, 1601)
    far = np.sinh(np.linspace(math.asinh(100), math.asinh(1000), 60))
    return np.concatenate([-far[::-1], even, far])


_SCAN = np.unique(_scan_points())
_CLOSE = np.linspace(-1, 1, 401) + 0.002 * (_RANDOM[[*range(400), 0]] - 0.5)


def _choose_x(f: Callable1D, kinks: np.ndarray) -> tuple[float, float]:
    near = _DEFAULT * _CLOSE
    scales = np.array([1e-3, 1e-2, 1e-1, 1.0]) * 1.0
    blocks = np.concatenate([_SCAN, near, *(s * _CLOSE for s in scales)])
    values = evaluate(f, blocks)
    far, close = values[: _SCAN.size], values[_SCAN.size : _SCAN.size + near.size]
    if not np.isfinite(values).any():
        return -_DEFAULT, _DEFAULT
    domain = _domain_window(f, far, close, near)
    if domain is not None:
        return domain
    if _turns(close) > _MOST_TURNS:
        return _calmer(f)
    bump = _distant_bump(far, close)
    if bump is not None:
        return bump
    return _symmetric(f, far, close, near, kinks)


def _spread(values: np.ndarray) -> float:
    """How far apart the finite values lie (0 where there are none); at most the largest float."""
    finite = values[np.isfinite(values)]
    return min(float(finite.max()) - float(finite.min()), sys.float_info.max) if finite.size else 0.0


def _turns(y: np.ndarray) -> int:
    y = y[np.isfinite(y)]
    step = np.diff(y)
    lively = np.minimum(np.abs(step[1:]), np.abs(step[:-1])) > 1e-6 * _spread(y)
    return int(np.sum((step[1:] * step[:-1] < 0) & lively))


def _domain_window(f: Callable1D, far: np.ndarray, close: np.ndarray, near: np.ndarray) -> tuple[float, float] | None:
    """Windows for functions defined on one interval or one half-line; None when defined (almost) everywhere."""
    defined = np.isfinite(far)
    start, end, inside = _longest_run(defined)
    if not defined.any():
        x = near[np.isfinite(close)]
        if x.size == 0:
            return None
        return _around(float(x[0]), float(x[-1]))
    bounded_left, bounded_right = start > 0, end < _SCAN.size - 1
    outside = np.delete(defined, np.arange(start, end + 1))
    if not (bounded_left or bounded_right) or inside < 0.999 * defined.sum() or outside.any():
        return None
    left = _edge(f, _SCAN[start - 1], _SCAN[start]) if bounded_left else -math.inf
    right = _edge(f, _SCAN[end + 1], _SCAN[end]) if bounded_right else math.inf
    # values too large for a float end the run without ending the domain
    left = -math.inf if abs(far[start]) > _OVERFLOWING else left
    right = math.inf if abs(far[end]) > _OVERFLOWING else right
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
        half = _half_width(0.6 * width)
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
    if y.size < 5 or _spread(y) == 0:
        return False
    share = (y - y.min()) / _spread(y)
    return bool(np.mean(share < 0.04) > 0.75 and share.argmax() in (0, share.size - 1))


def _calmer(f: Callable1D) -> tuple[float, float]:
    """The widest of the round half widths that shows no more waves than fit."""
    for half in sorted((h for h in _HALF_WIDTHS if h < _DEFAULT and h >= 1e-4), reverse=True):
        if _turns(evaluate(f, half * _CLOSE)) <= _MOST_TURNS * 0.75:
            return -half, half
    return -_DEFAULT, _DEFAULT


def _distant_bump(far: np.ndarray, close: np.ndarray) -> tuple[float, float] | None:
    """A window around the only place where something happens (a bump, a step), when that is not near 0."""
    if not np.isfinite(far).all() or np.abs(far).max() > _OVERFLOWING:  # x e^x soars: no step between two heights
        return None
    height = _spread(far)
    if height <= 0 or _spread(close) > 1e-3 * height:
        return None
    change = np.abs(np.diff(far))
    active = np.r_[change > 0.01 * change.max(), False] | np.r_[False, change > 0.01 * change.max()]
    if active[0] or active[-1]:
        return None
    x = _SCAN[active]
    if abs(x[0] + x[-1]) < 2 * _DEFAULT:
        return None
    centre, half = (x[0] + x[-1]) / 2, max((x[-1] - x[0]) * 0.8, 0.5)
    half = _half_width(half)
    step = nice_step(half / 5)
    centre = on_grid(round(centre / step), step)
    return centre - half, centre + half


def _between_levels(far: np.ndarray, close: np.ndarray) -> tuple[float, float] | None:
    """A window that holds nearly all of a curve that is level far out on both sides (a sigmoid, a wide bell), where the
    usual one shows too little of it.
    """
    if not np.isfinite(far).all() or np.abs(far).max() > _OVERFLOWING:
        return None
    change, whole = np.abs(np.diff(far)), _spread(far)
    if not whole > 1.2 * _spread(close) or change[0] + change[-1] > 0.01 * whole or _turns(far) > _FEW_TURNS:
        return None
    begun, not_done = np.abs(far - far[0]) > _BEGUN * whole, np.abs(far - far[-1]) > _BEGUN * whole
    reach = max(-float(_SCAN[int(np.argmax(begun))]), float(_SCAN[::-1][int(np.argmax(not_done[::-1]))]))
    if not reach < _FARTHEST:
        return None
    half = max(_half_width(1.05 * reach), _DEFAULT)
    return -half, half


def _half_width(least: float) -> float:
    return next((h for h in _HALF_WIDTHS if h >= least * (1 - 1e-9)), _HALF_WIDTHS[-1])


def _events(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of turns (and of edges of the domain) and of zeros among samples; level stretches count as one sample."""
    defined = np.isfinite(y)
    change = (defined[1:-2] != defined[2:-1]) & (defined[:-3] == defined[1:-2]) & (defined[2:-1] == defined[3:])
    overflow = np.fmax(np.abs(y[1:-2]), np.abs(y[2:-1])) > _OVERFLOWING  # too large for a float: no edge
    edges = x[2:-1][change & ~overflow]
    moved = np.r_[True, np.diff(y) != 0]
    x, y = x[moved], y[moved]
    if y.size < 4:
        return edges, np.empty(0)
    step = np.diff(y)
    lively = np.minimum(np.abs(step[1:]), np.abs(step[:-1])) > 1e-9 * np.abs(y[1:-1])
    turns = x[1:-1][(step[1:] * step[:-1] < 0) & lively]
    size = np.abs(y)
    crossing = (y[1:-2] * y[2:-1] < 0) & ((size[1:-2] <= size[:-3]) | (size[2:-1] <= size[3:]))  # else a pole
    hit = (y[1:-1] == 0) & (y[:-2] * y[2:] < 0)
    return np.concatenate([turns, edges]), np.concatenate([x[1:-2][crossing], x[1:-1][hit]])


def _poles(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Places where the samples jump between the largest values of opposite sign around them."""
    size = np.abs(y)
    between = (y[1:-2] * y[2:-1] < 0) & (size[1:-2] > 2 * size[:-3]) & (size[2:-1] > 2 * size[3:])
    at = ~np.isfinite(y[2:-2]) & (size[1:-3] > 1.5 * size[:-4]) & (size[3:-1] > 1.5 * size[4:])
    return np.concatenate([x[1:-2][between], x[2:-2][at]])


def _symmetric(
    f: Callable1D, far: np.ndarray, close: np.ndarray, near: np.ndarray, kinks: np.ndarray
) -> tuple[float, float]:
    if not np.isfinite(close).any():
        return -_DEFAULT, _DEFAULT
    if np.isfinite(close).all() and _spread(close) == 0:
        changed = np.abs(_SCAN[np.isfinite(far) & (far != close[0])])  # max(0, x - 10) is more than its flat part
        reach = _half_width(1.5 * changed.min()) if changed.size else _DEFAULT
        return -reach, reach
    levels = _between_levels(far, close)
    if levels is not None:
        return levels
    turns, zeros = _events(near, close)
    far_turns, far_zeros = _events(_SCAN, far)
    events = np.concatenate([far_turns, far_zeros])
    outer = np.abs(np.concatenate([events, _poles(_SCAN, far), kinks]))
    count = max(turns.size + zeros.size, int(np.sum(np.abs(kinks) <= _DEFAULT)))
    events = np.concatenate([events, kinks])
    if outer.size > 40 or _without_end(events):  # waves: enough of them to see the pattern
        if far_turns.size + kinks.size > 0 and count < 6:
            events = np.abs(events)
            return next(((-h, h) for h in (10.0, 20.0, 50.0, 100.0) if np.sum(events <= h) >= 6), (-_DEFAULT, _DEFAULT))
    elif outer.size and outer.max() > 0.96 * _DEFAULT:
        reach = _half_width(1.15 * min(float(outer.max()), 800.0))
        return -reach, reach
    return _closer(f, turns, zeros, close)


def _without_end(events: np.ndarray) -> bool:
    """Whether events go on as regularly as they began as far as one looks."""
    inside = np.sort(events[np.abs(events) <= 100])
    if inside.size < 8:
        return False
    gap = 2 * np.median(np.diff(inside))
    return bool(inside[0] < -100 + gap + 1 and inside[-1] > 100 - gap - 1)


def _closer(f: Callable1D, turns: np.ndarray, zeros: np.ndarray, close: np.ndarray) -> tuple[float, float]:
    """Move in when the turns would be too flat to see, or when the ends tower over everything."""
    if _same_at_every_scale(f):
        return -1.0, 1.0  # a high power: there it turns up
    half = _DEFAULT
    inner = np.abs(np.concatenate([turns, zeros]))
    reach = float(inner.max()) if inner.size else 0.0
    y = close
    for smaller in (3.0, 2.0, 1.5, 1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01):
        values = turning_values(y)
        faint = values.size >= 2 and 0 < _spread(values) < 0.08 * _spread(y)
        if not ((faint and smaller >= 1) or _towers(y)) or smaller < 1.2 * reach:
            break
        nearer = evaluate(f, smaller * _CLOSE)
        if not faint and _spread(nearer) < 0.5:  # x^20 looks the same from everywhere: show its 1
            break
        half, y = smaller, nearer
    return -half, half


def _same_at_every_scale(f: Callable1D) -> bool:
    """Whether f towers over everything however close one looks, as high powers do."""
    return all(_towers(evaluate(f, half * _CLOSE)) for half in (0.5, 0.1, 0.02))


def _towers(y: np.ndarray) -> bool:
    """Both ends, or one, so high that more than 0.9 of the curve lies in the lowest hundredth."""
    y = y[np.isfinite(y)]
    return bool(
        y.size
        and _spread(y) > 0
        and np.mean((y - y.min()) / _spread(y) < 0.01) > 0.75
        and np.argmax(y) in (0, y.size - 1)
    )
