"""Steps over a pole or a gap, against poles that are known because the function was made from them."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.descent.descend import descend
from core.descent.optimisers import OPTIMISERS
from tests.descent.functions import HIMMELBLAU, ROSENBROCK, one, two


def outcome(text, start, rate, steps=40, **options):
    function = one(text) if len(start) == 1 else two(text)
    return descend(function, start, learning_rate=rate, steps=steps, **options).outcome


def crossing(pole, size, order, start, rate, steps):
    """The first step of x ← x − η·f′(x), f = size/(x − pole)^order, that lands on the other side of the pole."""
    x = start
    for step in range(1, steps + 1):
        assume(x != pole)
        new = x + rate * size * order / (x - pole) ** (order + 1)
        assume(abs(new) < 1e6)  # farther out the run counts as diverged, whatever it crossed
        if (new - pole) * (x - pole) < 0:
            return step
        x = new
    return None


@given(
    pole=st.sampled_from([0.0, 1.0, -2.5, 0.3]),
    size=st.sampled_from([-1.0, 1.0, 0.2, -4.0]),
    order=st.sampled_from([1, 2, 3]),
    distance=st.floats(0.3, 4.0),
    side=st.sampled_from([-1, 1]),
    rate=st.floats(0.002, 1.0),
)
def test_the_step_over_a_known_pole_is_named(pole, size, order, distance, side, rate):
    start = pole + side * distance
    step = crossing(pole, size, order, start, rate, 1100)  # the verdict looks a thousand steps ahead
    assume(step is None or step < 900)
    found = outcome(f"{size}/(x - {pole})^{order}".replace("- -", "+ "), [start], rate)
    falls = size * side**order < 0  # where f falls towards the pole there is no way for descent but over it
    assert falls or step is None
    if step is None:
        assert "pole" not in found.sentence
    else:
        assert found.kind == "jumped a pole" and found.step == step
        assert f"x = {pole:g}".replace("-", "−") in found.sentence


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [
        ("tan x", [1], "x = −1.571"),
        ("cot x", [1], "x = 3.142"),
        ("ln |x|", [1], "x = 0"),
        ("x/(x - 2)", [1], "x = 2"),
        ("1/(x^2 - 2x + 1)", [-1], None),  # rises towards it
        ("-1/(x^2 - 2x + 1)", [0.5], "x = 1"),
        ("1/(x y)", [0.5, -1], "(x, y) = (0, "),
        ("ln(x^2 + y^2)", [1, 0.5], "(x, y) = (0, 0)"),
    ],
)
def test_poles_of_every_kind(text, start, place):
    found = outcome(text, start, 0.1, 100)
    assert (found.kind == "jumped a pole") == (place is not None)
    assert place is None or place in found.sentence


def test_over_an_infinite_wall_the_run_may_still_arrive():
    # x² + 1/x² has its minima at ±1 and a wall between them.
    found = outcome("x^2 + 1/x^2", [3], 0.6, 400)
    assert found.kind == "converging" and "the minimum x = 1" in found.sentence
    assert re.match(r"Step 1 jumps over the pole at x = 0: f rises there without end", found.sentence)


def test_a_slope_beside_a_pole_makes_no_rest_of_the_others():
    # Flung about by the wall at 0 the run never rests, though its slopes are nothing beside the one at 10⁻⁵.
    found = outcome("x^2 + 1/x^2", [2.5], 0.58, 400)
    assert found.kind not in ("stuck", "converged") and "stands still" not in found.sentence


def test_a_gap_in_the_domain_is_told():
    found = outcome("(x^2 - 1)^1.5", [1.5], 0.7)  # the slope at 1.5 is 5.03: the step ends at −2.02
    assert "Step 1 jumps over a gap: between x = 1 and x = −1 f has no value." in found.sentence


@pytest.mark.parametrize("optimizer", OPTIMISERS)
@pytest.mark.parametrize(
    ("text", "start", "rate"),
    [
        ("x^2", [4.0], 1.1),
        ("sin(5x) + x^2/50", [6.0], 0.5),
        ("|x| + floor(x)", [3.2], 0.4),
        ("sin(x)/x", [6.0], 1.0),  # a hole, no pole
        ("x^6 - x", [1.4], 0.3),
        (HIMMELBLAU, [0.0, 0.0], 0.02),
        (ROSENBROCK, [-1.2, 1.0], 0.002),
    ],
)
def test_where_there_is_no_pole_none_is_told(text, start, rate, optimizer):
    sentence = outcome(text, start, rate, 60, optimizer=optimizer).sentence
    assert "pole" not in sentence and "gap" not in sentence


def test_iterates_are_not_touched():
    run = descend(one("1/x"), [-1], learning_rate=0.1, steps=6)
    assert run.outcome.step == 5
    assert np.isfinite(run.points).all()
