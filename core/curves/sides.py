"""Both sides of a point: what a function does as x comes close from the left and from the right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.curves.approach import FINITE, INFINITE, OSCILLATING, UNDEFINED, Approach, approach
from core.language.numerals import Callable1D, evaluate, settle


@dataclass(frozen=True)
class Side:
    """Behaviour on one side: `kind` from approach.py, one-sided limit and slope, and samples coming closer."""

    kind: int
    limit: float
    slope: float
    slope_error: float
    x: np.ndarray
    y: np.ndarray
    ragged: float = 0.0


@dataclass(frozen=True)
class SingularPoint:
    """A suspect point with f's own value there (NaN if undefined) and both sides."""

    x: float
    value: float
    left: Side
    right: Side

    @property
    def continuity(self) -> str:
        """continuous, hole, jump, pole, domain edge, oscillation, or nowhere (defined on neither side)."""
        kinds = {self.left.kind, self.right.kind}
        if kinds == {UNDEFINED}:
            return "nowhere"
        if INFINITE in kinds:
            return "pole"
        if OSCILLATING in kinds:
            return "oscillation"
        if UNDEFINED in kinds:
            return "domain edge"
        if not self._same(self.left.limit, self.right.limit):
            return "jump"
        return "continuous" if self._same(self.value, self.left.limit) else "hole"

    def _same(self, a: float, b: float) -> bool:
        return abs(a - b) <= 1e-6 * self._spread() + 3e-8 * max(abs(a), abs(b)) + 8 * self._noise()

    def _noise(self) -> float:
        """How much the values closest to the point scatter."""
        near = [side.y[np.isfinite(side.y)][-12:] for side in (self.left, self.right)]
        scatter = max((float(np.ptp(y)) for y in near if y.size), default=0.0)
        return max(scatter, self.left.ragged, self.right.ragged)

    def _spread(self) -> float:
        near = np.concatenate([side.y for side in (self.left, self.right) if side.kind == FINITE])
        near = np.append(near[np.isfinite(near)], self.value if np.isfinite(self.value) else [])
        return float(np.ptp(near)) if near.size else 0.0


def study_points(f: Callable1D, places: ArrayLike, reach: float) -> list[SingularPoint]:
    """Both sides of f at given points, looking no farther than `reach` and than half-way to the next point."""
    with np.errstate(all="ignore"):
        places = np.unique(np.asarray(places, dtype=float))
        return study(f, places, reach) if places.size else []


def study(f: Callable1D, places: ArrayLike, step: float, others: ArrayLike = ()) -> list[SingularPoint]:
    """Both sides at each place; where rounding leaves steps in the values, from a distance that they do not blur."""
    points = _approach_all(f, places, step, others, 0.0)
    blurred = [p for p in points if p.continuity == "continuous" and max(p.left.ragged, p.right.ragged) > 0]
    if not blurred:
        return points
    everyone = np.r_[[p.x for p in points], np.asarray(others, float)]
    for _ in range(2):  # the second time at the place where both branches meet
        blurred = _approach_all(f, [_meeting(p) for p in blurred], step, everyone, 1e-5 * step)
    return sorted(
        [*(p for p in points if p.continuity != "continuous" or max(p.left.ragged, p.right.ragged) == 0), *blurred],
        key=lambda p: p.x,
    )


def _meeting(p: SingularPoint) -> float:
    """Where the tangents of the branches on both sides of a corner cross; the point itself if there is no corner."""
    k = 4
    bend = p.right.slope - p.left.slope
    left = p.left.y[k] + p.left.slope * (p.x - p.left.x[k])
    right = p.right.y[k] + p.right.slope * (p.x - p.right.x[k])
    shift = (left - right) / bend if bend else 0.0
    reach = p.x - p.left.x[k]
    return settle(p.x + float(shift), 1e-8 * reach) if abs(shift) < reach else p.x


def _approach_all(f: Callable1D, places: ArrayLike, step: float, others: ArrayLike, blur: float) -> list[SingularPoint]:
    places = np.asarray(places, float)
    order = np.argsort(places)
    places = np.asarray(places, float)[order]
    others = np.asarray(others, float)
    if blur and others.size:  # the points themselves, a little displaced, are no neighbours
        others = others[np.abs(others[:, None] - places).min(axis=1) > step / 10]
    everyone = np.unique(np.r_[places, others])
    value = evaluate(f, places)
    rank = np.searchsorted(everyone, places)
    padded = np.r_[-np.inf, everyone, np.inf]
    room_left, room_right = places - padded[rank], padded[rank + 2] - places
    hole = np.isnan(value) & np.isfinite(evaluate(f, places[:, None] + step * np.array([-1e-6, 1e-6]))).all(axis=1)
    ulp = np.maximum(np.spacing(np.abs(places)), blur)
    room = 0.5 * np.r_[room_left, room_right]
    reach = np.minimum(room, np.where(np.r_[hole, hole], 4, 0.5) * step)
    sides = np.repeat([-1.0, 1.0], places.size)
    both = approach(f, np.r_[places, places], sides, reach, np.r_[ulp, ulp], np.r_[hole, hole])
    n = places.size
    meets = _heads_for(np.r_[value, value], both.y)
    return [
        SingularPoint(
            float(places[i]),
            float(value[i]),
            _side(both, i, value[i] if meets[i] else None),
            _side(both, n + i, value[i] if meets[n + i] else None),
        )
        for i in range(n)
    ]


def _heads_for(value: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rows of samples that keep closing in on f's own value at the point, however slowly."""
    distance = np.abs(y - value[:, None])
    count = np.maximum(np.isfinite(distance).sum(axis=1), 1)
    tail = np.take_along_axis(distance, np.clip(count[:, None] - 6 + np.arange(6), 0, None), axis=1)
    size = np.max(np.where(np.isfinite(y), np.abs(y), 0.0), axis=1)
    closing = np.median(tail[:, 1:] / tail[:, :-1], axis=1) <= 0.985
    return (closing & (tail[:, -1] < 0.99 * tail[:, 0])) | (tail[:, -1] <= 1e-12 * size)


def _side(a: Approach, i: int, value: float | None) -> Side:
    limit = settle(float(a.limit[i]), float(a.limit_error[i]))
    if value is not None and int(a.kind[i]) == FINITE:
        limit = float(value)
    slope = settle(float(a.slope[i]), float(a.slope_error[i]))
    return Side(int(a.kind[i]), limit, slope, float(a.slope_error[i]), a.x[i], a.y[i], float(a.ragged[i]))
