"""The stage asks first: where will the path end, and what becomes of it?"""

from __future__ import annotations

import numpy as np

from core.charts.descent_map import Limits, function_levels
from core.charts.theme import coloured
from core.curves.picture import Drawn, drawn
from core.descent.rest import MINIMA
from core.practice.predict import Guess, between_ends, fate_of
from core.sections.gradient_descent.subject import Subject
from core.sections.gradient_descent.view import place_of
from core.sections.predicting.asking import Asked
from core.ui.words import number
from core.widgets.guess.guess import Answer, Line, Scene

_PAD = 0.04  # of the width, around a start outside the window


def asked_of(subject: Subject) -> Asked:
    """The question: the place of the last step and the fate of the path."""
    settings = (subject.rate, subject.steps, subject.optimizer, subject.schedule)
    steps = "one step" if subject.steps == 1 else f"{subject.steps} steps"
    start = place_of(subject, 0)
    flat = len(subject.variables) == 1
    return Asked(
        about=repr((subject.text, subject.parameters, subject.start, settings)),
        question=f"Where is the path after {steps} with η = {number(subject.rate)}, and what becomes of it?",
        alt=f"{'The curve' if flat else 'The level lines'} of f and the start, {start}. Place the end of the path.",
        scene=_curve(subject) if flat else _map(subject),
        fields=tuple(f"{name} at the end" for name in subject.variables),
        fates=True,
        answer=lambda: answer_of(subject),
        told=lambda guess: told(subject, guess),
    )


def _ends(subject: Subject) -> tuple[tuple[float, float], ...]:
    """The window, stretched to hold the start: the path must not tell where it goes."""
    low, high = subject.window
    pad = _PAD * (high - low)
    return tuple((min(low, c - pad), max(high, c + pad)) for c in subject.start)


def _curve(subject: Subject) -> Scene:
    picture: Drawn = drawn(subject.objective.function, dict(subject.parameters), *_ends(subject)[0])
    height = float(subject.run.values[0])
    low, high = picture.limits[2:]
    point = (subject.start[0], height if np.isfinite(height) else (low + high) / 2)
    return Scene("end", picture.limits, ("x", "f"), [Line(picture.curve.x, picture.curve.y)], point=point)


def _map(subject: Subject) -> Scene:
    limits: Limits = (*_ends(subject)[0], *_ends(subject)[1])
    return Scene("end", limits, ("x", "y"), levels_in(subject, limits), point=subject.start, even=True)


def levels_in(subject: Subject, limits: Limits) -> list[Line]:
    """The level lines of f in a window."""
    table = function_levels(subject.text, subject.variables, subject.parameters, limits)
    x, y, line = (table.column(name).to_numpy(zero_copy_only=False) for name in ("x", "y", "line"))
    breaks = np.flatnonzero(np.diff(line)) + 1
    return [Line(xs, ys, thin=True) for xs, ys in zip(np.split(x, breaks), np.split(y, breaks), strict=True) if xs.size]


def fate(subject: Subject) -> str:
    """What becomes of the path, in the words that are guessed."""
    outcome = subject.run.outcome
    return fate_of(outcome.kind, at_a_minimum=outcome.rest is None or outcome.rest.kind in MINIMA)


def answer_of(subject: Subject) -> Answer:
    """The path and its last place."""
    run = subject.run
    rows = slice(0, run.reached + 1)
    path = run.points[rows] if len(subject.variables) > 1 else np.column_stack([run.points[rows], run.values[rows]])
    return Answer(tuple(map(float, run.points[run.reached])), "its end", path)


def told(subject: Subject, guess: Guess) -> str:
    """How far the guessed end is from the true one, and whether the fate was foreseen."""
    run = subject.run
    end = tuple(map(float, run.points[run.reached]))
    said = ", ".join(map(number, guess.numbers))
    said = f"({said})" if len(guess.numbers) > 1 else said
    steps = "1 step" if run.reached == 1 else f"{run.reached} steps"
    there = f"after {steps} it is at {coloured('path', place_of(subject, run.reached))}"
    return f"You said {said}; {there}. {between_ends(guess, end, fate(subject))} {run.outcome.sentence}"
