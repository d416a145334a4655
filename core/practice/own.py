"""Exercises about the function that somebody has typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from core.language import Function
from core.practice.exercise import Exercise
from core.practice.items import is_useful
from core.practice.question import question_about
from core.practice.worked import hints_for, key_text, place_latex, solution_for

_LONGEST = 120  # characters of a formula to work on by hand
OWN = "own"


def about(
    function: Function, letters: tuple[str, ...], at: Mapping[str, float], rate: float | None = None
) -> Exercise | None:
    """An exercise about a typed function of ``letters``; None where it is none to work on by hand.

    One letter: its derivative. Two: its gradient. With a ``rate``: one step of descent from ``at``.
    """
    return _about(function, letters, tuple(sorted(at.items())) if rate is not None else (), rate)


@lru_cache(maxsize=128)
def _about(
    function: Function, letters: tuple[str, ...], place: tuple[tuple[str, float], ...], rate: float | None
) -> Exercise | None:
    at = dict(place)
    if not function.is_symbolic or len(function.source) > _LONGEST or function.variables != letters:
        return None
    f = f"f({', '.join(letters)}) = {function.latex}"
    if rate is not None and not function.parameters:
        start = {name: Fraction(repr(float(at[name]))) for name in letters}
        asked = question_about("descent", function, letters, at=start, rate=Fraction(repr(float(rate))))
        prompt = (
            rf"Your function: ${f}$. Take one step of plain gradient descent from ${place_latex(asked)}$ with "
            rf"$\eta = {float(rate):g}$. Where are you then?"
        )
    elif len(letters) == 1:
        asked = question_about("derivative", function, letters)
        prompt = rf"Your function: ${f}$. What is $f'({letters[0]})$?"
    else:
        asked = question_about("gradient", function, letters)
        prompt = rf"Your function: ${f}$. What is its gradient?"
    if not is_useful(asked):
        return None
    made = Exercise(OWN, asked, prompt)
    return replace(made, key=key_text(asked), hints=hints_for(asked), solution=solution_for(asked))
