"""State is the address: what a page makes of its URL, of typing and of sliders, in-process from the entry script."""

import json
import math
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
PAGES = ("derivative", "partial_derivatives", "chain_rule", "gradient_descent")
FILES = {name: f"pages/{number}_{name}.py" for number, name in enumerate(PAGES, start=1)}


def open_app(page: str | None = None, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    if page:
        app.switch_page(FILES[page])
    app.query_params.update(query)
    return working(app.run())


def working(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    assert app.get("vega_lite_chart"), "there is always a chart"
    return app


def typed(app: AppTest) -> str:
    return app.text_input[0].value


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def lines(app: AppTest) -> list[str]:
    return [text.value for text in app.text]


def sentence(app: AppTest) -> str:
    """What the sentences under the charts say; a page may have several."""
    return "\n".join(block.value for block in app.markdown)


def drag(app: AppTest, key: str, value: float, *, released: bool) -> AppTest:
    sequence = (app.session_state[key].get("value") or {}).get("q", 0) + 1 if key in app.session_state else 1
    app.session_state[key] = {"value": {"v": value, "q": sequence, "released": released}}
    return working(app.run())


@pytest.mark.parametrize("page", [None, *PAGES])
def test_every_page_opens_without_a_word_of_complaint(page: str | None) -> None:
    app = open_app(page)
    assert address(app) == {}
    assert not [line for line in lines(app) if line.startswith("The address")]


def test_a_deep_link_shows_exactly_what_it_says() -> None:
    app = open_app("derivative", f="sin(x)/x", x="2", h="0.5")
    assert typed(app) == "sin(x)/x"
    assert "At x = :blue[**2**] the slope is :violet[**−0.4354**]" in sentence(app)  # (2 cos 2 − sin 2)/4
    assert address(app) == {"f": "sin(x)/x", "x": "2"}, "0.5 is the default"


def test_the_example_of_the_lesson() -> None:
    app = open_app("derivative", f="x^2", x="3")
    assert "At x = :blue[**3**] the slope is :violet[**6**]" in sentence(app)
    assert any("f'(x) = 2 " in text.value for text in app.markdown)


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ({"x": "inf"}, "The address asked for x = inf; that is not a number I can use, so x is 3."),
        ({"f": "sen(x)"}, "so f is x^2."),
        ({"f": "(x+1"}, "so f is x^2."),
        ({"f": "9^9^9^9"}, "so f is x^2."),
        ({"f": "<img src=x onerror=alert(1)>"}, "so f is x^2."),
        ({"f": "sin%28x%29%2Fx"}, "so f is x^2."),
        ({"nonsense": "1"}, "nonsense, which this page does not know."),
    ],
)
def test_what_cannot_be_used_falls_back_with_a_visible_line(query: dict[str, str], line: str) -> None:
    app = open_app("derivative", **query)
    assert [text for text in lines(app) if text.endswith(line)]
    assert typed(app) == "x^2"
    assert address(app) == {}, "what cannot be used leaves the address"


def test_typing_goes_into_the_address_and_unfinished_text_does_not() -> None:
    app = open_app("derivative")
    working(app.text_input[0].set_value("x^3").run())
    assert address(app) == {"f": "x^3"}
    working(app.text_input[0].set_value("x^3 + sin(").run())
    assert address(app) == {"f": "x^3"}
    assert "the slope is :violet[**27**]" in sentence(app), "the last good function stays"
    assert ["x^3 + sin(", " " * 10 + "^"] in [text.value.splitlines() for text in app.text]
    assert typed(app) == "x^3 + sin("


@pytest.mark.parametrize(
    "text", ["[a](http://e.com)", "![](http://e.com/a.png)", "$\\href{http://e.com}{x}$", "<b>x", ":red[x]"]
)
def test_typed_text_is_never_markdown_or_latex(text: str) -> None:
    app = working(open_app("derivative").text_input[0].set_value(text).run())
    assert not [block.value for block in app.markdown if "e.com" in block.value or "<b>" in block.value]
    assert typed(app) == text


def test_a_letter_that_is_no_variable_becomes_a_slider_and_part_of_the_address() -> None:
    app = open_app("derivative", f="a x^2", a="2", x="3")
    assert "the slope is :violet[**12**]" in sentence(app)
    drag(app, "derivative.a", 4.0, released=True)
    assert "the slope is :violet[**24**]" in sentence(app)
    assert address(app)["a"] == "4"


def test_a_parameter_named_like_an_input_of_the_page_has_its_own_name() -> None:
    app = open_app("derivative", f="h x", p_h="5", h="0.25")
    assert "the slope is :violet[**5**]: a step of Δx = 0.25" in sentence(app)


def test_a_drag_redraws_and_only_its_end_is_written() -> None:
    app = open_app("derivative")
    drag(app, "derivative.x", 1.5, released=False)
    assert "At x = :blue[**1.5**]" in sentence(app)
    assert address(app) == {}
    drag(app, "derivative.x", 2.0, released=True)
    assert address(app) == {"x": "2"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1", None, True, [1], 10**400])
def test_a_slider_takes_numbers_only(value: object) -> None:
    app = open_app("derivative")
    app.session_state["derivative.x"] = {"value": {"v": value, "q": 1, "released": True}}
    app.run()
    assert not app.exception
    assert "At x = :blue[**3**]" in sentence(app)


def test_going_to_another_page_and_back_finds_what_was_there() -> None:
    app = open_app("derivative", f="sin(x)/x", x="2")
    app.query_params.clear()
    working(app.switch_page(FILES["gradient_descent"]).run())
    assert typed(app) == "sin(x)/x", "a page opened for the first time takes the function along"
    working(app.text_input[0].set_value("x^4").run())
    app.query_params.clear()
    working(app.switch_page(FILES["derivative"]).run())
    assert typed(app) == "sin(x)/x"
    assert address(app) == {"f": "sin(x)/x", "x": "2"}


def test_an_edited_address_or_browser_back_is_read_again() -> None:
    app = open_app("derivative", f="x^3")
    app.query_params.clear()
    app.query_params.update({"f": "cos(x)", "x": "1"})
    working(app.run())
    assert typed(app) == "cos(x)"
    assert "At x = :blue[**1**]" in sentence(app)


def test_presenting_hides_the_prose_and_stays_from_page_to_page() -> None:
    intro = "A machine learns by small changes"
    app = open_app()
    assert any(intro in block.value for block in app.markdown)
    working(app.toggle[0].set_value(True).run())
    assert address(app) == {"present": "1"}
    assert not any(intro in block.value for block in app.markdown)
    app.query_params.clear()
    working(app.switch_page(FILES["chain_rule"]).run())
    assert address(app)["present"] == "1"


def test_a_teacher_hides_a_part() -> None:
    app = open_app(hide="chain-rule")
    assert not any("inside a function" in block.value for block in app.markdown)
    assert any("knobs" in block.value for block in app.markdown)


def test_the_front_door_carries_its_function_into_each_page() -> None:
    app = open_app(f="a sin(x)", a="2")
    links = [link.proto.query_string for link in app.get("page_link") if link.proto.query_string]
    assert links == ["f=a+sin%28x%29&x=1.5&p_a=2"] * 4


def test_a_formula_of_a_hand_written_address_has_a_note() -> None:
    app = open_app("derivative", f="x 1")
    assert typed(app) == "x 1"
    assert any(line.startswith("In an address + stands for a space, so I read f = x 1.") for line in lines(app))


def test_all_that_an_address_cannot_say_is_one_line() -> None:
    strangers = {f"utm_{number}": "1" for number in range(12)}
    app = open_app("chain_rule", lines="a = sen(", **strangers)
    (line,) = [line for line in lines(app) if "The address" in line]
    assert "lines = a = sen(" in line and line.endswith("And 12 more like this.") and len(line) < 300


@pytest.mark.parametrize(
    ("text", "value"), [("1/3", 1 / 3), ("pi/4", math.pi / 4), ("2^0.5", 2**0.5), ("-e", -math.e), ("1e2", 100.0)]
)
def test_a_number_field_reads_what_the_language_reads(text: str, value: float) -> None:
    app = open_app("derivative")
    app.session_state["derivative.x"] = {"value": {"t": text, "q": 1, "released": True}}
    working(app.run())
    assert float(address(app)["x"]) == pytest.approx(value)


@pytest.mark.parametrize("text", ["0,5", "sen(1)", "1/0", "x", "a", "(", "", "9^9^9^9", "<b>", "1" * 5000])
def test_a_number_field_says_why_it_cannot_read_something(text: str) -> None:
    app = open_app("derivative")
    app.session_state["derivative.x"] = {"value": {"t": text, "q": 1, "released": True}}
    working(app.run())
    assert address(app) == {} and "At x = :blue[**3**]" in sentence(app)
    (slider,) = [json.loads(c.proto.json) for c in app.get("bidi_component") if '"label": "x"' in c.proto.json][:1]
    assert slider["complaint"] and slider["value"] == 3
