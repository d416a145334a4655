"""Descent against closed forms, torch's iterates and known minima."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.descent.descend import descend
from core.descent.optimisers import OPTIMISERS
from core.descent.schedules import factors
from core.language.presets import ALL
from core.surfaces.gradient import Objective
from tests.descent.functions import HIMMELBLAU, ROSENBROCK, one, two

TORCH = json.loads(Path(__file__).with_name("torch_iterates.json").read_text())
TEXTS = {"rosenbrock": ROSENBROCK, "waves": "sin(x) cos(y) + 0.1(x^2 + y^2)"}


def test_the_example_of_the_lesson():
    run = descend(one("x^2"), [4], learning_rate=0.1, steps=10)
    assert run.points[1:4, 0] == pytest.approx([3.2, 2.56, 2.048], rel=1e-15)
    assert run.points[10, 0] == pytest.approx(0.4294967296, rel=1e-14)
    assert run.values == pytest.approx(run.points[:, 0] ** 2)
    assert run.gradients[:, 0] == pytest.approx(2 * run.points[:, 0])
    assert run.points.shape == (11, 1) and run.values.shape == (11,) and run.gradients.shape == (11, 1)


@given(a=st.floats(0.01, 50), start=st.floats(-20, 20), pace=st.floats(0.001, 2.2), steps=st.integers(0, 60))
@settings(max_examples=80, deadline=None)
def test_on_a_parabola_the_path_is_the_closed_form(a, start, pace, steps):
    rate = pace / a
    run = descend(one("a x^2 / 2"), [start], learning_rate=rate, steps=steps, parameters={"a": a})
    factor = 1 - rate * a
    expected = factor ** np.arange(steps + 1) * start
    # The factor itself is rounded; k steps carry k roundings.
    slack = (steps + 2) * 4e-16 * (1 + abs(1 / factor if factor else 0)) * np.abs(expected) + 1e-300
    slack = slack + (steps + 1) * 4e-16 * abs(start) * np.maximum(np.abs(factor), 1e-8) ** np.maximum(
        np.arange(steps + 1) - 1, 0
    )
    assert np.all(np.abs(run.points[:, 0] - expected) <= slack)


def test_the_reference_is_there_for_every_optimiser_that_torch_has():
    assert {name.split()[1] for name in TORCH["runs"]} == set(OPTIMISERS) - {"newton", "backtracking"}
    assert all(np.shape(run["points"]) == (60, 2) for run in TORCH["runs"].values())
    assert set(TORCH["schedules"]) == {"step", "cosine", "warm-up"}


@pytest.mark.parametrize("name", TORCH["runs"])
def test_the_first_sixty_iterates_are_those_of_torch(name):
    text, optimizer = name.split()
    reference = TORCH["runs"][name]
    run = descend(two(TEXTS[text]), reference["start"], optimizer=optimizer, learning_rate=reference["lr"], steps=60)
    assert run.points[1:] == pytest.approx(np.array(reference["points"]), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", TORCH["schedules"])
def test_schedules_are_those_of_torch(name):
    assert factors(name, 60) == pytest.approx(TORCH["schedules"][name], rel=1e-12, abs=1e-15)


def test_warm_up_climbs_and_stays():
    ramp = factors("warm-up", 100)
    assert ramp[:10] == pytest.approx(np.arange(1, 11) / 10) and set(ramp[10:]) == {1.0}


@pytest.mark.parametrize("preset", [p for p in ALL if p.minima], ids=lambda p: p.name)
def test_the_line_search_goes_down_and_newton_finds_known_minima(preset):
    function = two(preset.text)
    start = np.array(preset.minima[0]) + 0.15
    down = descend(function, start, optimizer="backtracking", learning_rate=1.0, steps=200)
    values = down.values[: down.reached + 1]
    assert np.all(np.diff(values) <= 0)
    for minimum in preset.minima:
        if preset.name in ("Cone", "Ackley"):  # a corner there: no curvature to use
            continue
        near = descend(function, np.array(minimum) + 1e-3, optimizer="newton", learning_rate=1.0, steps=60)
        assert near.points[-1] == pytest.approx(minimum, abs=1e-6)
        assert near.values[-1] == pytest.approx(preset.lowest, abs=1e-9)


def test_newton_solves_a_quadratic_in_one_step():
    run = descend(two("3x^2 + 2x y + y^2 - 4x + y"), [5, -7], optimizer="newton", learning_rate=1, steps=1)
    assert run.points[1] == pytest.approx(np.linalg.solve([[6, 2], [2, 2]], [4, -1]))


@pytest.mark.parametrize("preset", ALL, ids=lambda p: p.name)
def test_value_gradient_and_hessian_agree_with_the_function(preset):
    function = one(preset.text) if preset.variables == ("x",) else two(preset.text)
    points = np.random.default_rng(5).uniform(*preset.window, (40, len(preset.variables)))
    value, gradient, hessian = Objective(function).all(points)
    assert np.array_equal(value, function(*points.T), equal_nan=True)
    for i, v in enumerate(preset.variables):
        slope = function.derivative(v)
        both = np.isfinite(slope(*points.T))
        assert gradient[both, i] == pytest.approx(slope(*points.T)[both], rel=1e-12, abs=1e-12)
        second = slope.derivative(v)(*points.T)
        both = np.isfinite(second)
        assert hessian[both, i, i] == pytest.approx(second[both], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("optimizer", OPTIMISERS)
@pytest.mark.parametrize("rate", [1e-4, 1e-3, 0.1, 1.0, 30.0])
@pytest.mark.parametrize("text", [ROSENBROCK, HIMMELBLAU])
def test_no_optimiser_ever_says_nan(text, rate, optimizer):
    run = descend(two(text), [-1.2, 1.0], optimizer=optimizer, learning_rate=rate, steps=50)
    outcome = run.outcome
    assert outcome.sentence.endswith(".")
    for word in ("nan", "inf", "none", "error"):
        assert word not in outcome.sentence.lower().replace("information", "")
    assert np.isfinite(run.points[: run.reached + 1]).all() and np.isfinite(run.values[: run.reached + 1]).all()


def test_ten_thousand_steps_stay_on_the_rails():
    run = descend(two(ROSENBROCK), [-1.5, 1.5], optimizer="momentum", learning_rate=0.001, steps=10_000)
    assert run.points[-1] == pytest.approx([1, 1], abs=1e-9) and run.outcome.kind == "converged"


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("2 numbers", {"start": [1]}),
        ("no optimiser", {"optimizer": "magic"}),
        ("no constant", {"beta1": 0.5}),
        ("positive", {"learning_rate": 0.0}),
        ("positive", {"learning_rate": float("nan")}),
        ("number of steps", {"steps": -1}),
        ("no schedule", {"schedule": "magic"}),
    ],
)
def test_settings_that_make_no_sense_are_refused(words, change):
    good = {"start": [1, 1], "learning_rate": 0.1, "steps": 5}
    with pytest.raises(ValueError, match=words):
        descend(two("x^2 + y^2"), **(good | change))


def test_a_run_is_the_same_every_time():
    runs = [descend(two(HIMMELBLAU), [0, 0], optimizer="adam", learning_rate=0.1, steps=300).points for _ in range(2)]
    assert runs[0].tobytes() == runs[1].tobytes()
