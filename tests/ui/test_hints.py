"""An expression without its variable is told what to do."""

import pytest

from core.language import parse
from core.ui.hints import quiet_line


@pytest.mark.parametrize(
    ("text", "variables", "said"),
    [
        ("w^2 + b^2", ("x",), "There is no x in it: w and b are sliders. Type x for w."),
        ("w^2 + b^2", ("x", "y"), "There is no x or y in it: w and b are sliders. Type x and y for w and b."),
        ("theta^2", ("x",), "There is no x in it: θ is a slider. Type x for θ."),
        ("a x + b", ("x",), "the hint"),
        ("7", ("x",), "the hint"),
        ("a y", ("x", "y"), "the hint"),
    ],
)
def test_what_is_said_under_an_expression(text: str, variables: tuple[str, ...], said: str) -> None:
    assert quiet_line(parse(text, variables), "the hint") == said
