"""A plus written by hand into an address."""

from urllib.parse import parse_qsl, urlencode

import pytest

from core.language.presets import presets_for
from core.sections.chain_rule.step_by_step_the_computation_graph import EXAMPLES
from core.ui.handwritten import perhaps_plus, with_plus


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("?f=(x+1)^2", "(x+1)^2"),
        ("f=sin(x)+x&x=2", "sin(x)+x"),
        ("?x=2&f=x^2+3x", "x^2+3x"),
        ("f=%28x+1)", "(x+1)"),
        ("f=a=3%0Ab=a^2+1", "a=3\nb=a^2+1"),
        # as a browser leaves what is typed into its address bar: only spaces are escaped
        ("f=sin(x)%20+%201", "sin(x) + 1"),
        ("f=sin%20x+cos%20x&x=2", "sin x+cos x"),
        ("f=x%20+%20y", "x + y"),
    ],
)
def test_what_a_hand_wrote_has_its_plus(raw: str, text: str) -> None:
    assert with_plus(raw, "f") == text


@pytest.mark.parametrize("preset", [*presets_for(("x",)), *presets_for(("x", "y"))], ids=lambda preset: preset.text)
def test_what_the_page_writes_is_read_as_it_is(preset) -> None:
    raw = urlencode({"f": preset.text, "x": "1"})
    assert dict(parse_qsl(raw))["f"] == preset.text
    assert with_plus(raw, "f") is None and not perhaps_plus(preset.text)


@pytest.mark.parametrize("lines", EXAMPLES.values(), ids=EXAMPLES)
def test_lines_that_the_page_writes_are_read_as_they_are(lines: str) -> None:
    raw = urlencode({"graph": "lines", "lines": lines})
    assert dict(parse_qsl(raw))["lines"] == lines
    assert with_plus(raw, "lines") is None and not perhaps_plus(lines)


@pytest.mark.parametrize("raw", ["", "f=", "x=1+2", "f=(x%2B1)", "f=x+1", "f=sin+x", "&&=&f", "f=x+2%20sin%28x%29"])
def test_where_it_is_not_sure_it_takes_nothing_for_a_plus(raw: str) -> None:
    assert with_plus(raw, "f") is None


@pytest.mark.parametrize("text", ["x 1", "x^2 3x", "2 3", "(x) 2", "a b 4", "pi 2", "2pi 1", "sin(x)   1"])
def test_a_space_that_may_have_been_a_plus_is_noticed(text: str) -> None:
    assert perhaps_plus(text)


@pytest.mark.parametrize("text", ["a x", "sin 3x", "x sin 2x", "x + 1", "3 x", "log 2", "sinpi 2"])
def test_a_space_that_is_none_is_not(text: str) -> None:
    assert not perhaps_plus(text)
