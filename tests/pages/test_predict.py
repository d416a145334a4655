"""Predict first: while the guess is awaited nothing on the page tells the answer; then it stands beside the guess."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_practice import open_page, press

# page: the question, a guess, what must not be anywhere before it, what is told after it
ASKED = {
    "1_derivative": (
        {"f": "x^3/7 + 2.5x", "x": "1.3"}, {"slope at x = 1.3": "2"}, ("3.224", "3x^2", "3 x^{2}", "3.22428"),
        "the slope is",
    ),
    "2_partial_derivatives": (
        {"f": "1.7x^2 + 0.3x y + y^2", "x": "1.1", "y": "-0.7"}, {"∂f/∂x": "3", "∂f/∂y": "-1"}, ("3.53", "−1.07"),
        "∇f = ",
    ),
    "3_chain_rule": ({"f": "sin(3x + 2)^2", "x": "0.4"}, {"df/dx": "2"}, ("0.3496", "0.34965"), "df/dx = "),
    "4_gradient_descent": (
        {"f": "x^2", "x": "4", "lr": "0.1"}, {"x at the end": "1"}, ("0.4295", "0.42949", "converging to", "0.1845"),
        "after 10 steps it is at",
    ),
}  # fmt: skip


def everything(app: AppTest) -> str:
    """All that was sent to the browser."""
    return "\n".join(str(getattr(each, "proto", "")) for each in app.main)


def placed(app: AppTest, fields: dict[str, str]) -> AppTest:
    for label, text in fields.items():
        next(one for one in app.text_input if one.label == label).input(text).run()
    for box in app.selectbox:
        if box.label == "What becomes of it?":
            box.select("arrives").run()
    return press(app, "Show the answer")


@pytest.mark.parametrize("page", ASKED)
def test_nothing_tells_the_answer_before_the_guess(page):
    query, fields, answers, told = ASKED[page]
    shown = everything(open_page(page, **query))
    assert any(answer in shown for answer in answers), "the page knows them"
    app = open_page(page, predict="1", **query)
    sent = everything(app)
    assert [answer for answer in answers if answer in sent] == []
    assert told not in sent
    app = placed(app, fields)
    assert any(told in part.value for part in app.markdown)
    assert app.query_params["guess"]
    assert any(answer in everything(app) for answer in answers)


@pytest.mark.parametrize("page", ASKED)
def test_a_new_guess_and_another_question_hide_it_again(page):
    query, fields, answers, _ = ASKED[page]
    app = placed(open_page(page, predict="1", **query), fields)
    app = press(app, "New guess")
    assert "guess" not in app.query_params
    assert [answer for answer in answers if answer in everything(app)] == []
    app = placed(app, fields)
    text = next(one for one in app.text_input if one.key.endswith(".f.text"))
    app = text.input("x^4 + x^2").run()
    assert "guess" not in app.query_params, "the guess was about another function"
    assert not app.exception


def test_a_corner_may_be_foreseen():
    app = open_page("1_derivative", f="|x|", x="0", predict="1")
    app = press(app, "No slope there")
    assert any("You are right" in part.value for part in app.markdown)
    assert app.query_params["guess"] == "none"


def test_a_link_with_a_guess_shows_both():
    app = open_page("1_derivative", predict="1", guess="5", f="x^2", x="3")
    assert any("You said 5" in part.value for part in app.markdown)


@pytest.mark.parametrize("guess", ["1,2", "arrives", "cooking", "1,arrives"])
def test_a_guess_that_does_not_fit_is_asked_for_again(guess):
    app = open_page("1_derivative", predict="1", guess=guess)
    assert any(button.label == "Show the answer" for button in app.button)
    assert "guess" not in app.query_params or app.query_params["guess"] == guess
