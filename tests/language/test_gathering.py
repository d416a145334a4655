"""What is called tidied is tidy, is the same function, and is shown only if it is simpler."""

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.gathering import gathered
from core.language.symbolic import to_sympy

X = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("sin x/cos x", r"\sec^{2}\left(x\right)"),
        ("tan(x)", r"\sec^{2}\left(x\right)"),
        ("3 tan(2x)", r"6 \sec^{2}\left(2 x\right)"),
        ("x tan x", r"x \sec^{2}\left(x\right) + \tan\left(x\right)"),
        ("cot(x)", r"-\csc^{2}\left(x\right)"),
        ("1/sin(x)", r"-\frac{\cos\left(x\right)}{\sin^{2}\left(x\right)}"),
        ("ln|x|", r"\frac{1}{x}"),
        ("ln|2x + 1|", r"\frac{2}{2 x + 1}"),
        ("cosh x/sinh x", r"-\frac{1}{\sinh^{2}\left(x\right)}"),
        ("x|x|", r"2 \left|x\right|"),
        ("sigmoid(x)", r"\sigma\left(x\right) \left(1 - \sigma\left(x\right)\right)"),
        ("x^3 + x^2", "3 x^{2} + 2 x"),
        ("x e^x", "x e^{x} + e^{x}"),
    ],
)
def test_derivatives_are_written_as_a_teacher_writes_them(text, latex):
    assert parse(text).derivative("x").latex == latex


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x y/(x^2 + y^2)", r"-\frac{y \left(x - y\right) \left(x + y\right)}{\left(x^{2} + y^{2}\right)^{2}}"),
        ("x^2 y + y", "2 x y"),
    ],
)
def test_a_partial_derivative_is_one_fraction(text, latex):
    assert parse(text, ("x", "y")).derivative("x").latex == latex


@pytest.mark.parametrize("text", ["(x^2 - y^2)/(x - y)", "x/(x + y)", "1/(x y) + x/y", "x y/(1 + x^2) - y/x"])
def test_one_fraction_is_the_same_function_and_hides_no_hole(text):
    slope = parse(text, ("x", "y")).derivative("x")
    x, y = (sp.Symbol(name, real=True) for name in "xy")
    shown = to_sympy(slope.simplified)
    assert sp.cancel(sp.together(shown - sp.diff(to_sympy(parse(text, ("x", "y")).tree), x))) == 0
    for point in ((1, 1), (2, 2), (0, 1), (1, -1), (1, 0)):
        if not np.isfinite(slope(*map(float, point))):
            assert sp.fraction(sp.together(shown))[1].subs(dict(zip((x, y), point, strict=True))) == 0


parts = st.sampled_from(
    [
        "sin(x)",
        "cos(x)",
        "|x|",
        "sign(x)",
        "x",
        "sigmoid(x)",
        "sigmoid(-x)",
        "sinh(x)",
        "cosh(x)",
        "tan(x)",
        "(tan(x)^2 + 1)",
        "(cot(x)^2 + 1)",
        "|x - 1|",
        "sign(x - 1)",
        "(x - 1)",
    ]
)
products = st.lists(parts, min_size=1, max_size=4).map("*".join)
texts = st.lists(st.tuples(st.integers(-3, 3).filter(bool), products, products), min_size=1, max_size=3).map(
    lambda terms: " + ".join(f"({c})*({a})/({b})^2" for c, a, b in terms)
)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_gathering_changes_no_value(text):
    expression = to_sympy(parse(text).tree, named=True)
    sigmoid = {"sigmoid": lambda t: 1 / (1 + mpmath.exp(-t))}
    before, after = (sp.lambdify(X, e, [sigmoid, "mpmath"]) for e in (expression, gathered(expression)))
    with mpmath.workdps(40):
        for place in (-2.3, -0.7, 0.31, 1.9, 3.1):
            x = mpmath.mpf(place)
            assert mpmath.almosteq(before(x), after(x), rel_eps=mpmath.mpf(10) ** -30, abs_eps=mpmath.mpf(10) ** -30)
