"""Slopes of max and min in cases: which case holds is said, and every value is the one that is computed."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.function import Function
from core.language.printing import to_text
from core.language.symbolic import to_sympy

X = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    ("text", "slope"),
    [
        ("max(x, 0)", "{x > 0: 1, x = 0: 1/2, x < 0: 0}"),
        ("max(x, 1 - x)", "{x > 1/2: 1, x = 1/2: 0, x < 1/2: -1}"),
        ("min(2, x/3)", "{x > 6: 0, x = 6: 1/6, x < 6: 1/3}"),
        ("max(x, 0)^2", "{x > 0: 2*x, 0}"),  # no corner, so no case of its own
        ("x^2 max(x, 0)", "{x > 0: 3*x^2, 0}"),
        ("max(x, 0) + min(x, 0)", "1"),
        ("1/max(x, 1)", "{x > 1: -1/x^2, x = 1: -1/2, x < 1: 0}"),
        ("max(a x, b)", "{a*x > b: a, a*x = b: a/2, a*x < b: 0}"),
        ("relu(x)", "positive(x)"),
        ("x step(x)", "step(x)"),  # who types step knows it
    ],
)
def test_which_input_wins_is_said_in_cases(text, slope):
    assert to_text(parse(text).derivative("x").simplified) == slope


@pytest.mark.parametrize("text", ["max(x, 0) ln x", "max(x, ln x)", "max(x, 1)/(x + 1)", "sqrt(x) max(x, -1)"])
def test_cases_give_no_value_where_there_is_none(text):
    slope = parse(text).derivative("x")
    shown = Function(slope.simplified, ("x",))
    places = np.array([-3.0, -1.0, -0.5, 0.5, 1.0, 2.0])
    assert np.array_equal(np.isnan(shown(places)), np.isnan(slope(places)))


inputs = st.sampled_from(
    ["x", "0", "1", "-x", "x^2", "(1 - x)", "(x^2 - 2)", "sin(x)", "x^3", "2x", "(x/2 - 1)", "e^x"]
)
extremes = st.builds("{}({}, {})".format, st.sampled_from(["max", "min"]), inputs, inputs)
texts = st.one_of(
    extremes,
    st.builds("{} * {}".format, inputs, extremes),
    st.builds("{}^2 + {}".format, extremes, inputs),
    st.builds("sin({})".format, extremes),
    st.builds("{} + {}".format, extremes, extremes),
)


@settings(max_examples=60, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(texts, st.integers(1, 2))
def test_the_cases_are_the_slope_at_ties_too(text, order):
    slope = parse(text)
    for _ in range(order):
        slope = slope.derivative("x")
    shown = Function(slope.simplified, ("x",))
    places = np.array([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, *np.linspace(-3.1, 3.3, 41)])
    assert np.allclose(shown(places), slope(places), rtol=1e-9, atol=1e-9, equal_nan=True), to_text(slope.simplified)


@pytest.mark.parametrize("text", ["max(x, 1 - x)", "min(x^2, x)", "max(sin x, cos x)", "x min(x, 2)"])
def test_off_the_ties_sympy_finds_the_same_slope(text):
    function = parse(text)
    shown = Function(function.derivative("x").simplified, ("x",))
    theirs = sp.diff(to_sympy(function.tree), X)
    for place in (-2.3, -0.4, 0.3, 0.71, 1.9):
        assert math.isclose(float(shown(place)), float(theirs.subs(X, place)), rel_tol=1e-9, abs_tol=1e-12)
