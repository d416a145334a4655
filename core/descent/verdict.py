"""What became of a descent: a value with a sentence, never an exception, never "NaN".

The sentence speaks of the steps that are shown. A run that has not ended yet is walked on in secret, and what happens
there is told as what follows: 0.8 per step will arrive, 1.2 per step will not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.curves import place as study_of_place
from core.descent.course import Course, Swing, falls_without_end, growing_from, swing
from core.descent.leaps import Leap, first_leap
from core.descent.manner import at_rest, heading_for
from core.descent.outcome import Outcome, after, where
from core.descent.rest import MINIMA, Rest, nearest_minimum, rest_at, slope_stays
from core.descent.tips import flung, tip_on_the_way
from core.descent.walk import Trail
from core.language.numerals import plain, settle
from core.surfaces.gradient import Objective

ARRIVED = 1e-8  # of the largest gradient on the way
NEAR = 1e-3  # of the way to a place of rest: whoever is farther from it has not arrived
JITTER = 1e-3  # of the way it came: jumps smaller than this are not called oscillation
CRAWL = 0.99  # a distance that shrinks by less than this factor a step takes 230 steps for one more digit


def judge(
    objective: Objective, trail: Trail, shown: int, *, downhill: bool = False, rates: Sequence[float] | np.ndarray = ()
) -> Outcome:
    """The outcome of a run of ``shown`` steps whose trail may go on for a while after them.

    ``downhill``: the optimiser never takes a step that raises f. ``rates``: the learning rate of each step shown.
    """
    course = Course(objective, trail, shown, downhill)
    fate = _fate(course)
    if fate.kind in ("converging", "crawling") and fate.rest is None and len(rates) and rates[-1] < 0.1 * max(rates):
        fate = _out_of_rate(course, fate, rates)
    leap = first_leap(objective, trail.points[: course.usable + 1])
    return fate if leap is None else _after_leap(leap, fate, course)


def _after_leap(leap: Leap, fate: Outcome, course: Course) -> Outcome:
    """What became of a run that has leapt: a fall towards a pole has no bottom; else it may still arrive somewhere."""
    place = where(leap.place, course.names)
    arrives = fate.rest is not None and fate.rest.kind in MINIMA
    ahead = leap.step > course.shown
    if leap.far is not None:
        over = f"a gap: between {place} and {where(leap.far, course.names)} f has no value."
    elif leap.limit > 0.0:
        over = f"the pole at {place}: f rises there without end, but the step does not notice."
    elif leap.limit < 0.0 and not arrives and fate.kind != "left the domain":
        over = f"the pole at {place}. f falls there without end, so there is no lowest point to reach."
        sentence = _when(leap.step, course.shown, f"jumps over {over}", f"would jump over {over}")
        return Outcome("jumped a pole", sentence, leap.step, ahead=ahead)
    else:
        over = f"the pole at {place}, where f falls without end, to another branch of f."
    leapt = _when(leap.step, course.shown, f"jumps over {over}", f"would jump over {over}")
    said = f"{fate.sentence} {leapt}" if ahead else f"{leapt} {fate.sentence}"
    return replace(fate, sentence=said)


def _when(step: int, shown: int, past: str, future: str) -> str:
    return f"Step {step} {past}" if step <= shown else f"{after(shown)} it goes on: step {step} {future}"


def _fate(course: Course) -> Outcome:
    trail, shown = course.trail, course.shown
    if trail.reason and trail.steps <= shown:
        return _ended(course)
    arrival = _arrival(course) if not trail.reason else None
    if arrival is not None and arrival[0] <= shown:
        return at_rest(course, *arrival)
    swings = swing(course)
    if swings is not None and swings.width >= JITTER * course.travelled and swings.entered <= max(shown - 1, 0):
        return _oscillating(course, swings)
    endless = _endless(course)
    if endless is not None:
        return endless
    grows = growing_from(course)
    if grows is not None:
        return _diverged(course, grows)
    if trail.reason:
        return _ended(course)
    return _moving(course, arrival, swings)


def _arrival(course: Course) -> tuple[int, Rest | None] | None:
    """The step from which on the run stays where the slope is as good as 0, and the place of rest there."""
    sizes, points = course.sizes, course.trail.points[: course.usable + 1]
    last = points[-1]
    with np.errstate(all="ignore"):
        curvature = np.nan_to_num(np.abs(course.objective.hessian(last)), posinf=0.0).max()
    # A slope that the rounding of x alone explains is none.
    small = sizes <= max(ARRIVED * float(sizes.max()), 4 * np.finfo(float).eps * float(curvature * np.abs(last).max()))
    if not small[-1]:
        return None
    step = len(small) - int(np.argmin(small[::-1])) if not small.all() else 0
    rest = rest_at(course.objective, last)
    if rest is None:
        return step, None
    # Beside a pole one slope may be so large that an ordinary one looks like none.
    if rest.kind == "plateau" and sizes[-1] > ARRIVED * sizes[0]:
        return None
    if rest.kind in ("valley", "floor", "plateau"):
        return step, rest
    distance = np.max(np.abs(points - np.array(rest.point)), axis=1)
    near = distance <= NEAR * max(float(distance[0]), 1e-9 * (1.0 + float(np.abs(rest.point).max())))
    if not near[-1]:
        return None
    return max(step, len(near) - int(np.argmin(near[::-1])) if not near.all() else 0), rest


def _ended(course: Course) -> Outcome:
    trail, shown, names = course.trail, course.shown, course.names
    k, last = trail.steps, trail.points[-1]
    ahead = k > shown
    if trail.reason == "no step":
        sentence = f"At {where(last, names)} the curvature is 0: Newton's step has no answer there."
        return Outcome("stuck", _later(ahead, shown, sentence), k, ahead=ahead)
    if trail.reason == "no slope":
        what = "there is a value but no slope (a corner or a vertical tangent), so no next step."
        return Outcome("stuck", _later(ahead, shown, f"At {where(last, names)} {what}"), k, ahead=ahead)
    if k == 0:
        return Outcome(
            "left the domain", f"The start {where(last, names)} has no usable value: choose another start.", 0
        )
    usable = trail.points[:-1]
    reach = 1.0 + float(np.max(np.abs(usable[0])))
    if trail.reason == "no value" and float(np.max(np.abs(usable[-1]))) < 1e6 * reach and np.isfinite(last).all():
        landing = where(last, names)
        sentence = _when(k, shown, f"lands at {landing}", f"would land at {landing}")
        said = f"{sentence}, where f has no value: that is outside its domain."
        return Outcome("left the domain", said, k, ahead=ahead)
    return _endless(course) or _diverged(course, growing_from(course) or 0)


def _later(ahead: bool, shown: int, sentence: str) -> str:
    return f"{after(shown)} it goes on and is stopped. {sentence}" if ahead else sentence


def _endless(course: Course) -> Outcome | None:
    """A run that falls, and would for ever: f has no lowest point this way."""
    values, moves = course.trail.values, course.moves
    if not len(moves):
        return None
    last = course.usable
    falls = values[last] < values[0] and (course.growth() > 0.5 or course.trail.reason == "too large")
    quarter = max(1, min(len(moves) // 4, 50))
    if not falls or not np.all(np.diff(values[max(0, last - 2 * quarter) : last + 1 : 2]) <= 0.0):
        return None
    direction = moves[-quarter:].sum(axis=0)
    if not falls_without_end(course.objective, course.trail.points[last], direction):
        return None
    return Outcome("diverged", "It runs downhill without end: f has no lowest point in this direction.", None)


def _diverged(course: Course, grows: int) -> Outcome:
    lengths = course.lengths[grows:][:12]
    lengths = lengths[lengths > 0.0]
    factor = float((lengths[-1] / lengths[0]) ** (1 / (len(lengths) - 1))) if len(lengths) > 2 else 0.0
    growth = f" Each step is about {plain(factor, 3)} times as long as the one before." if 1 < factor < 1e6 else ""
    ahead = grows >= course.shown
    if ahead:
        head = f"{after(course.shown)} it goes on and diverges: from step {grows + 1} on the steps overshoot and grow."
    else:
        head = "It diverges: the steps overshoot and grow."
    return Outcome("diverged", f"{head}{growth} The learning rate is too large.", course.trail.steps, ahead=ahead)


def _oscillating(course: Course, found: Swing) -> Outcome:
    return Outcome("oscillating", f"It {_swinging(course, found, 'keeps jumping', 'oscillates')}.")


def _swinging(course: Course, found: Swing, jumps: str, swings: str) -> str:
    """How a run swings, with the verbs that say whether it does or would."""
    corner = _corner_between(course, found)
    if corner is not None:
        size, place = plain(found.width, 3), where(corner, course.names)
        about = f"{jumps} back and forth by {size} at the corner {place}"
        return f"{about}: the slope does not shrink there, so a smaller η jumps less far"
    if found.ends is not None:
        return f"{swings} for ever between {' and '.join(where(end, course.names) for end in found.ends)}"
    return f"{swings} without settling, somewhere in {_ranges(course, found)}"


def _ranges(course: Course, found: Swing) -> str:
    ends = zip(course.names, found.low, found.high, strict=True)
    return " and ".join(f"{plain(float(a), 4)} ≤ {name} ≤ {plain(float(b), 4)}" for name, a, b in ends)


def _corner_between(course: Course, found: Swing) -> np.ndarray | None:
    """The lowest place between the two ends of a swing, where the slope is no smaller than at the ends."""
    if found.ends is None:
        return None
    one, other = found.ends
    golden, margin = (np.sqrt(5.0) - 1.0) / 2.0, 1e-6  # rounding may leave an end on the near side of the corner
    low, high = -margin, 1.0 + margin
    for _ in range(60):
        a, b = high - golden * (high - low), low + golden * (high - low)
        lower = course.objective.value(one + a * (other - one)) <= course.objective.value(one + b * (other - one))
        low, high = (low, b) if lower else (a, high)
    error = 1e-6 * found.width
    place = np.array([settle(float(c), error) for c in one + (low + high) / 2 * (other - one)])
    if len(place) == 1:
        kind = study_of_place(course.objective.function, float(place[0]), **course.objective.parameters).kind
        return place if kind in ("corner", "cusp") else None
    return place if slope_stays(course.objective, place, found.width) else None


def _moving(course: Course, arrival: tuple[int, Rest | None] | None, swings: Swing | None) -> Outcome:
    """A run on its way: where it is now, and what follows."""
    k, names = course.here, course.names
    here, slope = where(course.trail.points[k], names), plain(float(np.linalg.norm(course.trail.gradients[k])), 3)
    brisk = course.pace() <= CRAWL
    if arrival is not None:
        return heading_for(course, *arrival, brisk)
    if (tip := tip_on_the_way(course)) is not None:
        return flung(course, tip)
    if swings is not None and swings.width < JITTER * course.travelled:
        place = where((swings.low + swings.high) / 2, names)
        if swings.entered > course.shown:
            return Outcome("converging", f"After {k} steps it is at {here}, on its way to {place}.", swings.entered)
        size = plain(swings.width, 2)
        return Outcome("converged", f"It converges: it is at {place}, but for jumps of {size} that do not stop.")
    if swings is not None:
        later = _swinging(course, swings, "would keep jumping", "would oscillate")
        sentence = (
            f"After {k} steps it is at {here} and on its way; the slope is {slope}. Going on like this it {later}."
        )
        return Outcome("crawling", sentence)
    if brisk:
        return Outcome("converging", f"After {k} steps it is at {here} and on its way; the slope is down to {slope}.")
    return _crawling(course, here, slope)


def _crawling(course: Course, here: str, slope: str) -> Outcome:
    objective, trail, k = course.objective, course.trail, course.here
    if not _on_plateau(objective, trail.points[course.usable], trail.gradients[course.usable]):
        return Outcome(
            "crawling", f"It crawls: after {k} steps it is only at {here}, where the slope is still {slope}."
        )
    if not _on_plateau(objective, trail.points[k], trail.gradients[k]):
        sentence = f"It slows down: after {k} steps it is at {here}, the slope is {slope}, and ahead lies a plateau."
        return Outcome("crawling", sentence)
    return Outcome("stuck", f"It stands on a plateau near {here}: the slope is only {slope}, so the steps are tiny.")


def _out_of_rate(course: Course, fate: Outcome, rates: Sequence[float] | np.ndarray) -> Outcome:
    """A run that slows down only because its schedule took the learning rate away."""
    here = where(course.trail.points[course.here], course.names)
    slope = plain(float(np.linalg.norm(course.trail.gradients[course.here])), 3)
    sentence = (
        f"After {course.here} steps it is at {here}, where the slope is {slope}. "
        f"By then the schedule has brought η down from {plain(max(rates), 3)} to {plain(float(rates[-1]), 3)}."
    )
    return replace(fate, sentence=sentence)


def _on_plateau(objective: Objective, point: np.ndarray, gradient: np.ndarray) -> bool:
    """Whether the ground is a thousand times steeper a little further away and no minimum is near."""
    scale = 1.0 + float(np.max(np.abs(point)))
    directions = np.vstack([np.eye(len(point)), -np.eye(len(point))])
    around = objective.gradient(point + scale * np.array([0.3, 0.6, 1.0])[:, None, None] * directions)
    steepest = float(np.max(np.abs(np.where(np.isfinite(around), around, 0.0))))
    if float(np.max(np.abs(gradient))) >= 1e-3 * steepest:
        return False
    minimum = nearest_minimum(objective, point)
    return minimum is None or float(np.max(np.abs(np.array(minimum.point) - point))) > scale
