"""What is right in another form, what is wrong though it looks alike, and what costs nothing."""

import json
from pathlib import Path

import pytest

from core.practice import check, question

HOSTILE = json.loads((Path(__file__).parents[1] / "language" / "corpora" / "hostile.json").read_text(encoding="utf-8"))
TEXTS = [row["input"] for row in HOSTILE if row["input"]]
XY = ("x", "y")
SQUARE_SUM = question("gradient", "x^2+y^2", XY)


@pytest.mark.parametrize("text", [
    "f'(x) = 2x", "dy/dx = 2x", r"\frac{dy}{dx} = 2x", "y' = 2x", "f'(x)=x+x=2x", "2*x", "x·2", r"2\cdot x", "$2x$",
    "f' = 2x",
    "4x/2", "x+x", "2.0x", "d/dx f(x) = 2x", "Df(x) = 2x",
])  # fmt: skip
def test_a_right_answer_in_any_dress(text):
    assert check(question("derivative", "x^2"), text).verdict == "right"


@pytest.mark.parametrize("text", [
    "(2x, 2y)", "[2x, 2y]", "<2x, 2y>", "2x, 2y", "⟨2x, 2y⟩", r"\langle 2x, 2y \rangle",
    r"\begin{pmatrix} 2x \\ 2y \end{pmatrix}",
    "(2x; 2y)", "∇f = (2x, 2y)", "grad f = [2x, 2y]", r"\left(2x, 2y\right)", "2x i + 2y j", "[[2x], [2y]]", "{2x, 2y}",
    "f_x = 2x, f_y = 2y", r"2x\,\hat{i} + 2y\,\hat{j}", "(2x | 2y)", "(2x, 2y)^T", r"(2x, 2y)^{\top}", "[2x 2y]",
    "2(x, y)", "2*[x, y]", "-2 * (-x, -y)", "(2x, 2y).", "f_x = 2x and f_y = 2y", "∇f ≈ (2x, 2y)",
])  # fmt: skip
def test_a_vector_in_any_brackets(text):
    assert check(SQUARE_SUM, text).verdict == "right"


@pytest.mark.parametrize("function, text", [
    ("sin(x)^2", "sin(2x)"), ("ln(x^2)", "2/x"), ("sqrt(x^2)", "sign(x)"), ("|x|", "x/|x|"), ("x^2*x^3", "5x^4"),
    ("sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))"), ("tanh(x)", "1/cosh(x)^2"), ("5", "0"), ("sin(x)^2 + cos(x)^2", "0"),
    ("asin(x)", "1/sqrt(1-x^2)"), ("acosh(x)", "1/sqrt(x^2-1)"), ("a x^2", "2a x"), ("(x+1)^10",
    "10x^9+90x^8+360x^7+840x^6+1260x^5+1260x^4+840x^3+360x^2+90x+10"),
])  # fmt: skip
def test_right_where_the_function_has_values(function, text):
    assert check(question("derivative", function), text).verdict == "right"


@pytest.mark.parametrize("function, text", [
    ("x^2", "2|x|"), ("|x|", "1"), ("x^3/3", "x^2 + max(0, x - 30)"), ("ln(x)", "1/|x| + 0.01"), ("x^2", "2x + 0.001"),
    ("x^2", "2sqrt(x^2)"), ("e^x", "1 + x + x^2/2 + x^3/6"), ("sin(x)", "1 - x^2/2"),
])  # fmt: skip
def test_wrong_though_it_looks_alike(function, text):
    assert check(question("derivative", function), text).verdict == "wrong"


@pytest.mark.parametrize("text", ["ln(-1-x^2)", "sqrt(-1-x^2)", "asin(2+x^2)"])
def test_no_value_on_both_sides_is_no_agreement(text):
    judgement = check(question("derivative", "x^2"), text)
    assert judgement.verdict != "right"


@pytest.mark.parametrize("text", ["1/x, x > 0", "1/x for x ≠ 0", "1/x (x != 0)", r"1/x, x \neq 0", "1/x if x>0"])
def test_a_condition_behind_the_answer_is_no_part_of_it(text):
    assert check(question("derivative", "ln(x)"), text).verdict == "right"


@pytest.mark.parametrize("function, text, verdict", [
    ("sin(x)^2 + cos(x)^2", "sin(x)^2 + cos(x)^2 - 1", "right"),
    ("5", "(x + 1)^2 - x^2 - 2x - 1", "right"),
    ("5", "(x + 1)^2 - x^2 - 2x - 1 + 10^(-13)", "wrong"),
    ("e^(-30x)", "-30e^(-30x) + (sin(x)^2 + cos(x)^2 - 1)", "right"),
])  # fmt: skip
def test_what_floats_cannot_tell_is_settled_with_more_digits(function, text, verdict):
    assert check(question("derivative", function), text).verdict == verdict


@pytest.mark.parametrize("text", [
    "3x^2 + max(0, x - 100)", "3x^2 + step(x - 39)", "3x^2 + max(0, x - 500)",
])  # fmt: skip
def test_an_answer_in_pieces_is_looked_at_far_out(text):
    assert check(question("derivative", "x^3"), text).verdict == "wrong"


@pytest.mark.parametrize("function, text", [
    ("|x^3-x|", "(3x^2-1)*|x^3-x|/(x^3-x)"), ("ln|tan(x)|", "|sec(x)|*|csc(x)|*sign(sin(x)cos(x))"),
    ("max(0, x)^2", "x + |x|"),
    ("e^|x|", "sign(x)*e^|x|"), ("x*|x|", "2|x|"),
])  # fmt: skip
def test_a_right_answer_in_pieces_is_right_far_out_too(function, text):
    assert check(question("derivative", function), text).verdict == "right"


@pytest.mark.parametrize("text", ["2,268", "2,27", "f'(7) ≈ 2.268", "≈ 2.268", r"f'(7) \approx 2.268"])
def test_a_number_with_a_decimal_comma_or_about(text):
    assert check(question("value", "12sqrt(x)", at={"x": 7}), text).verdict == "right"


def test_a_point_with_decimal_commas():
    step = question("descent", "x^2+y^2", XY, at={"x": 2, "y": -1}, rate="0.2")
    assert check(step, "(1,2; -0,6)").verdict == "right"
    assert check(step, "(1,2; 0,6)").verdict == "wrong"


def test_two_slips_that_cancel_are_not_offered_for_zero():
    judgement = check(question("derivative", "x^2*sin(x)"), "0")
    assert (judgement.verdict, judgement.mistake) == ("wrong", None)


def test_where_the_answer_lacks_a_value_it_is_said():
    judgement = check(question("derivative", "x^2"), "2x*sqrt(x)/sqrt(x)")
    assert judgement.verdict == "right"
    assert "none" in judgement.sentence


@pytest.mark.parametrize("text, verdict", [
    ("13/9", "right"), ("1.444", "right"), ("1.44", "right"), ("1.4444444444", "right"), ("26/18", "right"),
    ("1 + 4/9", "right"),
    ("1.4", "unfinished"), ("1.45", "wrong"), ("1.5", "wrong"), ("13/8", "wrong"), ("", "unfinished"),
])  # fmt: skip
def test_numbers_exact_or_rounded(text, verdict):
    assert check(question("value", "(5x-3)/(x+2)", at={"x": 1}), text).verdict == verdict


@pytest.mark.parametrize("text, word", [
    ("", "Type"), ("2x +", "after"), ("sin(", "bracket"), ("2t", "letter"), ("d/dx x^2", "question"), ("(x^2)'",
    "question"),
    ("sen(x)", "sin"), ("f'(x) =", "after"), ("(2x, 3)", ""),
])  # fmt: skip
def test_what_costs_nothing(text, word):
    judgement = check(question("derivative", "x^2"), text)
    assert judgement.verdict == "unfinished"
    assert judgement.free
    assert word in judgement.sentence


def test_a_factor_that_is_nearly_right_is_not_accepted():
    judgement = check(question("derivative", "x^2"), "2.001x")
    assert (judgement.verdict, judgement.free) == ("unfinished", True)


def test_the_slope_everywhere_where_a_number_is_asked_costs_nothing():
    judgement = check(question("value", "x^2", at={"x": 3}), "2x")
    assert judgement.verdict == "unfinished"
    assert "x = 3" in judgement.sentence


def test_one_component_of_a_gradient_is_unfinished():
    assert check(SQUARE_SUM, "2x").verdict == "unfinished"
    assert check(SQUARE_SUM, "(2x, 2y, 0)").verdict == "unfinished"


def test_the_helper_letter_left_in_the_answer_is_a_known_mistake():
    judgement = check(question("derivative", "sin(x^2)"), "2x cos(u)")
    assert judgement.mistake == "intermediate variable left in the answer"


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: repr(t[:30]))
def test_hostile_text_gets_a_sentence(text):
    for asked in (question("derivative", "x^2*sin(x)"), SQUARE_SUM, question("value", "x^2", at={"x": 3})):
        judgement = check(asked, text)
        assert judgement.verdict in ("right", "wrong", "undecided", "unfinished")
        assert judgement.sentence
