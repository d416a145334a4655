"""A diagram of boxes and arrows that can be stepped through.

Computation graphs, dependency graphs, networks, flow diagrams.

Everything it can show is sent at once, so stepping, playing and selecting happen in the browser without a rerun.
Places are abstract, (column, row); diagram.js turns them into pixels, across on a desk and downwards on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.widgets.component import component

_component = component(Path(__file__).parent, "diagram")


@dataclass(frozen=True)
class Box:
    """One box. ``lines`` are (text, meaning) from top to bottom.

    The line ``reveal`` appears when the steps reach the box. While the box is selected its ``lights`` shine: the arrows
    (start, end), and the boxes at their ends.
    """

    id: str
    column: float
    row: float
    lines: tuple[tuple[str, str], ...]
    reveal: tuple[str, str] | None = None
    about: tuple[str, ...] = ()
    lights: tuple[tuple[str, str], ...] = ()
    lit: bool = False
    round: bool = False


@dataclass(frozen=True)
class Arrow:
    """One arrow. ``via`` are the places it runs through between its boxes.

    ``weight`` (−1 … 1) draws it thick or thin.
    """

    start: str
    end: str
    label: str = ""
    via: tuple[tuple[float, float], ...] = ()
    meaning: str = "flat"
    weight: float | None = None
    about: tuple[str, ...] = ()
    lights: tuple[tuple[str, str], ...] = ()
    lit: bool = False
    stub: bool = False


@dataclass(frozen=True)
class Diagram:
    """``order``: the boxes in the order of the steps, if there are any. ``straight``: for fully connected layers."""

    boxes: Sequence[Box]
    arrows: Sequence[Arrow]
    alt: str
    order: tuple[str, ...] = ()
    hint: str = ""
    gap: int = 54
    selected: str = ""
    straight: bool = False
    detail_lines: int = field(default=0)


def show_diagram(diagram: Diagram, *, key: str, large: bool = False) -> None:
    """Draw the diagram; ``large``: projector size. With the focus in it, the arrow keys step."""
    _component(key=key, data=_data(diagram, large))


def _data(diagram: Diagram, large: bool) -> dict[str, Any]:
    return {
        "boxes": [
            {
                "id": box.id,
                "column": box.column,
                "row": box.row,
                "lines": [list(line) for line in box.lines],
                "reveal": list(box.reveal) if box.reveal else None,
                "about": list(box.about),
                "lights": [list(pair) for pair in box.lights],
                "lit": box.lit,
                "round": box.round,
            }
            for box in diagram.boxes
        ],
        "arrows": [
            {
                "start": arrow.start,
                "end": arrow.end,
                "label": arrow.label,
                "via": [list(place) for place in arrow.via],
                "meaning": arrow.meaning,
                "weight": arrow.weight,
                "about": list(arrow.about),
                "stub": arrow.stub,
                "lights": [list(pair) for pair in arrow.lights],
                "lit": arrow.lit,
            }
            for arrow in diagram.arrows
        ],
        "alt": diagram.alt,
        "order": list(diagram.order),
        "hint": diagram.hint,
        "gap": diagram.gap,
        "straight": diagram.straight,
        "selected": diagram.selected,
        "detailLines": diagram.detail_lines,
        "large": large,
    }
