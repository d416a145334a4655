"""Numbers in sentences."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.words import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6.0, "6"),
        (-2.0, "−2"),
        (0.0, "0"),
        (-0.0, "0"),
        (1 / 3, "0.3333"),
        (99999.5, "100000"),
        (1234567.0, "1.235·10⁶"),
        (9.5367e-7, "9.537·10⁻⁷"),
        (1e-5, "10⁻⁵"),
        (-1e7, "−10⁷"),
        (9.99996e-5, "0.0001"),
        (100.0, "100"),
        (0.00012, "0.00012"),
        (math.nan, "undefined"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_as_a_person_writes_it(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(-1e300, 1e300))
def test_what_is_written_is_the_number_to_four_digits(value: float) -> None:
    text = re.sub(
        "(^-?|·)10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])",
        lambda at: ("" if at[1] == "·" else f"{at[1]}1") + "e",
        number(value).replace("−", "-"),
    )
    assert float(text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))) == pytest.approx(
        value, rel=6e-4, abs=1e-320
    )
