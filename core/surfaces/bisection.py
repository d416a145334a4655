"""Every place of a rectangle where a gradient may vanish, by bisection with enclosures: none is missed.

A box is done with where a partial derivative excludes 0 (as it is, or in its mean-value form), where Krawczyk's test
excludes a zero or proves that there is exactly one (Krawczyk 1969; Moore, Kearfott and Cloud, Introduction to Interval
Analysis, ch. 8), or where both are 0 all over. Over a kink a derivative's enclosure holds everything between its sides,
so that excluding 0 there excludes a lowest or highest point as well. What is left in the end are places of width
10⁻⁹, and whole lines, which are given up early.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from flint import arb

from core.language.enclosure import Enclosing, Given, precision
from core.language.function import Function
from core.language.interval import CONTINUOUS, SMOOTH, Interval, ball
from core.surfaces.gradient import Objective

Window = tuple[tuple[float, float], tuple[float, float]]

_BITS = 80
_NARROW = 1e-9  # of the window: a box this small is a place
_SPLIT = 0.4986  # never at a round number, where a zero would lie on the border of two boxes
_LINE = 1 / 96  # of the window: from this width on what hangs together over a long way is a line
_LONG = 0.12  # of the window
_GIVEN_UP = 1e-3  # of the window: thinner than this nothing is followed over a long way
_WORK = 120_000  # operations: some tenths of a second; usual landscapes take a tenth of it
_SMALL = 1 / 12  # of the window: from here on second derivatives help
_BLOCK = 32  # boxes between two chances for other threads


@dataclass(frozen=True)
class Box:
    """A rectangle with exact ends."""

    x0: arb
    x1: arb
    y0: arb
    y1: arb

    @property
    def floats(self) -> tuple[float, float, float, float]:
        """Its ends as floats."""
        return float(self.x0), float(self.x1), float(self.y0), float(self.y1)

    @property
    def size(self) -> float:
        """Its longer side."""
        return max(float(self.x1 - self.x0), float(self.y1 - self.y0))

    def halves(self) -> tuple[Box, Box]:
        """Two boxes, cut across the longer side."""
        if self.x1 - self.x0 > self.y1 - self.y0:
            cut = (self.x0 + (self.x1 - self.x0) * _SPLIT).mid()
            return Box(self.x0, cut, self.y0, self.y1), Box(cut, self.x1, self.y0, self.y1)
        cut = (self.y0 + (self.y1 - self.y0) * _SPLIT).mid()
        return Box(self.x0, self.x1, self.y0, cut), Box(self.x0, self.x1, cut, self.y1)


@dataclass
class Findings:
    """What the bisection came to. ``zeros``: boxes that hold exactly one zero of the gradient, where f is smooth;
    ``places``: groups of tiny boxes that hang together; ``lines``: groups of boxes along a line; ``flat``: boxes on
    which the gradient is 0 all over; ``unfinished``: boxes for which there was no time.
    """

    zeros: list[Box] = field(default_factory=list)
    places: list[list[Box]] = field(default_factory=list)
    lines: list[list[Box]] = field(default_factory=list)
    flat: list[Box] = field(default_factory=list)
    unfinished: list[Box] = field(default_factory=list)


def search(
    function: Function,
    window: Window,
    parameters: Mapping[str, float],
    work: int = _WORK,
) -> Findings:
    """All zeros of the gradient of ``function`` of two variables in ``window``; ``work`` bounds the operations."""
    return _Search(function, window, parameters, work).run()


class _Search:
    def __init__(self, function: Function, window: Window, parameters: Mapping[str, float], work: int) -> None:
        x, y = function.variables
        along_x, along_y = function.derivative(x), function.derivative(y)
        second = (along_x.derivative(x), along_x.derivative(y), along_y.derivative(y))
        self.names = x, y
        self.parameters = dict(parameters)
        self.slopes = Enclosing((function, along_x, along_y))
        self.bends = Enclosing((function, along_x, along_y, *second))
        self.window = window
        self.objective = Objective(function, self.parameters)
        self.extent = max(high - low for low, high in window)
        self.left = work
        self.findings = Findings()

    def run(self) -> Findings:
        (x0, x1), (y0, y1) = self.window
        odd = 1.37e-7 * self.extent
        ends = (x0 - odd, x1 + 1.13 * odd, y0 - 0.91 * odd, y1 + 1.21 * odd)
        boxes = [Box(*map(arb, ends))]
        while boxes:
            boxes = self._level(boxes)
            boxes = self._without_lines(boxes)
            if boxes and boxes[0].size <= _NARROW * self.extent:
                self.findings.places += groups(boxes)
                break
        return self.findings

    def _level(self, boxes: list[Box]) -> list[Box]:
        """The halves of all boxes about which nothing is known yet."""
        halves: list[Box] = []
        for first in range(0, len(boxes), _BLOCK):
            with precision(_BITS):
                for box in boxes[first : first + _BLOCK]:
                    if self.left <= 0:
                        self.findings.unfinished.append(box)
                    elif not self._done(box):
                        halves += box.halves()
        return halves

    def _done(self, box: Box) -> bool:
        if box.size <= _SMALL * self.extent:
            return self._looked_at_closely(box)
        env: dict[str, Given] = {self.names[0]: (box.x0, box.x1), self.names[1]: (box.y0, box.y1), **self.parameters}
        self.left -= len(self.slopes.program.instructions)
        return self._ruled_out(box, self.slopes.intervals(env))

    def _ruled_out(self, box: Box, outputs: Sequence[Interval]) -> bool:
        (_, _, known), *slopes = outputs
        if any(low > 0 or high < 0 for low, high, _ in slopes):
            return True
        if known & CONTINUOUS and all(low == 0 and high == 0 for low, high, _ in slopes):  # else it may be steps
            self.findings.flat.append(box)
            return True
        return False

    def _looked_at_closely(self, box: Box) -> bool:
        """Whether the box holds no zero, or surely one. Tried on a box that is a little larger, so that a zero near
        the border is proven too; a zero proven twice is told apart later.
        """
        dx, dy = (box.x1 - box.x0) * 0.07, (box.y1 - box.y0) * 0.07
        ends = (box.x0 - dx).mid(), (box.x1 + dx).mid(), (box.y0 - dy).mid(), (box.y1 + dy).mid()
        env: dict[str, Given] = {self.names[0]: ends[:2], self.names[1]: ends[2:], **self.parameters}
        self.left -= len(self.bends.program.instructions)
        outputs = self.bends.intervals(env)
        if self._ruled_out(box, outputs[:3]):
            return True
        if not all(ball(end).is_finite() for part in outputs[1:] for end in part[:2]) or not outputs[0][2] & SMOOTH:
            return False
        xx, xy, yy = (_ball(part) for part in outputs[3:])
        mx, my = ((ends[0] + ends[1]) / 2).mid(), ((ends[2] + ends[3]) / 2).mid()
        at: dict[str, Given] = {self.names[0]: (mx, mx), self.names[1]: (my, my), **self.parameters}
        self.left -= len(self.slopes.program.instructions)
        gx, gy = map(_ball, self.slopes.intervals(at)[1:])
        if not (gx.is_finite() and gy.is_finite()):
            return False
        wx, wy = ends[0].union(ends[1]) - mx, ends[2].union(ends[3]) - my
        if not (gx + xx * wx + xy * wy).contains(0) or not (gy + xy * wx + yy * wy).contains(0):
            return True
        p, q, s = float(xx.mid()), float(xy.mid()), float(yy.mid())
        determinant = p * s - q * q
        if not np.isfinite(determinant) or determinant == 0.0:
            return False
        a, b, c = (arb(v / determinant) for v in (s, -q, p))  # an approximate inverse
        if not all(v.is_finite() for v in (a, b, c)):
            return False
        kx = mx - (a * gx + b * gy) + (1 - (a * xx + b * xy)) * wx - (a * xy + b * yy) * wy
        ky = my - (b * gx + c * gy) - (b * xx + c * xy) * wx + (1 - (b * xy + c * yy)) * wy
        if kx < ends[0] or kx > ends[1] or ky < ends[2] or ky > ends[3]:
            return True
        if kx > ends[0] and kx < ends[1] and ky > ends[2] and ky < ends[3]:
            self.findings.zeros.append(Box(kx.lower(), kx.upper(), ky.lower(), ky.upper()))
            return True
        return False

    def _without_lines(self, boxes: list[Box]) -> list[Box]:
        if not boxes or boxes[0].size > _LINE * self.extent or len(boxes) < 24:
            return boxes
        kept: list[Box] = []
        for group in groups(boxes):
            ends = np.array([box.floats for box in group])
            extents = (np.ptp(ends[:, :2]), np.ptp(ends[:, 2:]))
            long = len(group) >= 24 and max(extents) > min(_LONG * self.extent, 24 * group[0].size)
            if long and (group[0].size < _GIVEN_UP * self.extent or self._is_line(group)):
                self.findings.lines.append(group)
            else:
                kept += group
        return kept

    def _is_line(self, group: list[Box]) -> bool:
        """Whether zeros lie all along a group, or f is not smooth there. In a narrow valley Newton's method, which
        does not move along directions without curvature, leads away from most of its boxes.
        """
        middle = np.array([box.floats for box in group[:: max(1, len(group) // 7)]])
        points = np.stack([middle[:, :2].mean(axis=1), middle[:, 2:].mean(axis=1)], axis=1)
        start = points.copy()
        with np.errstate(all="ignore"):
            for _ in range(6):
                gradient, hessian = self.objective.all(points)[1:]
                usable = np.isfinite(hessian).all(axis=(1, 2)) & np.isfinite(gradient).all(axis=1)
                if not usable.all():
                    return True
                inverse = np.linalg.pinv(hessian, rcond=1e-9, hermitian=True)
                points = points - np.einsum("nij,nj->ni", inverse, gradient)
        stayed = np.abs(points - start).max(axis=1) <= 3 * group[0].size
        return bool(stayed.mean() > 0.5)


def _ball(interval: Interval) -> arb:
    low, high, _ = interval
    return ball(low) if low is high else ball(low).union(ball(high))


def groups(boxes: list[Box]) -> list[list[Box]]:
    """Boxes of about one size, in groups that touch."""
    ends = np.array([box.floats for box in boxes])
    step = max(box.size for box in boxes)
    cells: dict[tuple[int, int], list[int]] = {}
    for k, (x0, x1, y0, y1) in enumerate(ends):
        cells.setdefault((int(np.floor((x0 + x1) / 2 / step)), int(np.floor((y0 + y1) / 2 / step))), []).append(k)
    slack = 1e-3 * step
    found, waiting = [], set(range(len(boxes)))
    while waiting:
        todo, group = [waiting.pop()], []
        while todo:
            k = todo.pop()
            group.append(boxes[k])
            x0, x1, y0, y1 = ends[k]
            i, j = int(np.floor((x0 + x1) / 2 / step)), int(np.floor((y0 + y1) / 2 / step))
            for other in [m for a in (-1, 0, 1) for b in (-1, 0, 1) for m in cells.get((i + a, j + b), ())]:
                u0, u1, v0, v1 = ends[other]
                touch = u0 <= x1 + slack and x0 <= u1 + slack and v0 <= y1 + slack and y0 <= v1 + slack
                if other in waiting and touch:
                    waiting.discard(other)
                    todo.append(other)
        found.append(group)
    return found
