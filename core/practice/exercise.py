"""An exercise: what is asked in words, how an answer is judged, and what helps on the way."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.language import Function, LanguageError, parse
from core.practice.checking import Judgement, judge, named
from core.practice.question import Question, Value, question_about


@dataclass(frozen=True)
class Choice:
    """One of several answers: its ``text`` (with LaTeX between dollars), the curve it shows, why it is not the one."""

    text: str
    function: Function | None = None
    mistake: str | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Picture:
    """What is drawn beside a question: curves, or level lines of a surface with a place or a path on them."""

    functions: tuple[Function, ...] = ()
    names: tuple[str, ...] = ()
    place: tuple[float, ...] = ()
    path: tuple[tuple[float, float], ...] = ()
    window: tuple[float, float] = (-4.0, 4.0)


@dataclass(frozen=True)
class Exercise:
    """What a learner is given.

    ``prompt`` is the question in words with LaTeX between dollars. It is answered by what ``asks`` asks for, or by one
    of ``choices`` (``right`` is its index), or by any number strictly inside ``interval``. ``hints`` are given one
    after another; ``solution`` is the worked way to ``key``, a text the judge accepts.
    """

    kind: str
    asks: Question | None = None
    prompt: str = ""
    key: str = ""
    choices: tuple[Choice, ...] = ()
    right: int = 0
    interval: tuple[Fraction, Fraction] | None = None
    picture: Picture | None = None
    hints: tuple[str, ...] = ()
    solution: tuple[str, ...] = ()
    seed: int = 0
    level: int = 1


def question(
    kind: str,
    function: str | Function,
    variables: Sequence[str] = ("x",),
    *,
    by: str | None = None,
    at: Mapping[str, Value] | None = None,
    rate: Value | None = None,
    order: int | None = None,
    then: Sequence[str] | None = None,
    given: Mapping[str, Value] | None = None,
    gradient: Sequence[Value] | None = None,
) -> Exercise:
    """An exercise about a given function.

    ``kind`` is derivative, value (slope at a place), partial, gradient, chain or descent; ``by`` the letter of
    differentiation, ``order`` how often, ``then`` the letters of a mixed derivative in turn, ``at`` the place, ``rate``
    the learning rate, ``given`` the numbers on a neuron, ``gradient`` a given gradient instead of a function.
    Raises LanguageError where the function cannot be read and ValueError where the question makes no sense.
    """
    asked = question_about(
        kind, function, variables, by=by, at=at, rate=rate, order=order, then=then, given=given, gradient=gradient
    )
    return Exercise(kind, asked)


def check(exercise: Exercise, text: str) -> Judgement:
    """What is said about ``text`` as the answer to an exercise; never raises."""
    if exercise.choices:
        return _chosen(exercise, text)
    if exercise.interval is not None:
        return _inside(exercise.interval, text)
    if exercise.asks is None:
        raise ValueError(f"an exercise of the kind {exercise.kind} asks nothing")
    return judge(exercise.asks, text)


def _chosen(exercise: Exercise, text: str) -> Judgement:
    number = re.fullmatch(r"\s*(\d{1,2})\s*\.?\s*", text)
    texts = [choice.text for choice in exercise.choices]
    index = int(number[1]) - 1 if number else texts.index(text.strip()) if text.strip() in texts else -1
    if not 0 <= index < len(texts):
        return Judgement("unfinished", f"Choose one of the {len(texts)}.", free=True)
    if index == exercise.right:
        return Judgement("right", "Right.")
    choice = exercise.choices[index]
    if choice.mistake is not None and not choice.sentence:
        return named(choice.mistake)
    return Judgement("wrong", choice.sentence or "Not this one. What would have to be true of it?", choice.mistake)


def _inside(interval: tuple[Fraction, Fraction], text: str) -> Judgement:
    try:
        value = float(parse(text.rpartition("=")[2], ("x",))(0.0))
    except LanguageError as gap:
        return Judgement("unfinished", gap.message, free=True)
    low, high = map(float, interval)
    if math.isnan(value):
        return Judgement("unfinished", "That has no value. Type a number.", free=True)
    if low < value < high:
        return Judgement("right", "Right: with this rate every step brings it nearer.")
    if value < low:
        return named("step uphill: plus sign")
    if value == low:
        return named("no step taken")
    if abs(value - high) <= 1e-9 * high:
        return Judgement("wrong", "Just on the border: it swings for ever. What happens with a little less?")
    return Judgement("wrong", "Too large: each step overshoots by more. How steep does the slope itself grow?")
