"""Which function stands on the page while a text is typed: every readable one, and after a wrong one the last
whole one."""

import pytest

from core.language import LanguageError, Unfinished, parse
from core.ui.draft import REST, Draft, begun, typed

KEY = 0.1  # seconds between two keys
BEFORE = "cos(x)"


def step(draft: Draft, text: str, now: float) -> Draft:
    try:
        parse(text, ("x",))
    except LanguageError as error:
        return typed(draft, text, now, readable=False, unfinished=isinstance(error, Unfinished))
    return typed(draft, text, now, readable=True, unfinished=False)


def keys(text: str, *, draft: Draft | None = None, begin: str = "", pace: float = KEY) -> Draft:
    """``text`` typed key by key onto ``begin`` (the field was emptied before if that is empty)."""
    draft = draft or begun(BEFORE, 0.0)
    for end in range(len(begin), len(text) + 1):
        draft = step(draft, text[:end], draft.at + pace)
    return draft


@pytest.mark.parametrize(
    "text",
    ["sen(x)", "0,5x", "sin(x y", "2sen(x)", "x sen(x)", "x^2sen(x)", "1.2.3", "cosec x)", "x^2 + sen(x)", "xx)"],
)
def test_a_wrong_text_leaves_the_whole_function_and_no_piece_of_the_text(text: str) -> None:
    assert keys(text).shown == BEFORE


@pytest.mark.parametrize("text", ["sen(x)", "0,5x", "sin(x y", "2sen(x)"])
@pytest.mark.parametrize("seen", [1, 2, 3])
def test_also_where_a_busy_server_sees_only_some_of_the_texts(text: str, seen: int) -> None:
    draft = begun(BEFORE, 0.0)
    for end in range(seen, len(text) + seen, seen):
        draft = step(draft, text[:end], draft.at + KEY)
    assert draft.shown == BEFORE


def test_every_readable_text_is_shown_at_once() -> None:
    draft = begun(BEFORE, 0.0)
    for text in ("x", "x^2", "x^2 + s", "x^2 + sin(x)"):
        draft = step(draft, text, draft.at + KEY)
        assert draft.shown == text


def test_a_further_term_that_is_not_finished_leaves_those_before_it() -> None:
    for text in ("x^2 +", "x^2 + sin(", "x^2 + sin(3x"):
        assert keys(text).shown.strip() == "x^2"


def test_going_back_a_character_leaves_the_function() -> None:
    draft = keys("x^2 + sin(3x)")
    assert step(draft, "x^2 + sin(3x", draft.at + KEY).shown == "x^2 + sin(3x)"


def test_a_function_that_stood_stays_when_it_is_added_to() -> None:
    draft = keys("x^3 + sen(x)", draft=step(keys("x^3"), "x^3 ", KEY * 3 + REST + 1), begin="x^3 ")
    assert draft.shown == "x^3"
    assert keys("x^3", draft=draft).shown == "x^3"


def test_a_piece_of_a_word_does_not_stand_however_slowly_it_is_typed() -> None:
    assert keys("sen(x)", pace=REST + 1).shown == BEFORE
    assert keys("0,5x", pace=REST + 1).shown == BEFORE


def test_a_text_that_came_as_a_whole_stands() -> None:
    draft = step(begun(BEFORE, 0.0), "x^4 - x", KEY)
    assert step(draft, "sen(x)", 2 * KEY).shown == "x^4 - x"
    assert step(draft, "x^4 - x)", 2 * KEY).shown == "x^4 - x"
    assert step(draft, "x^4 - xsen(", 2 * KEY).shown == BEFORE  # a piece of a text that is wrong


def test_deleting_everything_leaves_the_function_that_was_there() -> None:
    draft = begun("x^2 + 3x", 0.0)
    for end in range(len("x^2 + 3x") - 1, -1, -1):
        draft = step(draft, "x^2 + 3x"[:end], draft.at + KEY)
    assert keys("sen(x)", draft=draft).shown == "x^2 + 3x"
