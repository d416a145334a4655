"""Critical points of two variables worked out by hand: kinds, kinks, jumps, whole curves, and what is proven."""

from math import pi, sqrt

import pytest

from core.language import parse
from core.surfaces import critical_points

FOUR = ((-4, 4), (-4, 4))
THIRD, ROOT = 1 / 3, 1 / sqrt(2)

SMOOTH = [
    ("x^2 + x y + y^2 - 3x", [(2, -1, "minimum")]),
    ("x^3 - 3x + y^2", [(-1, 0, "saddle"), (1, 0, "minimum")]),
    ("x^3 + y^3 - 3x y", [(0, 0, "saddle"), (1, 1, "minimum")]),
    ("x^4 + y^4 - 4x y", [(-1, -1, "minimum"), (0, 0, "saddle"), (1, 1, "minimum")]),
    ("x y (1 - x - y)", [(0, 0, "saddle"), (0, 1, "saddle"), (THIRD, THIRD, "maximum"), (1, 0, "saddle")]),
    ("x e^(-x^2 - y^2)", [(-ROOT, 0, "minimum"), (ROOT, 0, "maximum")]),
    (
        "(x^2 + 2y^2) e^(-x^2 - y^2)",
        [(-1, 0, "saddle"), (0, -1, "maximum"), (0, 0, "minimum"), (0, 1, "maximum"), (1, 0, "saddle")],
    ),
    (
        "sin x + sin y",
        [
            (-pi / 2, -pi / 2, "minimum"),
            (-pi / 2, pi / 2, "saddle"),
            (pi / 2, -pi / 2, "saddle"),
            (pi / 2, pi / 2, "maximum"),
        ],
    ),
    ("x^4 + y^4", [(0, 0, "minimum")]),
    ("x^2 + y^2 + x^2 y^2", [(0, 0, "minimum")]),
    ("x^3 + y^2", [(0, 0, "saddle")]),
    ("x^4 - y^4", [(0, 0, "saddle")]),
    ("x^2 - y^6", [(0, 0, "saddle")]),
    ("(x + y)/(1 + x^2 + y^2)", [(-ROOT, -ROOT, "minimum"), (ROOT, ROOT, "maximum")]),
    ("ln(x^2 + y^2 + 1)", [(0, 0, "minimum")]),
    ("cosh x + cosh y", [(0, 0, "minimum")]),
    ("arctan(x y)", [(0, 0, "saddle")]),
    ("|x|^1.5 + y^2", [(0, 0, "minimum")]),
    ("(x^2 + y^2)^0.5001", [(0, 0, "minimum")]),
    ("cos(x) + x^2/2 + y^2", [(0, 0, "minimum")]),
    ("min(x^2 + (y - 1)^2, x^2 + (y + 1)^2)", [(0, -1, "minimum"), (0, 1, "minimum")]),
    ("{x^2 + y^2 < 1: (x^2 + y^2)/2, sqrt(x^2 + y^2) - 1/2}", [(0, 0, "minimum")]),
    ("1/(x^2 + y^2)", []),
    ("ln(x^2 + y^2)", []),
    ("ln(x y)", []),
    ("max(x, y)", []),
    ("|x| - y^2", []),
    ("|x| + y", []),
    ("floor(x) + y", []),
    ("sqrt(x) + sqrt(y)", []),
    ("tan(x/4) + y", []),
]

KINKED = [
    ("|x| + |y|", FOUR, (0, 0, "minimum", "tip")),
    ("|x| + y^2", FOUR, (0, 0, "minimum", "crease")),
    ("-|x| - |y|", FOUR, (0, 0, "maximum", "tip")),
    ("sqrt(x^2 + y^2)", FOUR, (0, 0, "minimum", "tip")),
    ("sqrt(|x|) + y^2", FOUR, (0, 0, "minimum", "cusp")),
    ("(x^2 + y^2)^0.4999", FOUR, (0, 0, "minimum", "cusp")),
    ("max(|x|, |y|)", FOUR, (0, 0, "minimum", "tip")),
    ("max(x, y, -x - y)", FOUR, (0, 0, "minimum", "tip")),
    ("-|x - 1| - (y - 2)^2", FOUR, (1, 2, "maximum", "crease")),
    ("|x - y| + |x + y - 2|", FOUR, (1, 1, "minimum", "tip")),
    ("|x - 0.3| + 2|y + 0.4|", FOUR, (0.3, -0.4, "minimum", "tip")),
    ("{x < 0: x^2 + y^2, x + y^2}", FOUR, (0, 0, "minimum", "crease")),
    ("mod(x, 1) + y^2", ((0.5, 1.5), (-1, 1)), (1, 0, "minimum", "jump")),
    ("-x + 2floor(x) - y^2", ((0.5, 1.5), (-1, 1)), (1, 0, "maximum", "jump")),
]

CURVES = [
    ("(x - y)^2", 1, []),
    ("(x^2 + y^2 - 1)^2", 1, [(0, 0, "maximum")]),
    ("sin(x + y)", 1, []),
    ("(x^2 + y^2) e^(-x^2 - y^2)", 1, [(0, 0, "minimum")]),
    ("x y/(x^2 + y^2)", 2, []),
    ("x^2/(1 + y^2)", 1, []),
    ("x^2 + y^2 + 1/(x^2 + y^2)", 1, []),
    ("x^2", 1, []),
    ("cos(x y)", 1, []),
    ("x^2 y^2", 2, []),
]


def said(found):
    return [(pytest.approx(p.x, abs=1e-9), pytest.approx(p.y, abs=1e-9), p.kind) for p in found.points]


@pytest.mark.parametrize(("text", "expected"), SMOOTH, ids=lambda value: value if isinstance(value, str) else "")
def test_all_points_of_level_ground_and_no_others(text, expected):
    found = critical_points(parse(text, ("x", "y")), FOUR)
    assert found.complete and found.searched == 1.0
    assert said(found) == expected
    assert {point.at for point in found.points} <= {"level"}


@pytest.mark.parametrize(
    ("text", "window", "expected"), KINKED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_lowest_and_highest_points_without_a_gradient_by_their_name(text, window, expected):
    found = critical_points(parse(text, ("x", "y")), window)
    (point,) = found.points
    assert found.complete
    assert (point.x, point.y, point.kind, point.at) == expected


@pytest.mark.parametrize(
    ("text", "curves", "expected"), CURVES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_whole_curves_have_their_equations_and_other_points_stand_alone(text, curves, expected):
    found = critical_points(parse(text, ("x", "y")), FOUR)
    assert found.complete and len(found.curves) == curves and len(found.lines)
    assert said(found) == expected


def test_what_is_not_finished_says_how_far_it_got():
    found = critical_points(parse("sin(1/x) + y^2", ("x", "y")), FOUR)
    assert not found.complete
    assert 0.9 < found.searched < 1.0


def test_a_jump_to_the_highest_value_among_steps():
    found = critical_points(parse("floor(-x^2 - y^2)", ("x", "y")), FOUR)
    assert [(p.x, p.y, p.kind, p.at) for p in found.points] == [(0, 0, "maximum", "jump")]
