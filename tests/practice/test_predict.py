"""A guess in the address, and the words about how far it is from the answer."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent.outcome import Fate
from core.practice.predict import (
    FATES,
    NONE,
    RATE,
    Guess,
    between_arrows,
    between_ends,
    between_numbers,
    fate_of,
    read_guess,
    show_guess,
)

numbers = st.floats(-1e6, 1e6).map(lambda value: float(f"{value:.6g}"))


@given(st.lists(numbers, min_size=1, max_size=2), st.sampled_from(["", *FATES]))
def test_a_guess_comes_back_from_the_address(values, word):
    guess = Guess(tuple(values), word)
    assert read_guess(show_guess(guess)) == guess
    assert read_guess(show_guess(Guess(word=NONE))) == Guess(word=NONE)


@given(st.text(max_size=80))
def test_any_text_is_a_guess_or_is_refused(text):
    try:
        guess = read_guess(text)
    except ValueError as refused:
        assert str(refused)
        return
    assert guess is None or (all(map(math.isfinite, guess.numbers)) and len(guess.numbers) <= 2)


@pytest.mark.parametrize(
    "text", ["1,2,3", "nan", "inf", "1e400", "none,1", "1,none", "arrives,1", "1;2", "٣", ",", "1e15"]
)
def test_what_is_no_guess_is_refused(text):
    with pytest.raises(ValueError):
        read_guess(text)


@given(numbers, numbers)
def test_the_words_agree_with_the_numbers(guess, true):
    said = between_numbers(guess, true)
    if "other way round" in said:
        assert guess * true < 0
    elif "too steep" in said:
        assert abs(guess) > abs(true) and guess * true >= 0
    elif "too flat" in said:
        assert abs(guess) < abs(true) and guess * true >= 0
    else:
        assert math.isclose(guess, true, rel_tol=0.021, abs_tol=1e-9) or true == 0
    assert "too large" in between_numbers(3, 1, RATE)


@given(st.floats(0, 360), st.floats(-170, 170), st.floats(0.1, 10), st.floats(0.2, 5))
def test_an_arrow_is_turned_by_what_is_said(angle, turn, size, share):
    true = size * math.cos(math.radians(angle)), size * math.sin(math.radians(angle))
    there = math.radians(angle + turn)
    said = between_arrows((share * size * math.cos(there), share * size * math.sin(there)), true)
    if abs(turn) > 3.1:
        assert ("to the left" in said) == (turn > 0)
        degrees = float(said.split("turned ")[1].split("°")[0])
        assert degrees == pytest.approx(abs(turn), rel=0.06)
    elif abs(turn) < 2.9:
        assert "the right way" in said
    if abs(share - 1) > 0.11:
        assert float(said.split("is ")[-1].split(" times")[0]) == pytest.approx(share, rel=0.06)


def test_level_ground_has_no_arrow():
    assert "Spot on" in between_arrows((0, 0), (0, 0))
    assert "level" in between_arrows((1, 0), (0, 0))
    assert "not" in between_arrows((0, 0), (1, 0))


def test_an_end_and_its_fate():
    said = between_ends(Guess((3.0, 4.0), "arrives"), (0.0, 0.0), "arrives")
    assert "5 away" in said and "foresaw" in said
    wrong = between_ends(Guess((3.0,), "arrives"), (1e9,), "runs-away")
    assert "away from it" not in wrong and FATES["runs-away"] in wrong


def test_every_verdict_on_a_run_is_a_fate():
    assert {fate_of(kind) for kind in Fate.__args__} == set(FATES)
    assert fate_of("converged", at_a_minimum=False) == "stuck"
