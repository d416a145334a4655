"""Where f is surely smooth; elsewhere a box is done with if f surely rises along one direction on all sides."""

from __future__ import annotations

import numpy as np

from core.language.float_intervals import TORN, Floats
from core.language.interval import CALM, NOWHERE
from core.surfaces.boxes import Boxes, grid, together
from core.surfaces.interval_tests import along_some_direction, nothing, one_sign, part_of
from core.surfaces.lines import without_lines
from core.surfaces.searching import WIDER, Search

_COUNT = 13
_NARROWEST = 3e-14  # of the window: a place with a kink needs no rounding


def smooth_parts(search: Search) -> Boxes:
    """Boxes on which f is surely smooth; what is left of the others goes to the findings."""
    smooth: list[Boxes] = []
    boxes = grid(search.window, _COUNT)
    while len(boxes):
        if search.too_much(boxes):
            break
        known = search.known(boxes.wider(WIDER))
        calm = ((known & CALM) == CALM) & ((known & TORN) == 0)
        smooth.append(boxes[calm])
        rest = ~calm & ((known & NOWHERE) == 0)
        boxes = boxes[rest]
        if len(boxes):
            boxes = boxes[~_rises_or_falls(search, boxes)]
            boxes = without_lines(search, boxes)
        boxes = search.split(boxes, _NARROWEST)
    return together(smooth)


def _gradients(search: Search, boxes: Boxes) -> tuple[list[tuple[Floats, Floats]], list[np.ndarray]]:
    """The gradient on each side of the kinks, and over which boxes that side may be."""
    outputs = search.asked(search.slopes, boxes)
    count = len(search.sides.switches)
    there = [np.ones(len(boxes), bool) for _ in search.sides.sides]
    for mask, signs in zip(there, search.sides.sides, strict=True):
        for sign, switch in zip(signs, outputs[:count], strict=True):
            mask &= (switch.high >= 0) if sign > 0 else (switch.low <= 0)
    return list(zip(outputs[count::2], outputs[count + 1 :: 2], strict=True)), there


def is_level(search: Search, boxes: Boxes) -> np.ndarray:
    """Over which boxes f surely does not change."""
    level = np.full(len(boxes), bool(len(boxes)))
    if len(boxes):
        for gradient, mask in zip(*_gradients(search, boxes), strict=True):
            level &= ~mask | (nothing(gradient[0]) & nothing(gradient[1]))
    return level


def _rises_or_falls(search: Search, boxes: Boxes) -> np.ndarray:
    """Over which boxes f surely rises along some direction, on all sides of its kinks."""
    gradients, there = _gradients(search, boxes)
    torn = (search.known(boxes) & TORN) != 0
    done = np.zeros(len(boxes), bool)
    for axis in (0, 1):
        whole = ~torn
        if torn.any():
            whole = (search.known(boxes, search.names[1 - axis]) & TORN) == 0
        done |= whole & one_sign([gradient[axis] for gradient in gradients], there)
    left = np.nonzero(~done & ~torn)[0]
    if len(left):
        parts = [(part_of(gx, left), part_of(gy, left)) for gx, gy in gradients]
        done[left] = along_some_direction(parts, [mask[left] for mask in there])
    return done
