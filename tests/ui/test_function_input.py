"""The marked mistake."""

from hypothesis import given
from hypothesis import strategies as st

from core.ui.function_input import caret_line


def test_the_caret_stands_under_the_mistake() -> None:
    assert caret_line("x + sen(x)", 4) == "x + sen(x)\n    ^"


def test_of_a_long_text_only_the_neighbourhood_is_shown() -> None:
    shown, caret = caret_line("x" * 500 + "?" + "x" * 500, 500).split("\n")
    assert len(shown) < 80
    assert shown[caret.index("^")] == "?"


@given(st.text(max_size=200), st.integers(-5, 300))
def test_any_text_has_two_lines_and_one_caret(text: str, position: int) -> None:
    shown, caret = caret_line(text, position).split("\n")
    assert caret.strip() == "^"
    assert len(caret) <= len(shown) + 1
