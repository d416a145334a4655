"""An exercise: what is asked in words, its question, and what helps on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.language import Function
from core.practice.checking import Judgement, judge
from core.practice.question import Question, Value, question_about


@dataclass(frozen=True)
class Exercise:
    """What a learner is given.

    ``asks`` is the question; ``prompt`` says it in a sentence with LaTeX between dollars. ``hints`` are given one after
    another; ``solution`` is the worked way to the answer ``key`` (a text the judge accepts).
    """

    kind: str
    asks: Question | None
    prompt: str = ""
    key: str = ""
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
    return judge(exercise.asks, text)
