"""What an address may ask for, and what becomes of the rest."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.address import COMMON, Address
from core.ui.entries import Choice, Number, Text, show_number
from core.ui.untrusted import read_values


def no_threes(text: str) -> None:
    if "3" in text:
        raise ValueError("There is a 3 in it.")


ENTRIES = {
    entry.name: entry
    for entry in (
        Text("f", "x^2", check=no_threes),
        Number("x", 1.0, -100, 100),
        Number("h", 0.5, -2, 2, nonzero=True),
        Number("steps", 10, 1, 50, whole=True),
        Choice("optimizer", "gd", ("gd", "adam")),
        *COMMON,
    )
}


def test_usable_values_are_taken() -> None:
    values, notices = read_values(
        ENTRIES, {"f": "sin x", "x": "-2.5e1", "steps": "7", "optimizer": "adam", "present": "1", "a": "2", "p_h": ".5"}
    )
    expected = {"f": "sin x", "x": -25.0, "steps": 7, "optimizer": "adam", "present": "1", "a": 2.0, "p_h": 0.5}
    assert values == expected
    assert notices == ()


@pytest.mark.parametrize(
    "text",
    ["", " ", "inf", "-inf", "nan", "NaN", "1e999", "0x10", "1_000", "٣", "１", "1,5", "1 ", "--1", "1e", "e5", "x",
     "2+2", "9" * 400, "1" * 16, "101", "__import__('os')", "<b>", "\x00"],
)  # fmt: skip
def test_what_is_no_plain_number_within_bounds_falls_back_and_says_so(text: str) -> None:
    values, notices = read_values(ENTRIES, {"x": text})
    assert "x" not in values
    (notice,) = notices
    assert notice.startswith("The address asked for x = ")
    assert notice.endswith("so x is 1.")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"x": " "}, "asked for x = (nothing); "),
        ({"h": "0"}, "must not be 0"),
        ({"steps": "2.5"}, "whole number"),
        ({"optimizer": "sgd"}, "one of gd, adam"),
        ({"present": "yes"}, "one of 0, 1"),
        ({"f": "x^3"}, "there is a 3 in it, so f is x^2."),
        ({"f": "x" * 1001}, "longer than 1000"),
        ({"from": "3", "to": "-3"}, "ends before it begins"),
        ({"from": "a"}, "so I chose from"),
        ({"color": "red"}, "color, which this page does not know"),
        ({"a": "inf"}, "so a is 1."),
    ],
)
def test_each_unusable_value_has_its_reason(query: dict[str, str], reason: str) -> None:
    values, (notice,) = read_values(ENTRIES, query)
    assert values == {}
    assert reason in notice


def test_a_letter_of_the_page_is_not_a_parameter() -> None:
    values, notices = read_values(ENTRIES, {"p_x": "3", "p_a": "2"})
    assert (values, notices) == ({"p_x": 3.0, "a": 2.0}, ()), "who hands a on need not know whose name it is here"
    assert read_values(ENTRIES, {"p_3": "1"})[0] == {}


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=300), max_size=6))
def test_no_query_breaks_it(query: dict[str, str]) -> None:
    values, notices = read_values(ENTRIES, query)
    assert all(math.isfinite(value) for value in values.values() if isinstance(value, float))
    assert all(len(notice) < 400 and notice.isprintable() for notice in notices)


@given(st.floats(-1e9, 1e9, allow_subnormal=False))
def test_a_number_comes_back_from_the_address(value: float) -> None:
    assert Number("x", 0.0).read(show_number(value)) == pytest.approx(value, rel=1e-11, abs=1e-300)


def test_letters_with_an_index_live_in_the_address() -> None:
    query = {
        "f": "w_1 x + θ_0 p_h",
        "w_1": "2",
        "θ_0": "3",
        "p_p_h": "4",
        "p_x": "5",
        "p_1": "6",
        "w_": "1",
        "w__1": "1",
    }
    values, notices = read_values({entry.name: entry for entry in (*ENTRIES.values(),)}, query)
    assert {name: values.get(name) for name in ("w_1", "θ_0", "p_p_h", "p_x")} == {
        "w_1": 2.0, "θ_0": 3.0, "p_p_h": 4.0, "p_x": 5.0
    }  # fmt: skip
    assert len(notices) == 3


def test_a_letter_is_found_under_the_name_it_is_given() -> None:
    address = Address("page", ENTRIES, {})
    for letter in ("a", "w_1", "θ", "θ_max", "h", "x", "p_h", "p_1", "p"):
        name = address.parameter_name(letter)
        values, notices = read_values(ENTRIES, {name: "2.5"})
        assert values == {name: 2.5} and not notices
