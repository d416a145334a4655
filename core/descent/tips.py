"""Runs that pass a cusp pointing down: towards it the slope grows without end, so no step size lets them rest there."""

from __future__ import annotations

import numpy as np

from core.curves import Place
from core.curves.spots import spots
from core.descent.course import Course
from core.descent.outcome import Outcome, after, where


def tip_on_the_way(course: Course) -> Place | None:
    """A cusp pointing down that a run of one variable passes: the nearer, the steeper, so that no step comes to rest
    there.
    """
    objective, points = course.objective, course.trail.points[: course.usable + 1]
    if objective.dimension > 1 or not len(course.moves):
        return None
    low, high = float(points.min()), float(points.max())
    if not low < high:
        return None
    met = spots(objective.function, low, high, objective.parameters).places
    return next((p for p in met if p.kind == "cusp" and p.left_slope < p.right_slope), None)


def flung(course: Course, tip: Place) -> Outcome:
    """A run that passes a cusp, in the steps that are shown or later."""
    place, here = (where(np.array([x]), course.names) for x in (tip.x, course.trail.points[course.here, 0]))
    sides = np.sign(course.trail.points[: course.usable + 1, 0] - tip.x)
    crossed = np.flatnonzero(sides[1:] * sides[:-1] < 0)
    passed = int(np.sum(crossed < course.here))
    why = "The closer it comes, the steeper f is, so no step size lets it rest there."
    if passed:
        times = "once" if passed == 1 else f"{passed} times"
        return Outcome("oscillating", f"It is flung across the tip {place}, {times} in {course.here} steps. {why}")
    ahead = f"{after(course.here)} it is at {here}, on its way to the tip {place}, and will be flung across it. {why}"
    return Outcome("oscillating", ahead, ahead=True)
