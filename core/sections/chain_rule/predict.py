"""The stage asks first: how many times as far as x does f move?"""

from __future__ import annotations

import math

from core.charts.theme import coloured
from core.graphs.places import rate_of
from core.practice.predict import NONE, RATE, Guess, between_numbers
from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import lowered, spoken
from core.sections.predicting.asking import Asked
from core.ui.words import number
from core.widgets.guess.guess import Answer, Scene

MOST_ROWS = 6
REACH = 1000.0  # of the axis of rates


def asked_of(subject: Subject) -> Asked:
    """The question: the rate of the whole chain, on an axis of its own."""
    chain, here = subject.chain, subject.reading
    rows = [f"x = {number(subject.x)}"] + [
        f"{lowered(link.name)} = {spoken(link.function.tree, 30)} = {number(here.values[i + 1])}"
        for i, link in enumerate(chain.links)
    ]
    factors = [f"× {number(rate)}" if math.isfinite(rate) else "no rate" for rate in here.rates]
    rate = rate_of(chain.place(subject.x, subject.parameters))
    far = len(rows) > MOST_ROWS
    return Asked(
        about=repr((chain.whole.source, sorted(subject.parameters.items()), subject.x)),
        question=f"Nudge x a little at x = {number(subject.x)}. How many times as far does f move?",
        alt=f"The chain {', then '.join(rows)}; below it an axis of rates on which you place df/dx.",
        scene=Scene("rate", axes=("df/dx", ""), rows=_few(rows, "⋮") if far else rows, reach=REACH),
        fields=("df/dx",),
        nothing="No rate there",
        answer=lambda: Answer(
            (rate,) if math.isfinite(rate) else (), "df/dx", factors=_few(factors, "…") if far else factors
        ),
        told=lambda guess: told(subject, rate, factors, guess),
    )


def _few(parts: list[str], between: str) -> list[str]:
    half = MOST_ROWS // 2
    return [*parts[:half], between, *parts[len(parts) - half + 1 :]]


def told(subject: Subject, rate: float, factors: list[str], guess: Guess) -> str:
    """How far the guessed rate is from the true one."""
    at = f"x = {number(subject.x)}"
    if not math.isfinite(rate):
        right = "You are right: there" if guess.word == NONE else "There"
        return f"{right} is no rate at {at}. {subject.chain.place(subject.x, subject.parameters).sentence}"
    product = " ".join(factors).removeprefix("× ") if 1 < len(factors) <= MOST_ROWS else ""
    true = f"df/dx = {product} = " if product and "no rate" not in product else "df/dx = "
    true += coloured("slope", number(rate))
    if guess.word == NONE:
        return f"There is one: {true}."
    said = guess.numbers[0]
    return f"You said {number(said)}; {true}. {between_numbers(said, rate, RATE)}"
