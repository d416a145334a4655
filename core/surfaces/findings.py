"""What the search of a window for the zeros of a gradient comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.surfaces.boxes import Boxes
from core.surfaces.factors import Systems


@dataclass
class Findings:
    """What the bisection came to. ``zeros``: boxes that hold exactly one zero of a pair, where f is smooth;
    ``places``: groups of tiny boxes that hang together; ``curves``: for each curve points (n, 2) on it;
    ``lines``: groups of boxes along something else that is long; ``edges``: those along the edge of level ground;
    ``flat``: the area on which f surely does not change; ``unfinished``: boxes for which there was no time.
    """

    systems: Systems
    zeros: list[tuple[int, Boxes]] = field(default_factory=list)
    places: list[Boxes] = field(default_factory=list)
    curves: dict[int, np.ndarray] = field(default_factory=dict)
    lines: list[Boxes] = field(default_factory=list)
    edges: list[Boxes] = field(default_factory=list)
    unfinished: list[Boxes] = field(default_factory=list)
    flat: float = 0.0
