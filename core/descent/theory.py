"""What the learning rate must do near a minimum: the bound, the factor per step, the best choice, the zones.

Near a minimum f is nearly a parabola along each eigenvector of the Hessian. There one step of plain descent
multiplies the error
by 1 − ηλ, so it shrinks for η < 2/λ_max, and fastest for η = 2/(λ_min + λ_max) (Nocedal & Wright, ch. 3; Nesterov,
Introductory
Lectures on Convex Optimization, 1.2.3; for momentum Polyak 1964). Exact where f is a quadratic; elsewhere only near
the minimum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.descent.descend import Descent
from core.descent.optimiser import OnParabola
from core.descent.optimisers import OPTIMISERS
from core.descent.outcome import where
from core.descent.rest import MINIMA, NO_CURVATURE, Rest, nearest_minimum
from core.descent.verdict import CRAWL
from core.language.numerals import plain
from core.surfaces.gradient import Objective

Zone = Literal["crawls", "converges", "oscillates but converges", "diverges"]


@dataclass(frozen=True)
class Stretch:
    """A zone of the learning-rate axis: from ``low`` to ``high`` (may be ∞)."""

    zone: Zone
    low: float
    high: float


@dataclass(frozen=True)
class Theory:
    """What the Hessian at ``minimum`` says about a learning rate η with one optimiser.

    ``bound``: converges only below; ``best``: η with the smallest ``factor``; ``factor``: the predicted factor per
    step at
    this η; ``measured``: that of the run. None where there is no such number: no minimum, flat minimum, adaptive
    optimiser.
    ``exact``: f is a quadratic, so all this holds everywhere. Where a schedule changes η, ``factor`` is the mean one
    over the steps that are measured (None where steps of different η do not simply multiply), and there are no
    ``zones``.
    """

    minimum: Rest | None
    exact: bool
    bound: float | None
    best: float | None
    factor: float | None
    measured: float | None
    zones: tuple[Stretch, ...]
    sentence: str

    @property
    def flat(self) -> bool:
        """Whether there is a minimum, but without curvature in some direction."""
        return self.minimum is not None and self.minimum.kind != "minimum"


def theory(run: Descent, learning_rate: float) -> Theory:
    """The theory of the minimum that ``run`` reached, or would reach going straight downhill from its start."""
    rule = OPTIMISERS[run.optimizer].parabola
    minimum = _minimum_of(run)
    exact = minimum is not None and is_quadratic(run.objective)
    measured = _measured(run, minimum) if minimum and _heads_for_it(run, exact) else None
    curvatures = _curvatures(run, minimum) if minimum else []
    if minimum is None or not curvatures or rule is None or minimum.kind == "corner":
        sentence = _without_bound(run, minimum, measured)
        return Theory(minimum, exact, None, None, None, measured, (), sentence)
    mu = run.constants.get("momentum", 0.0)
    if rule.divides:
        curvatures = [1.0]
    low, high = curvatures[0], curvatures[-1]
    bound = rule.reach(mu) / high
    best = rule.best(low, high) if rule.best is not None else None
    if _changing(run):
        factor = _mean_factor(run, minimum, curvatures) if rule.best is not None else None
        sentence = _with_schedule(run, minimum, exact, bound, factor, measured)
        return Theory(minimum, exact, bound, best, factor, measured, (), sentence)
    factor = max(rule.factor(learning_rate * c, mu) for c in curvatures)
    zones = _zones(rule, low, high, mu)
    sentence = _with_bound(run.objective, minimum, exact, rule, bound, best, factor, measured)
    return Theory(minimum, exact, bound, best, factor, measured, zones, sentence)


def _changing(run: Descent) -> bool:
    return bool(np.ptp(run.rates) > 0.0) if run.steps else False


def _mean_factor(run: Descent, minimum: Rest, curvatures: list[float]) -> float | None:
    """The geometric mean of |1 − η_k λ| over the measured steps, for the λ for which it is largest."""
    span = _measured_steps(run, minimum)
    if span is None:
        return None
    rates = run.rates[slice(*span)]
    factors = np.abs(1.0 - rates[:, None] * np.array(curvatures))
    with np.errstate(divide="ignore"):
        return float(np.exp(np.log(factors).mean(axis=0)).max())


def is_quadratic(objective: Objective) -> bool:
    """Whether the Hessian is the same at a few dozen scattered places."""
    places = np.random.default_rng(3).uniform(-7.0, 7.0, (24, objective.dimension))
    hessians = objective.hessian(places)
    scale = np.max(np.abs(hessians))
    return bool(np.isfinite(hessians).all() and np.ptp(hessians, axis=0).max() <= 1e-9 * scale)


def zone_at(zones: tuple[Stretch, ...], learning_rate: float) -> Zone | None:
    """The zone of a learning rate; at the bound itself none (it oscillates for ever)."""
    for stretch in zones:
        if stretch.low <= learning_rate < stretch.high and not (
            stretch.zone == "diverges" and learning_rate == stretch.low
        ):
            return stretch.zone
    return None


def _minimum_of(run: Descent) -> Rest | None:
    # Where it rests, if that is a minimum; else the one nearest to where it was last, else to its start.
    rest = run.outcome.rest
    if rest is not None and rest.kind in MINIMA:
        return rest
    if run.outcome.kind in ("converging", "crawling", "oscillating", "converged"):
        found = nearest_minimum(run.objective, run.points[run.reached])
        if found is not None:
            return found
    return nearest_minimum(run.objective, run.points[0]) if np.isfinite(run.values[0]) else None


def _heads_for_it(run: Descent, exact: bool) -> bool:
    """Whether the distance to the minimum says anything about this run."""
    kind = run.outcome.kind
    return kind in ("converged", "converging", "crawling", "oscillating") or (kind == "diverged" and exact)


def _curvatures(run: Descent, minimum: Rest) -> list[float]:
    # Beside the curvature at the start a millionth of it is none: what is left there is where the search stopped.
    with np.errstate(all="ignore"):
        start = np.abs(run.objective.hessian(run.points[:1]))
    least = max(1e-9 * minimum.eigenvalues[-1], 1e-6 * float(np.max(start[np.isfinite(start)], initial=0.0)))
    usual = max(1e-9 * minimum.eigenvalues[-1], NO_CURVATURE)
    return [e for e in minimum.eigenvalues if e > (least if minimum.kind in ("valley", "flat minimum") else usual)]


def _zones(rule: OnParabola, low: float, high: float, mu: float) -> tuple[Stretch, ...]:
    turn, bound = rule.turn(mu) / high, rule.reach(mu) / high
    latest = turn if rule.best is not None else 0.5 * bound
    slow = min((1.0 - CRAWL) * (1.0 - mu) / low, latest)  # 1 − factor ≈ ηλ/(1 − μ)
    edges = [0.0, slow, max(turn, slow), bound, math.inf]
    names: tuple[Zone, ...] = ("crawls", "converges", "oscillates but converges", "diverges")
    return tuple(Stretch(zone, a, b) for zone, a, b in zip(names, edges, edges[1:], strict=False) if b > a)


def _measured(run: Descent, minimum: Rest) -> float | None:
    """Geometric mean of the last factors |x_{k+1} − x*| / |x_k − x*| that are above rounding."""
    distance = _distances(run, minimum)
    if len(distance) < 2 or distance[0] == 0.0:
        return None
    span = _measured_steps(run, minimum)
    if span is None:
        return 0.0 if distance[1] < distance[0] else None
    first, last = span
    return float((distance[last] / distance[first]) ** (1.0 / (last - first)))


def _measured_steps(run: Descent, minimum: Rest) -> tuple[int, int] | None:
    """From which row to which the distance to the minimum is measured: the last ten steps above rounding."""
    distance = _distances(run, minimum)
    floor = 1e-7 * max(distance[0], 1e-3 * (1.0 + float(np.max(np.abs(minimum.point)))))
    above = int(np.argmax(distance <= floor)) if (distance <= floor).any() else len(distance)
    first = max(0, above - 11)
    return (first, above - 1) if above - 1 > first else None


def _distances(run: Descent, minimum: Rest) -> np.ndarray:
    points = run.points[: run.reached + 1]
    return np.sqrt(np.sum((points - np.array(minimum.point)) ** 2, axis=1))


def _with_schedule(
    run: Descent, minimum: Rest, exact: bool, bound: float, factor: float | None, measured: float | None
) -> str:
    """What the bound says when η is another one at every step."""
    place = where(minimum.point, run.objective.function.variables)
    low, high = float(run.rates.min()), float(run.rates.max())
    below = run.rates < bound
    if below.all():
        when = "always below that"
    elif not below.any():
        when = "never below that"
    elif below[-1]:
        when = f"below that from step {len(below) - int(np.argmin(below[::-1])) + 1} on"
    else:
        when = f"below that only up to step {int(np.argmin(below))}"
    head = f"Near the minimum {place} a step shrinks the error only if its η is below {plain(bound, 4)}."
    head += f" The schedule takes η between {plain(low, 3)} and {plain(high, 3)}: it is {when}."
    if not exact:
        head += " f is not a quadratic, so this holds only near the minimum."
    middle = (
        f" For the last steps theory predicts the factor {_per_step(factor)} on average" if factor is not None else ""
    )
    if measured is None:
        return f"{head}{middle}." if middle else head
    return (
        f"{head}{middle}; this run measures {_per_step(measured)}."
        if middle
        else (f"{head} On the last steps this run measures the factor {_per_step(measured)} on average.")
    )


def _with_bound(
    objective: Objective,
    minimum: Rest,
    exact: bool,
    rule: OnParabola,
    bound: float,
    best: float | None,
    factor: float,
    measured: float | None,
) -> str:
    curvature = minimum.eigenvalues[-1]
    place = where(minimum.point, objective.function.variables)
    if rule.divides:
        head = f"Newton's step divides by the curvature, so near {place} it converges for η below 2 and is best at 1."
    else:
        largest = "the curvature" if len(minimum.eigenvalues) == 1 else "the largest curvature"
        head = f"At the minimum {place} {largest} is {plain(curvature, 4)}, "
        head += f"so it converges only for η below {plain(bound, 4)}"
        head += f"; η = {plain(best, 4)} is best." if best is not None else "."
    if minimum.kind == "valley":
        head += " (Along the valley floor there is no curvature at all.)"
    elif minimum.kind == "flat minimum":
        head += " (In another direction the curvature is 0: there no factor is fixed, it only gets slower.)"
    if not exact:
        head += " f is not a quadratic, so this holds only near the minimum."
    middle = f" At this η theory predicts the factor {_per_step(factor)} per step"
    if measured is None:
        return f"{head}{middle}."
    return f"{head}{middle}; this run measures {_per_step(measured)}."


def _without_bound(run: Descent, minimum: Rest | None, measured: float | None) -> str:
    pace = (
        f" On this run the distance changes by the factor {_per_step(measured)} per step."
        if measured is not None
        else ""
    )
    if minimum is None:
        if run.outcome.kind == "oscillating":
            return f"Where it swings f has no smooth bottom: {_CORNER}"
        return "Downhill from here I find no smooth minimum, so there is no curvature and no bound on η to quote."
    place = where(minimum.point, run.objective.function.variables)
    if minimum.kind == "corner":
        return f"The minimum {place} is a corner: {_CORNER}"
    if minimum.kind == "flat minimum":
        flat = f"The minimum {place} is flat: its curvature is 0, so no fixed factor per step;"
        return f"{flat} near it descent only gets slower.{pace}"
    if run.optimizer == "backtracking":
        return f"The line search chooses its own step, so any η converges.{pace}"
    if OPTIMISERS[run.optimizer].parabola is None:
        return f"This optimiser scales its steps by the gradients it has met, so 2/λ is no bound for it.{pace}"
    return f"At {place} there is no curvature, so it gives no bound on η.{pace}"


_CORNER = "the slope does not shrink on the way there, so a fixed step jumps across it; a smaller η jumps less far."


def _per_step(factor: float) -> str:
    """A factor with enough digits to tell it from 1."""
    return plain(factor, 3 if abs(factor - 1.0) > 0.01 else 5)
