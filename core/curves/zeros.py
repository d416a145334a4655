"""Zeros of a function in an interval: crossings, touching zeros, and whole intervals where it vanishes.

Crossings are bracketed on a grid and narrowed by multisection to float resolution, all at once; a sign change that
does not shrink is a jump or a pole, not a zero. Between them, minima of |g| are followed: one that dips through 0
hides two crossings, one that reaches 0 is a touching zero, located by the zero of a fourth-order difference quotient.
"""

from dataclasses import dataclass

import numpy as np

from core.language.numerals import EPS, Callable1D, evaluate, simplest_between

_ROUNDS = 14
_T = np.linspace(0, 1, 17)


@dataclass(frozen=True)
class Zero:
    """A zero at x; `touches` when g does not change sign there."""

    x: float
    touches: bool


@dataclass(frozen=True)
class ZeroSet:
    """`points` in order, `intervals` where g vanishes throughout, `sign_jumps`: sign changes without a zero.

    `capped` says that there are more zeros than were kept.
    """

    points: tuple[Zero, ...]
    intervals: tuple[tuple[float, float], ...]
    sign_jumps: tuple[float, ...]
    capped: bool


def zeros(
    g: Callable1D, start: float, end: float, *, cap: int = 200, negligible: float = 0.0, cells: int = 2000
) -> ZeroSet:
    """All zeros of `g` on [start, end] (start < end, finite) that a grid of `cells` can see, at most `cap` points.

    Values up to `negligible` in size are taken for possible rounding noise: a stretch of them holds at most one zero.
    """
    with np.errstate(all="ignore"):
        return _zeros(g, float(start), float(end), cap, negligible, cells)


def _zeros(g, start, end, cap, negligible, cells) -> ZeroSet:
    x = np.linspace(start, end, cells + 1)
    y = evaluate(g, x)
    found: list[tuple[float, bool]] = []
    intervals, spots = _vanishing(g, x, y, negligible)
    dips = _dips(y)
    stretch = _stretches(np.abs(y) <= negligible)
    single = [i for _, touches, i in spots if touches and 0 < i < cells and y[i - 1] * y[i + 1] > 0]
    spots = [s for s in spots if s[2] not in single]
    dips = np.sort(np.r_[dips, np.array(single, dtype=int)])  # a zero on a grid point may hide a second one beside it
    events = np.array([i for _, _, i in spots] + list(dips), dtype=int)
    crowd = np.bincount(stretch[events], minlength=stretch.max() + 1)
    crowd[0] = 0  # outside any stretch
    noisy = crowd > 1
    spots = [s for s in spots if not noisy[stretch[s[2]]]]
    found += [(p, touches) for p, touches, _ in spots]
    dips = dips[~noisy[stretch[dips]]][: cap + 50]
    brackets = _sign_changes(x, y, stretch, noisy)[: cap + 50]
    touching, more = _minima(g, x, y, dips)
    found += [(float(p), True) for p in touching]
    brackets = np.concatenate([brackets, more])
    roots, jumps = _crossings(g, brackets)
    found += [(float(p), False) for p in roots]
    scale = float(np.max(np.abs(y[np.isfinite(y)]), initial=0.0))
    points = _tidy(g, found, end - start, scale)
    points = [p for p in points if start <= p.x <= end]
    return ZeroSet(tuple(points[:cap]), tuple(intervals), tuple(float(j) for j in jumps), len(points) > cap)


def _stretches(small: np.ndarray) -> np.ndarray:
    """A number ≥ 1 for each run of small values, 0 elsewhere."""
    begins = small & ~np.r_[False, small[:-1]]
    return np.where(small, np.cumsum(begins), 0)


def _sign_changes(x, y, stretch, noisy):
    """Brackets between neighbours of opposite signs, looking across noisy stretches and never across NaN or zeros."""
    keep = np.flatnonzero(~noisy[stretch])
    if keep.size < 2:
        return np.empty((0, 2))
    a, b = keep[:-1], keep[1:]
    change = y[a] * y[b] < 0
    return np.c_[x[a[change]], x[b[change]]]


def _crossings(g, brackets):
    """Roots and mere sign jumps inside brackets (n, 2) of opposite signs."""
    if len(brackets) == 0:
        return np.empty(0), np.empty(0)
    a, b = brackets[:, 0].copy(), brackets[:, 1].copy()
    rows = np.arange(a.size)
    sizes, widths = [], []
    for _ in range(_ROUNDS):
        x = a[:, None] + (b - a)[:, None] * _T
        x[:, -1] = b
        y = evaluate(g, x)
        sizes.append(np.fmax(np.abs(y[:, 0]), np.abs(y[:, -1])))
        widths.append(b - a)
        undefined = np.isnan(y)
        sign = np.where(undefined, 0, np.sign(y))
        flip = (sign[:, :-1] != sign[:, 1:]) & (sign[:, :1] != sign[:, 1:])
        j = np.argmax(flip, axis=1)
        hit = sign[rows, j + 1] == 0
        exact = hit & ~undefined[rows, j + 1]
        a, b = np.where(exact, x[rows, j + 1], x[rows, j]), x[rows, j + 1]
        stuck = hit & undefined[rows, j + 1]  # the grid met a pole or a hole: look on both sides of it
        b = np.where(stuck, x[rows, np.minimum(j + 2, 16)], b)
        if np.all(b - a <= np.spacing(np.abs(a))):
            break
    sizes, widths = np.array(sizes), np.array(widths)
    resolved = widths > 64 * np.spacing(np.maximum(np.abs(a), np.abs(b)))
    last = np.maximum(resolved.sum(axis=0) - 1, 0)
    earlier = np.maximum(last - 3, 0)
    shrinks = sizes[last, rows] <= 0.8 * sizes[earlier, rows]
    ya, yb = evaluate(g, a), evaluate(g, b)
    root = np.where(np.abs(ya) <= np.abs(yb), a, b)
    is_zero = (np.minimum(np.abs(ya), np.abs(yb)) == 0) & ((a == b) | shrinks | (last < 2))
    is_zero |= shrinks & np.isfinite(ya) & np.isfinite(yb)
    is_zero |= np.fmax(np.abs(ya), np.abs(yb)) <= 1e-13 * sizes[0]
    return root[is_zero], root[~is_zero]


def _dips(y) -> np.ndarray:
    """Grid points where |g| has a local minimum without a change of sign."""
    size = np.abs(y)
    return (
        np.flatnonzero(
            (size[1:-1] <= size[:-2])
            & (size[1:-1] <= size[2:])
            & (size[1:-1] > 0)
            & (y[:-2] * y[1:-1] > 0)
            & (y[2:] * y[1:-1] > 0)
        )
        + 1
    )


def _minima(g, x, y, dip):
    """Touching zeros near the local minima of |g|, and brackets of crossings hidden between grid points."""
    size = np.abs(y)
    if dip.size == 0:
        return [], np.empty((0, 2))
    left, right = x[dip - 1], x[dip + 1]
    sign = np.sign(y[dip - 1])
    rows = np.arange(dip.size)
    a, b = left.copy(), right.copy()
    for _ in range(_ROUNDS):
        probes = a[:, None] + (b - a)[:, None] * _T
        values = sign[:, None] * evaluate(g, probes)
        values = np.where(np.isnan(values), np.inf, values)
        j = np.argmin(values, axis=1)
        lowest_at, lowest = probes[rows, j], values[rows, j]
        a, b = probes[rows, np.maximum(j - 1, 0)], probes[rows, np.minimum(j + 1, 16)]
    around = np.minimum(size[dip - 1], size[dip + 1])
    noise = 16 * EPS * np.max(size[np.isfinite(size)])
    through = lowest < -np.maximum(1e-12 * around, np.minimum(noise, 1e-9 * around))
    touch = ~through & (np.abs(lowest) <= 1e-9 * around)
    more = np.r_[np.c_[left, lowest_at][through], np.c_[lowest_at, right][through]]
    centre = _bottom(g, left[touch], right[touch])
    nearer = np.abs(evaluate(g, centre)) <= np.maximum(np.abs(lowest[touch]), np.minimum(noise, 1e-9 * around[touch]))
    return np.where(nearer, centre, lowest_at[touch]), more


def _bottom(g, left, right):
    """Where the fourth-order central difference quotient of g vanishes in each [left, right]."""
    delta = (right - left) / 32
    for_sign = None
    a, b = left.copy(), right.copy()
    for _ in range(_ROUNDS):
        x = a[:, None] + (b - a)[:, None] * _T
        d = delta[:, None]
        y = evaluate(g, np.stack([x - 2 * d, x - d, x + d, x + 2 * d]))
        slope = y[0] - 8 * y[1] + 8 * y[2] - y[3]
        for_sign = np.sign(slope[:, -1:]) if for_sign is None else for_sign
        up = np.sign(slope) == for_sign
        j = np.maximum(np.argmax(up, axis=1), 1)[:, None]
        a, b = np.take_along_axis(x, j - 1, axis=1)[:, 0], np.take_along_axis(x, j, axis=1)[:, 0]
    return (a + b) / 2


def _vanishing(g, x, y, negligible):
    """Intervals of exact zeros, and single zeros on grid points (x, "does not change sign", index).

    A run of zeros that g leaves too gently to be a real one is underflow or rounding (e^(−x²) far out): it counts as
    one zero at its middle if g leaves it on both sides, else as none.
    """
    zero = y == 0
    runs = np.flatnonzero(np.diff(np.r_[False, zero, False])).reshape(-1, 2)
    scale = np.max(np.abs(y[np.isfinite(y)]), initial=0.0)
    intervals, spots, inside, outside = [], [], [], []
    for first, stop in runs:
        last = stop - 1
        before = y[first - 1] if first > 0 else None
        after = y[stop] if stop < y.size else None
        if last == first or (last - first < 3 and x[last] - x[first] < 1e-9):
            changes = before is not None and after is not None and before * after < 0
            spots.append((float(x[first]), not changes, first))
            continue
        beside = [v for v in (before, after) if v is not None and not np.isnan(v)]
        if not beside or max(abs(v) for v in beside) > max(1e-11 * scale, negligible):
            intervals.append((float(x[first]), float(x[last])))
            inside += [x[first], x[last]]
            outside += [x[max(first - 1, 0)], x[min(stop, y.size - 1)]]
        elif len(beside) == 2:
            spots.append((float((x[first] + x[last]) / 2), bool(before * after > 0), first))
    if intervals:
        edges = _edges(g, np.array(inside), np.array(outside))
        intervals = list(zip(edges[::2], edges[1::2], strict=True))
    return intervals, spots


def _edges(g, inside, outside) -> list[float]:
    """The ends of runs of exact zeros, between a zero and a grid point beyond (equal at an end of the window)."""
    for _ in range(_ROUNDS):
        probes = inside[:, None] + (outside - inside)[:, None] * _T
        probes[:, -1] = outside
        zero = evaluate(g, probes) == 0
        zero[:, 0] = True
        whole = zero.all(axis=1)
        j = np.where(whole, 16, np.argmin(zero, axis=1))
        rows = np.arange(j.size)
        inside, outside = probes[rows, np.where(whole, 16, j - 1)], probes[rows, j]
    return [simplest_between(min(a, b), max(a, b)) for a, b in zip(inside.tolist(), outside.tolist(), strict=True)]


def _tidy(g, found, width, scale) -> list[Zero]:
    """Sorted, without twins, moved to a short decimal where that is as good a zero."""
    if not found:
        return []
    x = np.array([p for p, _ in found])
    touches = np.array([t for _, t in found])
    slack = np.maximum(8 * np.spacing(np.abs(x)), 1e-13 * width)
    short = np.array([simplest_between(p - s, p + s) for p, s in zip(x, slack, strict=True)])
    as_good = np.abs(evaluate(g, short)) <= np.abs(evaluate(g, x)) + 2 * EPS * scale
    x = np.where(as_good & ([float(f"{v:.9e}") == v for v in short]), short, x)
    order = np.argsort(x)
    x, touches = x[order], touches[order]
    fresh = np.r_[True, np.diff(x) > 1e-8 * width]
    group = np.cumsum(fresh) - 1
    crossings = np.bincount(group, weights=~touches)  # twins that cross twice touch, once or thrice cross
    return [Zero(float(p), crossings[k] % 2 == 0) for k, p in enumerate(x[fresh])]
