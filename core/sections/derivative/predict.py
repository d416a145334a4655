"""The stage asks first: how steep is the curve at x?"""

from __future__ import annotations

import math

from core.charts.theme import coloured
from core.practice.predict import NONE, Guess, between_numbers
from core.sections.derivative.subject import Subject
from core.sections.predicting.asking import Asked
from core.ui.words import number
from core.widgets.guess.guess import Answer, Line, Scene


def asked_of(subject: Subject) -> Asked:
    """The question: the slope at x, as a line through the point."""
    x, y, picture = subject.x, subject.y, subject.picture
    low, high = picture.limits[2:]
    scene = Scene(
        "slope",
        picture.limits,
        ("x", "f"),
        [Line(picture.curve.x, picture.curve.y)],
        point=(x, y if math.isfinite(y) else (low + high) / 2),
    )
    at = f"x = {number(x)}"
    return Asked(
        about=repr((subject.function.source, sorted(subject.parameters.items()), x)),
        question=f"How steep is f at {at}?",
        alt=f"The curve of f, the point at {at}, and a line through it that you turn.",
        scene=scene,
        fields=(f"slope at {at}",),
        nothing="No slope there",
        answer=lambda: Answer(() if subject.slope is None else (subject.slope,), "slope"),
        told=lambda guess: told(subject, guess),
    )


def told(subject: Subject, guess: Guess) -> str:
    """How far the guess is from the slope."""
    true = subject.slope
    if true is None:
        right = "You are right: there" if guess.word == NONE else "There"
        return f"{right} is no slope at x = {number(subject.x)}. {subject.place.sentence}"
    here = f"the slope is {coloured('slope', number(true))}"
    if guess.word == NONE:
        return f"There is one: {here}. {subject.place.sentence}"
    said = guess.numbers[0]
    return f"You said {number(said)}; {here}. {between_numbers(said, true)}"
