"""Every step of a derivation is a true statement, and together they say what the derivative is."""

import math

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import parse
from core.language.differentiation import substitute
from core.language.presets import ONE_VARIABLE
from core.language.printing import to_latex, to_text
from core.language.symbolic import to_sympy
from core.language.syntax import Call, Symbol
from core.language.vocabulary import OPERATIONS
from core.rules.derivation import Step, derivation, waiting
from core.rules.rules import RULES, function_rule
from tests.language import oracle

mp = oracle.mp
H = mp.mpf(10) ** -16
ODD = (
    "x^sin x",
    "(sin x)^(cos x)",
    "sin(cos(e^(x^2)))",
    "max(x, x^2, 3, sin x)",
    "min(x)",
    "leaky_relu(2x, 0.3)",
    "elu(x^2-1, 2)",
    "log(x, x+2)",
    "atan2(x, x^2+1)",
    "a^x b^(2x)",
    "x^n",
    "e^(a x) sin(b x + c)",
    "u v x^2 w",
    "5",
    "a",
    "x!",
    "gamma(x^2+1)",
    "mod(3x, 2)",
    "root(x, 5)",
    "root(x^2+1, 4)",
    "cbrt(x - 1)",
    "1/(1/(1/(1+x)))",
    "-(-(-x))",
    "3/x^4",
    "2/sqrt(x)",
    "|x|^3",
    "|x-1|+|x+1|",
    "sign(x) x^2",
    "round(2x)",
    "ln(ln(x+3))",
    "log2(x)/log10(x+9)",
    "x(x-1)(x-2)(x-3)",
    "sqrt(x + sqrt(x + sqrt(x)))",
    "sigmoid(3 tanh(x) - 1)",
    "softplus(relu(x))",
    "{x < 0: x^2, x < 2: sin x, 3x}",
    "gelu(silu(x))",
    "erf(x)^2 erfc(x)",
    "x^x^x",
    "2^2^x",
    "asec(x+3)",
    "acoth(x+4)",
    "csch(x) coth(x) sech(x)",
    "x^2.5 + x^(1/3) - x^(-2/3)",
    "(x^2+1)/(x^2-1)",
    "sin^2 x + cos^2 x",
)


def slope(tree, variable: str, at: dict) -> mpmath.mpf:
    """A central difference in 50 digits: error about 1e-30. NaN at a corner, where there is no slope to check."""
    up, here, down = (oracle.value(tree, {**at, variable: at[variable] + sign * H}) for sign in (1, 0, -1))
    left, right = (here - down) / H, (up - here) / H
    return (left + right) / 2 if abs(right - left) <= 1e-3 * (1 + abs(left)) else mp.nan


def settings_of(step: Step, symbols: dict) -> list[tuple[Step, dict]]:
    """All steps, each with values of the letters it speaks of."""
    here = symbols if step.inner is None else {**symbols, step.variable: oracle.value(step.inner, symbols)}
    return [(step, here), *(pair for below in step.substeps for pair in settings_of(below, here))]


def check_every_step(function, points) -> int:
    checked = 0
    for x in points:
        letters = {name: mp.mpf(1.3) + i * mp.mpf("0.7") for i, name in enumerate(function.parameters)}
        for step, at in settings_of(derivation(function), letters | {"x": mp.mpf(x)}):
            if mp.isnan(at[step.variable]) or abs(at[step.variable]) > 1e30:
                continue
            expected, said = slope(step.part, step.variable, at), oracle.value(step.result, at)
            size = abs(oracle.value(step.part, at))
            if not (mp.isfinite(expected) and mp.isfinite(said)) or abs(expected) > 1e12 or size > 1e12:
                continue
            checked += 1
            assert abs(expected - said) <= 1e-9 * (1 + abs(expected)), (
                f"{step.key}: ({to_text(step.part)})' by {step.variable} is not {to_text(step.result)} at {at}"
            )
    return checked


POINTS = (-2.371, -0.593, 0.417, 1.263, 3.139)


@pytest.mark.parametrize("text", [preset.text for preset in ONE_VARIABLE] + list(ODD))
def test_each_step_is_the_slope_of_its_part(text):
    assert check_every_step(parse(text), POINTS) > 0


@pytest.mark.parametrize("name", sorted(name for name in OPERATIONS if name not in ("polygamma", "positive")))
def test_every_function_of_the_vocabulary_has_its_rule(name):
    fewest = OPERATIONS[name].arity[0]
    inside = ("x/4 + 0.5", "x^2/9 + 1.2")[:fewest] if name != "root" else ("x/4 + 0.5", "3")
    assert check_every_step(parse(f"{name}({', '.join(inside)})"), (-1.9, 0.31, 1.27, 2.9)) > 0
    assert (
        to_latex(Call(name, tuple(Symbol(letter) for letter in "uv"[: max(fewest, 1)]))) in function_rule(name).formula
        or fewest == 1
    )


@settings(max_examples=150, deadline=None)
@given(oracle.trees(), st.sampled_from(POINTS))
def test_each_step_of_generated_expressions_is_true(tree, x):
    function = oracle_function(tree)
    check_every_step(function, (x,))


def oracle_function(tree):
    from core.language.function import Function

    return Function(tree, ("x",))


@pytest.mark.parametrize(
    "text",
    (
        "x^sin x",
        "x^2 sin 3x",
        "e^(x sin x)/x",
        "(3x+2)^2",
        "ln(x^2+1) atan x",
        "x^x^x",
        "sqrt(1+x^2)/(1+x)^3",
        "tan(x)^5",
    ),
)
def test_the_stepwise_answer_is_sympys_derivative(text):
    function = parse(text)
    x = sympy.Symbol("x", real=True)
    difference = sympy.diff(function.expression, x) - to_sympy(derivation(function).result)
    for point in (sympy.Rational(7, 10), sympy.Rational(21, 10)):
        assert abs(difference.subs(x, point).evalf(30)) < 1e-20


@pytest.mark.parametrize("text", ["x^2 sin 3x", "x^x", "sin(x)/x", "max(x, x^2)", "-5 x^3 + 4 cos(2x)/7", "(3x+2)^2"])
def test_what_a_rule_leaves_open_is_filled_by_the_steps_below(text):
    for step in derivation(parse(text)).walk():
        answers = {waiting(i).name: below.result for i, below in enumerate(step.substeps)}
        filled, at = substitute(step.pending, answers), {"x": mp.mpf("1.7"), step.variable: mp.mpf("1.7")}
        assert abs(oracle.value(filled, at) - oracle.value(step.result, at)) < 1e-30


def test_x_to_the_sine_of_x():
    step = derivation(parse("x^sin x"))
    said = float(oracle.value(step.result, {"x": mp.mpf(2)}))
    assert said == pytest.approx(float(mpmath.diff(lambda x: x ** mpmath.sin(x), 2)), abs=1e-9)
    assert said == pytest.approx(0.312, abs=5e-4)


def keys(text: str) -> list[str]:
    return [step.key for step in derivation(parse(text)).walk()]


def test_the_steps_speak_of_what_was_typed():
    assert keys("x^2 sin 3x") == ["product", "power", "chain", "function", "constant multiple", "variable"]
    assert keys("(3x+2)^2")[:2] == ["chain", "power"]
    assert keys("5") == ["constant"]
    assert keys("1/x") == ["negative power"]
    assert keys("2^x") == ["exponential"]
    assert keys("e^x") == ["natural exponential"]
    assert keys("x^x")[0] == "general power"
    assert keys("sin(x)/x") == ["quotient", "function", "variable"]
    assert keys("1/sin x")[0] == "reciprocal"


def test_letters_for_inner_functions_never_collide_with_the_persons_own():
    function = parse("sin(u cos(v e^(x^2)))")
    letters = [step.variable for step in derivation(function).walk() if step.inner is not None]
    assert not set(letters) & {"u", "v", "x"}
    assert len(set(letters)) == len(letters)


def test_parameters_are_constants():
    assert to_text(derivation(parse("a x + b")).result) == "a"
    assert keys("a + b^2") == ["constant"]


def test_every_rule_is_said_in_words():
    used = {step.key for text in (*ODD, *(p.text for p in ONE_VARIABLE)) for step in derivation(parse(text)).walk()}
    assert set(RULES) <= used
    assert all(rule.words.endswith(".") and rule.name for rule in RULES.values())


def test_the_functions_of_machine_learning_at_zero():
    at_zero = {name: float(parse(f"{name}(x)").derivative("x")(0.0)) for name in ("relu", "sigmoid", "silu", "gelu")}
    stepwise = {name: float(oracle.value(derivation(parse(f"{name}(x)")).result, {"x": mp.mpf(0)})) for name in at_zero}
    assert stepwise == pytest.approx(at_zero)
    assert stepwise["sigmoid"] == 0.25 and stepwise["relu"] == 0 and math.isclose(stepwise["gelu"], 0.5)
    assert np.isfinite(list(stepwise.values())).all()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("sqrt(x^2 - 1)", "2*x/(2*sqrt(x^2 - 1))"),  # over one bar, the 2s still there to be cancelled
        ("sin(x)/x", "(x*cos(x) - sin(x))/x^2"),  # letters before functions
        ("x/(x^2 + 1)", "(x^2 + 1 - 2*x^2)/(x^2 + 1)^2"),  # x · x is x²
        ("x^2 ln x", "2*x*ln(x) + x^2/x"),
        ("3/sqrt(x)", "-3/(2*sqrt(x)*sqrt(x)^2)"),  # no fraction on top of a fraction
        ("sin(x)/x^2", "(x^2*cos(x) - 2*x*sin(x))/x^4"),
    ],
)
def test_results_are_written_as_one_writes_them(text, written):
    assert to_text(derivation(parse(text)).result) == written


def test_a_minus_between_terms_is_no_step_of_its_own():
    assert keys("x^5 - 5x^3") == ["sum", "power", "constant multiple", "power"]
    assert keys("-x/4") == ["constant multiple", "variable"]


def test_inverse_functions_are_called_as_they_are_typeset():
    assert function_rule("asin").name == "Slope of arcsin"
    assert function_rule("acosh").name == "Slope of arcosh"
