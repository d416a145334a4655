"""A place of a landscape against closed forms and mpmath, and its one name."""

import math

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import parse
from core.surfaces import place


def at(text, x, y, **parameters):
    return place(parse(text, ("x", "y")), (x, y), **parameters)


@pytest.mark.parametrize(
    ("text", "point", "gradient"),
    [
        ("x^2 + 3x y + y^2", (1, 2), (8, 7)),
        ("(x^2 + y^2)^(3/4)", (0, 0), (0, 0)),
        ("sqrt(x^2 + y^2)^2", (0, 0), (0, 0)),
        ("|x|^1.5 + y^2", (0, 0), (0, 0)),
        ("|x|^1.1 + 3y", (0, 2), (0, 3)),
        ("x|x| + y", (0, 0), (0, 1)),
        ("sqrt(x^4 + y^4)", (0, 0), (0, 0)),
        ("(x^2 + y^2)^0.6 + x - 2y", (0, 0), (1, -2)),
        ("relu(x)^2 + y", (0, 1), (0, 1)),
        ("|x y|", (0, 0), (0, 0)),
        ("sin(3pi x)^2 + (x-1)^2(1+sin(3pi y)^2) + (y-1)^2(1+sin(2pi y)^2)", (1, 1), (0, 0)),
    ],
)
def test_gradients_where_rules_or_floats_give_none(text, point, gradient):
    found = at(text, *point)
    assert found.gradient == pytest.approx(gradient, abs=1e-12)
    assert found.kind == ("smooth" if any(gradient) else "level")


@pytest.mark.parametrize(
    ("text", "point", "kind"),
    [
        ("sqrt(x^2 + y^2)", (0, 0), "tip"),
        ("x^2 + y^2 - |x| - |y|", (0, 0), "tip"),
        ("x^2 + y^2 - |x| - |y|", (0, 0.5), "crease"),
        ("|x - 0.1| + y", (0.1, 2), "crease"),
        ("max(x, y)", (1, 1), "crease"),
        ("|x - 2y|", (0.2, 0.1), "crease"),
        ("cbrt(x) + y", (0, 1), "vertical tangent"),
        ("floor(x) + y", (1, 1), "jump"),
        ("sqrt(x) + y", (0, 1), "edge"),
        ("1/(x^2 + y^2)", (0, 0), "pole"),
        ("sin(x^2 + y^2)/(x^2 + y^2)", (0, 0), "hole"),
        ("x y/(x^2 + y^2)", (0, 0), "undefined"),
        ("ln(x)", (-1, 0), "undefined"),
    ],
)
def test_places_without_a_gradient_have_one_name(text, point, kind):
    found = at(text, *point)
    assert (found.gradient, found.kind) == (None, kind)
    assert found.sentence.endswith(".") and "nan" not in found.sentence.lower()


def test_too_large_and_too_small_are_not_poles_and_not_level():
    assert at("e^(x y)", 40, 20).kind == "smooth" and "too large" in at("e^(x y)", 40, 20).sentence
    small = at("e^(-50x^2 - 50y^2)", 3, 3)
    assert small.kind == "smooth" and "too small" in small.sentence


coordinate = st.integers(-30, 30).map(lambda n: n / 10)


SMOOTH = {
    "sin(x y) + x^2": lambda u, v: mpmath.sin(u * v) + u**2,
    "e^(x - y^2)": lambda u, v: mpmath.exp(u - v**2),
    "x^3/(1 + y^2)": lambda u, v: u**3 / (1 + v**2),
    "ln(2 + x^2 + y^4)": lambda u, v: mpmath.log(2 + u**2 + v**4),
    "x y tanh(x+y)": lambda u, v: u * v * mpmath.tanh(u + v),
}


@settings(max_examples=60, deadline=None)
@given(coordinate, coordinate, st.sampled_from(list(SMOOTH)))
def test_smooth_gradients_agree_with_high_precision_differences(x, y, text):
    plain = SMOOTH[text]
    with mpmath.workdps(40):
        u, v = mpmath.mpf(repr(x)), mpmath.mpf(repr(y))
        expected = float(mpmath.diff(lambda t: plain(t, v), u)), float(mpmath.diff(lambda t: plain(u, t), v))
    assert at(text, x, y).gradient == pytest.approx(expected, rel=1e-12, abs=1e-14)


@settings(max_examples=40, deadline=None)
@given(coordinate, coordinate, st.floats(0, math.pi), st.sampled_from([0.5, 1.0, 1.2, 2.0]))
def test_a_fold_has_a_gradient_just_where_its_power_says_so(x0, y0, turn, power):
    a, b = round(math.cos(turn), 3), round(math.sin(turn), 3)
    found = at(f"|({a})(x - ({x0})) + ({b})(y - ({y0}))|^{power}", x0, y0)
    if power > 1:
        assert found.gradient == (0, 0) and found.kind == "level"
    else:
        assert found.gradient is None and found.kind == ("crease" if power == 1 else "vertical tangent")


@pytest.mark.parametrize(
    ("text", "point", "kind"),
    [
        ("|sin x| + y", (math.pi, 1), "crease"),
        ("|sin x| + y", (2 * math.pi, 1), "crease"),
        ("|sin x| + |y|", (math.pi, 0), "tip"),
        ("|x^2 - 2| + y", (math.sqrt(2), 0), "crease"),
        ("floor(x/pi) + y", (math.pi, 1), "jump"),
        ("1/sin(x) + y", (math.pi, 1), "pole"),
        ("sqrt(|sin x|) + y", (math.pi, 1), "vertical tangent"),
    ],
)
def test_a_float_that_stands_for_an_irrational_kink_is_that_kink(text, point, kind):
    found = at(text, *point)
    assert (found.gradient, found.kind) == (None, kind)


@pytest.mark.parametrize(
    ("text", "gradient"), [("sin x + y", (-1, 1)), ("|sin x|^1.5 + y", (0, 1)), ("x|x| + y", (2 * math.pi, 1))]
)
def test_a_float_on_smooth_ground_is_what_it_is(text, gradient):
    assert at(text, math.pi, 1).gradient == pytest.approx(gradient, abs=1e-7)
