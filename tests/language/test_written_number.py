"""How a number is written: one table of cases, and what is written is the number."""

import json
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.written_number import latex_number, number

# [value, significant digits, how it is written]: the twin in the browser is held to the same table.
CASES = json.loads((Path(__file__).parents[1] / "numbers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("value", "digits", "text"), CASES)
def test_a_number_as_a_person_writes_it(value: float, digits: int, text: str) -> None:
    assert number(value, digits) == text


def test_what_is_no_number_is_said() -> None:
    assert [number(value) for value in (math.nan, math.inf, -math.inf)] == ["undefined", "∞", "−∞"]


@pytest.mark.parametrize(
    ("value", "latex"),
    [(2.5e-7, r"2.5 \cdot 10^{-7}"), (-1e9, r"-10^{9}"), (-0.25, "-0.25"), (math.inf, r"\infty")],
)
def test_the_same_in_latex(value: float, latex: str) -> None:
    assert latex_number(value) == latex


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
