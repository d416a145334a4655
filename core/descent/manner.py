"""What is said of a run that rests at a place or heads for it."""

from __future__ import annotations

import numpy as np

from core.descent.course import Course
from core.descent.outcome import Outcome, where
from core.descent.rest import MINIMA, Rest

_RESTING = {
    "saddle": "a saddle: f falls to one side and rises to another, but the slope there is 0",
    "maximum": "the top of a hill: the slope there is 0",
    "terrace": "a terrace: the slope is 0 there, though f goes on falling beyond",
    "plateau": "a plateau: the slope is 0 there, so descent cannot feel where down is",
    "jump": "a jump of f: close by f comes lower than it is there, so this is no minimum",
}


_MANNER = {
    "flat minimum": " (a flat one)",
    "corner": " (a corner)",
    "valley": " (one of a whole valley of them)",
    "floor": " (f is as low as this on a whole flat piece)",
}


def at_rest(course: Course, step: int, rest: Rest | None) -> Outcome:
    """What is said of a run that has come to rest (at ``rest``, where that is known) with this step."""
    place = where(course.trail.points[-1] if rest is None else np.array(rest.point), course.names)
    if rest is not None and rest.kind not in MINIMA:
        return Outcome("stuck", f"It stands still at {place}, {_RESTING[rest.kind]}.", step, rest)
    kind = _MANNER.get(rest.kind if rest else "", "")
    steps = "at the start" if step == 0 else "in one step" if step == 1 else f"in {step} steps"
    return Outcome(
        "converged", f"{_manner(course, step)}converges: {steps} it is at the minimum {place}{kind}.", step, rest
    )


def _manner(course: Course, last: int) -> str:
    """How a sentence about a converging run begins: most steps may turn back on the one before."""
    swings = course.turns(0, last) > 0.5
    return "It overshoots and swings from side to side, but it " if swings else "It "


def heading_for(course: Course, step: int, rest: Rest | None, brisk: bool) -> Outcome:
    """What is said of a run on its way to ``rest``, which it reaches after ``step`` steps."""
    k = course.here
    place = where(course.trail.points[-1] if rest is None else np.array(rest.point), course.names)
    if rest is None or rest.kind in MINIMA:
        kind = _MANNER.get(rest.kind if rest else "", "")
        practical = f"to be there for all practical purposes takes {step} steps."
        return Outcome(
            "converging", f"{_manner(course, k)}is converging to the minimum {place}{kind}; {practical}", step, rest
        )
    here = where(course.trail.points[k], course.names)
    sentence = (
        f"After {k} steps it is at {here} and slowing down: it would come to rest at {place}, {_RESTING[rest.kind]}."
    )
    return Outcome("converging" if brisk else "crawling", sentence, step, rest)
