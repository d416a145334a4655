"""The ranges of the letters' sliders: what an address may say, and what is typed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from core.ui.ranges import Range, checked, read_ranges, usual, with_range


def test_an_entry_names_letters_ends_and_steps():
    assert read_ranges("a:-2:2:0.1,w_1:0:10:5e-1") == {"a": Range(-2, 2, 0.1), "w_1": Range(0, 10, 0.5)}
    assert read_ranges("") == {}


@pytest.mark.parametrize(
    "text",
    ["a", "a:1:2", "a:2:1:0.1", "a:0:1:0", "a:0:1:-1", "a:0:1:2", "a:0:nan:1", "a:0:inf:1", "a:0:1e99:1", "a:0:1:1e-9",
     "<b>:0:1:0.1", "a:0:1:0.1:5", "a:0:1:0.1;b:0:1:0.1", "a:__import__:1:1"],
)  # fmt: skip
def test_what_is_no_range_is_told(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_ranges(text)


@given(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5), st.floats(0.001, 0.99))
def test_a_range_is_written_as_it_is_read(low, width, share):
    new = checked(low, low + width, width * share)
    (letter, again), *_ = read_ranges(with_range("", "a", new)).items()
    assert letter == "a"
    assert [again.low, again.high, again.step] == pytest.approx([new.low, new.high, new.step], rel=1e-9, abs=1e-6)


def test_a_slider_reaches_its_value():
    assert usual(30.0) == Range(-30.0, 30.0, 0.05)
    assert Range(0, 1, 0.1).around(7.0) == Range(0, 7.0, 0.1)


def _page(**query: str) -> AppTest:
    at = AppTest.from_file(str(Path(__file__).parents[2] / "streamlit_app.py"), default_timeout=60)
    at.switch_page("pages/1_derivative.py")
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def _entry(at: AppTest) -> str:
    found = at.query_params["sliders"]
    return found if isinstance(found, str) else found[0]


def _field(at: AppTest, label: str):
    (found,) = [field for field in at.text_input if field.label == label]
    return found


def test_the_fields_change_the_address_and_travel_to_the_next_page():
    at = _page(f="a x^2", sliders="a:0:10:0.5")
    assert [_field(at, "a from").value, _field(at, "to").value, _field(at, "step").value] == ["0", "10", "0.5"]
    _field(at, "a from").set_value("-2pi").run()
    assert _entry(at) == "a:-6.28318530718:10:0.5"
    _field(at, "step").set_value("0").run()
    assert _entry(at) == "a:-6.28318530718:10:0.5"
    assert any("step must be above 0" in text.value for text in at.text)
    at.switch_page("pages/4_gradient_descent.py").run()
    assert _field(at, "to").value == "10"
    assert not at.exception


def test_a_bad_range_in_a_link_is_told_and_the_usual_one_holds():
    at = _page(f="a x", sliders="a:5:1:1")
    assert [_field(at, "a from").value, _field(at, "to").value] == ["-5", "5"]
    assert any("sliders" in text.value for text in [*at.markdown, *at.text, *at.caption, *at.info, *at.warning])
