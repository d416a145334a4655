"""Practice on the pages: an exercise is answered, helped with, followed by the next; links open exactly one."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from core.practice import exercise
from core.practice.summary import Summary, encode

ROOT = Path(__file__).parents[2]
PAGES = ("1_derivative", "2_partial_derivatives", "3_chain_rule", "4_gradient_descent")


def open_page(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def answer_field(app: AppTest):
    return next(field for field in app.text_input if field.label == "Your answer")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def answered(app: AppTest, text: str) -> AppTest:
    answer_field(app).input(text)
    return press(app, "Check")


def said(app: AppTest) -> str:
    return "\n".join(part.value for part in (*app.success, *app.warning, *app.info, *app.markdown))


def test_the_typed_function_is_asked_for_and_its_mistake_named():
    app = open_page("1_derivative", f="sin(x^2)")
    app = answered(app, "cos(x^2)")
    assert "slope of the inside" in said(app)
    app = answered(app, "2x cos(x^2)")
    assert app.success


def test_at_the_second_time_the_longer_help_comes():
    app = open_page("1_derivative", f="sin(x^2)")
    app = answered(app, "cos(x^2)")
    help_text = "taken at the inside, times the slope of the inside. Write the inside as u"
    assert help_text not in said(app)
    app = answered(answered(app, "2x"), "cos(x^2)")
    assert help_text in said(app)


def test_a_link_opens_exactly_one_exercise_and_next_is_another():
    made = exercise("derivative", 17, 2)
    app = open_page("1_derivative", practice="derivative.2.17")
    assert made.prompt in said(app)
    app = answered(app, made.key)
    assert app.success
    app = press(app, "Next")
    assert made.prompt not in said(app)
    assert app.query_params["practice"] == "derivative.2.18"


@pytest.mark.parametrize("page", PAGES)
def test_hints_and_the_way_are_there_on_every_page(page):
    app = open_page(page)
    app = press(app, "Hint")
    assert "Hint 1:" in said(app)
    app = press(app, "Show the way")
    assert "Answer:" in said(app)


@pytest.mark.parametrize(
    "asked", ["cooking.1.1", "derivative.9.1", "derivative.1.x", "derivative.1.1.1", "mix.mix", "." * 40]
)
def test_a_bad_address_gets_one_line(asked):
    app = open_page("1_derivative", practice=asked)
    assert sum("practice" in text.value for text in app.text) == 1


@pytest.mark.parametrize(
    "kind", ["which-curve", "which-function", "wrong-line", "sign-on-map", "which-optimiser", "chain-graph"]
)
def test_a_mix_shows_every_kind_with_its_picture(kind):
    app = open_page("2_partial_derivatives", practice=f"mix.{kind}.1.3")
    made = exercise(kind, 3, 1)
    assert made.prompt in said(app)
    if made.choices:
        radio = next(one for one in app.radio if one.label == "Your answer")
        radio.set_value(made.choices[made.right].text)
    else:
        answer_field(app).input(made.key)
    assert press(app, "Check").success


def test_a_class_of_thirty_is_read_from_pasted_codes():
    codes = [encode(Summary(10, 6 + i % 3, (("inner derivative forgotten", 1 + i % 2),))) for i in range(30)]
    app = open_page("1_derivative")
    area = next(one for one in app.text_area if one.label.startswith("Codes"))
    area.input("Dear teacher,\n" + "\n".join(codes) + "\nP1-AAAAA-BBBBB").run()
    assert not app.exception
    assert "30 summaries" in said(app)
    assert "1 could not be read" in said(app)


def test_a_teachers_sentence_stands_above_the_page_as_plain_text():
    app = open_page("1_derivative", say="Look **here** first [x](http://y)")
    assert any(text.value == "Look **here** first [x](http://y)" for text in app.text)


def test_a_link_of_a_lesson_holds_what_it_should():
    app = press(open_page("1_derivative", f="x^3", x="2"), "Teach")
    # In process each press is a run of the whole page, which closes the panel: it is opened again with what was set.
    next(one for one in app.multiselect if one.label.startswith("Sections")).unselect("the-limit")
    next(one for one in app.multiselect if one.label.startswith("Inputs")).select("f")
    next(one for one in app.toggle if one.label.startswith("Predict first:")).set_value(True)
    next(one for one in app.selectbox if one.label == "Practice").select("slope")
    next(one for one in app.text_input if one.label.startswith("A sentence")).input("Read & think")
    app = press(app, "Teach")
    next(one for one in app.number_input if one.label == "First exercise").set_value(4)
    next(one for one in app.button if one.label == "Add to the lesson plan").click()
    app = press(app, "Teach")
    link = next(code.value for code in app.code if "practice=" in code.value and not code.value.startswith("1."))
    query = dict(parse_qsl(urlsplit(link).query))
    assert query == {
        "f": "x^3", "x": "2", "hide": "the-limit", "say": "Read & think", "lock": "f", "predict": "1",
        "practice": "slope.1.4", "items": "5",
    }  # fmt: skip
    assert any(code.value.startswith("1. [Derivative: Read & think](") for code in app.code)
    opened = open_page("1_derivative", **query)
    assert next(one for one in opened.text_input if one.key.endswith(".f.text")).disabled
    assert any(button.label == "Show the answer" for button in opened.button)


@pytest.mark.parametrize("page", ("", *PAGES))
def test_the_teachers_panel_is_on_every_page(page):
    app = open_page(page) if page else AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app = press(app, "Teach")
    assert any(one.label.startswith("A sentence") for one in app.text_input)
    assert app.code


def test_a_set_of_exercises_is_worked_through_to_its_end():
    app = open_page("1_derivative", practice="slope.2.4", items="2")
    assert not any(box.label == "What to practise" for box in app.selectbox)
    assert " of 0" not in said(app)
    assert "1 more after this one" in said(app)
    app = press(answered(app, exercise("slope", 4, 2).key), "Next")
    assert exercise("slope", 5, 2).prompt in said(app)
    assert "This is the last one" in said(app)
    app = answered(app, exercise("slope", 5, 2).key)
    assert "2 of 2 right" in said(app)
    assert not any(button.label == "Next" for button in app.button)


def test_what_a_link_locks_stays_as_it_is():
    app = open_page("1_derivative", lock="f,x", f="x^3", x="1.5")
    assert any(text.value == "x = 1.5" for text in app.text)
    assert not any(box.label == "Examples" for box in app.selectbox)


@pytest.mark.parametrize("level, wrong", [(1, "5"), (2, "(-3, 4)"), (3, "5, 5")])
def test_a_wrong_step_is_drawn_on_the_map(level, wrong):
    app = answered(open_page("4_gradient_descent", practice=f"descent-step.{level}.3"), wrong)
    assert app.warning
    assert "Your step is drawn" in said(app)
