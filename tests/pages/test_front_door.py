"""The front door: what it says of the four concepts is true of whatever is typed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def said(**query: str) -> str:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return "\n".join(block.value for block in app.markdown)


@pytest.mark.parametrize(
    ("f", "x", "words"),
    [
        ("x^2", "3", "the slope of f is :violet[**6**]"),
        ("x^2", "3", "Twenty steps from x = 3 lead down to x = "),
        ("|x|", "0", "At x = 0 f has no slope."),  # not 0, which is a convention of libraries
        ("floor x", "1", "At x = 1 f has no slope."),
        ("7", "1", "it stays where it is"),
        ("x^4", "6", "shoots over the valley"),
        ("ln x", "-1", "f has no value at x = −1"),
        ("sqrt(-x^2)", "0", "At x = 0 f has no slope."),
        ("sin(x^2)", "1", "Your f is a chain of 2: x → u → f."),
    ],
)
def test_each_card_is_right(f, x, words):
    assert words in said(f=f, x=x)
