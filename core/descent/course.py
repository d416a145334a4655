"""How a run moves: whether it swings, grows, falls without end. Read off its points and values, and off f beyond them.

A run is judged on the steps that are shown; the steps walked after them only tell what follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.descent.walk import Trail
from core.surfaces.gradient import Objective

_TAIL = 64  # steps in which a swing must show itself
_GROWS = 1.1
_EXCURSION = 0.6  # of its width: how far a swing without order may once have gone beyond where it is in the end


@dataclass(frozen=True)
class Course:
    """A trail of which the first ``shown`` steps are on the screen. ``downhill``: no step of this optimiser climbs."""

    objective: Objective
    trail: Trail
    shown: int
    downhill: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The variables."""
        return self.objective.function.variables

    @property
    def here(self) -> int:
        """The last step on the screen."""
        return min(self.shown, self.usable)

    @property
    def usable(self) -> int:
        """The last step of the trail with a point, a value and a slope."""
        ended = self.trail.reason not in ("", "no step")
        return max(self.trail.steps - ended, 0)

    @cached_property
    def moves(self) -> np.ndarray:
        """The moves between usable points, (usable, d)."""
        return np.diff(self.trail.points[: self.usable + 1], axis=0)

    @cached_property
    def lengths(self) -> np.ndarray:
        """How long each move is."""
        return np.sqrt(np.sum(self.moves * self.moves, axis=1))

    @cached_property
    def sizes(self) -> np.ndarray:
        """The largest entry of each gradient."""
        return np.max(np.abs(self.trail.gradients[: self.usable + 1]), axis=1)

    @cached_property
    def travelled(self) -> float:
        """How far the run came from its start, in the coordinate that changed most."""
        return float(np.max(np.ptp(self.trail.points[: self.usable + 1], axis=0)))

    def turns(self, first: int, last: int) -> float:
        """The share of the moves from step ``first`` to ``last`` that turn back on the one before."""
        moves = self.moves[first:last]
        backward = np.sum(moves[1:] * moves[:-1], axis=1) < 0.0
        return float(backward.mean()) if len(backward) >= 2 else 0.0

    def growth(self) -> float:
        """How much longer the last quarter of all moves is than the quarter before it; 1 where there are too few."""
        return _growth(self.lengths)

    def pace(self) -> float:
        """The factor a step by which the slope shrinks in the end; on a run that is shown whole, from its start on."""
        if self.usable > self.shown:
            quarter = max(2, len(self.lengths) // 4)
            return min(1.0, _growth(self.sizes[1:]) ** (1.0 / quarter))
        largest, last = float(self.sizes.max()), float(self.sizes[-1])
        return (last / largest) ** (1.0 / max(self.usable, 1)) if largest > 0.0 else 1.0


def _growth(sizes: np.ndarray) -> float:
    quarter = max(2, len(sizes) // 4)
    if len(sizes) < 2 * quarter:
        return 1.0
    before, last = (float(np.median(part)) for part in (sizes[-2 * quarter : -quarter], sizes[-quarter:]))
    return last / before if before > 0.0 else 1.0


@dataclass(frozen=True)
class Swing:
    """A run that stays between ``low`` and ``high`` (d,) from step ``entered`` on without settling."""

    low: np.ndarray
    high: np.ndarray
    entered: int
    ends: tuple[np.ndarray, np.ndarray] | None  # of a swing between two points

    @property
    def width(self) -> float:
        """Its width in the coordinate in which it is widest."""
        return float(np.max(self.high - self.low))


def swing(course: Course) -> Swing | None:
    """The swing that a run ends in: bounded, no narrower later than earlier, turning back, and f falls no more."""
    points, values = course.trail.points[: course.usable + 1], course.trail.values[: course.usable + 1]
    count = min(_TAIL, len(points) - 1)
    if count < 2 or course.downhill or course.trail.reason or growing_from(course) is not None:
        return None
    tail, heights = points[-count - 1 :], values[-count - 1 :]
    low, high = tail.min(axis=0), tail.max(axis=0)
    width = float(np.max(high - low))
    repeats = _repeats(tail)
    if width == 0.0 or not (repeats or _keeps_swinging(tail, heights)):
        return None
    margin = (0.02 if repeats else _EXCURSION) * width + 1e-12
    outside = np.any((points < low - margin) | (points > high + margin), axis=1)
    entered = len(points) - int(np.argmax(outside[::-1])) if outside.any() else 0
    if not repeats:
        low, high = points[entered:].min(axis=0), points[entered:].max(axis=0)
    return Swing(low, high, entered, (tail[-2], tail[-1]) if repeats else None)


def _repeats(tail: np.ndarray) -> bool:
    """Whether the last points are the same two again and again (two moves and their return are enough)."""
    last = tail[-9:]
    scale = float(np.max(np.ptp(last, axis=0)))
    return len(last) > 2 and scale > 0.0 and float(np.max(np.abs(last[2:] - last[:-2]))) <= 1e-6 * scale


def _keeps_swinging(tail: np.ndarray, heights: np.ndarray) -> bool:
    half = len(tail) // 2
    if half < 4:
        return False
    widths = [np.max(np.ptp(part, axis=0)) for part in (tail[:half], tail[half:])]
    lowest = [float(part.min()) for part in (heights[:half], heights[half:])]
    lasting = 0.9 * widths[0] <= widths[1] <= 2.0 * widths[0] and lowest[1] >= lowest[0] - 1e-3 * float(np.ptp(heights))
    moves = np.abs(np.diff(tail, axis=0)).sum(axis=0)
    turning = bool(np.max(moves) > 2.5 * np.max(np.ptp(tail, axis=0)))
    return bool(lasting and turning and np.any(np.diff(heights) > 0.0))


def growing_from(course: Course) -> int | None:
    """The step from which on the moves only grow, up to an end that runs away; None for a run that does not."""
    lengths = course.lengths
    if len(lengths) < 2:
        return None
    ran_away = course.trail.reason == "too large"
    if not ran_away:
        steeper = _growth(course.sizes[1:]) > _GROWS
        rising = course.trail.values[course.usable] > course.trail.values[0]
        if not (course.growth() > _GROWS and steeper and rising):
            return None
    grows = lengths[1:] >= lengths[:-1]
    return len(grows) - int(np.argmin(grows[::-1])) if not grows.all() else 0


def falls_without_end(objective: Objective, point: np.ndarray, direction: np.ndarray) -> bool:
    """Whether f falls for ever along the ray, never level on the way: each tenfold distance by no less than half as
    much as the one before (ln x falls by the same again and again), looked at up to 10¹² times the size of ``point``.
    """
    length = float(np.linalg.norm(direction))
    if not 0.0 < length < np.inf:
        return False
    scale = 1.0 + float(np.max(np.abs(point)))
    t = scale * np.geomspace(1e-6, 1e12, 18 * 24 + 1)
    with np.errstate(all="ignore"):
        values, gradients = objective.value_and_gradient(point + t[:, None] * direction / length)
        slopes = gradients @ (direction / length)
    usable = int(np.argmax(~(np.isfinite(values) & np.isfinite(slopes)))) or len(t)
    if np.isnan(values[-1]) or usable < 18 * 8:
        return False
    values, slopes = values[:usable], -slopes[:usable]
    drops = -np.diff(values[::24])[6:]
    falls = bool(np.all(drops > 0.0) and np.all(drops[1:] >= 0.5 * drops[:-1])) and len(drops) >= 2
    later = np.maximum.accumulate(slopes[::-1])[::-1]
    level = (slopes < 0.05 * slopes[0]) & (later > 20.0 * slopes)
    return falls and not bool(level.any() or np.any(slopes <= 0.0))
