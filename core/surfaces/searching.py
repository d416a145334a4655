"""The state of a search of a window by bisection: the modules that do away with one kind of boxes each ask it."""

from __future__ import annotations

import numpy as np

from core.language.float_intervals import TORN, Floats
from core.language.interval import CALM, NOWHERE
from core.language.many_boxes import ManyBoxes
from core.language.sharper import sharpened
from core.language.syntax import Node
from core.surfaces.boxes import Boxes, groups
from core.surfaces.branches import branches
from core.surfaces.factors import systems
from core.surfaces.findings import Findings

Window = tuple[tuple[float, float], tuple[float, float]]

NARROW = 1e-9  # of the window: a box this small is a place
MOST = 30_000  # boxes at a time
WIDER = 0.07  # of its size: so much larger a box is asked about on all sides, for what lies on its border
_FEW = 64  # boxes


class Search:
    """f, its sides, the findings so far, and the operations that are ``left``, for at most ``most`` boxes at a time.

    ``sides``: f on each side of its kinks; ``value``: f and its guards; ``slopes``: the switches and the gradients.
    """

    def __init__(
        self, tree: Node, guards: tuple[Node, ...], names: tuple[str, str], window: Window, work: float
    ) -> None:
        self.names, self.window = names, window
        self.width = np.array([high - low for low, high in window])
        self.left, self.most = work, MOST
        self.sides = branches(tree, names)
        self.value = ManyBoxes((sharpened(tree, strict=True), *guards), names, {}, joined=self.sides.joined)
        self.slopes = self.made((*self.sides.switches, *(g for gradient in self.sides.gradients for g in gradient)))
        self.findings = Findings(systems(tree, names))

    def made(self, trees: tuple[Node, ...]) -> ManyBoxes:
        """Trees made ready."""
        return ManyBoxes(trees, self.names, {})

    def asked(self, made: ManyBoxes, boxes: Boxes, still: str = "") -> list[Floats]:
        """The intervals of trees over boxes; paid for."""
        self.left -= made.work * (len(boxes) + 30)
        return made(boxes.low, boxes.high, still)

    def known(self, boxes: Boxes, still: str = "") -> np.ndarray:
        """What is known of f over boxes, bit by bit."""
        value, *guards = self.asked(self.value, boxes, still)
        known: np.ndarray = np.asarray(value.known).copy()
        for guard in guards:
            known = (known & guard.known & CALM) | ((known | guard.known) & (NOWHERE | TORN))
        return known

    def too_much(self, boxes: Boxes) -> bool:
        """Whether there is no time, or there are too many boxes: then they go to the findings."""
        if self.left > 0 and len(boxes) <= self.most:
            return False
        self.findings.unfinished.append(boxes)
        return True

    def split(self, boxes: Boxes, narrow_at: float = NARROW) -> Boxes:
        """Boxes cut in four, a few in sixteen; those that are places already go to the findings."""
        narrow = boxes.size(self.width) < narrow_at
        if narrow.any():
            self.findings.places += groups(boxes[narrow])
            boxes = boxes[~narrow]
        return boxes.quarters() if len(boxes) > _FEW else boxes.quarters().quarters()

    def bounded(self, boxes: Boxes) -> bool:
        """Whether f is surely bounded over boxes."""
        value = self.asked(self.value, boxes)[0]
        return bool(np.isfinite(value.low).all() and np.isfinite(value.high).all())

    def heights(self, points: np.ndarray) -> np.ndarray:
        """The values of f at points (n, 2); NaN where it has none."""
        part = self.asked(self.value, Boxes(points, points))[0]
        return np.where(np.asarray(part.known) & NOWHERE, np.nan, (part.low + part.high) / 2)
