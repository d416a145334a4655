"""Predict first: a guess as the address holds it, and how far it is from the answer, in words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.language.written_number import number

NONE = "none"  # the guess that there is no answer: no slope, no gradient
MOST_NUMBERS = 2
LARGEST = 1e12
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{0,12})?(e[+-]?\d{1,3})?", re.ASCII)
_SPOT_ON = 0.02  # of the size of the answer
_DEGREES = 3.0  # nearer than this an arrow points the same way

#: what may become of a descent, as one word of the address and as a reader chooses it
FATES = {
    "arrives": "it heads for a lowest place and settles",
    "crawls": "it hardly gets anywhere: too slow",
    "swings": "it swings to and fro",
    "runs-away": "it runs away",
    "stuck": "it gets stuck somewhere else",
    "leaves": "it leaves where f has values",
}
_FATE_OF = {
    "converged": "arrives",
    "converging": "arrives",
    "crawling": "crawls",
    "oscillating": "swings",
    "diverged": "runs-away",
    "stuck": "stuck",
    "left the domain": "leaves",
    "jumped a pole": "leaves",
}


@dataclass(frozen=True)
class Guess:
    """What somebody expects: ``numbers`` (a slope, an arrow, a place) and perhaps a ``word``: ``NONE`` or a fate."""

    numbers: tuple[float, ...] = ()
    word: str = ""


def read_guess(text: str) -> Guess | None:
    """The guess of a text such as ``6``, ``8,7``, ``none`` or ``0.4,arrives``; None for an empty one.

    Raises ValueError with a sentence for anything else.
    """
    if not text:
        return None
    numbers: list[float] = []
    *parts, last = text.split(",")
    word = last if last in (NONE, *FATES) else ""
    for part in parts if word else (*parts, last):
        if not _NUMBER.fullmatch(part) or abs(float(part)) > LARGEST:
            raise ValueError("a guess is one number or two, or none")
        numbers.append(float(part))
    if len(numbers) > MOST_NUMBERS or (word == NONE and numbers):
        raise ValueError("a guess is one number or two, or none")
    return Guess(tuple(numbers), word)


def show_guess(guess: Guess) -> str:
    """The text for the address."""
    numbers = (f"{value:.6g}".replace("e+", "e") for value in guess.numbers)
    return ",".join([*numbers, *([guess.word] if guess.word else [])])


def fate_of(kind: str, *, at_a_minimum: bool = True) -> str:
    """The fate that a verdict on a run means (``core.descent``); rest elsewhere than in a minimum is being stuck."""
    fate = _FATE_OF[kind]
    return "stuck" if fate == "arrives" and not at_a_minimum else fate


RATE = ("moves the way x does", "moves the other way", "too large", "too small", "standing still")
SLOPE = ("rises", "falls", "too steep", "too flat", "level")


def between_numbers(guess: float, true: float, words: tuple[str, str, str, str, str] = SLOPE) -> str:
    """How far a guessed slope (or, with ``RATE``, a rate) is from the true one, in one sentence or two."""
    rising, falling, more, less, nothing = words
    apart = abs(guess - true)
    if apart <= _SPOT_ON * abs(true) or apart <= 1e-12:
        return "Spot on." if number(guess, 3) == number(true, 3) else f"Very near: {number(apart, 2)} apart."
    if true == 0:
        return f"You are {number(apart, 3)} away from {nothing}."
    if guess * true < 0:
        ways = (rising, falling) if guess > 0 else (falling, rising)
        return f"The other way round: you said it {ways[0]}, but it {ways[1]}. The two are {number(apart, 3)} apart."
    size = more if abs(guess) > abs(true) else less
    return f"That is {number(apart, 3)} {size}: {number(100 * apart / abs(true), 2)} % off."


def between_arrows(guess: Sequence[float], true: Sequence[float]) -> str:
    """How far a guessed arrow is from the true one: by how much it is turned, and how long it is beside it."""
    size, real = math.hypot(*guess), math.hypot(*true)
    if real == 0:
        return "Spot on: no arrow at all." if size == 0 else "The ground is level here: there is no way up."
    if size == 0:
        return "You said the ground is level. It is not: there is a way up."
    turn = math.degrees(math.atan2(guess[1], guess[0]) - math.atan2(true[1], true[0]))
    turn = (turn + 180.0) % 360.0 - 180.0
    way = "to the left" if turn > 0 else "to the right"
    said = (
        "Your arrow points the right way"
        if abs(turn) < _DEGREES
        else "Your arrow points straight downhill"
        if abs(turn) > 180 - _DEGREES
        else f"Your arrow is turned {number(abs(turn), 2)}° {way}"
    )
    share = size / real
    if abs(share - 1) <= 5 * _SPOT_ON:
        return f"{said} and is as long as it should be."
    return f"{said} and is {number(share, 2)} times as long as it should be."


def between_ends(guess: Guess, end: Sequence[float], fate: str) -> str:
    """How far a guessed end of a path is from the true one, and whether its fate was foreseen."""
    if guess.word == fate:
        said = f"You foresaw its fate: {FATES[fate]}."
    else:
        said = f"You said {FATES.get(guess.word, 'nothing of its fate')}; {FATES[fate]}."
    if fate in ("runs-away", "leaves") or len(guess.numbers) != len(end):
        return said
    apart = math.dist(guess.numbers, end)
    size = max(1.0, *map(abs, end))
    near = (
        "Your place is the very place." if apart <= 0.01 * size else f"Your place is {number(apart, 3)} away from it."
    )
    return f"{near} {said}"
