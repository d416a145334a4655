"""The zeros of a function where its slope may be 0 as well: proven by its factors, or by a higher derivative.

(sin x)³ is 0 just where sin x is, and there sin x has a slope. x cos x − sin x is 0 at 0 together with its first two
derivatives; where the third has no zero around 0 the function has no other zero (Taylor's theorem).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flint import arb, fmpq

from core.language.enclosure import Enclosing, Given
from core.language.factors import zero_factors
from core.language.function import Function
from core.language.interval import SMOOTH, Interval
from core.language.syntax import Number

_MOST_TIMES = 8  # how often a zero may count

#: no zero over the box, for sure
NONE = "none"


@dataclass(frozen=True, slots=True)
class Crossing:
    """The one zero over a box is that of ``factor``, which has opposite signs at the ends of the box."""

    factor: Enclosing


class _Factor:
    """One factor and its derivatives, made when they are asked for."""

    def __init__(self, function: Function, parameters: Mapping[str, float]) -> None:
        (self.name,) = function.variables
        self.parameters = parameters
        self._orders = [function]
        self._enclosings: list[Enclosing] = []
        self._times: dict[fmpq, int | None] = {}

    def enclosing(self, order: int) -> Enclosing:
        """The derivative of that order, ready to be enclosed."""
        while len(self._orders) <= order:
            self._orders.append(self._orders[-1].derivative(self.name))
        while len(self._enclosings) <= order:
            self._enclosings.append(Enclosing((self._orders[len(self._enclosings)].sharper,)))
        return self._enclosings[order]

    def over(self, order: int, low: Given, high: Given | None = None) -> Interval:
        """Bounds of the derivative of that order over a box, or at a point."""
        box = low if high is None else (low, high)
        return self.enclosing(order).intervals({self.name: box, **self.parameters})[0]

    def times(self, at: fmpq) -> int | None:
        """How often the exact number ``at`` is a zero; None where that is not known, or not at all."""
        if at not in self._times:
            self._times[at] = self._counted(at)
        return self._times[at]

    def _counted(self, at: fmpq) -> int | None:
        for order in range(_MOST_TIMES):
            low, high, known = self.over(order, at)
            if not known & SMOOTH:
                return None
            if low > 0 or high < 0:
                return order or None
            if not (low == 0 and high == 0):
                return None
        return None


class Zeros:
    """The zeros of ``function`` (of one variable), by its factors."""

    def __init__(self, function: Function, parameters: Mapping[str, float]) -> None:
        self.function, self.parameters = function, parameters

    @cached_property
    def _trees(self) -> tuple:
        found = zero_factors(self.function.tree)
        return (self.function.tree,) if found is None else found

    @property
    def everywhere(self) -> bool:
        """Whether the function is 0 wherever it has a value."""
        return any(isinstance(tree, Number) for tree in self._trees)

    @cached_property
    def _factors(self) -> tuple[_Factor, ...]:
        names = self.function.variables, self.function.parameters
        return tuple(_Factor(Function(tree, *names), self.parameters) for tree in self._trees)

    def over(self, low: arb, high: arb, hints: Iterable[fmpq]) -> str | Crossing | fmpq | None:
        """What is known of the zeros from ``low`` to ``high``: NONE, the Crossing of one, the exact number that is the
        only one; None where it is open. ``hints`` are exact numbers in or beside the box that may be zeros.
        """
        found = [one for factor in self._factors if (one := self._one(factor, low, high, hints)) != NONE]
        if not found:
            return NONE
        return found[0] if all(one == found[0] for one in found) else None

    def _one(self, factor: _Factor, low: arb, high: arb, hints: Iterable[fmpq]) -> str | Crossing | fmpq | None:
        if not _may_vanish(factor.over(0, low, high)):
            return NONE
        if not _may_vanish(factor.over(1, low, high)):
            signs = _sign(factor.over(0, low)), _sign(factor.over(0, high))
            if 0 not in signs:
                return NONE if signs[0] == signs[1] else Crossing(factor.enclosing(0))
        for at in hints:
            times = factor.times(at)
            if times is None:
                continue
            inside = low <= at <= high
            ends = (low, high) if inside else (low.min(arb(at)), high.max(arb(at)))
            value = factor.over(times, *(end.lower() if end is ends[0] else end.upper() for end in ends))
            if value[2] & SMOOTH and not _may_vanish(value):
                return at if inside else NONE
        return None


def _sign(value: Interval) -> int:
    return 1 if value[0] > 0 else -1 if value[1] < 0 else 0


def _may_vanish(value: Interval) -> bool:
    return not (value[0] > 0 or value[1] < 0)
