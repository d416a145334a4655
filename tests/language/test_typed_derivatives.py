"""Derivatives that are typed, against mpmath's differences of the original written by hand, and what is refused."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import LanguageError, Unfinished, limits, parse

X = (-1.7, -0.6, 0.3, 1.1, 2.4)

# text, original in mpmath, order
OPERATORS = [
    ("d/dx(x^2)", lambda x: x**2, 1),
    ("d/dx x^3", lambda x: x**3, 1),
    ("d / dx ( x^3 )", lambda x: x**3, 1),
    ("d/dx x sin x", lambda x: x * mpmath.sin(x), 1),
    ("d/dx(sin(x)/(1+x^2))", lambda x: mpmath.sin(x) / (1 + x**2), 1),
    ("d/dx (x+1)^3", lambda x: (x + 1) ** 3, 1),
    ("d/dX(X^2)", lambda x: x**2, 1),
    (r"\frac{d}{dx}(e^{-x^2})", lambda x: mpmath.exp(-(x**2)), 1),
    (r"\frac{d}{dx} x \cos x", lambda x: x * mpmath.cos(x), 1),
    (r"\dfrac{\mathrm{d}}{\mathrm{d}x}\left(x^4\right)", lambda x: x**4, 1),
    (r"$\frac{\mathrm d}{\mathrm d x} \tanh x$", mpmath.tanh, 1),
    (r"\frac{\partial}{\partial x}(x^5)", lambda x: x**5, 1),
    ("∂/∂x(cos 3x)", lambda x: mpmath.cos(3 * x), 1),
    ("∂/∂x x^2", lambda x: x**2, 1),
    ("(x^2)'", lambda x: x**2, 1),
    ("(x^2 sin x)’", lambda x: x**2 * mpmath.sin(x), 1),
    ("sin(x^2)'", lambda x: mpmath.sin(x**2), 1),
    (r"\left(x^3\right)^{\prime}", lambda x: x**3, 1),
    (r"(x^3)^\prime", lambda x: x**3, 1),
    ("|x|'", abs, 1),
    ("(x^4)''", lambda x: x**4, 2),
    ("(x^4)'''", lambda x: x**4, 3),
    ("d²/dx² x⁴", lambda x: x**4, 2),
    ("d^2/dx^2(sin x)", mpmath.sin, 2),
    (r"\frac{d^{2}}{dx^{2}} x^5", lambda x: x**5, 2),
    (r"\frac{\partial^3}{\partial x^3}(x^5)", lambda x: x**5, 3),
    ("d/dx(d/dx(e^x sin x))", lambda x: mpmath.exp(x) * mpmath.sin(x), 2),
    ("d/dx d/dx x^4", lambda x: x**4, 2),
    ("f(x) = d/dx(x^2)", lambda x: x**2, 1),
    ("d/dx sum(x^k/k, k, 1, 4)", lambda x: sum(x**k / mpmath.mpf(k) for k in range(1, 5)), 1),
    ("sum(d/dx(x^k/k), k, 1, 4)", lambda x: sum(x**k / mpmath.mpf(k) for k in range(1, 5)), 1),
    ("d/dx({x < 0: -x, x^2})", lambda x: -x if x < 0 else x**2, 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "original", "order"), OPERATORS, ids=[row[0] for row in OPERATORS])
def test_an_operator_is_the_slope_of_what_it_acts_on(text, original, order):
    with mpmath.workdps(40):
        expected = [float(mpmath.diff(original, mpmath.mpf(x), order, h=mpmath.mpf(10) ** -10)) for x in X]
    assert parse(text)(np.array(X)) == pytest.approx(expected, rel=1e-7, abs=1e-7)


# text and the same meaning without an operator
WITHIN = [
    ("x + d/dx(x^2) - 1", "x + 2x - 1"),
    ("2 d/dx sin x", "2cos(x)"),
    ("d/dx x^2 + 3x", "2x + 3x"),
    ("d/dx(x^2) sin x", "2x sin x"),
    ("d/dx(x^2)*x", "2x*x"),
    ("e^(d/dx(x^2))", "e^(2x)"),
    ("max((x^2)', 0)", "max(2x, 0)"),
    ("(x^2)'^2", "(2x)^2"),
    ("{x < 0: d/dx(x^2), (x^3)'}", "{x < 0: 2x, 3x^2}"),
    ("d/da(a^2 x)", "2 a x"),
    ("d/dtheta(theta^2 x)", "2 theta x"),
    ("ad/b x", "a*d/(b*x)"),
    (r"\frac{d x^2}{2}", "d*x^2/2"),
    ("d/x", "d*1/x"),
]


@pytest.mark.parametrize(("text", "meaning"), WITHIN, ids=[row[0] for row in WITHIN])
def test_an_operator_within_a_formula(text, meaning):
    one, other = parse(text), parse(meaning)
    assert set(one.parameters) == set(other.parameters)
    letters = dict.fromkeys(one.parameters, 1.75)
    assert one(np.array(X), **letters) == pytest.approx(other(np.array(X), **letters))


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [("∂/∂x (x^2 y)", 6.0, None), ("∂/∂y x^2y", None, None), (r"\frac{\partial}{\partial y}(x y^3)", None, None)],
)
def test_a_partial_operator_holds_the_other_variable(text, x, y):
    original = {"∂/∂x (x^2 y)": ("2 x y"), "∂/∂y x^2y": "x^2"}.get(text, "3 x y^2")
    places = np.array([1.0, 2.0, -3.0]), np.array([0.5, -1.0, 2.0])
    assert parse(text, ("x", "y"))(*places) == pytest.approx(parse(original, ("x", "y"))(*places))


@pytest.mark.parametrize(
    "name",
    ["dy/dx", "f'(x)", "f′(x)", "f''(x)", "df/dx", "y'", "y''", r"\frac{dy}{dx}", r"\frac{\mathrm{d}y}{\mathrm{d}x}",
     r"\frac{df(x)}{dx}", "df(x)/dx", "∂f/∂x", r"\frac{\partial f}{\partial x}", r"f^{\prime}(x)", "d^2y/dx^2",
     r"\frac{d^2y}{dx^2}", "dy / dx"],
)  # fmt: skip
def test_the_name_of_a_slope_before_the_formula_is_left_out_and_it_is_told(name):
    function = parse(f"{name} = x^2 + 1")
    assert function(np.array(X)) == pytest.approx([x * x + 1 for x in X])
    assert any("slope" in note for note in function.notes)
    for half in (name, f"{name} ="):
        with pytest.raises(Unfinished):
            parse(half)


@pytest.mark.parametrize(
    ("text", "defined"),
    [("d/dx(ln x)", lambda x: x > 0), ("(sqrt(x))'", lambda x: x > 0), ("d/dx(d/dx(x ln x))", lambda x: x > 0),
     ("{x < 0: d/dx(ln(-x)), d/dx(x^2)}", lambda x: True), ("{x < 0: d/dx(ln(x)), 1}", lambda x: x >= 0),
     ("{x > 1: x, (ln x)'}", lambda x: x > 0)],
)  # fmt: skip
def test_a_typed_derivative_has_no_value_where_its_original_has_none(text, defined):
    assert list(np.isfinite(parse(text)(np.array(X)))) == [bool(defined(x)) for x in X]


@pytest.mark.parametrize(
    "text",
    ["d/dx", "d/dx(", "d/dx(x", r"\frac{d}{dx}", r"\frac{d}{d", "(x^2)''''", "d/dx(d/dx(d/dx(d/dx(x^9))))", "∂x", "∂",
     "x'",
     "x^2'", "sin'(x)", "(x^2)'(x+1)", "d/dx * x", "d/dx(x^2) = 2x", "d(x^2)/dx", "d/dq(x)", "dx/dt = x", "dy/dt = x",
     "d^4/dx^4 x^9", "d^0/dx^0 x", "d^2/dx x", "d/dx(1/0)", "d/dk sum(x^k, k, 1, 3)", "'", "''", "(')", "(x)'''''''''",
     "d/dx(" * 30 + "x" + ")" * 30, "d/dx" * 200, "(" * 30 + "x" + ")'" * 30, "∂/∂" * 300,
     "d/dx(d/dx(d/dx(x^x^x^x^x^x^x^x^x^x^x)))", "d/dx(d/dx(d/dx(" + "*".join(["sin(x)"] * 60) + ")))",
     "d/dx " + "sin(" * 30 + "x" + ")" * 30],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_what_is_no_derivative_gets_a_sentence(text):
    with pytest.raises(LanguageError) as caught:
        parse(text)
    assert caught.value.message.endswith(".")
    assert 0 <= caught.value.position <= len(text)


def test_a_prime_with_two_variables_asks_for_one():
    with pytest.raises(LanguageError, match="which variable"):
        parse("(x y)'", ("x", "y"))


def test_a_letter_d_that_is_a_variable_is_no_operator():
    assert parse("d/x", ("d", "x"))(6.0, 3.0) == 2.0


def test_how_far_an_operator_reaches_is_told_where_it_could_be_read_in_two_ways():
    assert any("For the other reading" in note for note in parse("d/dx x^2 + 3x").notes)
    assert any("For the other reading" in note for note in parse("d/dx (x+1)(x+2)").notes)
    assert not parse("d/dx(x^2)").notes


def test_at_a_joint_it_is_told_that_a_rule_decides():
    assert any("corner" in note for note in parse("d/dx(|x|)").notes)


@pytest.mark.parametrize("text", ["w_{1,2} x", "w_{1,2}", "x + w_{10,3}", "w_1,2 x", "θ_{i,j} x"])
def test_a_comma_in_an_index_is_not_taken_for_a_decimal(text):
    with pytest.raises(LanguageError, match="index") as caught:
        parse(text)
    assert "Decimals" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "offer"), [("0,5x", "0.5"), ("3,14", "3.14"), ("x^0,5", "0.5"), ("log_{0,5} x", "0.5")]
)
def test_a_decimal_comma_is_offered_with_a_point(text, offer):
    with pytest.raises(LanguageError, match=f"write {offer}"):
        parse(text)


_PARTS = st.recursive(
    st.sampled_from(["x", "2", "a", "x^2"]),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["({}+{})", "({}*{})", "({})/(1+({})^2)"]), inner, inner).map(
            lambda row: row[0].format(*row[1:])
        ),
        st.tuples(st.sampled_from(["sin({})", "e^(-({}))", "tanh({})", "({})^3"]), inner).map(
            lambda row: row[0].format(row[1])
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(_PARTS, st.sampled_from(["d/dx({})", "({})'", r"\frac{{d}}{{dx}}({})", "∂/∂x({})"]))
def test_operators_on_generated_functions_agree_with_differences(text, form):
    try:
        typed, original = parse(form.format(text)), parse(text)
    except LanguageError as refusal:
        assert str(limits.MAX_NODES) in refusal.message
        return
    letters = {"a": 0.75}
    step, places = 1e-5, np.array([-0.8, 0.35, 0.9])
    given_to = lambda f: {name: letters[name] for name in f.parameters}  # noqa: E731
    ahead, behind = (original(places + sign * step, **given_to(original)) for sign in (1, -1))
    expected = (ahead - behind) / (2 * step)
    scale = 1 + np.abs(original(places, **given_to(original)))
    near = np.isfinite(expected) & (np.abs(expected) < 1e3) & (scale < 1e3)
    found = typed(places, **given_to(typed))
    assert found[near] == pytest.approx(expected[near], rel=1e-3, abs=1e-5 * float(scale.max(initial=1.0)))
