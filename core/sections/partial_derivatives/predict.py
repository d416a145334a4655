"""The stage asks first: which way is up, and how steep?"""

from __future__ import annotations

import math

import numpy as np

from core.charts.theme import coloured
from core.practice.predict import NONE, Guess, between_arrows
from core.sections.partial_derivatives.subject import Subject, function_of, parameters_of
from core.sections.predicting.asking import Asked
from core.surfaces.field import Field
from core.ui.address import Address
from core.ui.words import number
from core.widgets.guess.guess import Answer, Line, Scene

_USUAL_STEEP = 0.9  # of the map is no steeper than the outer ring says
_OUTER_RING = 0.4  # of the width of the map


def asked_of(subject: Subject, address: Address) -> Asked:
    """The question: the gradient, as an arrow at the point."""
    land = subject.landscape
    area = land.area
    reach = usual_slope(land.field)
    at = f"({number(subject.x)}, {number(subject.y)})"
    scene = Scene(
        "arrow",
        (area.x_min, area.x_max, area.y_min, area.y_max),
        ("x", "y"),
        [Line(line.x, line.y, thin=True) for line in land.lines],
        [(label.x, label.y, number(label.level, 3)) for label in land.labels],
        (subject.x, subject.y),
        even=True,
        unit=_OUTER_RING * (area.x_max - area.x_min) / reach,
        rings=(reach / 2, reach),
    )
    return Asked(
        about=repr((function_of(address).source, sorted(parameters_of(address).items()), subject.x, subject.y)),
        question=f"Which way is steepest up at {at}, and how steep is it?",
        alt=f"A map of f with its level lines and the point {at}; an arrow at it that you place.",
        scene=scene,
        fields=("∂f/∂x", "∂f/∂y"),
        nothing="No gradient there",
        answer=lambda: Answer((subject.slope.x, subject.slope.y) if subject.slope.exists else (), "∇f"),
        told=lambda guess: told(subject, guess),
    )


def usual_slope(field: Field) -> float:
    """A round slope that most of the map does not exceed: it says nothing of the one point."""
    steep = np.hypot(field.slope_x, field.slope_y)
    steep = steep[np.isfinite(steep) & (steep > 0)]
    usual = float(np.quantile(steep, _USUAL_STEEP)) if steep.size else 1.0
    power = 10.0 ** math.floor(math.log10(usual))
    return power * next(step for step in (1, 2, 5, 10) if step * power >= usual * (1 - 1e-9))


def told(subject: Subject, guess: Guess) -> str:
    """How far the guessed arrow is from the gradient."""
    slope = subject.slope
    if not slope.exists or math.isnan(subject.value):
        right = "You are right: there" if guess.word == NONE else "There"
        return f"{right} is no gradient here."
    true = coloured("slope", f"({number(slope.x)}, {number(slope.y)})")
    if guess.word == NONE:
        return f"There is one: ∇f = {true}."
    said = f"({', '.join(map(number, guess.numbers))})"
    return f"You said {said}; ∇f = {true}. {between_arrows(guess.numbers, (slope.x, slope.y))}"
