"""Level lines: on f = c, at right angles to the gradient, closed where they must be, never across a pole or a jump."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.presets import TWO_VARIABLES
from core.surfaces.contour_labels import place_labels
from core.surfaces.contour_levels import nice_levels
from core.surfaces.contours import level_lines
from core.surfaces.field import Area, Field, field_of, visible_range
from core.surfaces.gradient import Objective

SQUARE = Area(-4.0, 4.0, -4.0, 4.0)


def landscape(text: str, area: Area = SQUARE, count: int = 97) -> Field:
    return field_of(Objective(parse(text, ("x", "y"))), area, count)


@pytest.mark.parametrize("preset", TWO_VARIABLES, ids=lambda preset: preset.name)
def test_level_lines_lie_on_their_level(preset):
    low, high = preset.window
    field = landscape(preset.text, Area(low, high, low, high))
    levels = nice_levels(field.value)
    lines = level_lines(field, levels)
    assert lines
    scale = field.visible_range[1] - field.visible_range[0]
    for line in lines:
        assert line.level in levels
        # Rastrigin's and Lévi's waves are as fine as the grid; everything else is exact to the eye and far beyond.
        assert np.max(np.abs(field.height(line.x, line.y) - line.level)) < 2e-2 * scale


def test_vertices_are_exact_on_a_smooth_hill():
    field = landscape("x^2 + 3x y + y^2")
    for line in level_lines(field, [-5.0, 5.0, 11.0, 20.0]):
        assert np.allclose(line.x**2 + 3 * line.x * line.y + line.y**2, line.level, atol=1e-6)


@pytest.mark.parametrize("text", ["x^2 + 3x y + y^2", "x^2 + 10y^2", "sin x + cos y", "x^3 - 3x y^2"])
def test_level_lines_stand_at_right_angles_on_the_gradient(text):
    objective = Objective(parse(text, ("x", "y")))
    field = field_of(objective, SQUARE)
    cosines = []
    for line in level_lines(field, nice_levels(field.value)):
        middle = np.stack([(line.x[1:] + line.x[:-1]) / 2, (line.y[1:] + line.y[:-1]) / 2], axis=-1)
        along = np.stack([np.diff(line.x), np.diff(line.y)], axis=-1)
        uphill = objective.gradient(middle)
        size = np.linalg.norm(along, axis=1) * np.linalg.norm(uphill, axis=1)
        long = (np.linalg.norm(along, axis=1) > 0.02) & (np.linalg.norm(uphill, axis=1) > 0.5)
        cosines.append(np.abs(np.sum(along * uphill, axis=1))[long] / size[long])
    assert np.quantile(np.concatenate(cosines), 0.99) < 0.05


def test_circles_are_closed_and_have_their_radius():
    lines = level_lines(landscape("x^2 + y^2"), [1.0, 4.0, 9.0])
    assert [line.level for line in lines] == [1.0, 4.0, 9.0]
    for line in lines:
        assert line.closed
        length = np.hypot(np.diff(line.x), np.diff(line.y)).sum()
        assert length == pytest.approx(2 * np.pi * np.sqrt(line.level), rel=2e-3)


def test_a_saddle_level_is_two_straight_lines():
    for line in level_lines(landscape("x^2 - y^2", count=96), [0.0]):
        assert np.allclose(np.abs(line.x), np.abs(line.y), atol=1e-3)


@pytest.mark.parametrize(
    ("text", "crosses"),
    [
        ("1/x + y", lambda x, y: x[:-1] * x[1:] < 0),
        ("x/y", lambda x, y: y[:-1] * y[1:] < 0),
        ("tan x + y", lambda x, y: np.floor(x[:-1] / np.pi - 0.5) != np.floor(x[1:] / np.pi - 0.5)),
        ("floor(x) + 0.1y", lambda x, y: np.floor(x[:-1]) != np.floor(x[1:])),
        ("atan2(y, x)", lambda x, y: (y[:-1] * y[1:] < 0) & (x[1:] < 0)),
        ("1/(x y)", lambda x, y: (x[:-1] * x[1:] < 0) | (y[:-1] * y[1:] < 0)),
    ],
)
@pytest.mark.parametrize("count", [96, 97])
def test_no_line_crosses_a_pole_or_a_jump(text, crosses, count):
    field = landscape(text, count=count)
    lines = level_lines(field, nice_levels(field.value))
    assert lines
    assert not any(crosses(line.x, line.y).any() for line in lines)


@pytest.mark.parametrize("text", ["tanh(50x) + y", "|x| + |y|", "max(x, y)", "sqrt(|x|) + y", "e^(x y)"])
def test_steep_and_kinked_but_continuous_surfaces_are_whole(text):
    assert not landscape(text, count=96).torn.any()


def test_nothing_is_drawn_where_f_is_undefined():
    field = landscape("ln(x y)")
    for line in level_lines(field, nice_levels(field.value)):
        assert (line.x * line.y > 0).all()


@pytest.mark.parametrize(
    "text",
    [
        "x + y",
        "x y",
        "(1 - x)^2 + 100(y - x^2)^2",
        "e^(x y)",
        "x^4 + y^4",
        "1/(x^2 + y^2)",
        "x y e^(-x^2 - y^2)",
        "x/y",
    ],
)
def test_levels_are_round_and_go_up_in_equal_steps(text):
    levels = nice_levels(landscape(text).value)
    assert 6 <= len(levels) <= 30
    assert np.diff(levels) == pytest.approx(levels[1] - levels[0])
    assert all(level == float(f"{level:.3g}") for level in levels)


@pytest.mark.parametrize("text", ["x + y", "x y", "x y e^(-x^2 - y^2)", "sin(x) + sin(y)", "x^3 - y^3"])
def test_levels_of_a_symmetric_range_are_symmetric(text):
    levels = nice_levels(landscape(text).value)
    assert levels == pytest.approx(-levels[::-1]) and 0.0 in levels


def test_a_needle_has_levels_up_to_its_top():
    field = landscape("2e^(-50(x^2 + y^2))")
    levels = nice_levels(field.value, shown=field.visible_range)
    assert 1.5 < levels[-1] <= 2 and np.diff(levels) == pytest.approx(levels[1] - levels[0])


@pytest.mark.parametrize("text", ["3", "0 x"])
def test_a_constant_has_no_levels(text):
    assert len(nice_levels(landscape(text).value)) == 0


def test_fast_waves_stay_bounded():
    field = landscape("sin(20x) cos(20y)")
    lines = level_lines(field, nice_levels(field.value))
    assert 0 < sum(len(line.x) for line in lines) < 30_000


def test_labels_lie_on_their_lines_apart_from_each_other_and_upright():
    field = landscape("x^2 + 3x y + y^2")
    labels = place_labels(level_lines(field, nice_levels(field.value)), field)
    assert len(labels) > 8
    for k, label in enumerate(labels):
        assert label.x**2 + 3 * label.x * label.y + label.y**2 == pytest.approx(label.level, abs=1e-6)
        assert abs(label.angle) <= np.pi / 2
        assert all(np.hypot(label.x - other.x, label.y - other.y) > 0.5 for other in labels[:k])


def test_visible_range_leaves_out_the_last_stretch_to_a_pole():
    low, high = visible_range(landscape("1/(x^2 + y^2)", count=96).value)
    assert low > 0 and high < 20
    assert visible_range(np.array([np.nan, np.inf])) == (0.0, 1.0)


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(*(st.floats(-3, 3) for _ in range(3))),
    st.floats(-1, 1),
    st.floats(-1, 1),
)
def test_level_lines_of_random_quadratics(coefficients, u, v):
    a, b, c = coefficients
    field = landscape(f"({a:.3f}) x^2 + ({b:.3f}) x y + ({c:.3f}) y^2 + ({u:.3f}) x + ({v:.3f}) y", count=41)
    for line in level_lines(field, nice_levels(field.value)):
        x, y = line.x, line.y
        value = round(a, 3) * x**2 + round(b, 3) * x * y + round(c, 3) * y**2 + round(u, 3) * x + round(v, 3) * y
        assert np.allclose(value, line.level, atol=1e-3 * max(1.0, np.ptp(field.value)))


@pytest.mark.parametrize("sharp", [5, 50, 400])
def test_a_narrow_peak_is_seen_to_its_top_and_a_pole_is_not(sharp):
    assert landscape(f"e^(-{sharp}(x^2+y^2))").visible_range == pytest.approx((0, 1), abs=1e-9)
    assert landscape(f"-e^(-{sharp}((x-1)^2+y^2))").visible_range == pytest.approx((-1, 0), abs=0.2)
    low, high = landscape(f"1/({sharp}(x^2+y^2))").visible_range
    assert 0 <= low < high < 1 / (sharp * 0.05**2) / 5
