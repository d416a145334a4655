"""Slopes in every direction, and both partial derivatives as limits."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.language import parse
from core.surfaces.directional import Slope, difference_quotients, tangent_plane
from core.surfaces.field import height_of
from core.surfaces.gradient import Objective
from core.surfaces.place import along_axes, place

number = st.floats(-50, 50)


def sides_at(text, at):
    """The slopes along both axes at a point."""
    function = parse(text, ("x", "y"))
    return along_axes(function, place(function, at))


def example(x, y):
    return x**2 + 3 * x * y + y**2


def test_the_quotients_of_the_example_close_in_on_eight_and_seven():
    steps = np.array([0.5, 0.1, 1e-3, -1e-3])
    quotients = difference_quotients(example, 1.0, 2.0, steps)
    # (f(1 + h, 2) − f(1, 2))/h = 8 + h and (f(1, 2 + h) − f(1, 2))/h = 7 + h, by hand.
    assert quotients.along_x == pytest.approx(8 + steps)
    assert quotients.along_y == pytest.approx(7 + steps)


def test_a_step_of_zero_is_refused():
    with pytest.raises(ValueError, match="not be 0"):
        difference_quotients(example, 1.0, 2.0, np.array([0.1, 0.0]))


def test_quotients_are_nan_off_the_domain():
    height = height_of(Objective(parse("sqrt(x) + y", ("x", "y"))))
    quotients = difference_quotients(height, 0.0, 0.0, np.array([-0.1, 0.1]))
    assert np.isnan(quotients.along_x[0]) and quotients.along_x[1] == pytest.approx(0.1**-0.5)
    assert quotients.along_y == pytest.approx([1, 1])


@given(number, number)
def test_steepest_along_the_gradient_level_across_it(x, y):
    slope = Slope(x, y)
    assume(slope.steepness > 1e-6)
    around = slope.towards(np.linspace(0, 360, 721))
    assert around.max() <= slope.steepness * (1 + 1e-12)
    assert slope.towards(slope.uphill) == pytest.approx(slope.steepness)
    assert slope.towards(slope.uphill + 180) == pytest.approx(-slope.steepness)
    for level in slope.level_directions:
        assert 0 <= level < 360
        assert slope.towards(level) == pytest.approx(0, abs=1e-9 * slope.steepness + 1e-12)


@given(number, number, st.floats(0, 360))
def test_directional_derivative_is_the_difference_quotient_along_a_line(x, y, angle):
    height = height_of(Objective(parse("x^2 + 3x y + y^2", ("x", "y"))))
    slope = Slope(2 * x + 3 * y, 3 * x + 2 * y)
    step, turn = 1e-4, np.radians(angle)
    dx, dy = step * np.cos(turn), step * np.sin(turn)
    central = (height(x + dx, y + dy) - height(x - dx, y - dy)) / (2 * step)
    assert slope.towards(angle) == pytest.approx(float(central), rel=1e-6, abs=1e-4)


def test_the_tangent_plane_touches_with_both_slopes():
    slope = Slope(8.0, 7.0)
    x, y = np.array([1.0, 1.1, 1.0]), np.array([2.0, 2.0, 2.1])
    assert tangent_plane(11.0, slope, (1.0, 2.0), x, y) == pytest.approx([11.0, 11.8, 11.7])


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("|x| + y", (0.0, 1.0), ((-1, 1, False), (1, 1, True))),
        ("max(x, y)", (1.0, 1.0), ((0, 1, False), (0, 1, False))),
        ("sqrt(x^2 + y^2)", (0.0, 0.0), ((-1, 1, False), (-1, 1, False))),
        ("x^2 + 3x y + y^2", (1.0, 2.0), ((8, 8, True), (7, 7, True))),
        ("100(y - x^2)^2 + (1 - x)^2", (1.0, 1.0), ((0, 0, True), (0, 0, True))),
        ("x^4 + 1e6", (0.0, 0.0), ((0, 0, True), (0, 0, True))),
        ("tanh(50x) y", (0.0, 1.0), ((50, 50, True), (0, 0, True))),
        ("|x - 0.1| + y", (0.1, 0.3), ((-1, 1, False), (1, 1, True))),
        ("|x| sqrt(y)", (0.0, 0.49), ((-0.7, 0.7, False), (0, 0, True))),
    ],
)
def test_corners_are_told_from_smooth_places(text, at, expected):
    sides = sides_at(text, at)
    for side, (below, above, smooth) in zip(sides, expected, strict=True):
        assert side.smooth is smooth
        assert (side.below, side.above) == pytest.approx((below, above), abs=1e-9)


def test_jumps_and_the_edge_of_the_domain_have_no_slope():
    stair, _ = sides_at("floor(x) + y", (1.0, 0.0))
    assert not stair.smooth and stair.kind == "jump"
    edge, across = sides_at("x^(3/2) + y", (0.0, 1.0))
    assert not edge.smooth and np.isnan(edge.below)
    assert across.smooth
