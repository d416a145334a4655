"""Curves on which one function vanishes, and places where it only touches 0."""

from __future__ import annotations

import numpy as np

from core.language.differentiation import differentiate
from core.language.float_arithmetic import add, multiply
from core.language.float_intervals import Floats
from core.language.interval import CALM
from core.language.many_boxes import ManyBoxes
from core.language.sharper import sharpened
from core.language.syntax import Node
from core.surfaces.boxes import Boxes, groups, together
from core.surfaces.interval_tests import may_vanish, minus, part_of
from core.surfaces.lines import without_lines
from core.surfaces.searching import Search

_CURVE = 1 / 160  # of the window: how near a curve is enclosed


def search_curve(search: Search, number: int, curve: Node, boxes: Boxes) -> None:
    """All curves and places in boxes on which a function is 0; they go to the findings."""
    rates = [sharpened(differentiate(curve, name), strict=False) for name in search.names]
    both, alone = search.made((curve, *rates)), search.made((curve,))
    near: list[Boxes] = []
    while len(boxes):
        if search.too_much(boxes):
            return
        boxes = _curve_open(search, both, alone, boxes)
        small = boxes.size(search.width) < _CURVE
        near.append(boxes[small])
        boxes = boxes[~small].quarters()
    for group in groups(together(near)) if any(map(len, near)) else []:
        corners = np.concatenate([group.low, group.high])
        (value,) = search.asked(alone, Boxes(corners, corners))
        if (value.low > 0).any() and (value.high < 0).any():
            points = _on_the_curve(both, group.middle)
            known = search.findings.curves.get(number, np.empty((0, 2)))
            search.findings.curves[number] = np.concatenate([known, points])
        else:
            _touched(search, both, alone, group)


def _curve_open(search: Search, both: ManyBoxes, alone: ManyBoxes, boxes: Boxes) -> Boxes:
    parts = search.asked(both, boxes)
    open_ = may_vanish(parts[0])
    boxes, parts = boxes[open_], [part_of(part, open_) for part in parts]
    if not len(boxes):
        return boxes
    middle = boxes.middle
    (at,) = search.asked(alone, Boxes(middle, middle))
    with np.errstate(all="ignore"):
        for k in (0, 1):
            reach = minus(Floats(boxes.low[:, k], boxes.high[:, k], CALM), middle[:, k])
            at = add(at, multiply(parts[1 + k], reach))
    return boxes[may_vanish(at)]


def _touched(search: Search, both: ManyBoxes, alone: ManyBoxes, boxes: Boxes) -> None:
    """A curve's function that is nowhere seen to change its sign: x² + y² is 0 in a single place."""
    while len(boxes):
        if search.too_much(boxes):
            return
        boxes = search.split(without_lines(search, _curve_open(search, both, alone, boxes)))


def _on_the_curve(both: ManyBoxes, points: np.ndarray) -> np.ndarray:
    """Points (n, 2) brought onto a curve by Newton's method."""
    points = points[:: max(1, len(points) // 400)]
    with np.errstate(all="ignore"):
        for _ in range(5):
            g, gx, gy = ((part.low + part.high) / 2 for part in both(points, points))
            step = np.stack([gx, gy], axis=1) * (g / (gx**2 + gy**2))[:, None]
            points = points - np.where(np.isfinite(step), step, 0.0)
    return points
