"""A verdict speaks of the steps that are shown; what comes after them is told as what follows.

The oracles are closed forms (parabolas, falls without end) and runs of another length of plain Python loops.
"""

import math
import re

import numpy as np
import pytest

from core.descent.basins import basins
from core.descent.course import falls_without_end
from core.descent.descend import descend
from core.descent.theory import theory
from core.surfaces.gradient import Objective
from tests.descent.functions import HIMMELBLAU, ROSENBROCK, one, two


def outcome(text, start, rate, steps, **options):
    function = one(text) if len(start) == 1 else two(text)
    return descend(function, start, learning_rate=rate, steps=steps, **options).outcome


def plain_descent(slope, x, rate, steps):
    for _ in range(steps):
        x = x - rate * slope(x)
    return x


@pytest.mark.parametrize(
    "text", ["relu(x)", "relu(x - 1)/2 - 3", "relu(x)^2 + 4", "max(0, 1 - x)", "relu(1-x) + relu(1+x)"]
)
@pytest.mark.parametrize("start", [2.0, -3.0])
def test_flat_ground_with_nothing_lower_around_is_an_arrival(text, start):
    lowest = float(np.min(one(text)(np.linspace(-50, 50, 20_001))))
    found = descend(one(text), [start], learning_rate=0.3, steps=400)
    # relu² comes near its floor by a factor a step; the others step onto it
    assert found.values[-1] == pytest.approx(lowest, abs=1e-12)
    assert found.outcome.kind in ("converged", "converging")


@pytest.mark.parametrize("text", ["floor(x)", "step(x - 1)", "relu(x) - relu(-x - 2)", "min(x, 0)^2 - relu(x-1)"])
def test_flat_ground_above_lower_ground_is_a_plateau(text):
    flat = 1.5 if "1" in text and "step" in text else 0.5 if "min" in text else -1.0 if "relu" in text else 1.5
    found = outcome(text, [flat], 0.1, 20)
    assert found.kind == "stuck" and "plateau" in found.sentence


@pytest.mark.parametrize(
    ("text", "start"),
    [("x", [3.0]), ("-x^2", [0.5]), ("max(x, y)", [1.0, 2.0]), ("x + y", [0.0, 0.0]), ("-ln(x)", [1.0]),
     ("-sqrt(x)", [1.0]), ("x^3", [-1.0]), ("min(x, 2x)", [1.0]), ("x^2 - y^2", [1.0, 0.1])],
)  # fmt: skip
@pytest.mark.parametrize("steps", [10, 100])
def test_a_fall_without_end_is_told_as_one(text, start, steps):
    found = outcome(text, start, 0.1, steps)
    assert found.kind == "diverged" and "no lowest point" in found.sentence


@pytest.mark.parametrize(
    ("text", "point", "way"),
    [("e^x", [0.0], [-1.0]), ("atan(x)", [0.0], [-1.0]), ("x^3", [0.2], [-1.0]), ("x^2", [3.0], [-1.0]),
     ("ln(x)", [3.0], [-1.0]), ("1/(1+x^2)", [1.0], [1.0]), ("sqrt(1+x^2)", [1.0], [-1.0])],
)  # fmt: skip
def test_no_fall_without_end_is_invented(text, point, way):
    assert not falls_without_end(Objective(one(text)), np.array(point), np.array(way))


@pytest.mark.parametrize("rate", [0.003, 0.004, 0.005])
def test_a_later_swing_is_not_told_as_the_present(rate):
    found = descend(two(ROSENBROCK), [-1.2, 1.0], learning_rate=rate, steps=200)
    if found.outcome.kind == "oscillating":  # then the run on the screen has swung there for a while
        assert found.values[-8:].min() >= found.values[-32:-8].min()
    else:
        assert re.match(r"After 200 steps|It crawls: after 200 steps", found.outcome.sentence)


def test_a_run_that_only_falls_does_not_oscillate():
    for optimizer in ("adam", "rmsprop", "momentum", "adagrad"):
        for schedule in ("constant", "warm-up", "cosine", "step"):
            run = descend(one("x^2"), [4], learning_rate=0.004, steps=10, optimizer=optimizer, schedule=schedule)
            assert (np.diff(run.values) < 0).all() and run.outcome.kind != "oscillating", (optimizer, schedule)


@pytest.mark.parametrize("text", ["|x| + |y|", "|x + y| + |x - y|/3", "max(|x|, |y|)", "x^2 + |y|", ROSENBROCK])
def test_a_line_search_never_oscillates(text):
    for start in ([1.0, 0.7], [-2.0, 0.3], [0.4, 0.4]):
        assert outcome(text, start, 1.0, 40, optimizer="backtracking").kind != "oscillating"


@pytest.mark.parametrize(
    ("text", "top"),
    [("sin x", math.pi / 2), ("cos x", 2 * math.pi), ("-(x - 1/3)^2", 1 / 3), ("1/(1 + (x - 0.1)^2)", 0.1)],
)
def test_a_hilltop_is_told_whatever_rounding_leaves_of_its_slope(text, top):
    found = outcome(text, [top], 0.1, 50)
    assert found.kind == "stuck" and "top of a hill" in found.sentence


@pytest.mark.parametrize(("rate", "start"), [(0.1, 4.0), (0.1, 0.95), (0.3, 2.0), (0.07, 1.0)])
def test_rounding_does_not_speak_at_a_corner(rate, start):
    found = outcome("|x - 1|", [1 + start], rate, 200)
    assert found.kind == "oscillating" and "the corner x = 1:" in found.sentence and "10⁻" not in found.sentence


def test_on_the_way_to_a_saddle_it_does_not_stand_still():
    early, late = (outcome("x^2 - y^2", [1.0, 0.0], 0.1, steps) for steps in (10, 200))
    assert "After 10 steps it is at (x, y) = (0.1074, 0)" in early.sentence and "stands still" not in early.sentence
    assert "would come to rest at (x, y) = (0, 0), a saddle" in early.sentence
    assert late.kind == "stuck" and "stands still" in late.sentence


def test_what_happens_after_the_steps_is_marked_as_ahead():
    for text, start, rate, steps in [("ln x", 1.0, 0.3, 2), ("sqrt(x)", 0.5, 0.3, 1), ("1/x", -1.0, 0.1, 1)]:
        soon, later = outcome(text, [start], rate, steps), outcome(text, [start], rate, 60)
        assert soon.ahead and "would" in soon.sentence and not later.ahead and "would" not in later.sentence
        assert soon.kind == later.kind


def test_a_flat_minimum_is_reached_by_the_run_or_not_at_all():
    # x_{k+1} = x_k − η x_k⁵ shrinks like k^(−1/4): nowhere near 0 after a thousand steps.
    end = plain_descent(lambda x: x**5, 1.0, 0.5, 1000)
    run = descend(one("x^6/6"), [1.0], learning_rate=0.5, steps=1000)
    assert run.points[-1, 0] == pytest.approx(end) and end > 0.1
    assert run.outcome.kind == "crawling"
    assert "x = 0 " in theory(run, 0.5).sentence


@pytest.mark.parametrize("schedule", ["cosine", "step", "warm-up"])
@pytest.mark.parametrize("rate", [0.3, 0.9, 1.05])
@pytest.mark.parametrize("curvature", [2.0, 1.0])
def test_with_a_schedule_the_theory_multiplies_what_each_step_does(schedule, rate, curvature):
    run = descend(one(f"{curvature / 2} x^2"), [4.0], learning_rate=rate, steps=24, schedule=schedule)
    found = theory(run, rate)
    assert found.zones == () and found.factor == pytest.approx(found.measured, rel=1e-6)
    below = run.rates < 2 / curvature
    assert ("always below" in found.sentence) == bool(below.all())


def test_starts_beside_minima_that_do_not_attract_do_not_arrive():
    # At η = 0.03 every minimum of Himmelblau's function has ηλ > 2: only who starts on one stays.
    found = basins(Objective(two(HIMMELBLAU)), ((-5, 5), (-5, 5)), learning_rate=0.03, steps=100, resolution=40)
    assert not (found.labels >= 0).any()


@pytest.mark.parametrize("rate", [0.2, 0.9, 1.1])
def test_a_start_counts_if_plain_steps_bring_it_there(rate):
    found = basins(Objective(one("x^2 + 0.1x^4")), ((-1, 1),), learning_rate=rate, steps=200, resolution=10)
    for start, label in zip(found.axes[0], found.labels, strict=True):
        x = start
        for _ in range(200):
            x = x - rate * (2 * x + 0.4 * x**3)
            if abs(x) > 1e9:
                break
        assert (label >= 0) == (abs(x) < 1e-3)
