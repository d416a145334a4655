"""A window of a curve, searched: the places that the search leaves are studied, and signs and zeros told exactly."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from core.curves.bisection import NARROW, Box, Found, Search, merged, sign
from core.curves.crossing import zero_between
from core.curves.location import as_number
from core.curves.place import Place, as_float
from core.curves.spots import study_in
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import ball
from core.language.numerals import simplest_between

_FINE, _MANY = 160, 1600  # bits
_GLANCE = 9000  # operations


class Study:
    """A searched window, the places in it where f is not smooth, and exact questions about f, f′ and f″ there.

    ``sure``: nothing has been found so far that leaves anything open.
    """

    def __init__(
        self, function: Function, start: float, end: float, parameters: dict[str, float], *, glance: bool = False
    ) -> None:
        self.function, self.start, self.end, self.parameters = function, start, end, parameters
        self.width = end - start
        self.search = Search(function, parameters, _GLANCE) if glance else Search(function, parameters)
        self.found: Found = self.search.run(start, end, bends=not glance)
        self.unfinished = merged(self.found.unfinished, 0.0)
        self.sure = not (self.unfinished or self.found.unbent or self.found.by_digits)
        self.spots: list[tuple[Place, Box]] = []
        for box in () if glance else merged(self.found.restless, 3 * NARROW * self.width):
            self._visit(box)

    def inside(self, x: float) -> bool:
        """Whether x is in the window."""
        return self.start <= x <= self.end

    def _visit(self, box: Box) -> None:
        """Find the place in a narrow box where f is not smooth, and study it."""
        with precision(_FINE):
            low, high = (box[0] - self.width * NARROW / 7).lower(), (box[1] + self.width * NARROW / 7).upper()
        if float(high - low) > 64 * NARROW * self.width:
            self.unfinished = merged([*self.unfinished, box], 0.0)
            self.sure = False
            return
        found = study_in(self.function, self.search.value, (low, high), self.parameters)
        if found is None:
            self.sure = False
            return
        self.spots.append((found, (low, high)))

    def sign(self, g: Enclosing, x: arb) -> int:
        """The sign of g at x, with more and more bits; 0 where it is 0, or they do not tell."""
        for bits in (PRECISION, 400, _MANY):
            with precision(bits):
                value = self.search.at(g, x)[0]
                if found := sign(value):
                    return found
                if value[0] == 0 and value[1] == 0:
                    return 0
        return 0

    def zero(self, g: Enclosing, low: arb, high: arb) -> arb:
        """The zero of g in a box."""
        with precision(_FINE):
            return zero_between(lambda x: self._ball(g, x), low, high, self.width)

    def zero_of(self, zero: Enclosing | fmpq, low: arb, high: arb) -> arb | fmpq:
        """The zero in a box: of this function, or this number."""
        return self.zero(zero, low, high) if isinstance(zero, Enclosing) else zero

    def _ball(self, g: Enclosing, x: arb) -> arb:
        low, high, _ = self.search.at(g, x)[0]
        return ((ball(low) + ball(high)) / 2).mid()

    def exact_zero(self, g: Enclosing, low: arb, high: arb) -> fmpq | None:
        """A simple number in a narrow box at which g is exactly 0."""
        number = fmpq(*_ratio(simplest_between(float(low), float(high))))
        with precision(_FINE):
            first, last, _ = g.intervals({self.search.name: number, **self.parameters})[0]
        return number if first == 0 and last == 0 else None

    def plain(self, x: arb | fmpq) -> float:
        """A place as a float, with 0 for what is as good as 0 in this window."""
        value = as_number(x)
        return 0.0 if abs(value) < 1e-15 * self.width else value

    def value(self, g: Enclosing, x: arb | fmpq) -> float:
        """The value of g at x."""
        with precision(_FINE):
            low, high, _ = g.intervals({self.search.name: x, **self.parameters})[0]
            return as_float((ball(low) + ball(high)) / 2)

    def height(self, x: arb | fmpq) -> float:
        """The value of f at x, with 0 for what is as good as 0."""
        height = self.value(self.search.value, x)
        return 0.0 if abs(height) < 1e-25 * self.width else height


def _ratio(value: float) -> tuple[int, int]:
    fraction = Fraction(repr(value))
    return fraction.numerator, fraction.denominator
