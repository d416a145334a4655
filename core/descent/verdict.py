"""What became of a descent, as a value with a sentence: never an exception, never "NaN".

A short run that has not ended yet is judged by walking on in secret: 0.8 per step arrives, 1.2 per step does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.descent.leaps import Leap, first_leap
from core.descent.rest import MINIMA, Rest, nearest_minimum, rest_at
from core.descent.walk import Trail
from core.language.numerals import plain
from core.surfaces.gradient import Objective

# "converging": on its way with a healthy rate, but the steps that were asked for end before it arrives.
# "jumped a pole": it fell towards a pole and a step leapt over it; what comes after is another branch of f.
Fate = Literal[
    "converged", "converging", "crawling", "oscillating", "stuck", "diverged", "left the domain", "jumped a pole"
]
ARRIVED = 1e-8  # of the largest gradient on the way
JITTER = 1e-3  # of the way it came: jumps smaller than this are not called oscillation
CRAWL = 0.99  # a distance that shrinks by less than this factor a step takes 230 steps for one more digit


@dataclass(frozen=True)
class Outcome:
    """``kind``: what became of the run; ``sentence`` says it with its numbers; ``step``: when it arrived or ended.

    ``rest``: the place without slope it came to, if it did.
    """

    kind: Fate
    sentence: str
    step: int | None = None
    rest: Rest | None = None


def where(point: np.ndarray | tuple[float, ...], names: tuple[str, ...], digits: int = 4) -> str:
    """``x = 3`` or ``(x, y) = (3, 2)``."""
    numbers = [plain(round(float(c), 12), digits) for c in point]
    return f"{names[0]} = {numbers[0]}" if len(names) == 1 else f"({', '.join(names)}) = ({', '.join(numbers)})"


def judge(objective: Objective, trail: Trail, shown: int) -> Outcome:
    """The outcome of a run of ``shown`` steps whose trail goes on for a while after them."""
    fate = _fate(objective, trail, shown)
    usable = slice(0, trail.steps if trail.reason else trail.steps + 1)
    leap = first_leap(objective, trail.points[usable], trail.values[usable], trail.gradients[usable])
    return fate if leap is None else _after(leap, fate, objective.function.variables, shown)


def _after(leap: Leap, fate: Outcome, names: tuple[str, ...], shown: int) -> Outcome:
    """What became of a run that has leapt: a fall towards a pole has no bottom; else it may still arrive somewhere."""
    place = where(leap.place, names)
    arrives = fate.rest is not None and fate.rest.kind in MINIMA
    if leap.far is not None:
        over = f"a gap: between {place} and {where(leap.far, names)} f has no value."
    elif leap.limit > 0.0:
        over = f"the pole at {place}: f rises there without end, but the step does not notice."
    elif leap.limit < 0.0 and not arrives and fate.kind != "left the domain":
        over = f"the pole at {place}. f falls there without end, so there is no lowest point to reach."
        sentence = _when(leap.step, shown, f"jumps over {over}", f"would jump over {over}")
        return Outcome("jumped a pole", sentence, leap.step)
    else:
        over = f"the pole at {place}, where f falls without end, to another branch of f."
    leapt = _when(leap.step, shown, f"jumps over {over}", f"would jump over {over}")
    return replace(fate, sentence=f"{leapt} {fate.sentence}")


def _fate(objective: Objective, trail: Trail, shown: int) -> Outcome:
    if trail.reason:
        return _ended(objective, trail, shown)
    size = np.max(np.abs(trail.gradients), axis=1)
    small = size <= ARRIVED * size.max()
    if small[-1]:
        arrival = len(small) - int(np.argmin(small[::-1])) if not small.all() else 0
        outcome = _at_rest(objective, trail, shown, arrival)
        # Beside a pole one slope may be so large that an ordinary one looks like none.
        ordinary = outcome.rest is not None and outcome.rest.kind == "plateau" and size[-1] > ARRIVED * size[0]
        if not ordinary:
            return outcome
    return _moving(objective, trail, shown, size)


def _when(step: int, shown: int, past: str, future: str) -> str:
    return f"Step {step} {past}" if step <= shown else f"After these {shown} steps it goes on: step {step} {future}"


def _ended(objective: Objective, trail: Trail, shown: int) -> Outcome:
    names, k = objective.function.variables, trail.steps
    last = trail.points[-1]
    usable = trail.points[:-1] if trail.reason != "no step" else trail.points
    if trail.reason == "no step":
        return Outcome("stuck", f"At {where(last, names)} the curvature is 0: Newton's step has no answer there.", k)
    if trail.reason == "no slope":
        what = "there is a value but no slope (a corner or a vertical tangent), so no next step."
        return Outcome("stuck", f"At {where(last, names)} {what}", k)
    if k == 0:
        return Outcome(
            "left the domain", f"The start {where(last, names)} has no usable value: choose another start.", 0
        )
    reach = 1.0 + float(np.max(np.abs(usable[0])))
    if trail.reason == "no value" and float(np.max(np.abs(usable[-1]))) < 1e6 * reach and np.isfinite(last).all():
        landing = where(last, names)
        sentence = _when(k, shown, f"lands at {landing}", f"would land at {landing}")
        return Outcome("left the domain", f"{sentence}, where f has no value: that is outside its domain.", k)
    return _diverged(trail, shown)


def _diverged(trail: Trail, shown: int) -> Outcome:
    finite = np.flatnonzero(np.isfinite(trail.values))
    values = trail.values[finite]
    if len(values) > 1 and values[-1] < values[0]:
        return Outcome(
            "diverged", "It runs downhill without end: f has no lowest point in this direction.", trail.steps
        )
    lengths = np.max(np.abs(np.diff(trail.points[finite], axis=0)), axis=1)[-12:]
    lengths = lengths[lengths > 0]
    factor = float((lengths[-1] / lengths[0]) ** (1 / (len(lengths) - 1))) if len(lengths) > 2 else 0.0
    growth = f" Each step is about {plain(factor, 3)} times as long as the one before." if 1 < factor < 1e6 else ""
    return Outcome(
        "diverged", f"It diverges: the steps overshoot and grow.{growth} The learning rate is too large.", trail.steps
    )


_RESTING = {
    "saddle": "a saddle: f falls to one side and rises to another, but the slope there is 0, so descent stays",
    "maximum": "the top of a hill: the slope there is 0, so descent does not move",
    "terrace": "a terrace: the slope is 0 there, though f goes on falling beyond",
    "plateau": "a plateau: the slope is 0 there, so descent cannot feel where down is",
}


def _at_rest(objective: Objective, trail: Trail, shown: int, arrival: int) -> Outcome:
    names = objective.function.variables
    rest = rest_at(objective, trail.points[-1])
    place = where(trail.points[-1] if rest is None else np.array(rest.point), names)
    if rest is not None and rest.kind not in MINIMA:
        return Outcome("stuck", f"It stands still at {place}, {_RESTING[rest.kind]}.", arrival, rest)
    flat = {"flat minimum": " (a flat one)", "corner": " (a corner)", "valley": " (one of a whole valley of them)"}.get(
        rest.kind if rest else "", ""
    )
    if arrival <= shown:
        steps = "at the start" if arrival == 0 else "in one step" if arrival == 1 else f"in {arrival} steps"
        sentence = f"converges: {steps} it is at the minimum {place}{flat}."
        return Outcome("converged", _manner(trail, arrival) + sentence, arrival, rest)
    sentence = (
        f"is converging to the minimum {place}{flat}; to be there for all practical purposes takes {arrival} steps."
    )
    return Outcome("converging", _manner(trail, arrival) + sentence, arrival, rest)


def _manner(trail: Trail, arrival: int) -> str:
    """How a sentence about a converging run begins: most steps may turn back on the one before."""
    moves = np.diff(trail.points[: arrival + 1], axis=0)
    turns = np.sum(moves[1:] * moves[:-1], axis=1) < 0
    swings = len(turns) >= 2 and turns.mean() > 0.5
    return "It overshoots and swings from side to side, but it " if swings else "It "


def _moving(objective: Objective, trail: Trail, shown: int, size: np.ndarray) -> Outcome:
    moves = np.diff(trail.points, axis=0)
    lengths = np.sqrt(np.sum(moves * moves, axis=1))
    if len(lengths) < 8:
        return _on_its_way(objective, trail, shown, 1.0)
    quarter = max(2, len(lengths) // 4)
    third, last = slice(-2 * quarter, -quarter), slice(-quarter, None)
    growth = _ratio(lengths, third, last)
    slope_growth = _ratio(size[1:], third, last)
    travelled = float(np.sqrt(np.sum((trail.points[-1] - trail.points[0]) ** 2)))
    far = travelled > 10.0 * (1.0 + float(np.max(np.abs(trail.points[0]))))
    back = float(np.mean(np.sum(moves[1:] * moves[:-1], axis=1)[last] < 0.0))
    rising = trail.values[-1] > trail.values[0]
    if growth > 1.1 and slope_growth > 1.1 and (rising or far):
        return _diverged(trail, shown)
    straight = travelled > 0.9 * float(lengths.sum())
    if far and straight and growth > 0.99 and not rising:
        return Outcome("diverged", "It runs downhill without end: f has no lowest point in this direction.", None)
    still = float(lengths[last].max()) <= 1e-12 * (1.0 + float(np.max(np.abs(trail.points[-1]))))
    net = float(np.max(np.ptp(trail.points[-quarter:], axis=0))) < 0.5 * float(lengths[last].sum())
    if still or (growth > 0.9 and (back > 0.5 or net)):
        return _oscillating(objective, trail, back)
    return _on_its_way(objective, trail, shown, min(slope_growth, 1.0) ** (1.0 / quarter))


def _ratio(sizes: np.ndarray, before: slice, after: slice) -> float:
    earlier, later = float(np.median(sizes[before])), float(np.median(sizes[after]))
    return later / earlier if earlier > 0.0 else 1.0


def _oscillating(objective: Objective, trail: Trail, back: float) -> Outcome:
    names = objective.function.variables
    one, other = trail.points[-2], trail.points[-1]
    low, high = trail.points[-64:].min(axis=0), trail.points[-64:].max(axis=0)
    width, travelled = float(np.max(high - low)), float(np.max(np.ptp(trail.points, axis=0)))
    if width < JITTER * travelled:
        place = where((low + high) / 2, names)
        if width <= 1e-9 * (1.0 + float(np.max(np.abs(other)))):
            slope = plain(float(np.max(np.abs(trail.gradients[-1]))), 3)
            return Outcome("converged", f"It comes to rest at {place}, where the slope is {slope}.", None)
        return Outcome(
            "converged", f"It converges: it is at {place}, but for jumps of {plain(width, 2)} that do not stop."
        )
    settled = np.allclose(trail.points[-3], other, rtol=1e-6, atol=1e-12)
    if back > 0.5 and settled:
        sentence = f"It oscillates for ever between {where(one, names)} and {where(other, names)}."
    else:
        ranges = " and ".join(
            f"{plain(float(a), 4)} ≤ {name} ≤ {plain(float(b), 4)}" for name, a, b in zip(names, low, high, strict=True)
        )
        sentence = f"It oscillates without settling, somewhere in {ranges}."
    return Outcome("oscillating", sentence)


def _on_its_way(objective: Objective, trail: Trail, shown: int, factor: float) -> Outcome:
    names = objective.function.variables
    k = min(shown, trail.steps)
    here = where(trail.points[k], names)
    slope = plain(float(np.linalg.norm(trail.gradients[k])), 3)
    if factor <= CRAWL:
        return Outcome("converging", f"After {k} steps it is at {here} and on its way; the slope is down to {slope}.")
    if _on_plateau(objective, trail.points[-1], trail.gradients[-1]):
        if not _on_plateau(objective, trail.points[k], trail.gradients[k]):
            sentence = (
                f"It slows down: after {k} steps it is at {here}, the slope is {slope}, and ahead lies a plateau."
            )
            return Outcome("crawling", sentence)
        sentence = f"It stands on a plateau near {here}: the slope is only {slope}, so the steps are tiny."
        return Outcome("stuck", sentence)
    return Outcome("crawling", f"It crawls: after {k} steps it is only at {here}, where the slope is still {slope}.")


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
