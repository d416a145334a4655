"""Results are remembered within bounds: by number for short texts, by length for long ones."""

import threading

import pytest

from core.language.kept import SHORT, kept


def counting(most: int):
    calls = []

    @kept(most)
    def compute(text, *more, **named):
        calls.append((text, more, tuple(named.items())))
        return [text]

    return compute, calls


def test_it_computes_once_and_gives_the_same_object() -> None:
    compute, calls = counting(10)
    assert compute("a") is compute("a") and len(calls) == 1
    assert compute("a", 1) is not compute("a", 2)
    assert compute("a", x=1, y=2) is compute("a", y=2, x=1)
    assert compute("a", 1.0, ("x", "y")) is compute("a", 1.0, ("x", "y"))


def test_what_is_used_least_goes_first() -> None:
    compute, calls = counting(3)
    for text in ("a", "b", "c", "a", "d", "a", "c", "b"):
        compute(text)
    assert [text for text, *_ in calls] == ["a", "b", "c", "d", "b"]


def test_long_texts_count_for_more() -> None:
    compute, calls = counting(100)
    long = [f"{number:04}" * (10 * SHORT // 4) for number in range(40)]
    for text in long:
        compute(text)
    calls.clear()
    for text in reversed(long):
        compute(text)
    assert len(calls) == len(long) - 10


def test_one_that_is_too_long_for_all_bounds_is_still_answered_and_the_rest_forgotten() -> None:
    compute, calls = counting(2)
    compute("a")
    assert compute("x" * 1000) is compute("x" * 1000)
    compute("a")
    assert [len(text) for text, *_ in calls] == [1, 1000, 1]


def test_what_is_raised_is_not_remembered() -> None:
    times = []

    @kept(5)
    def fails(text: str) -> str:
        times.append(text)
        raise ValueError(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            fails("a")
    assert times == ["a", "a"]


def test_from_many_threads() -> None:
    compute, _ = counting(5)
    wrong = []

    def ask() -> None:
        wrong.extend(text for number in range(2000) if compute(text := str(number % 9)) != [text])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
