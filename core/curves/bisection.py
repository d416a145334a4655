"""Where in a window something may happen, by enclosures: what is proven, and the few narrow places that are left.

A window is halved until over each part f surely has no value, or surely is smooth and what is asked of f′ and f″ is
known: where f′ is surely not 0 nothing turns; where f″ is surely not 0 f′ grows or falls all along, and its signs at
the two ends say whether it has its one zero there. Bends alike, with f″ and f‴. Parts that stay open down to 10⁻⁹ of
the window are the places to be studied; parts that the allowed work does not reach are named.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from flint import arb, fmpq

from core.curves.location import simple_numbers
from core.curves.zeros import Crossing, Zeros
from core.language.enclosure import PRECISION, Enclosing, precision
from core.language.function import Function
from core.language.interval import CONSTANT, NOWHERE, SMOOTH, Interval

NARROW = 1e-9  # of the window
_CUT = 0.4986  # no round number: a zero on a border is proven on neither side
_WORK = 60_000  # operations on intervals: about a fifth of a second
_SLOW: dict[str | tuple[str, int, int], int] = {"gamma": 8, "factorial": 8, "digamma": 12, "polygamma": 25}
_LATE, _BESIDE, _LAST = 2.0**-9, 0.06, 200  # of the window: how narrow and how near; how many places are remembered
_NEAREST = 3  # restless places whose numbers are tried
_CLOSE = 2.0**-4  # of the window: boxes in which factors are looked at
_DIGITS, _NOTHING = 1600, 1200  # bits: a slope that is 0 to so many is 0

Box = tuple[arb, arb]
Multiple = tuple[Box, Enclosing | fmpq]  # a box and whose zero it holds: that of a function, or this number


@dataclass
class Found:
    """What a search gives: brackets hold exactly one zero of f′ (f″), a cluster is narrow and undecided.

    ``multiple`` zeros are those of a factor of f′ (f″), or exact numbers: proven, though f″ (f‴) may be 0 there too.
    The work did not reach ``unfinished`` parts; of ``unbent`` parts only the bends are open.
    ``by_digits``: a slope that is 0 to a thousand bits was taken for 0.
    """

    turns: list[Box] = field(default_factory=list)
    bends: list[Box] = field(default_factory=list)
    multiple_turns: list[Multiple] = field(default_factory=list)
    multiple_bends: list[Multiple] = field(default_factory=list)
    restless: list[Box] = field(default_factory=list)
    degenerate_turns: list[Box] = field(default_factory=list)
    degenerate_bends: list[Box] = field(default_factory=list)
    unfinished: list[Box] = field(default_factory=list)
    unbent: list[Box] = field(default_factory=list)
    by_digits: bool = False


class Search:
    """One search of a window for turns, bends and places where f is not smooth."""

    def __init__(self, function: Function, parameters: Mapping[str, float], work: float = _WORK) -> None:
        (self.name,) = function.variables
        self.parameters = dict(parameters)
        slope = function.derivative(self.name).sharper
        curvature = function.derivative(self.name).derivative(self.name).sharper
        function = function.sharper
        self.value = Enclosing((function,))
        self.orders = Enclosing((function, slope, curvature))
        self.slope, self.curvature = Enclosing((slope,)), Enclosing((curvature,))
        self._third: Enclosing | None = None
        self._zeros = {id(self.slope): Zeros(slope, parameters), id(self.curvature): Zeros(curvature, parameters)}
        self.work = float(work)
        self._costs: dict[int, int] = {}

    @property
    def third(self) -> Enclosing:
        """F‴, which most windows never need."""
        if self._third is None:
            self._third = Enclosing((self.curvature.functions[0].derivative(self.name).sharper,))
        return self._third

    def at(self, enclosing: Enclosing, low: arb, high: arb | None = None) -> list[Interval]:
        """The intervals of functions over a box, or at a point; paid for."""
        self.work -= self._cost(enclosing)
        box = (low, low if high is None else high)
        return enclosing.intervals({self.name: box, **self.parameters})

    def _cost(self, enclosing: Enclosing) -> int:
        if id(enclosing) not in self._costs:
            names = [step.name for step in enclosing.program.instructions]
            self._costs[id(enclosing)] = 4 + sum(_SLOW.get(name, 1) for name in names)
        return self._costs[id(enclosing)]

    def run(self, start: float, end: float, *, bends: bool = True) -> Found:
        """Search from ``start`` to ``end``, for bends too unless they do not matter."""
        with precision(PRECISION):
            width = end - start
            margin = width * 3.7e-10
            narrow = width * NARROW
            todo: deque[tuple[arb, arb, bool, bool]] = deque([(arb(start - margin), arb(end + margin), True, bends)])
            only_bends: deque[tuple[arb, arb, bool, bool]] = deque()  # last, for turns are what is asked for first
            found = Found()
            self.vanishing = self._vanishing(start, end)
            self.restless: list[tuple[float, float]] = []
            while queue := todo or only_bends:
                low, high, turns, bends = queue.popleft()
                if self.work < 0:
                    (found.unfinished if queue is todo else found.unbent).append((low, high))
                    continue
                turns, bends, calm = self._look(low, high, turns, bends, found)
                if calm and (turns or bends) and high - low < width * _CLOSE:
                    hints = self._hints(low, high, width)
                    turns = turns and self._open(self.slope, low, high, hints, found.multiple_turns)
                    bends = bends and self._open(self.curvature, low, high, hints, found.multiple_bends)
                    if (turns or bends) and high - low < width * _LATE and hints[1:]:
                        turns = turns and self._turns_over(self.slope, low, high, found)
                        bends = bends and self._turns_over(self.curvature, low, high, found)
                if not calm and high - low < width * 4 * _LATE:
                    self.restless.append((float(low), float(high)))
                if calm and not (turns or bends):
                    continue
                if float(high - low) < narrow:
                    self._keep(low, high, turns, bends, calm, found)
                    continue
                middle = (low + (high - low) * _CUT).mid()
                queue = only_bends if calm and not turns else todo
                queue.append((low, middle, turns, bends))
                queue.append((middle, high, turns, bends))
            return found

    def _hints(self, low: arb, high: arb, width: float) -> list[fmpq]:
        """Exact numbers at which f′ may be 0: the simplest in the box, and those of restless places near it."""
        near, at = width * _BESIDE, float(low)
        places = [box for box in self.restless[-_LAST:] if abs(box[0] - at) < near]
        return [simple_numbers(low, high)[0], *(simple_numbers(arb(a), arb(b))[0] for a, b in places[-_NEAREST:])]

    def _open(self, g: Enclosing, low: arb, high: arb, hints: list[fmpq], multiple: list[Multiple]) -> bool:
        """Whether it stays open if g has zeros in a box; a proven one goes to ``multiple``."""
        self.work -= 4 * self._cost(g)
        known = self._zeros[id(g)].over(low, high, hints)
        if known is None:
            return True
        if not isinstance(known, str):
            multiple.append(((low, high), known.factor if isinstance(known, Crossing) else known))
        return False

    def _turns_over(self, g: Enclosing, low: arb, high: arb, found: Found) -> bool:
        """Whether g shows both signs, or none, in a box where enclosures cannot tell: beside a hole formulas cancel."""
        found.by_digits = True
        shares = (0.0, 0.09, 0.17, 0.22, 0.31, 0.37, 0.48, 0.56, 0.69, 0.77, 0.83, 0.96, 1.0)  # no wave's own rhythm
        signs = {self._sign(g, (low + (high - low) * share).mid()) for share in shares}
        return len(signs) > 1 or 0 in signs

    def _keep(self, low: arb, high: arb, turns: bool, bends: bool, calm: bool, found: Found) -> None:
        if not calm:
            found.restless.append((low, high))
            return
        if turns:
            found.degenerate_turns.append((low, high))
        if bends:
            found.degenerate_bends.append((low, high))

    def _look(self, low: arb, high: arb, turns: bool, bends: bool, found: Found) -> tuple[bool, bool, bool]:
        """What is still open over a box: turns, bends; and whether f is surely smooth there (or nowhere)."""
        (_, _, known), slope, curvature = self.at(self.orders, low, high)
        if known & (NOWHERE | CONSTANT):
            return False, False, True
        if not known & SMOOTH:
            return turns, bends, False
        if turns and _may_vanish(slope):
            turns = self._zero(low, high, self.slope, curvature, found.turns)
            if turns and self._vanishes(self.slope, low, high, found):
                return False, False, True
        else:
            turns = False
        if bends and _may_vanish(curvature):
            (third,) = self.at(self.third, low, high)
            bends = self._zero(low, high, self.curvature, third, found.bends)
            bends = bends and not self._vanishes(self.curvature, low, high, found)
        else:
            bends = False
        return turns, bends, True

    def _zero(self, low: arb, high: arb, g: Enclosing, rate: Interval, brackets: list[Box]) -> bool:
        """Whether it is open if g has zeros in a box, given its derivative there; a single one goes to ``brackets``."""
        if rate[0] == 0 and rate[1] == 0:
            return self._sign(g, low) == 0
        if _may_vanish(rate):
            return True
        signs = self._sign(g, low), self._sign(g, high)
        if 0 in signs:
            return True
        if signs[0] != signs[1]:
            brackets.append((low, high))
        return False

    def _sign(self, g: Enclosing, x: arb) -> int:
        return sign(self.at(g, x)[0])

    # A slope that is 0 without looking like it: ln 2x − ln x, arcsin x + arccos x

    def _vanishing(self, start: float, end: float) -> dict[int, bool]:
        shares = (0.0713, 0.1931, 0.3049, 0.4177, 0.5281, 0.6397, 0.7489, 0.8623, 0.9541)
        points = [arb(start + share * (end - start)) for share in shares]
        return {id(g): any(self.is_nothing(g, x) for x in points) for g in (self.slope, self.curvature)}

    def _vanishes(self, g: Enclosing, low: arb, high: arb, found: Found) -> bool:
        if self._zeros[id(g)].everywhere:
            return True
        if not self.vanishing[id(g)] or not self.is_nothing(g, (low + (high - low) * 0.3711).mid()):
            return False
        found.by_digits = True
        return True

    def is_nothing(self, g: Enclosing, x: arb) -> bool:
        """Whether g (f′ or f″) is 0 at x, to more than a thousand bits, or because it is so everywhere."""
        if self._zeros[id(g)].everywhere:
            return True
        with precision(120):
            low, high, known = self.at(g, x)[0]
            if not known & SMOOTH or low > 0 or high < 0:
                return False
        with precision(_DIGITS):
            low, high, _ = self.at(g, x)[0]
            return not (low > 0 or high < 0) and bool(high - low < arb(2) ** -_NOTHING)


def sign(value: Interval) -> int:
    """1 or −1, 0 where it is 0 or not known."""
    return 1 if value[0] > 0 else -1 if value[1] < 0 else 0


def _may_vanish(value: Interval) -> bool:
    """Whether a zero is possible, other than that it is 0 throughout."""
    low, high, _ = value
    return not (low > 0 or high < 0 or (low == 0 and high == 0))


def merged(boxes: list[Box], gap: float) -> list[Box]:
    """Boxes that touch, or nearly do, as one."""
    out: list[Box] = []
    for low, high in sorted(boxes, key=lambda box: float(box[0])):
        if out and float(low - out[-1][1]) <= gap:
            out[-1] = (out[-1][0], high if high > out[-1][1] else out[-1][1])
        else:
            out.append((low, high))
    return out
