"""Boxes along whole lines, which bisection would follow without end: recognised, and given up early."""

from __future__ import annotations

import numpy as np

from core.language.many_boxes import ManyBoxes
from core.surfaces.boxes import Boxes, groups, together
from core.surfaces.interval_tests import singular
from core.surfaces.searching import Search

_MANY, _LINE, _LONG = 160, 1 / 64, 0.12  # boxes; of the window: what hangs together over a long way is a line
_GIVEN_UP = 1e-3  # of the window: thinner than this nothing is followed over a long way
_SAME = 0.5  # of what f changes across a line: so much it may seem to change along it
_JAMMED = 400  # boxes around one place
_CIRCLE = np.stack([np.cos(np.pi * np.arange(16) / 8), np.sin(np.pi * np.arange(16) / 8)], axis=1)


def without_lines(search: Search, boxes: Boxes, pair: ManyBoxes | None = None) -> Boxes:
    """The boxes without those that lie along lines, which go to the findings."""
    sizes = boxes.size(search.width)
    if len(boxes) < _MANY or sizes.max() > _LINE:
        return boxes
    large = sizes > sizes.max() / 4
    kept = [boxes[~large]]
    for group in groups(boxes[large]):
        size = float(group.size(search.width).max())
        extent = float(((group.high.max(axis=0) - group.low.min(axis=0)) / search.width).max())
        long = len(group) >= 24 and extent > max(_LONG, 24 * size)
        if long and (_given_up(size, len(boxes)) if pair is None else singular(pair, group)):
            if pair is None:
                _set_aside(search, group)
            else:  # a curve of zeros would be a common factor; a valley may only nearly be level
                search.findings.unfinished.append(group)
        elif len(group) > _JAMMED and extent < _GIVEN_UP:
            search.findings.places.append(group)  # rounding keeps it from being narrowed
        else:
            kept.append(group)
    return together(kept)


def _set_aside(search: Search, group: Boxes) -> None:
    """A line is one of critical points if f is the same all along it, beside what it changes across; beside level
    ground it is its edge. Else nothing is known of it.
    """
    points = group.middle[:: max(1, len(group) // 16)]
    around = (points[:, None, :] + 9 * (group.high - group.low).max(axis=0) * _CIRCLE).reshape(-1, 2)
    here, there = (search.heights(where) for where in (points, around))
    there = there.reshape(len(points), -1)
    with np.errstate(all="ignore"):
        across = np.nanmax(np.abs(there - here[:, None]), axis=1, initial=0.0)
        level = (there == np.roll(there, 1, axis=1)).sum(axis=1) >= 4
        along = np.ptp(here) if np.isfinite(here).all() else np.inf
    if level.mean() > 0.5:
        search.findings.edges.append(group)
    elif along <= _SAME * float(np.median(across)) and search.bounded(group):
        search.findings.lines.append(group)
    else:
        search.findings.unfinished.append(group)


def _given_up(size: float, count: int) -> bool:
    """Whether kinks and tears along a line have been followed for long enough."""
    return size < 4 * _GIVEN_UP or count > 2500
