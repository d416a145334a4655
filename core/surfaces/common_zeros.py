"""Where two functions vanish together: excluded, or proven to be one zero by Krawczyk's test."""

from __future__ import annotations

import numpy as np

from core.language.differentiation import differentiate
from core.language.float_arithmetic import add, multiply
from core.language.float_intervals import Floats
from core.language.interval import CALM
from core.language.many_boxes import ManyBoxes
from core.language.sharper import sharpened
from core.language.syntax import Node
from core.surfaces.boxes import Boxes
from core.surfaces.interval_tests import krawczyk, may_vanish, minus, part_of
from core.surfaces.lines import without_lines
from core.surfaces.searching import WIDER, Search


def search_pair(search: Search, number: int, pair: tuple[Node, Node], boxes: Boxes) -> None:
    """All common zeros of a pair in boxes; they go to the findings."""
    u, v = pair
    rates = [sharpened(differentiate(g, name), strict=False) for g in (u, v) for name in search.names]
    both, alone = search.made((u, v, *rates)), search.made((u, v))
    while len(boxes):
        if search.too_much(boxes):
            return
        boxes = _pair_open(search, number, both, alone, boxes)
        boxes = search.split(without_lines(search, boxes, both))


def _pair_open(search: Search, number: int, both: ManyBoxes, alone: ManyBoxes, boxes: Boxes) -> Boxes:
    """The boxes about which nothing is known yet, narrowed to where a zero may be."""
    wide = boxes.wider(WIDER)
    parts = search.asked(both, wide)
    open_ = may_vanish(parts[0]) & may_vanish(parts[1])
    boxes, wide, parts = boxes[open_], wide[open_], [part_of(part, open_) for part in parts]
    if not len(boxes):
        return boxes
    middle = wide.middle
    at = search.asked(alone, Boxes(middle, middle))
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
        search.findings.zeros.append((number, Boxes(lows, highs)))
    left = open_ & ~inside
    return Boxes(low[left], high[left])


def _ends(image: tuple[Floats, Floats]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    return [part.low for part in image], [part.high for part in image]
