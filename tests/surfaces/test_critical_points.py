"""Critical points: all of them, in the right place, of the right kind; lines of them, tips and level ground told
apart.
"""

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.presets import TWO_VARIABLES
from core.surfaces.critical_point import CriticalSet
from core.surfaces.critical_points import critical_points
from core.surfaces.gradient import Objective

BY_NAME = {preset.name: preset for preset in TWO_VARIABLES}


def found(text: str, half: float = 4.0) -> CriticalSet:
    return critical_points(parse(text, ("x", "y")), ((-half, half), (-half, half)))


def test_himmelblau_has_four_minima_four_saddles_and_one_maximum():
    points = found(BY_NAME["Himmelblau"].text, 5.0)
    assert [points.count(kind) for kind in ("minimum", "saddle", "maximum", "undecided")] == [4, 4, 1, 0]
    for minimum in BY_NAME["Himmelblau"].minima:
        assert any(np.hypot(p.x - minimum[0], p.y - minimum[1]) < 1e-6 and p.kind == "minimum" for p in points.points)
    highest = next(p for p in points.points if p.kind == "maximum")
    assert (highest.x, highest.y) == pytest.approx((-0.270845, -0.923039), abs=1e-6)
    assert highest.value == pytest.approx(181.617, abs=1e-3)


def test_the_example_of_the_page_is_a_saddle_with_determinant_minus_five():
    (point,) = found("x^2 + 3x y + y^2").points
    assert (point.x, point.y, point.kind, point.decided) == (0.0, 0.0, "saddle", True)
    assert point.determinant == pytest.approx(-5)
    assert point.eigenvalues == pytest.approx((-1, 5))


@pytest.mark.parametrize("preset", [p for p in TWO_VARIABLES if p.minima], ids=lambda preset: preset.name)
def test_known_minima_are_found(preset):
    low, high = preset.window
    points = critical_points(parse(preset.text, ("x", "y")), ((low, high), (low, high))).points
    for minimum in preset.minima:
        nearest = min(points, key=lambda p: np.hypot(p.x - minimum[0], p.y - minimum[1]))
        assert (nearest.x, nearest.y) == pytest.approx(minimum, abs=1e-5)
        assert nearest.kind == "minimum"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x^4 + y^4", "minimum"),
        ("-x^4 - y^4", "maximum"),
        ("x^2 - y^4", "saddle"),
        ("x^3 - 3x y^2", "saddle"),
        ("x^2 + y^3", "saddle"),
        ("(x - 0.3)^4 + (y + 0.7)^2", "minimum"),
        ("(y - x^2)(y - 2x^2)", "saddle"),
    ],
)
def test_where_the_test_is_undecided_the_circles_decide(text, kind):
    (point,) = found(text).points
    assert (point.kind, point.decided) == (kind, False)


@pytest.mark.parametrize("text", ["x^2", "(x + y)^2", "y^2 + floor(x)", "x y/(x^2 + y^2)"])
def test_whole_lines_of_critical_points_are_recognised(text):
    result = found(text)
    assert len(result.lines) > 10
    assert result.points == ()


def test_a_ring_of_minima_around_a_maximum():
    result = found("(x^2 + y^2 - 1)^2")
    assert np.allclose(np.hypot(*result.lines.T), 1, atol=1e-4)
    assert [(p.x, p.y, p.kind) for p in result.points] == [(0.0, 0.0, "maximum")]


@pytest.mark.parametrize("text", ["3", "0 x y"])
def test_a_constant_is_critical_everywhere(text):
    result = found(text)
    assert result.flat_share > 0.9
    assert result.points == ()


@pytest.mark.parametrize(
    "text", ["sqrt(x^2 + y^2)", "|x| + |y|", "max(|x|, |y|)", "x^2 + |y|", "|x - 0.3| + 2|y + 0.4|"]
)
def test_tips_are_lowest_points_without_a_gradient(text):
    (point,) = found(text).points
    assert (point.kind, point.smooth, point.decided) == ("minimum", False, False)


@pytest.mark.parametrize("text", ["x + y", "max(x, y)", "1/x + y", "e^(x + y)", "1/(x^2 + y^2)", "x/y", "ln(x y)"])
def test_nothing_is_made_up_where_there_is_nothing(text):
    result = found(text)
    assert result.points == ()
    assert len(result.lines) == 0


def test_a_fading_tail_is_not_critical():
    (point,) = found("e^(-x^2 - y^2)", 6.0).points
    assert (point.x, point.y, point.kind) == (0.0, 0.0, "maximum")


@settings(max_examples=30, deadline=None)
@given(st.tuples(*(st.floats(-3, 3) for _ in range(3))), st.floats(-2, 2), st.floats(-2, 2))
def test_random_quadratics_have_their_one_critical_point(coefficients, x0, y0):
    a, b, c = (round(value, 2) for value in coefficients)
    x0, y0 = round(x0, 2), round(y0, 2)
    determinant = 4 * a * c - b * b
    assume(abs(determinant) > 0.05)
    (point,) = found(f"({a})(x - ({x0}))^2 + ({b})(x - ({x0}))(y - ({y0})) + ({c})(y - ({y0}))^2").points
    assert (point.x, point.y) == pytest.approx((x0, y0), abs=1e-6)
    expected = "saddle" if determinant < 0 else "minimum" if a > 0 else "maximum"
    assert point.kind == expected
    assert point.determinant == pytest.approx(determinant, abs=1e-6)


@pytest.mark.parametrize("preset", TWO_VARIABLES, ids=lambda preset: preset.name)
def test_gradient_agrees_with_high_precision_differences(preset):
    function = parse(preset.text, ("x", "y"))
    expression = function.expression
    symbols = {str(s): s for s in expression.free_symbols}
    x, y = (symbols.get(name, sp.Symbol(name, real=True)) for name in "xy")
    fixed = expression.subs({s: 1 for name, s in symbols.items() if name not in "xy"})
    plain = fixed.replace(lambda part: part.func.__name__ == "sigmoid", lambda part: 1 / (1 + sp.exp(-part.args[0])))
    exact = sp.lambdify((x, y), plain, "mpmath")
    with mpmath.workdps(40):
        for u, v in ((0.7, -1.3), (1.1, 0.4), (-1.7, 0.9)):
            value, gradient = Objective(function).value_and_gradient(np.array([u, v]))
            assert float(value) == pytest.approx(float(exact(mpmath.mpf(u), mpmath.mpf(v))), rel=1e-9, abs=1e-9)
            by_x = mpmath.diff(lambda t, v=v: exact(t, mpmath.mpf(v)), mpmath.mpf(u))
            by_y = mpmath.diff(lambda t, u=u: exact(mpmath.mpf(u), t), mpmath.mpf(v))
            assert gradient == pytest.approx([float(by_x), float(by_y)], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    ["|x|", "|x - y|", "|x^2 - y|", "-|x^2 - y|", "|x + 2y - 1|", "sqrt(|x y|)", "|sin(x + y^2)|"],
)
def test_a_crease_that_is_level_all_along_is_a_line_and_not_many_points(text):
    result = found(text)
    assert len(result.lines) > 2
    assert not [point for point in result.points if not point.smooth]


@pytest.mark.parametrize(
    ("text", "tips"),
    [
        ("|x| + y^2", [(0, 0)]),
        ("|x - y| + x^2", [(0, 0)]),
        ("||x| - 1| + |y|", [(-1, 0), (1, 0)]),
        ("max(|x|, |y|)", [(0, 0)]),
        ("sqrt(|x| + |y|)", [(0, 0)]),
        ("|sin x| + |y|", [(-np.pi, 0), (0, 0), (np.pi, 0)]),
    ],
)
def test_a_tip_on_a_crease_stands_alone(text, tips):
    result = found(text)
    assert len(result.lines) == 0
    assert {point.kind for point in result.points} == {"minimum"}
    assert np.array([(point.x, point.y) for point in result.points]) == pytest.approx(np.array(tips), abs=1e-6)


@pytest.mark.parametrize("text", ["|x y|", "x |x| + y^2", "relu(x)^2 + y^2"])
def test_second_derivatives_that_jump_decide_nothing(text):
    assert not [point for point in found(text).points if point.decided]


@pytest.mark.parametrize(
    "text",
    ["|x y|", "-|x y|", "|x^2 - y^2|", "|x y| + x^2", "|sin(x) y|", "|x| |y| |x - y|", "|x y|^1.5", "1e9 |x y|"],
)
def test_no_point_of_a_line_of_lowest_points_stands_alone(text):
    result = found(text)
    assert result.points == ()
    assert len(result.lines)


@settings(max_examples=20, deadline=None)
@given(st.integers(-15, 15), st.integers(-15, 15), st.floats(0, np.pi))
def test_where_two_level_creases_cross_there_is_no_critical_point(x0, y0, turn):
    # |u v| in turned axes through any point: both lines are lowest, their crossing is one of their points.
    a, b, x0, y0 = np.cos(turn), np.sin(turn), x0 / 5, y0 / 5
    u, v = f"({a:.4f})(x - ({x0})) + ({b:.4f})(y - ({y0}))", f"({-b:.4f})(x - ({x0})) + ({a:.4f})(y - ({y0}))"
    result = found(f"|({u})({v})|")
    assert result.points == ()
    assert len(result.lines)


@pytest.mark.parametrize(
    ("text", "kind"), [("x^2 + y^8", "minimum"), ("x^4 + y^6", "minimum"), ("x^2 - y^8", "saddle")]
)
def test_a_very_level_point_is_one_point(text, kind):
    (point,) = found(text).points
    assert (point.x, point.y, point.kind) == (pytest.approx(0, abs=1e-5), pytest.approx(0, abs=1e-2), kind)
    assert len(found(text).lines) == 0


@pytest.mark.parametrize("text", ["max(0, x y)", "relu(x) relu(y)", "relu(x)", "floor(x) y"])
def test_level_ground_is_not_taken_for_lines(text):
    result = found(text)
    assert len(result.lines) == 0
    assert result.flat_share > 0.1


@pytest.mark.parametrize("text", ["e^(-50(x^2 + y^2))", "e^(-300(x - 1)^2 - 90y^2)", "2e^(-99x^2 - 99(y + 0.4)^2)"])
def test_a_tail_too_small_for_doubles_is_not_level_ground(text):
    result = found(text)
    assert (result.flat_share, len(result.lines)) == (0, 0)
    assert [point.kind for point in result.points] == ["maximum"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("e^(e^(x y))", "saddle"), ("x^2 + y^2 + e^(9x y^2)", "minimum"), ("cosh(9x) + cosh(9y)", "minimum")],
)
def test_a_clear_point_under_a_tower_is_decided(text, kind):
    nearest = min(found(text).points, key=lambda point: abs(point.x) + abs(point.y))
    assert (nearest.x, nearest.y, nearest.kind, nearest.decided) == (0.0, 0.0, kind, True)
