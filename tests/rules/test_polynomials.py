"""Polynomials against SymPy: the same factors, the same real zeros, the same lowest terms and holes."""

from fractions import Fraction

import pytest
import sympy as sp
from flint import fmpq, fmpq_poly
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.printing import to_text
from core.language.symbolic import to_sympy
from core.rules.lowest_terms import holes_latex, tidy
from core.rules.polynomials import (
    HIGHEST,
    TooLarge,
    bounded,
    by_multiplicity,
    coefficients_of,
    irreducible_factors,
    may_have_real_zero,
    primitive,
    raised,
    squarefree,
    without,
)

X = sp.Symbol("x", real=True)
some = settings(max_examples=30, deadline=None, derandomize=True, phases=(Phase.generate,))


def to_poly(a: fmpq_poly) -> sp.Poly:
    return sp.Poly([sp.Rational(c.numerator, c.denominator) for c in reversed(coefficients_of(a))] or [0], X)


numbers = st.one_of(st.integers(-6, 6), st.integers(-(10**9), 10**9), st.fractions(-9, 9, max_denominator=12))
plain = (
    st.lists(numbers, min_size=1, max_size=5)
    .filter(any)
    .map(lambda values: fmpq_poly([fmpq(v.numerator, v.denominator) for v in map(Fraction, values)]))
)


@st.composite
def products(draw) -> fmpq_poly:
    """Products of powers, so that zeros are met again."""
    result = draw(plain)
    for factor in draw(st.lists(plain, max_size=2)):
        result *= factor ** draw(st.integers(1, 3))
    return result


def is_same_up_to_a_number(a: sp.Poly, b: sp.Poly) -> bool:
    return a.monic() == b.monic()


@some
@given(products())
def test_factors_are_those_of_sympy(a):
    ours = [to_poly(factor).monic() for factor in irreducible_factors(a)]
    theirs = [sp.Poly(factor, X).monic() for factor, _ in sp.factor_list(to_poly(a))[1]]
    assert len(ours) == len(theirs) and set(ours) == set(theirs)


@some
@given(products())
def test_powers_and_size_give_the_polynomial_back(a):
    size, whole = primitive(a)
    assert to_poly(whole) * sp.Rational(size.numerator, size.denominator) == to_poly(a)
    content, _ = to_poly(whole).primitive()
    assert content == 1 and whole.denom() == 1 and whole.leading_coefficient() > 0
    back = sp.Poly(1, X)
    for factor, times in by_multiplicity(a):
        assert to_poly(factor).is_sqf
        back *= to_poly(factor) ** times
    assert is_same_up_to_a_number(back, to_poly(a))


@some
@given(products(), products())
def test_what_is_left_without_the_zeros_of_another(a, b):
    left = to_poly(without(a, b))
    assert is_same_up_to_a_number(left, sp.quo(to_poly(a).sqf_part(), sp.gcd(to_poly(a).sqf_part(), to_poly(b))))


@some
@given(products())
def test_there_is_a_real_zero_exactly_if_sympy_counts_one(a):
    assume(a.degree() > 0)
    single = squarefree(a)
    assert may_have_real_zero(single) == (to_poly(single).count_roots() > 0)


@settings(some, max_examples=12)
@given(products(), products(), products())
def test_a_quotient_in_lowest_terms_has_the_holes_of_what_cancelled(above, below, both):
    assume(max(above.degree(), below.degree()) + both.degree() <= 10 and below.degree() + both.degree() > 0)
    top, bottom = to_poly(above * both).as_expr(), to_poly(below * both).as_expr()
    text = f"({top})/({bottom})".replace("**", "^")
    assume(len(text) < 900)
    try:
        function = parse(text)
    except ValueError:  # a number too long to type
        assume(False)
    found = tidy(function)
    _, lowest = sp.fraction(sp.cancel(top / bottom))
    shown = sp.together(to_sympy(found.tree))
    assert sp.cancel(shown - top / bottom) == 0
    assert sp.degree(sp.fraction(shown)[1], X) == sp.degree(lowest, X)
    hidden = set(sp.real_roots(sp.Poly(bottom, X), multiple=True)) - set(sp.real_roots(sp.Poly(lowest, X)))
    assert set(sp.real_roots(to_sympy(found.holes), X) if found.holes is not None else ()) == hidden
    rational = {Fraction(int(z.p), int(z.q)) for z in hidden if z.is_Rational}
    assert set(found.places) == (rational if len(rational) == len(hidden) else set())


@pytest.mark.parametrize(
    ("text", "tree", "holes"),
    [
        ("(7919x - 6007)/(7919x - 6007)", "1", r"x = \frac{6007}{7919}"),  # zeros with large numbers
        ("((x^2 + 1)(x - 1))/((x^2 + 1)(x - 1))", "1", "x = 1"),  # no equation where every real zero is known
        ("(x^40 - 1)/(x^39 - x^38 + x - 1)", None, "x = 1"),
        ("(x - 2)^45/(x - 2)^44", "x - 2", "x = 2"),
    ],
)
def test_holes_are_found_among_large_numbers_and_high_powers(text, tree, holes):
    found = tidy(parse(text))
    assert holes_latex(found) == holes
    assert tree is None or to_text(found.tree) == tree


@pytest.mark.parametrize(
    "text",
    [
        "(x^1000 - 1)/(x - 1)",
        "((123456789012 x + 1)^9)^60/((x + 1)^9)^60",
        "(" + "((x^2 + 1)^2 + 1)^2 + 1" + ")^30/(x - 1)",
        "+".join(f"{k}/(x^3 - {k}x + 7)" for k in range(1, 40)),
        "1/(x^60 - 2(10^29 x - 1)^2)",  # two zeros that 300 digits hardly tell apart
    ],
)
def test_polynomials_beyond_the_bounds_stay_as_they_are(text):
    function = parse(text)
    found = tidy(function)
    assert found.tree == function.simplified and found.holes is None


def test_the_bounds_are_kept_before_anything_is_computed():
    with pytest.raises(TooLarge):
        raised(fmpq_poly([1, 1]), 10**9)
    with pytest.raises(TooLarge):
        bounded(fmpq_poly([0] * (HIGHEST + 1) + [1]))
    with pytest.raises(TooLarge):
        bounded(fmpq_poly([10**400, 1]))


def test_a_question_that_would_take_long_is_left_open():
    hard = fmpq_poly([10**290 + k * k for k in range(60)] + [1])
    assert may_have_real_zero(hard)
