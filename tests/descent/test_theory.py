"""The learning-rate theory against eigenvalues and against simulated parabolas."""

import numpy as np
import pytest

from core.descent.descend import descend
from core.descent.rest import nearest_minimum
from core.descent.theory import theory, zone_at
from core.language.presets import ALL
from core.surfaces.gradient import Objective
from tests.descent.functions import HIMMELBLAU, ROSENBROCK, one, two


def about(function, start, rate, steps=40, **options):
    return theory(descend(function, start, learning_rate=rate, steps=steps, **options), rate)


@pytest.mark.parametrize(("rate", "factor"), [(0.1, 0.8), (0.5, 0.0), (0.95, 0.9), (1.0, 1.0), (1.1, 1.2)])
def test_the_numbers_of_the_lesson(rate, factor):
    found = about(one("x^2"), [4], rate, 10)
    assert (found.bound, found.best, found.exact) == (1.0, 0.5, True)
    assert found.factor == pytest.approx(factor) and found.measured == pytest.approx(factor, abs=1e-12)


@pytest.mark.parametrize(
    ("rate", "zone"),
    [
        (1e-4, "crawls"),
        (0.1, "converges"),
        (0.49, "converges"),
        (0.7, "oscillates but converges"),
        (1.1, "diverges"),
        (1.0, None),
    ],
)
def test_the_zones_of_the_lesson(rate, zone):
    assert zone_at(about(one("x^2"), [4], 0.1).zones, rate) == zone


def test_zones_cover_the_axis_without_gaps():
    for function, start in ((one("x^2"), [4]), (two("x^2 + 500y^2"), [1, 1]), (two(HIMMELBLAU), [0, 0])):
        for name in ("gd", "momentum", "nesterov", "newton"):
            zones = about(function, start, 1e-3, optimizer=name).zones
            assert zones[0].low == 0 and zones[-1].high == np.inf
            assert [a.high for a in zones[:-1]] == [b.low for b in zones[1:]]


def test_bound_and_best_of_two_variables_come_from_both_eigenvalues():
    found = about(two("x^2 + 10y^2"), [2, 1], 0.05)
    assert found.bound == pytest.approx(0.1) and found.best == pytest.approx(2 / 22)
    assert found.factor == pytest.approx(max(abs(1 - 0.05 * 2), abs(1 - 0.05 * 20)))


@pytest.mark.parametrize("name", ["gd", "momentum", "nesterov"])
@pytest.mark.parametrize("curvature", [0.3, 7.0])
def test_just_below_the_bound_it_converges_and_just_above_it_does_not(name, curvature):
    function = one("a x^2 / 2")
    bound = about(function, [1.0], 0.01 / curvature, optimizer=name, parameters={"a": curvature}).bound
    for share, shrinks in ((0.98, True), (1.02, False)):
        run = descend(
            function, [1.0], optimizer=name, learning_rate=share * bound, steps=3000, parameters={"a": curvature}
        )
        end = abs(run.points[run.reached, 0])
        assert (end < 1e-3) == shrinks
        predicted = theory(run, share * bound).factor
        assert (predicted < 1) == shrinks


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
@pytest.mark.parametrize("pace", [0.001, 0.1, 0.9])
def test_predicted_factors_of_momentum_are_those_of_the_run(name, pace):
    run = descend(one("x^2/2"), [1.0], optimizer=name, learning_rate=pace, steps=400)
    size = np.abs(run.points[:, 0])
    envelope = [size[a : a + 60].max() for a in (60, 300)]
    assert theory(run, pace).factor == pytest.approx((envelope[1] / envelope[0]) ** (1 / 240), rel=5e-3)


def test_says_when_it_only_holds_nearby_or_there_is_nothing_to_hold():
    assert "only near" in about(two(HIMMELBLAU), [0, 0], 0.01).sentence
    assert "flat" in about(one("x^4"), [1], 0.1).sentence and about(one("x^4"), [1], 0.1).bound is None
    assert about(one("x^3"), [1], 0.1).minimum is None and "no smooth minimum" in about(one("x^3"), [1], 0.1).sentence
    assert "no bound" in about(one("x^2"), [4], 0.1, optimizer="adam").sentence


def test_a_valley_has_a_bound_from_the_direction_that_curves():
    found = about(two("(x + y)^2"), [1, 2], 0.1)
    assert found.bound == pytest.approx(0.5) and "valley" in found.sentence


@pytest.mark.parametrize(
    "preset", [p for p in ALL if p.minima and p.name not in ("Cone", "Ackley")], ids=lambda p: p.name
)
def test_the_nearest_minimum_is_the_known_one(preset):
    for minimum in preset.minima:
        found = nearest_minimum(Objective(two(preset.text)), np.array(minimum) + 0.03)
        assert found.point == pytest.approx(minimum, abs=1e-4)
        assert found.kind == ("flat minimum" if preset.name == "Flat bowl" else "minimum")


def test_the_curvature_of_rosenbrock_is_the_textbook_one():
    minimum = nearest_minimum(Objective(two(ROSENBROCK)), np.array([-1.2, 1.0]))
    assert minimum.point == pytest.approx((1, 1)) and minimum.eigenvalues == pytest.approx((0.39936077, 1001.60063923))
