"""Rational functions in lowest terms: the same values everywhere, nothing left to cancel, no hole lost."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.printing import to_latex, to_text
from core.language.symbolic import to_sympy
from core.rules.lowest_terms import holes_latex, latex_of, tidy

X = sp.Symbol("x", real=True)

whole = st.integers(-4, 4)
polynomials = (
    st.lists(whole, min_size=1, max_size=4)
    .filter(any)
    .map(lambda values: "(" + " + ".join(f"({value}) x^{power}" for power, value in enumerate(values)) + ")")
)
bases = st.one_of(polynomials, st.sampled_from(["x", "(x - 1)", "(2x + 3)", "(x^2 + 1)", "(x^2 - 2)", "(x/2 - 1/3)"]))
quotients = st.builds(lambda a, b, c: f"{a}{c}/({b}{c})", bases, bases, bases)
texts = st.one_of(
    quotients,
    st.builds("{} + {}".format, quotients, quotients),
    st.builds("1/({})".format, quotients),
    st.builds("({})^{}".format, quotients, st.integers(-2, 3)),
)


@settings(max_examples=25, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(texts)
def test_the_tidy_slope_is_the_slope_and_says_where_there_is_none(text):
    try:
        function = parse(text)
    except ValueError:
        return  # divides by 0 everywhere
    found = tidy(function.derivative("x"))
    ours = to_sympy(found.tree)
    theirs = sp.diff(to_sympy(function.tree), X)
    assert sp.cancel(sp.together(ours - theirs)) == 0
    _, bottom = sp.fraction(sp.together(ours))
    assert sp.degree(bottom, X) == sp.degree(sp.fraction(sp.cancel(theirs))[1], X)  # nothing is left to cancel
    # Every hole: where the typed text divides by 0 although the tidy form has a value.
    holes = set(sp.real_roots(sp.Poly(to_sympy(found.holes), X))) if found.holes is not None else set()
    for k in range(-12, 13):
        for place in (sp.Rational(k, 3), sp.Rational(k, 2), sp.Rational(k)):
            defined = function(float(place)) == function(float(place))
            has_value = bottom.subs(X, place) != 0
            if place.q != 3:  # thirds are no floats
                assert (place in holes) == (has_value and not defined), (text, place)
    assert set(found.places) <= {Fraction(int(h.p), int(h.q)) for h in holes if h.is_Rational}


@pytest.mark.parametrize(
    ("text", "slope", "holes"),
    [
        ("(x^2-1)/(x-1)", "1", "x = 1"),
        ("(x^3-1)/(x-1)", "2*x + 1", "x = 1"),
        ("x/x", "0", "x = 0"),
        ("(x+1)/(x^2-1)", "-1/(x - 1)^2", "x = -1"),
        ("(x^2-1)/(x+3)", "(x^2 + 6*x + 1)/(x + 3)^2", None),
        ("((x-1)(x+2))/((x-1)(x-3))", "-5/(x - 3)^2", "x = 1"),
        ("(x^2+1)/(x^2-1)", "-4*x/(x^2 - 1)^2", None),
        ("(x+1)^10/x", "(x + 1)^9*(9*x - 1)/x^2", None),
        ("x/(x^2+1)^2", "(1 - 3*x^2)/(x^2 + 1)^3", None),
        ("1/(1/x)", "1", "x = 0"),
        ("(x^4-1)/(x^2+1)", "2*x", None),
        ("x^3 - 5x", "3*x^2 - 5", None),
    ],
)
def test_as_a_teacher_would_write_it(text, slope, holes):
    found = tidy(parse(text).derivative("x"))
    assert to_text(found.tree) == slope
    assert (holes_latex(found) if found.holes is not None else None) == holes


def test_holes_without_a_simple_name_are_given_by_their_equation():
    found = tidy(parse("(x^3 - 2x)/(x^2 - 2)").derivative("x"))
    assert holes_latex(found) == to_latex(parse("x^2 - 2").tree) + " = 0"
    assert latex_of(found).startswith("1")
    assert r"\neq 0" in latex_of(found)


@pytest.mark.parametrize(
    "text", ["sin(x)/x", "x^a/(x - 1)", "(pi x^2)/x", "(x+1)^100/x", "1/(x^200 - 1)", "e^(2x)/e^x", "1/(10^39 x - 7)^9"]
)
def test_what_is_no_small_rational_function_stays_as_it_was(text):
    slope = parse(text).derivative("x")
    assert tidy(slope).tree == slope.simplified
    assert tidy(slope).holes is None


def test_cases_say_no_slope_at_a_corner():
    shown = latex_of(tidy(parse("max(x, 1 - x)").derivative("x")))
    assert shown == to_latex(parse("{x > 1/2: 1, x < 1/2: -1}").tree)
