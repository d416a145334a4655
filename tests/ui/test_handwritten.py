"""A plus written by hand into an address."""

from urllib.parse import parse_qsl, urlencode

import pytest

from core.language.presets import presets_for
from core.ui.handwritten import perhaps_plus, with_plus


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("?f=(x+1)^2", "(x+1)^2"),
        ("f=sin(x)+x&x=2", "sin(x)+x"),
        ("?x=2&f=x^2+3x", "x^2+3x"),
        ("f=%28x+1)", "(x+1)"),
    ],
)
def test_what_a_hand_wrote_has_its_plus(raw: str, text: str) -> None:
    assert with_plus(raw, "f") == text


@pytest.mark.parametrize("preset", [*presets_for(("x",)), *presets_for(("x", "y"))], ids=lambda preset: preset.text)
def test_what_the_page_writes_is_read_as_it_is(preset) -> None:
    raw = urlencode({"f": preset.text, "x": "1"})
    assert dict(parse_qsl(raw))["f"] == preset.text
    assert with_plus(raw, "f") is None and not perhaps_plus(preset.text)


@pytest.mark.parametrize("raw", ["", "f=", "x=1+2", "f=sin(x)%20+%201", "f=(x%2B1)", "f=x+1", "&&=&f", "f=a b(+"])
def test_where_it_is_not_sure_it_takes_nothing_for_a_plus(raw: str) -> None:
    assert with_plus(raw, "f") is None


@pytest.mark.parametrize("text", ["x 1", "x^2 3x", "2 3", "(x) 2", "a b 4"])
def test_a_space_that_may_have_been_a_plus_is_noticed(text: str) -> None:
    assert perhaps_plus(text)


@pytest.mark.parametrize("text", ["a x", "sin 3x", "x sin 2x", "x + 1", "3 x", "log 2"])
def test_a_space_that_is_none_is_not(text: str) -> None:
    assert not perhaps_plus(text)
