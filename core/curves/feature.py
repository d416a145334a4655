"""What may happen to a curve: turns, flat stretches, bends, pieces, places without a slope."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.curves.place import Place


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """f′(x) = 0, or f is continuous and has no slope at x (then ``derivative`` is None).

    ``kind``: minimum, maximum or neither, all local.
    """

    x: float
    y: float
    kind: str
    derivative: float | None = 0.0


@dataclass(frozen=True, slots=True)
class FlatInterval:
    """An interval on which f is constant, with that value."""

    start: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class InflectionPoint:
    """The curve changes from bending one way to the other; ``slope`` is the slope there (±inf if upright)."""

    x: float
    y: float
    slope: float


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval on which f is "rising", "falling" or "flat"."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True)
class Features:
    """Everything about f in a window, in order of x.

    ``irregular`` are the places without a slope. ``complete``: it is proven that these lists are all. ``unfinished``
    are the stretches that the allowed work did not reach: of them nothing is said.
    """

    critical: tuple[CriticalPoint, ...]
    flat: tuple[FlatInterval, ...]
    inflections: tuple[InflectionPoint, ...]
    irregular: tuple[Place, ...]
    pieces: tuple[Piece, ...]
    complete: bool
    unfinished: tuple[tuple[float, float], ...] = ()


def edge_extrema(found: Features) -> tuple[CriticalPoint, ...]:
    """Where f begins or ends with a value that is lower or higher than all around it (sqrt x at 0)."""
    out = []
    for edge in found.irregular:
        if edge.kind != "edge" or not math.isfinite(edge.value):
            continue
        for piece in found.pieces:
            if edge.x in (piece.start, piece.end) and piece.kind != "flat":
                low = (piece.kind == "rising") == (edge.x == piece.start)
                out.append(CriticalPoint(edge.x, edge.value, "minimum" if low else "maximum", None))
    return tuple(out)
