"""The verdict: right on quadratics, where eigenvalues decide; honest elsewhere."""

import numpy as np
import pytest

from core.descent.descend import descend
from core.descent.rest import rest_at
from core.descent.theory import theory
from core.sections.gradient_descent.view import badge_of
from core.surfaces.gradient import Objective
from tests.descent.functions import HIMMELBLAU, ROSENBROCK, one, two


def kind(function, start, rate, steps=40, **options):
    return descend(function, start, learning_rate=rate, steps=steps, **options).outcome.kind


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (1e-5, "crawling"),
        (0.1, "converging"),
        (0.5, "converged"),
        (0.95, "converging"),
        (1.0, "oscillating"),
        (1.1, "diverged"),
    ],
)
def test_the_learning_rates_of_the_lesson(rate, expected):
    assert kind(one("x^2"), [4], rate, 10) == expected


def test_too_large_a_rate_is_told_with_its_factor():
    sentence = descend(one("x^2"), [4], learning_rate=1.1, steps=10).outcome.sentence
    assert "1.2 times" in sentence and "too large" in sentence


def test_landing_in_one_step_is_said():
    outcome = descend(one("x^2"), [4], learning_rate=0.5, steps=10).outcome
    assert outcome.step == 1 and "one step" in outcome.sentence and "x = 0" in outcome.sentence


def test_the_two_ends_of_an_oscillation_are_named():
    sentence = descend(one("x^2"), [4], learning_rate=1.0, steps=10).outcome.sentence
    assert "x = −4" in sentence and "x = 4" in sentence


def expected_kinds(paces, start):
    """What ηλ allows, for the error components that are present: the slowest or the growing one decides."""
    factors = np.abs(1 - paces[np.abs(start) > 0])
    slowest = factors.max()
    if slowest > 1 + 1e-9:
        return {"diverged"}
    if slowest > 0.985:  # near the edge between crawling and converging either word is right
        return {"crawling", "converging", "converged"} if slowest < 0.995 else {"crawling"}
    return {"converging", "converged"}


def quadratics(count, seed):
    random = np.random.default_rng(seed)
    for number in range(count):
        d = 1 + number % 2
        paces = random.choice([-1, 1, 1, 1], d) * 10 ** random.uniform(-1.7, 0.5, d)
        if np.any(np.abs(np.abs(1 - paces) - 1) < 0.004):
            paces = paces + 0.02
        rate = 10 ** random.uniform(-2, 1)
        yield (
            number,
            paces,
            rate,
            random.uniform(0.5, 3, d) * random.choice([-1, 1], d),
            random.uniform(-3, 3, d),
            random.uniform(0, np.pi),
        )


@pytest.mark.parametrize("case", list(quadratics(200, 11)), ids=lambda case: str(case[0]))
def test_right_on_two_hundred_quadratics(case):
    _, paces, rate, error, centre, angle = case
    curvature = paces / rate
    if len(paces) == 1:
        text = f"{curvature[0] / 2:.12f} (x - ({centre[0]:.12f}))^2"
        outcome = descend(one(text), centre + error, learning_rate=rate, steps=400).outcome
    else:
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        h = turn @ np.diag(curvature) @ turn.T
        u, v = f"(x - ({centre[0]:.12f}))", f"(y - ({centre[1]:.12f}))"
        text = f"({h[0, 0]:.12f} {u}^2 + {2 * h[0, 1]:.12f} {u} {v} + {h[1, 1]:.12f} {v}^2)/2".replace("+ -", "- ")
        outcome = descend(two(text), centre + turn @ error, learning_rate=rate, steps=400).outcome
    assert outcome.kind in expected_kinds(paces, error), (outcome, paces)
    if outcome.kind == "converged":
        assert outcome.rest.point == pytest.approx(centre, abs=1e-5)


NOT_CONVEX = [
    ("x^4 - 4x^2 + x", [2.0], 0.02, {"converged", "converging"}),
    ("sin x", [1.0], 0.5, {"converged", "converging"}),
    ("x^3", [1.0], 0.1, {"stuck", "crawling"}),
    ("x^3", [-1.0], 0.1, {"diverged"}),
    ("-x^2", [0.5], 0.1, {"diverged"}),
    ("-x^2", [0.0], 0.1, {"stuck"}),
    ("x", [3.0], 1.0, {"diverged"}),
    ("e^x", [0.0], 0.1, {"crawling", "stuck"}),
    ("sigmoid(x)", [-12.0], 0.1, {"stuck"}),
    ("floor x", [1.5], 0.1, {"stuck"}),
    ("ln x", [1.0], 0.3, {"left the domain"}),
    ("sqrt(x)", [0.5], 0.3, {"left the domain"}),
    ("|x|", [0.95], 0.1, {"oscillating"}),
    ("x^4", [1.0], 0.1, {"crawling", "converging"}),
    ("cos x", [0.0], 0.1, {"stuck"}),
    ("x^2 - y^2", [1.0, 0.0], 0.1, {"stuck"}),
    ("x^2 - y^2", [1.0, 0.1], 0.1, {"diverged"}),
    ("x^2 + sin(3y)", [1.0, 1.0], 0.05, {"converged", "converging"}),
    (ROSENBROCK, [-1.0, 1.0], 0.001, {"crawling"}),
    (HIMMELBLAU, [0.0, 0.0], 0.01, {"converged", "converging"}),
    (HIMMELBLAU, [0.0, 0.0], 0.1, {"diverged"}),
    ("e^(-x^2 - y^2)", [0.0, 0.0], 0.1, {"stuck"}),
    ("sqrt(x^2 + y^2)", [1.0, 0.0], 0.3, {"oscillating"}),
    ("sqrt(x^2 + y^2)", [0.0, 0.0], 0.3, {"stuck"}),
    ("(x + y)^2", [1.0, 2.0], 0.1, {"converged", "converging"}),
    ("1/x", [-1.0], 0.1, {"jumped a pole"}),
]


@pytest.mark.parametrize(("text", "start", "rate", "expected"), NOT_CONVEX)
def test_honest_where_f_is_not_convex(text, start, rate, expected):
    function = one(text) if len(start) == 1 else two(text)
    outcome = descend(function, start, learning_rate=rate, steps=100).outcome
    assert outcome.kind in expected, outcome
    assert "nan" not in outcome.sentence.lower() and outcome.sentence.endswith(".")


def test_places_of_rest_are_called_what_they_are():
    assert "saddle" in descend(two("x^2 - y^2"), [1, 0], learning_rate=0.1, steps=200).outcome.sentence
    assert "top of a hill" in descend(one("cos x"), [0], learning_rate=0.1, steps=5).outcome.sentence
    assert "plateau" in descend(one("floor x"), [1.5], learning_rate=0.1, steps=5).outcome.sentence
    assert "terrace" in descend(one("x^3"), [0], learning_rate=0.1, steps=5).outcome.sentence
    assert "corner" in descend(two("sqrt(x^2+y^2)"), [0, 0], learning_rate=0.1, steps=5).outcome.sentence
    assert "valley" in descend(two("(x + y)^2"), [1, 2], learning_rate=0.1, steps=300).outcome.sentence


def test_a_path_that_leaves_the_domain_says_at_which_step():
    run = descend(one("ln x"), [1], learning_rate=0.3, steps=50)
    step = run.outcome.step
    assert f"Step {step} " in run.outcome.sentence and run.points[step, 0] <= 0 < run.points[step - 1, 0]
    assert np.isnan(run.points[step + 1 :]).all() and run.reached == step - 1


def test_a_start_without_a_value_is_told_apart():
    assert "choose another start" in descend(one("ln x"), [-1], learning_rate=0.1, steps=5).outcome.sentence


@pytest.mark.parametrize("product", [0.2, 0.6, 0.95, 1.05, 1.4, 1.8, 1.98])  # η·a on ½ax²: past 1 each step overshoots
@pytest.mark.parametrize("steps", [10, 400])
def test_a_run_that_swings_on_its_way_to_the_minimum_is_told_so(product, steps):
    outcome = descend(one("3x^2/2"), (4.0,), learning_rate=product / 3, steps=steps).outcome
    assert outcome.kind in {"converging", "converged", "crawling"}
    if outcome.kind != "crawling":
        assert ("swings from side to side" in outcome.sentence) == (product > 1)


@pytest.mark.parametrize("text", ["|x^2 - 1|", "|x - 1| + 2", "|x - 1| + (x - 1)^2"])
def test_a_corner_is_not_called_flat(text):
    rest = rest_at(Objective(one(text)), np.array([1.0]))
    assert rest.kind == "corner"
    said = theory(descend(one(text), [3.0], learning_rate=0.1, steps=30), 0.1).sentence
    assert "flat" not in said and "a smaller η jumps less far" in said


@pytest.mark.parametrize(("text", "kind"), [("x^4", "flat minimum"), ("x^2", "minimum"), ("|x|^3", "flat minimum")])
def test_smooth_bottoms_are_no_corners(text, kind):
    assert rest_at(Objective(one(text)), np.array([0.0])).kind == kind


@pytest.mark.parametrize("text", ["y^2", "3y^2", "(y - 1)^2 - 4"])
def test_the_floor_of_a_valley_is_found_without_dust(text):
    outcome = descend(two(text), [4.0, 2.0], learning_rate=0.1, steps=10).outcome
    bottom = 1.0 if "1" in text else 0.0
    assert outcome.rest.point == pytest.approx((4.0, bottom), abs=1e-12) and "·10" not in outcome.sentence


def test_a_run_is_not_on_the_plateau_before_it_is_there():
    early = descend(one("x^3"), [1.0], learning_rate=0.1, steps=10).outcome
    assert early.kind == "crawling" and "ahead lies a plateau" in early.sentence
    assert descend(one("sigmoid(x)"), [-12.0], learning_rate=0.1, steps=10).outcome.kind == "stuck"


def test_a_run_that_ends_elsewhere_measures_nothing_at_the_minimum():
    at_saddle = descend(two("sin(x) sin(y)"), [1.0, 1.0], learning_rate=0.3, steps=60)
    away = descend(one("x^4"), [4.0], learning_rate=0.1, steps=10)
    for run in (at_saddle, away):
        found = theory(run, 0.1)
        assert found.minimum is not None and found.measured is None and "this run" not in found.sentence


def test_the_floor_between_two_valleys_is_not_given_a_curvature_of_dust():
    found = theory(descend(two("x^2 y^2"), [1.0, 1.0], learning_rate=0.1, steps=10), 0.1)
    assert found.bound is None and "only for η below" not in found.sentence


@pytest.mark.parametrize(("steps", "ahead"), [(100, False), (5, True)])
def test_a_cusp_flings_a_run_across_and_says_so(steps, ahead):
    """f = sqrt|x|: the step 0.1/(2·sqrt|x|) is longer than |x| itself once |x| < 0.05^(2/3), so none comes to rest."""
    outcome = descend(one("sqrt|x|"), [1.0], learning_rate=0.1, steps=steps).outcome
    assert (outcome.kind, outcome.ahead) == ("oscillating", ahead)
    assert "tip x = 0" in outcome.sentence and badge_of(outcome)[0].startswith("≈")


@pytest.mark.parametrize(
    ("text", "start", "rate"),
    [("{x < 0: x^2 - 1, x^2}", 2, 0.1), ("{x < 0: x^2, x^2 + 1}", -2, 0.6), ("{x <= 0: x^2 + 1, x > 0: x}", 0.5, 0.2)],
)
def test_a_jump_with_lower_ground_beside_it_is_no_minimum(text, start, rate):
    found = descend(one(text), [start], learning_rate=rate, steps=40).outcome
    assert "minimum x" not in found.sentence and "f comes lower than it is there" in found.sentence


def test_a_jump_from_which_f_rises_on_both_sides_is_one():
    assert (
        "the minimum x = 0" in descend(one("{x < 0: x^2 + 1, x^2}"), [2], learning_rate=0.1, steps=40).outcome.sentence
    )
