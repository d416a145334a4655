"""Every place of a rectangle where a gradient may vanish, by bisection with enclosures: none is missed.

Where f is smooth the gradient vanishes on curves and where pairs (u, v) vanish together (``core.surfaces.factors``). A
box is done with where u or v excludes 0, as it is or in its mean-value form, where Krawczyk's test excludes a zero or
proves that there is exactly one (Krawczyk 1969; Moore, Kearfott and Cloud, Introduction to Interval Analysis, ch. 8).
Where f is not surely smooth a box is done with if f surely rises along one direction on all sides of its kinks
(``core.surfaces.branches``). What is left in the end are places of width 10⁻⁹, and whole lines, given up early.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.language.differentiation import differentiate
from core.language.float_arithmetic import add, multiply
from core.language.float_intervals import TORN, Floats
from core.language.function import Function
from core.language.interval import CALM, NOWHERE
from core.language.many_boxes import ManyBoxes
from core.language.sharper import sharpened
from core.language.syntax import Node
from core.surfaces.boxes import Boxes, grid, groups, together
from core.surfaces.branches import branches
from core.surfaces.factors import Systems, systems, with_numbers
from core.surfaces.interval_tests import (
    along_some_direction,
    krawczyk,
    may_vanish,
    minus,
    nothing,
    one_sign,
    part_of,
    singular,
)

Window = tuple[tuple[float, float], tuple[float, float]]

_COUNT = 13
_NARROW, _NARROWEST = 1e-9, 3e-14  # of the window: a box this small is a place; one with a kink needs no rounding
_FEW = 64  # boxes
_WIDER = 0.07
_MANY, _LINE, _LONG = 160, 1 / 64, 0.12  # boxes; of the window: what hangs together over a long way is a line
_GIVEN_UP = 1e-3  # of the window: thinner than this nothing is followed over a long way
_CURVE = 1 / 160  # of the window: how near a curve is enclosed
_WORK = 30_000_000  # operations on intervals
_SAME = 0.5  # of what f changes across a line: so much it may seem to change along it
_MOST = 30_000  # boxes at a time
_JAMMED = 400  # boxes around one place
_CIRCLE = np.stack([np.cos(np.pi * np.arange(16) / 8), np.sin(np.pi * np.arange(16) / 8)], axis=1)


@dataclass
class Findings:
    """What the bisection came to. ``zeros``: for each pair, boxes that hold exactly one of its
    zeros, where f is smooth;
    ``places``: groups of tiny boxes that hang together; ``curves``: for each curve points (n, 2)
    on it;
    ``lines``: groups of boxes along something else that is long; ``edges``: those along the edge of level ground;
    ``flat``: the area on which f surely does not change;
    ``unfinished``: boxes for which there was no time.
    """

    systems: Systems
    zeros: list[tuple[int, Boxes]] = field(default_factory=list)
    places: list[Boxes] = field(default_factory=list)
    curves: dict[int, np.ndarray] = field(default_factory=dict)
    lines: list[Boxes] = field(default_factory=list)
    edges: list[Boxes] = field(default_factory=list)
    unfinished: list[Boxes] = field(default_factory=list)
    flat: float = 0.0


def search(function: Function, window: Window, parameters: Mapping[str, float], work: float = _WORK) -> Findings:
    """All zeros of the gradient of ``function`` of two variables in ``window``, and all places where it has none though
    f may be lowest or highest there; ``work`` bounds the operations.
    """
    given = {name: parameters.get(name, 1.0) for name in function.parameters}
    tree = with_numbers(function.tree, given)
    guards = tuple(with_numbers(guard, given) for guard in function.guards)
    with np.errstate(all="ignore"):
        return _Search(tree, guards, (function.variables[0], function.variables[1]), window, work).run()


class _Search:
    def __init__(
        self, tree: Node, guards: tuple[Node, ...], names: tuple[str, str], window: Window, work: float
    ) -> None:
        self.names, self.window = names, window
        self.width = np.array([high - low for low, high in window])
        self.left, self.most = work, _MOST
        self.sides = branches(tree, names)
        self.value = ManyBoxes((sharpened(tree, strict=True), *guards), names, {}, joined=self.sides.joined)
        self.slopes = self._made((*self.sides.switches, *(g for gradient in self.sides.gradients for g in gradient)))
        self.findings = Findings(systems(tree, names))

    def _made(self, trees: tuple[Node, ...]) -> ManyBoxes:
        return ManyBoxes(trees, self.names, {})

    def _asked(self, made: ManyBoxes, boxes: Boxes, still: str = "") -> list[Floats]:
        self.left -= made.work * (len(boxes) + 30)
        return made(boxes.low, boxes.high, still)

    def _known(self, boxes: Boxes, still: str = "") -> np.ndarray:
        """What is known of f over boxes, bit by bit."""
        value, *guards = self._asked(self.value, boxes, still)
        known: np.ndarray = np.asarray(value.known).copy()
        for guard in guards:
            known = (known & guard.known & CALM) | ((known | guard.known) & (NOWHERE | TORN))
        return known

    def run(self) -> Findings:
        self.left, later = self.left / 2, self.left / 2
        smooth = self._smooth_parts()
        self.left = max(self.left, 0.0) + later
        self.most = max(_MOST, len(smooth))
        level = self._is_level(smooth)
        self.findings.flat = smooth[level].area
        smooth = smooth[~level]
        for number, curve in enumerate(self.findings.systems.curves):
            self._curve(number, curve, smooth)
        for number, pair in enumerate(self.findings.systems.pairs):
            self._pair(number, pair, smooth)
        return self.findings

    # Where f is not smooth

    def _smooth_parts(self) -> Boxes:
        """Boxes on which f is surely smooth; what is left of the others goes to the findings."""
        smooth: list[Boxes] = []
        boxes = grid(self.window, _COUNT)
        while len(boxes):
            if self._too_much(boxes):
                break
            known = self._known(boxes.wider(_WIDER))
            calm = ((known & CALM) == CALM) & ((known & TORN) == 0)
            smooth.append(boxes[calm])
            rest = ~calm & ((known & NOWHERE) == 0)
            boxes = boxes[rest]
            if len(boxes):
                boxes = boxes[~self._rises_or_falls(boxes)]
                boxes = self._without_lines(boxes)
            boxes = self._split(boxes, _NARROWEST)
        return together(smooth)

    def _too_much(self, boxes: Boxes) -> bool:
        if self.left > 0 and len(boxes) <= self.most:
            return False
        self.findings.unfinished.append(boxes)
        return True

    def _split(self, boxes: Boxes, narrow_at: float = _NARROW) -> Boxes:
        """Boxes cut in four, a few in sixteen; those that are places already go to the findings."""
        narrow = boxes.size(self.width) < narrow_at
        if narrow.any():
            self.findings.places += groups(boxes[narrow])
            boxes = boxes[~narrow]
        return boxes.quarters() if len(boxes) > _FEW else boxes.quarters().quarters()

    def _gradients(self, boxes: Boxes) -> tuple[list[tuple[Floats, Floats]], list[np.ndarray]]:
        """The gradient on each side of the kinks, and over which boxes that side may be."""
        outputs = self._asked(self.slopes, boxes)
        count = len(self.sides.switches)
        there = [np.ones(len(boxes), bool) for _ in self.sides.sides]
        for mask, signs in zip(there, self.sides.sides, strict=True):
            for sign, switch in zip(signs, outputs[:count], strict=True):
                mask &= (switch.high >= 0) if sign > 0 else (switch.low <= 0)
        return list(zip(outputs[count::2], outputs[count + 1 :: 2], strict=True)), there

    def _is_level(self, boxes: Boxes) -> np.ndarray:
        """Over which boxes f surely does not change."""
        level = np.full(len(boxes), bool(len(boxes)))
        if len(boxes):
            for gradient, mask in zip(*self._gradients(boxes), strict=True):
                level &= ~mask | (nothing(gradient[0]) & nothing(gradient[1]))
        return level

    def _rises_or_falls(self, boxes: Boxes) -> np.ndarray:
        """Over which boxes f surely rises along some direction, on all sides of its kinks."""
        gradients, there = self._gradients(boxes)
        torn = (self._known(boxes) & TORN) != 0
        done = np.zeros(len(boxes), bool)
        for axis in (0, 1):
            whole = ~torn
            if torn.any():
                whole = (self._known(boxes, self.names[1 - axis]) & TORN) == 0
            done |= whole & one_sign([gradient[axis] for gradient in gradients], there)
        left = np.nonzero(~done & ~torn)[0]
        if len(left):
            parts = [(part_of(gx, left), part_of(gy, left)) for gx, gy in gradients]
            done[left] = along_some_direction(parts, [mask[left] for mask in there])
        return done

    def _without_lines(self, boxes: Boxes, pair: ManyBoxes | None = None) -> Boxes:
        """The boxes without those that lie along lines, which go to the findings."""
        sizes = boxes.size(self.width)
        if len(boxes) < _MANY or sizes.max() > _LINE:
            return boxes
        large = sizes > sizes.max() / 4
        kept = [boxes[~large]]
        for group in groups(boxes[large]):
            size = float(group.size(self.width).max())
            extent = float(((group.high.max(axis=0) - group.low.min(axis=0)) / self.width).max())
            long = len(group) >= 24 and extent > max(_LONG, 24 * size)
            if long and (_given_up(size, len(boxes)) if pair is None else singular(pair, group)):
                if pair is None:
                    self._set_aside(group)
                else:  # a curve of zeros would be a common factor; a valley may only nearly be level
                    self.findings.unfinished.append(group)
            elif len(group) > _JAMMED and extent < _GIVEN_UP:
                self.findings.places.append(group)  # rounding keeps it from being narrowed
            else:
                kept.append(group)
        return together(kept)

    def _set_aside(self, group: Boxes) -> None:
        """A line is one of critical points if f is the same all along it, beside what it changes across; beside level
        ground it is its edge. Else nothing is known of it.
        """
        points = group.middle[:: max(1, len(group) // 16)]
        around = (points[:, None, :] + 9 * (group.high - group.low).max(axis=0) * _CIRCLE).reshape(-1, 2)
        here, there = (self._heights(where) for where in (points, around))
        there = there.reshape(len(points), -1)
        with np.errstate(all="ignore"):
            across = np.nanmax(np.abs(there - here[:, None]), axis=1, initial=0.0)
            level = (there == np.roll(there, 1, axis=1)).sum(axis=1) >= 4
            along = np.ptp(here) if np.isfinite(here).all() else np.inf
        if level.mean() > 0.5:
            self.findings.edges.append(group)
        elif along <= _SAME * float(np.median(across)) and self._bounded(group):
            self.findings.lines.append(group)
        else:
            self.findings.unfinished.append(group)

    def _bounded(self, boxes: Boxes) -> bool:
        value = self._asked(self.value, boxes)[0]
        return bool(np.isfinite(value.low).all() and np.isfinite(value.high).all())

    def _heights(self, points: np.ndarray) -> np.ndarray:
        part = self._asked(self.value, Boxes(points, points))[0]
        return np.where(np.asarray(part.known) & NOWHERE, np.nan, (part.low + part.high) / 2)

    # Where f is smooth

    def _pair(self, number: int, pair: tuple[Node, Node], boxes: Boxes) -> None:
        u, v = pair
        rates = [sharpened(differentiate(g, name), strict=False) for g in (u, v) for name in self.names]
        both, alone = self._made((u, v, *rates)), self._made((u, v))
        while len(boxes):
            if self._too_much(boxes):
                return
            boxes = self._pair_open(number, both, alone, boxes)
            boxes = self._split(self._without_lines(boxes, both))

    def _pair_open(self, number: int, both: ManyBoxes, alone: ManyBoxes, boxes: Boxes) -> Boxes:
        """The boxes about which nothing is known yet, narrowed to where a zero may be."""
        wide = boxes.wider(_WIDER)
        parts = self._asked(both, wide)
        open_ = may_vanish(parts[0]) & may_vanish(parts[1])
        boxes, wide, parts = boxes[open_], wide[open_], [part_of(part, open_) for part in parts]
        if not len(boxes):
            return boxes
        middle = wide.middle
        at = self._asked(alone, Boxes(middle, middle))
        reach = [minus(Floats(wide.low[:, k], wide.high[:, k], CALM), middle[:, k]) for k in (0, 1)]
        ux, uy, vx, vy = parts[2:]
        with np.errstate(all="ignore"):
            near = [
                add(at[0], add(multiply(ux, reach[0]), multiply(uy, reach[1]))),
                add(at[1], add(multiply(vx, reach[0]), multiply(vy, reach[1]))),
            ]
            image = krawczyk(middle, at, (ux, uy, vx, vy), reach)
        open_ = may_vanish(near[0]) & may_vanish(near[1])
        inside = np.ones(len(boxes), bool)
        low, high = boxes.low.copy(), boxes.high.copy()
        for k in (0, 1):
            sure = np.isfinite(image[k].low) & np.isfinite(image[k].high)
            open_ &= ~sure | ((image[k].low <= boxes.high[:, k]) & (image[k].high >= boxes.low[:, k]))
            inside &= sure & (image[k].low > wide.low[:, k]) & (image[k].high < wide.high[:, k])
            low[:, k] = np.where(sure, np.maximum(low[:, k], image[k].low), low[:, k])
            high[:, k] = np.where(sure, np.minimum(high[:, k], image[k].high), high[:, k])
        found = inside & open_
        if found.any():
            lows, highs = (np.stack([part[found] for part in ends], axis=1) for ends in _ends(image))
            self.findings.zeros.append((number, Boxes(lows, highs)))
        left = open_ & ~inside
        return Boxes(low[left], high[left])

    def _curve(self, number: int, curve: Node, boxes: Boxes) -> None:
        rates = [sharpened(differentiate(curve, name), strict=False) for name in self.names]
        both, alone = self._made((curve, *rates)), self._made((curve,))
        near: list[Boxes] = []
        while len(boxes):
            if self._too_much(boxes):
                return
            boxes = self._curve_open(both, alone, boxes)
            small = boxes.size(self.width) < _CURVE
            near.append(boxes[small])
            boxes = boxes[~small].quarters()
        for group in groups(together(near)) if any(map(len, near)) else []:
            corners = np.concatenate([group.low, group.high])
            (value,) = self._asked(alone, Boxes(corners, corners))
            if (value.low > 0).any() and (value.high < 0).any():
                points = self._on_the_curve(both, group.middle)
                known = self.findings.curves.get(number, np.empty((0, 2)))
                self.findings.curves[number] = np.concatenate([known, points])
            else:
                self._touched(both, alone, group)

    def _curve_open(self, both: ManyBoxes, alone: ManyBoxes, boxes: Boxes) -> Boxes:
        parts = self._asked(both, boxes)
        open_ = may_vanish(parts[0])
        boxes, parts = boxes[open_], [part_of(part, open_) for part in parts]
        if not len(boxes):
            return boxes
        middle = boxes.middle
        (at,) = self._asked(alone, Boxes(middle, middle))
        with np.errstate(all="ignore"):
            for k in (0, 1):
                reach = minus(Floats(boxes.low[:, k], boxes.high[:, k], CALM), middle[:, k])
                at = add(at, multiply(parts[1 + k], reach))
        return boxes[may_vanish(at)]

    def _touched(self, both: ManyBoxes, alone: ManyBoxes, boxes: Boxes) -> None:
        """A curve's function that is nowhere seen to change its sign: x² + y² is 0 in a single place."""
        while len(boxes):
            if self._too_much(boxes):
                return
            boxes = self._split(self._without_lines(self._curve_open(both, alone, boxes)))

    def _on_the_curve(self, both: ManyBoxes, points: np.ndarray) -> np.ndarray:
        """Points (n, 2) brought onto a curve by Newton's method."""
        points = points[:: max(1, len(points) // 400)]
        with np.errstate(all="ignore"):
            for _ in range(5):
                g, gx, gy = ((part.low + part.high) / 2 for part in both(points, points))
                step = np.stack([gx, gy], axis=1) * (g / (gx**2 + gy**2))[:, None]
                points = points - np.where(np.isfinite(step), step, 0.0)
        return points


def _given_up(size: float, count: int) -> bool:
    """Whether kinks and tears along a line have been followed for long enough."""
    return size < 4 * _GIVEN_UP or count > 2500


def _ends(image: tuple[Floats, Floats]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    return [part.low for part in image], [part.high for part in image]
