"""What comes next, and the code that is handed in."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.practice import KINDS, mistakes
from core.practice.progress import Item, Progress
from core.practice.summary import Summary, class_view, decode, encode

RIGHT = {"verdict": "right", "mistake": None, "free": False}
WRONG = {"verdict": "wrong", "mistake": "inner derivative forgotten", "free": False}
NAMES = sorted(mistakes())


def test_three_right_in_a_row_go_a_level_up_and_then_on():
    progress = Progress(Item("derivative"))
    levels = []
    for _ in range(9):
        progress = progress.after(**RIGHT).next(KINDS)
        levels.append((progress.item.kind, progress.item.level))
    assert levels[1] == ("derivative", 1)
    assert levels[2] == ("derivative", 2)
    assert levels[5] == ("derivative", 3)
    assert levels[8] == (KINDS[1], 1)


def test_what_went_wrong_comes_back():
    progress = Progress(Item("gradient", 2, 5)).after(**WRONG)
    progress = progress.next(("gradient", "partial"))
    others = Progress(Item("partial"), waiting=progress.waiting)
    seen = []
    for _ in range(3):
        others = others.after(**RIGHT).next(("gradient", "partial"))
        seen.append(others.item.kind)
    assert "gradient" in seen
    assert not others.waiting


def test_what_is_free_is_not_counted_and_an_item_counts_once():
    progress = Progress(Item("derivative")).after("unfinished", None, free=True)
    assert progress.tried == 0
    progress = progress.after(**RIGHT).after(**RIGHT)
    assert (progress.tried, progress.right, progress.row) == (1, 1, 1)


def test_after_the_solution_was_shown_the_row_does_not_grow():
    assert Progress(Item("derivative")).after(**RIGHT, helped=True).row == 0


summaries = st.integers(0, 255).flatmap(
    lambda tried: st.builds(
        Summary,
        st.just(tried),
        st.integers(0, tried),
        st.dictionaries(st.sampled_from(NAMES), st.integers(1, 255), max_size=12).map(
            lambda d: tuple(sorted(d.items()))
        ),
    )
)


@given(summaries)
def test_a_summary_comes_back_from_its_code(summary):
    assert decode(encode(summary)) == summary
    assert decode(encode(summary).lower()) == summary


@given(summaries, st.data())
def test_a_letter_that_is_wrong_is_noticed(summary, data):
    code = encode(summary)
    place = data.draw(st.sampled_from([i for i in range(3, len(code)) if code[i] != "-"]))
    other = data.draw(st.sampled_from([c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" if c != code[place]]))
    changed = code[:place] + other + code[place + 1 :]
    with contextlib.suppress(ValueError):
        assert decode(changed) == summary  # the last letter holds bits that say nothing


@given(st.text(max_size=300))
def test_any_text_is_a_code_or_is_refused(text):
    try:
        assert decode(text).tried >= decode(text).right
    except ValueError as refused:
        assert str(refused)
    assert class_view(text).learners >= 0


def test_many_codes_say_what_a_class_got_wrong():
    codes = [encode(Summary(5, 3, (("product of derivatives", 2),))) for _ in range(7)]
    codes += [encode(Summary(4, 4)) for _ in range(3)]
    view = class_view(" ".join(codes))
    assert (view.learners, view.tried, view.right) == (10, 47, 33)
    assert view.mistakes == (("product of derivatives", 7, 14),)
    with pytest.raises(ValueError):
        decode("P1-")
