"""The echo keeps its height: a formula in pieces is set smaller, everything else is left alone."""

import pytest

from core.language import parse
from core.ui.echo import in_the_height


def echo(text: str) -> str:
    return in_the_height(f"$f(x) = {parse(text).latex}$ &emsp;&emsp; :violet[$f'(x) = 2$]")


@pytest.mark.parametrize("text", ["x^2", "a sin(b x)/x", "|x|"])
def test_what_fits_is_left_alone(text: str) -> None:
    assert echo(text) == f"$f(x) = {parse(text).latex}$ &emsp;&emsp; :violet[$f'(x) = 2$]"


@pytest.mark.parametrize(
    ("text", "size"), [("{x < 0: -x, x^2}", r"\scriptsize "), ("{x < 0: -x, x < 1: x^2, x < 2: 1, x}", r"\tiny ")]
)
def test_pieces_and_what_stands_beside_them_are_smaller(text: str, size: str) -> None:
    assert echo(text) == f"${size}f(x) = {parse(text).latex}$ &emsp;&emsp; :violet[${size}f'(x) = 2$]"


def test_the_size_is_that_of_the_most_pieces() -> None:
    assert in_the_height(f"${parse('{x < 0: 1, 2} {x < 0: 1, x < 1: 2, 3}').latex}$").startswith(r"$\tiny ")
