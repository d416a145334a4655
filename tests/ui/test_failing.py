"""What fails says so in its place: the rest of the page goes on, and the input keeps its text."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from core.ui.failing import SENTENCE
from tests.ui.test_state import address, open_app, typed


def a_page_whose_stage_fails() -> None:
    import streamlit as st

    from core.ui.address import open_address
    from core.ui.entries import Text
    from core.ui.function_input import function_input, readable
    from core.ui.stage import fragment

    held = open_address("failing", Text("f", "x^2", check=lambda text: readable(text, ("x",))))

    def prepare(address) -> None:
        {"x^2": 0}[address["f"]]

    @fragment
    def stage() -> None:
        with function_input(held, prepare=prepare) as typed:
            st.text(f"drawn: {typed.text}")
            broken()
            st.text("the end")

    @fragment
    def broken() -> None:
        {"x^2": 0}[held["f"]]

    stage()
    st.text("below")


@pytest.mark.part_fails
def test_a_failure_is_said_in_its_place_and_the_input_stays(caplog: pytest.LogCaptureFixture) -> None:
    app = AppTest.from_function(a_page_whose_stage_fails, default_timeout=60).run()
    assert not app.error and [text.value for text in app.text] == ["drawn: x^2", "the end", "below"]
    with caplog.at_level(logging.ERROR):
        app.text_input[0].set_value("x^3 - <b>").run()
        assert not app.error  # cannot be read: the last function stays
        app.text_input[0].set_value("x^3").run()
    assert not app.exception and [box.value for box in app.error] == [SENTENCE]
    assert [text.value for text in app.text] == ["drawn: x^3", "the end", "below"]
    assert app.text_input[0].value == "x^3"
    assert "broken" in caplog.text and "failing?f=x%5E3" in caplog.text and "KeyError" in caplog.text
    app.text_input[0].set_value("x^2").run()
    assert not app.error and typed(app) == "x^2"


# Texts that once made a part of a page fail: too steep for floats, nowhere defined but at a few places, constant only
# where they are defined, heights of 10^30.
STEEP = (
    "exp(9.3*(8x-18.5)^2-30)+12.25",
    "sqrt(x)/x^200",
    "0*log(x)",
    "10^25x^3",
    "arcsin(x)+arccos(x)",
    "sqrt(x)/sqrt(x)",
    "x^-300",
    "sqrt(x)+sqrt(-x)",
)


@pytest.mark.parametrize("page", [None, "derivative", "partial_derivatives", "chain_rule", "gradient_descent"])
def test_no_text_takes_the_input_or_a_section_away(page: str | None) -> None:
    app = open_app(page)
    for text in STEEP:
        app.text_input[0].set_value(text).run()
        assert not app.exception and not app.error, text
        assert typed(app) == text and address(app)["f"] == text
