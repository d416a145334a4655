"""Zeros, critical points, inflections, pieces and irregular points against closed forms and mpmath."""

import math
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.curves.features import (
    CriticalPoint,
    FlatInterval,
    critical_points,
    describe,
    edge_extrema,
    features,
    inflection_points,
    monotone_pieces,
    nondifferentiable_points,
    one_sided_slopes,
    slope_at,
    zeros,
)
from core.language import parse

INF, NAN = math.inf, math.nan
WINDOW = (-5.0, 5.0)


def study(text, window=WINDOW):
    f = parse(text)
    df = f.derivative("x")
    return features(f, df, df.derivative("x"), window)


def polynomial(roots, factor=1.0):
    return np.poly1d(np.poly(roots) * factor)


# zeros ------------------------------------------------------------------------------------------------------------


def found(g, start=-5.0, end=5.0):
    result = zeros(g, start, end)
    return [(z.x, z.touches) for z in result.points]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^2", [(0, True)]),
        ("x^3", [(0, False)]),
        ("x^4", [(0, True)]),
        ("(x-1)^2 (x+2)^3", [(-2, False), (1, True)]),
        ("x^2-2x+1", [(1, True)]),
        ("(x-sqrt(2))^4", [(math.sqrt(2), True)]),
        ("(x-1)(x-1.001)", [(1, False), (1.001, False)]),
        ("sin x", [(-math.pi, False), (0, False), (math.pi, False)]),
        ("1+sin x", [(-math.pi / 2, True), (1.5 * math.pi, True)]),
        ("x^2+1e-6", []),
        ("1/x", []),
        ("sign(x)", [(0, False)]),
        ("floor(x)-0.5", []),
        ("e^x", []),
        ("|x-1/3|", [(1 / 3, True)]),
        ("x^(1/3)", [(0, False)]),
        ("tan x", [(-math.pi, False), (0, False), (math.pi, False)]),
        ("ln x", [(1, False)]),
        ("e^(-x^2)", []),
        ("x^21", [(0, False)]),
        ("1e-30 (x-2)", [(2, False)]),
        ("1e30 (x-2)^2", [(2, True)]),
    ],
)
@pytest.mark.parametrize("window", [(-5.0, 5.0), (-4.83, 5.17)])
def test_zeros(text, expected, window):
    got = found(parse(text), *window)
    assert [t for _, t in got] == [t for _, t in expected]
    assert [x for x, _ in got] == pytest.approx([x for x, _ in expected], abs=1e-9)


def test_intervals_of_zeros():
    result = zeros(parse("relu(x-1)"), -5, 5)
    assert result.points == ()
    ((start, end),) = result.intervals
    assert (start, end) == (-5, 1)
    assert zeros(parse("0"), -5, 5).intervals == ((-5, 5),)
    ((start, end),) = zeros(parse("relu(x-2) + relu(-x)"), -5, 5).intervals
    assert (start, end) == pytest.approx((0, 2), abs=1e-12)


def test_underflow_is_not_an_interval_of_zeros():
    result = zeros(parse("e^(-x^2)"), -100, 100)
    assert result.points == () and result.intervals == ()


def test_many_zeros_and_the_cap():
    result = zeros(parse("sin(20x)"), -5, 5)
    assert [z.x for z in result.points] == pytest.approx([k * math.pi / 20 for k in range(-31, 32)], abs=1e-9)
    assert not result.capped
    result = zeros(parse("sin(100x)"), -5, 5)
    assert len(result.points) == 200 and result.capped


ROOTS = st.lists(st.floats(-4.5, 4.5).map(lambda v: round(v, 2)), min_size=1, max_size=5, unique=True)


@settings(max_examples=60, deadline=None)
@given(ROOTS, st.lists(st.integers(1, 2), min_size=5, max_size=5), st.sampled_from([1e-6, 1.0, -3.0, 1e6]))
def test_random_factored_polynomials(roots, powers, factor):
    roots = sorted(roots)
    assume(all(b - a > 0.04 for a, b in pairwise(roots)))

    def g(x):
        return factor * np.prod([(x - r) ** p for r, p in zip(roots, powers, strict=False)], axis=0)

    got = found(g)
    assert [x for x, _ in got] == pytest.approx(roots, abs=1e-9)
    assert [t for _, t in got] == [p == 2 for _, p in zip(roots, powers, strict=False)]


# critical points --------------------------------------------------------------------------------------------------

E = math.e
S = math.sqrt
Q1, Q2 = S((15 + S(145)) / 10), S((15 - S(145)) / 10)
TAN_X = float(mpmath.findroot(lambda t: mpmath.tan(t) - t, 4.49))
GAMMA_MIN = float(mpmath.findroot(mpmath.digamma, 1.46))
CRITICAL = {
    "x^5 - 5x^3 + 4x": [(-Q1, "maximum", 0), (-Q2, "minimum", 0), (Q2, "maximum", 0), (Q1, "minimum", 0)],
    "sin(x)/x": [(-TAN_X, "minimum", 0), (TAN_X, "minimum", 0)],
    "|x^2-1|": [(-1, "minimum", None), (0, "maximum", 0), (1, "minimum", None)],
    "x^x": [(1 / E, "minimum", 0)],
    "e^(-1/x^2)": [],
    "tan x": [],
    "x^(1/3)": [(0, "neither", None)],
    "x^(2/3)": [(0, "minimum", None)],
    "1/x": [],
    "sqrt(|x|)": [(0, "minimum", None)],
    "x |x|": [(0, "neither", 0)],
    "|sin x|": [
        (k * math.pi / 2, "minimum" if k % 2 == 0 else "maximum", None if k % 2 == 0 else 0) for k in range(-3, 4)
    ],
    "max(x, x^2)": [(0, "minimum", None), (1, "neither", None)],
    "sqrt(1-x^2)": [(0, "maximum", 0)],
    "ln|x|": [],
    "x - floor(x)": [],
    "1/(x^2+0.0001)": [(0, "maximum", 0)],
    "x^3": [(0, "neither", 0)],
    "x^4": [(0, "minimum", 0)],
    "x^20": [(0, "minimum", 0)],
    "x^400": [(0, "minimum", 0)],
    "(x-1)^2 (x+2)^3": [(-2, "neither", 0), (-0.2, "maximum", 0), (1, "minimum", 0)],
    "x + sin x": [(-math.pi, "neither", 0), (math.pi, "neither", 0)],
    "x ln x": [(1 / E, "minimum", 0)],
    "x^3-3x^2+3x-1": [(1, "neither", 0)],
    "(x^2-1)/(x-1)": [],
    "e^(-x^2)": [(0, "maximum", 0)],
    "arcsin(sin x)": [
        (-1.5 * math.pi, "maximum", None),
        (-0.5 * math.pi, "minimum", None),
        (0.5 * math.pi, "maximum", None),
        (1.5 * math.pi, "minimum", None),
    ],
    "leaky_relu(x)": [(0, "neither", None)],
    "1e-9 x^2": [(0, "minimum", 0)],
    "1000000 + sin x": [((k + 0.5) * math.pi, "maximum" if k % 2 == 0 else "minimum", 0) for k in (-2, -1, 0, 1)],
}


@pytest.mark.parametrize("text", CRITICAL)
def test_critical_points(text):
    f = parse(text)
    df = f.derivative("x")
    got = critical_points(f, df, df.derivative("x"), WINDOW)
    assert all(isinstance(c, CriticalPoint) for c in got)
    assert [(c.kind, c.derivative) for c in got] == [(kind, d) for _, kind, d in CRITICAL[text]]
    assert [c.x for c in got] == pytest.approx([x for x, _, _ in CRITICAL[text]], abs=1e-9)
    for c in got:
        assert c.y == pytest.approx(float(f(np.array([c.x]))[0]), abs=1e-9)


def test_critical_points_of_gamma():
    points = [c for c in study("gamma(x)").critical if c.x > 0]
    assert [(c.x, c.kind) for c in points] == [(pytest.approx(GAMMA_MIN, abs=1e-9), "minimum")]
    assert len(study("gamma(x)").critical) == 6


def test_flat_intervals():
    assert study("3").critical == (FlatInterval(-5, 5, 3),)
    assert study("relu(x)").critical == (FlatInterval(-5, 0, 0),)
    assert study("sign(x)").critical == (FlatInterval(-5, 0, -1), FlatInterval(0, 5, 1))
    assert [(c.start, c.end, c.y) for c in study("floor x", (-1.5, 1.5)).critical] == [
        (-1.5, -1, -2),
        (-1, 0, -1),
        (0, 1, 0),
        (1, 1.5, 1),
    ]
    assert study("1 - |sign(x)|").critical == (FlatInterval(-5, 0, 0), FlatInterval(0, 5, 0))
    assert study("sin(x)^2 + cos(x)^2").critical == (FlatInterval(-5, 5, pytest.approx(1)),)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-4, 4).map(lambda v: round(v, 2)), min_size=2, max_size=5, unique=True))
def test_random_polynomials_with_known_critical_points(places):
    places = sorted(places)
    assume(all(b - a > 0.1 for a, b in pairwise(places)))
    df = polynomial(places)
    f, ddf = df.integ(), df.deriv()
    got = critical_points(f, df, ddf, WINDOW)
    assert [c.x for c in got] == pytest.approx(places, abs=1e-8)
    last = [("minimum", "maximum")[k % 2] for k in range(len(places))]
    assert [c.kind for c in got] == last[::-1]


@settings(max_examples=30, deadline=None)
@given(st.floats(-4, 4).map(lambda v: round(v, 3)), st.floats(-3, 3), st.floats(-3, 3))
def test_random_kinks(place, left, right):
    """A corner between a parabola and another: its slopes, and its kind by their signs."""
    assume(abs(left - right) > 0.01 and min(abs(left), abs(right)) > 0.01)

    def f(x):
        d = x - place
        return np.where(d < 0, left * d, right * d) + 0.2 * d**2

    def df(x):
        d = x - place
        return np.where(d < 0, left, right) + 0.4 * d

    (corner,) = nondifferentiable_points(f, df, WINDOW)
    assert corner.kind == "corner" and corner.x == pytest.approx(place, abs=1e-12)
    assert (corner.left_slope, corner.right_slope) == pytest.approx((left, right), abs=1e-7)
    kind = {(-1, 1): "minimum", (1, -1): "maximum"}.get((np.sign(left), np.sign(right)), "neither")
    points = critical_points(f, df, lambda x: 0 * x + 0.4, WINDOW)
    assert [c.kind for c in points if abs(c.x - place) < 1e-9] == [kind]


# inflections and pieces -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^3", [0]),
        ("x^4", []),
        ("x^5", [0]),
        ("x^21", [0]),
        ("sin x", [-math.pi, 0, math.pi]),
        ("e^(-x^2)", [-S(0.5), S(0.5)]),
        ("x^(1/3)", [0]),
        ("x|x|", [0]),
        ("|x^2-1|", []),
        ("tan x", [-math.pi, 0, math.pi]),
        ("1/x", []),
        ("2x+1", []),
        ("3", []),
        ("e^(-1/x^2)", [-S(2 / 3), S(2 / 3)]),
        ("(x^2-1)/(x-1)", []),
        ("tanh x", [0]),
        ("gelu(x)", [-S(2), S(2)]),
        ("x^5 - 5x^3 + 4x", [-S(1.5), 0, S(1.5)]),
        ("relu(x)", []),
        ("floor x", []),
        ("1/(x^2+0.0001)", [-0.01 / S(3), 0.01 / S(3)]),
    ],
)
def test_inflection_points(text, expected):
    f = parse(text)
    df = f.derivative("x")
    got = inflection_points(f, df.derivative("x"), WINDOW, df=df)
    assert [p.x for p in got] == pytest.approx(expected, abs=1e-9)
    assert [p.x for p in inflection_points(f, df.derivative("x"), WINDOW)] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^2", [(-5, 0, "falling"), (0, 5, "rising")]),
        ("x^3", [(-5, 5, "rising")]),
        ("relu(x)", [(-5, 0, "flat"), (0, 5, "rising")]),
        ("1/x", [(-5, 0, "falling"), (0, 5, "falling")]),
        ("ln x", [(0, 5, "rising")]),
        ("e^(-1/x^2)", [(-5, 0, "falling"), (0, 5, "rising")]),
        ("sqrt(1-x^2)", [(-1, 0, "rising"), (0, 1, "falling")]),
        ("x^(1/3)", [(-5, 5, "rising")]),
        ("sign(x)", [(-5, 0, "flat"), (0, 5, "flat")]),
        ("tanh(x)", [(-5, 5, "rising")]),
        ("3", [(-5, 5, "flat")]),
        ("x^x", [(0, 1 / E, "falling"), (1 / E, 5, "rising")]),
    ],
)
def test_monotone_pieces(text, expected):
    f = parse(text)
    got = monotone_pieces(f, f.derivative("x"), WINDOW)
    assert [p.kind for p in got] == [k for _, _, k in expected]
    assert [v for p in got for v in (p.start, p.end)] == pytest.approx(
        [v for a, b, _ in expected for v in (a, b)], abs=1e-9
    )


def test_what_is_not_complete_is_said():
    assert study("sin(100x)").capped
    (interval,) = study("x^2 sin(1/x)").too_fast
    assert interval[0] < 0 < interval[1]


# irregular points -------------------------------------------------------------------------------------------------

IRREGULAR = {
    "|x|": [(0, "corner", -1, 1)],
    "relu(x)": [(0, "corner", 0, 1)],
    "|x^2-1|": [(-1, "corner", -2, 2), (1, "corner", -2, 2)],
    "max(x, x^2)": [(0, "corner", 0, 1), (1, "corner", 1, 2)],
    "leaky_relu(x)": [(0, "corner", 0.01, 1)],
    "x^(1/3)": [(0, "vertical tangent", INF, INF)],
    "-x^(1/3)": [(0, "vertical tangent", -INF, -INF)],
    "x^(2/3)": [(0, "cusp", -INF, INF)],
    "sqrt(|x|)": [(0, "cusp", -INF, INF)],
    "-sqrt(|x-1|)": [(1, "cusp", INF, -INF)],
    "sqrt(1-x^2)": [(-1, "domain edge", NAN, INF), (1, "domain edge", -INF, NAN)],
    "x^x": [(0, "domain edge", NAN, -INF)],
    "x^1.5": [(0, "domain edge", NAN, 0)],
    "sign(x)": [(0, "jump", 0, 0)],
    "1/x": [(0, "pole", NAN, NAN)],
    "ln|x|": [(0, "pole", NAN, NAN)],
    "sin(x)/x": [(0, "hole", 0, 0)],
    "e^(-1/x^2)": [(0, "hole", 0, 0)],
    "x^2 sin(1/x)": [(0, "hole", 0, 0)],
    "(e^x-1)/x": [(0, "hole", 0.5, 0.5)],
    "sin(1/x)": [(0, "oscillation", NAN, NAN)],
    "e^(1/x)": [(0, "pole", 0, NAN)],
    "1 - |sign(x)|": [(0, "hole", 0, 0)],
    "x + 1 - |sign(x - 3)|": [(3, "hole", 1, 1)],
    "|sin x|": [(k * math.pi, "corner", -1, 1) for k in (-1, 0, 1)],
    "tan x": [((k + 0.5) * math.pi, "pole", NAN, NAN) for k in (-2, -1, 0, 1)],
    "arccos(cos x)": [(-math.pi, "corner", 1, -1), (0, "corner", -1, 1), (math.pi, "corner", 1, -1)],
    "x|x|": [],
    "x^3": [],
    "x^4": [],
    "tanh(1000x)": [],
    "1/(x^2+0.0001)": [],
    "elu(x)": [],
    "softplus(x)": [],
    "|x|^3": [],
    "e^(50x)": [],
    "x^20": [],
    "sin(100x)": [],
    "x^(4/3)": [],
    "1e6 x": [],
    "sin(x)^2+cos(x)^2": [],
}


@pytest.mark.parametrize("text", IRREGULAR)
def test_points_without_a_derivative(text):
    f = parse(text)
    got = nondifferentiable_points(f, f.derivative("x"), WINDOW)
    expected = IRREGULAR[text]
    assert [i.kind for i in got] == [e[1] for e in expected]
    assert [i.x for i in got] == pytest.approx([e[0] for e in expected], abs=1e-9)
    for i, (_, _, left, right) in zip(got, expected, strict=True):
        assert (i.left_slope, i.right_slope) == pytest.approx((left, right), abs=1e-8, nan_ok=True)
        assert describe(i).endswith(".") and "nan" not in describe(i) and "inf" not in describe(i).replace("∞", "")


def test_the_sentence_for_a_corner_says_the_slopes():
    f = parse("|x|")
    (corner,) = nondifferentiable_points(f, f.derivative("x"), WINDOW)
    sentence = describe(corner)
    assert "corner" in sentence and "−1" in sentence and " 1 " in sentence and "x = 0" in sentence


def test_jumps_and_poles_keep_their_values():
    f = parse("floor x")
    first = nondifferentiable_points(f, f.derivative("x"), (0.5, 1.5))[0]
    assert (first.x, first.left_value, first.right_value, first.value) == (1, 0, 1, 1)
    f = parse("1/x")
    (pole,) = nondifferentiable_points(f, f.derivative("x"), WINDOW)
    assert (pole.left_value, pole.right_value) == (-INF, INF)


# the slope at a point ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "x", "left", "right"),
    [
        ("|x|", 0, -1, 1),
        ("relu(x)", 0, 0, 1),
        ("x^2", 3, 6, 6),
        ("sqrt x", 0, NAN, INF),
        ("x^(1/3)", 0, INF, INF),
        ("e^x", 1, E, E),
        ("x|x|", 0, 0, 0),
        ("1000000+|x|", 0, -1, 1),
        ("floor x", 2, 0, 0),
        ("ln x", -1, NAN, NAN),
        ("tanh(1000x)", 0, 1000, 1000),
    ],
)
def test_one_sided_slopes(text, x, left, right):
    assert one_sided_slopes(parse(text), x) == pytest.approx((left, right), rel=1e-7, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("x^2", 3, 6),
        ("sin x", 1, math.cos(1)),
        ("x|x|", 0, 0),
        ("relu(x)", 2, 1),
        ("elu(x)", 0, 1),
        ("floor x", 1.5, 0),
        ("x^3", 0, 0),
        ("1e-8 x^2", 3, 6e-8),
        ("ln x", 2, 0.5),
        ("gamma(x)", 3, 2 * float(mpmath.digamma(3))),
        ("x^(4/3)", 0, 0),
        ("e^(50x)", 1, 50 * math.exp(50)),
    ],
)
def test_slope_where_there_is_one(text, x, value):
    f = parse(text)
    slope = slope_at(f, f.derivative("x"), x)
    assert slope.kind == "slope"
    assert slope.value == pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "x", "kind"),
    [
        ("relu(x)", 0, "corner"),
        ("|x|", 0, "corner"),
        ("|x-0.3|", 0.1 + 0.2, "corner"),
        ("x^(1/3)", 0, "vertical tangent"),
        ("x^(2/3)", 0, "cusp"),
        ("floor x", 1, "jump"),
        ("1/x", 0, "pole"),
        ("sin(x)/x", 0, "hole"),
        ("ln x", -1, "undefined"),
        ("sqrt x", 0, "domain edge"),
        ("sign(x)", 0, "jump"),
        ("gamma(x)", -2, "pole"),
        ("ln x", 0, "pole"),
        ("e^(1/x)", 0, "pole"),
        ("e^(1/x^2)", 0, "pole"),
        ("1 - |sign(x)|", 0, "hole"),
        ("sqrt(x^2 - 0.01)", 0, "undefined"),
        ("sqrt(-x^2)", 0, "lone point"),
        ("sqrt(x^2 (x - 1))", 0, "lone point"),
    ],
)
def test_no_slope_where_there_is_none_whatever_the_formula_says(text, x, kind):
    f = parse(text)
    slope = slope_at(f, f.derivative("x"), x)
    assert slope.value is None and slope.kind == kind
    assert slope.sentence.endswith(".")


def test_extrema_at_the_edges_of_the_domain():
    def edges(text, window=WINDOW):
        return [(e.x, e.y, e.kind) for e in edge_extrema(study(text, window))]

    assert edges("sqrt x") == [(0, 0, "minimum")]
    assert edges("3 - sqrt(4 - x^2)") == [(-2, 3, "maximum"), (2, 3, "maximum")]
    assert edges("x^x") == []  # begins, but without a value
    assert [(y, kind) for _, y, kind in edges("sqrt(sin x)", (-7, 7))] == [
        (pytest.approx(0, abs=1e-7), "minimum") for _ in range(5)
    ]


def test_a_pole_has_two_sides_an_asymptote_may_have_one():
    def sentence(text):
        f = parse(text)
        return describe(nondifferentiable_points(f, f.derivative("x"), WINDOW)[0])

    assert "a pole" in sentence("1/x") and "asymptote" in sentence("ln x")
