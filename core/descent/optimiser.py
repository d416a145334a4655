"""What a row of the table of optimisers says (``core.descent.optimisers``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Numbers = Any  # a float, a float64 array, or an expression (core.descent.traced)


class State(NamedTuple):
    """What an optimiser remembers of one coordinate: ``velocity`` (first moment), ``squares`` (second), steps done."""

    velocity: Numbers = 0.0
    squares: Numbers = 0.0
    done: Numbers = 0


START = State()
Update = Callable[..., tuple[Numbers, State]]


def no_more(*_: object, **__: float) -> dict[str, Numbers]:
    """What stands between the slope and the step where nothing does."""
    return {}


@dataclass(frozen=True, slots=True)
class OnParabola:
    """What is known of an optimiser on a parabola of curvature λ, with a learning rate η and momentum μ.

    ``reach(μ)``: it converges for ηλ below this. ``factor(ηλ, μ)``: by how much a step shrinks the error in the end.
    ``turn(μ)``: from this ηλ on it swings around the minimum. ``best(λ_min, λ_max)``: the η with the smallest factor,
    where it is known. ``divides``: its step is divided by the curvature, so that every λ is 1 to it.
    """

    reach: Callable[[float], float]
    factor: Callable[[float, float], float]
    turn: Callable[[float], float]
    best: Callable[[float, float], float] | None = None
    divides: bool = False


@dataclass(frozen=True, slots=True)
class Optimiser:
    """All that is known of an optimiser; pages, pictures, programs and the browser read it here.

    ``update`` takes one coordinate and its slope to the next one, with +, ·, / and powers only, so that it works on
    floats, on arrays and on expressions; None for the two that see more than the slope. ``forgets``: a step depends on
    the place alone. ``formula``: one step in LaTeX. ``constants``: their defaults. ``rate``: a sensible η.

    ``before`` and ``lines``: the lines of a NumPy program before its loop and in it, where ``{constant}`` stands for a
    constant. ``numbers``: one step in numbers, where ``{x}``, ``{g}``, ``{rate}``, ``{new}``, a constant, ``{v0}`` and
    ``{s0}`` (the state before), ``{v}`` and ``{s}`` (after) and what ``quantities`` adds stand for numbers, in round
    brackets ``{(g)}`` for one that gets brackets where it is negative. ``parabola`` is None where a bound of η
    says nothing, because the steps are scaled by the slopes met so far.
    """

    name: str
    title: str
    update: Update | None
    formula: str
    lines: tuple[str, ...]
    before: tuple[str, ...] = ()
    numbers: str = ""
    quantities: Callable[..., dict[str, Numbers]] = no_more
    constants: Mapping[str, float] = field(default_factory=dict)
    rate: float = 0.1
    parabola: OnParabola | None = None
    forgets: bool = False
