"""The third meaning of a tree: bounds of its values over a box that surely hold, and what is sure there."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from flint import arb, ctx, fmpq

from core.language.interval import (
    CALM,
    CONSTANT,
    CONTINUOUS,
    DEFINED,
    NOWHERE,
    SMOOTH,
    ZERO,
    Interval,
    ball,
    both,
    exact,
    rational_power,
)
from core.language.interval_table import INTERVALS, SLOPES
from core.language.program import Program, compile_trees

if TYPE_CHECKING:
    from core.language.function import Function

PRECISION = 80  # bits, unless more are asked for

#: what a variable or parameter may be given as: a number (a float stands for exactly itself), a ball, two ends, or an
#: interval with what is known of it, as another enclosure left it
Given = float | Fraction | fmpq | arb | tuple[arb, arb] | Interval

_CONSTANTS = {
    "pi": arb.pi,
    "e": lambda: arb(1).exp(),
    "tau": lambda: 2 * arb.pi(),
    "phi": lambda: (1 + arb(5).sqrt()) / 2,
}
_FIXED = CALM | CONSTANT

_one_at_a_time = threading.RLock()  # python-flint has one precision for all threads


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Ball arithmetic with so many bits inside; other threads wait."""
    with _one_at_a_time:
        before = ctx.prec
        ctx.prec = bits
        try:
            yield
        finally:
            ctx.prec = before


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Where the values of a function over a box lie, and what is sure about it on the whole box.

    All values that it has there lie from ``low`` to ``high`` (exact, perhaps infinite: too large, or not bounded).
    ``defined``: it has a value everywhere. ``continuous``, ``smooth`` (it has all derivatives): also across the border
    of the box, so that boxes side by side miss nothing between them. ``constant``: the same value all over, surely.
    ``nowhere``: it has no value at all there. Each of these is only said when it is certain: False means "not known".
    """

    low: arb
    high: arb
    defined: bool
    continuous: bool
    smooth: bool
    constant: bool
    nowhere: bool

    @property
    def ball(self) -> arb:
        """The values as one ball."""
        return self.low.union(self.high)

    @property
    def finite(self) -> bool:
        """Whether the bounds are finite."""
        return bool(self.low.is_finite() and self.high.is_finite())

    @property
    def sign(self) -> int | None:
        """1 or −1 where all values surely have that sign, 0 where all are surely 0, None where that is not known."""
        if self.low > 0:
            return 1
        if self.high < 0:
            return -1
        return 0 if self.low == 0 and self.high == 0 else None

    def contains(self, value: float | fmpq | arb) -> bool:
        """Whether the value may be among them."""
        return not (self.low > value or self.high < value)


class Enclosing:
    """Several functions of the same variables made ready to be enclosed in one pass: what they share is computed once.

    f, f′ and f″ share most of their parts. The work of a pass is the number of their operations; numbers never grow.
    """

    def __init__(self, functions: Sequence[Function]) -> None:
        self.functions = tuple(functions)
        trees = tuple(tree for f in functions for tree in (f.tree, *f.guards))
        first = self.functions[0]
        names = tuple(dict.fromkeys(name for f in functions for name in f.parameters))
        self.program: Program = compile_trees(trees, (*first.variables, *names), first.variables)
        self._constants: dict[tuple[int, bool], list[Interval]] = {}

    def __call__(self, box: Mapping[str, Given], *, bits: int = PRECISION) -> tuple[Enclosure, ...]:
        """One enclosure a function; parameters that are not given are 1."""
        with precision(bits):
            return tuple(_outward(value) for value in self.intervals(box))

    def intervals(self, box: Mapping[str, Given]) -> list[Interval]:
        """The same as bare intervals (see ``core.language.interval``), in the precision that is set."""
        return list(self._gathered(self.slots(box)))

    def slots(self, box: Mapping[str, Given]) -> list[Interval]:
        """The interval of every slot of ``program``: of the inputs, the constants, and what each instruction gives."""
        inputs = [_interval(box.get(name, 1.0), name in self.functions[0].variables) for name in self.program.inputs]
        at_a_point = all(low is high and type(low) is fmpq for low, high, _ in inputs)
        slots = inputs + self._known_constants(at_a_point)
        for operation, arguments in self._steps:
            slots.append(operation(*[slots[i] for i in arguments]))
        return slots

    def _gathered(self, slots: list[Interval]) -> Iterator[Interval]:
        outputs = iter(self.program.outputs)
        for function in self.functions:
            low, high, known = slots[next(outputs)]
            for _ in function.guards:
                guard = slots[next(outputs)][2]
                if guard & CONSTANT:  # whatever the rules make of it, there is no slope
                    low, high, known = ZERO, ZERO, _FIXED
                known = both(known, guard)
            yield low, high, known

    @cached_property
    def _steps(self) -> list[tuple]:
        slopes = SLOPES if all(f.derivative_of for f in self.functions) else {}
        table = {**INTERVALS, **slopes}
        return [
            (rational_power(*step.name[1:]) if isinstance(step.name, tuple) else table[step.name], step.arguments)
            for step in self.program.instructions
        ]

    def _known_constants(self, at_a_point: bool) -> list[Interval]:
        key = ctx.prec, at_a_point
        if key not in self._constants:
            values = (
                _CONSTANTS[value]() if isinstance(value, str) else exact(value) if at_a_point else arb(exact(value))
                for value in self.program.exact
            )
            self._constants[key] = [(value, value, _FIXED) for value in values]
        return self._constants[key]


def _interval(given: Given, varies: bool) -> Interval:
    known = CALM if varies else _FIXED
    if isinstance(given, tuple):
        if len(given) == 3:
            return given
        low, high = given
        return (low, low, known) if low is high else (ball(low), ball(high), CALM)
    if isinstance(given, arb):
        if given.is_exact():
            return (given, given, known)
        low, high = given.lower(), given.upper()
        return (low, high, CALM) if low.is_finite() and high.is_finite() else (arb.neg_inf(), arb.pos_inf(), CALM)
    if isinstance(given, Fraction):
        given = exact(given)
    value = given if isinstance(given, fmpq) else arb(float(given))
    return (value, value, known)


def _outward(value: Interval) -> Enclosure:
    low, high, known = ball(value[0]), ball(value[1]), value[2]
    low = low if low.is_exact() else low.lower()
    high = high if high.is_exact() else high.upper()
    flags = (bool(known & bit) for bit in (DEFINED, CONTINUOUS, SMOOTH, CONSTANT, NOWHERE))
    return Enclosure(low, high, *flags)
