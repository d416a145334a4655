"""The flow diagram: function → derivative → its sign → what the curve does, the branch at the current x lit."""

from __future__ import annotations

import math

from core.sections.derivative.subject import Subject
from core.ui.address import Address
from core.ui.words import number
from core.widgets.diagram.diagram import Arrow, Box, Diagram, show_diagram

BRANCHES = {
    "rising": ("f′(x) > 0", "increasing"),
    "falling": ("f′(x) < 0", "decreasing"),
    "flat": ("f′(x) = 0", "critical point"),
    "none": ("no f′(x)", "no slope here"),
}


def draw(subject: Subject, address: Address) -> None:
    """The diagram for the point on the screen."""
    show_diagram(flow(subject), key="derivative_flow", large=subject.present)


def branch(subject: Subject) -> str:
    """Which branch the point is on: rising, falling, flat or none."""
    slope = subject.slope
    if slope is None:
        return "none"
    steepness = abs(slope) * subject.visible_width
    size = subject.picture.window.y_max - subject.picture.window.y_min
    if steepness <= 1e-9 * size:
        return "flat"
    return "rising" if slope > 0 else "falling"


def flow(subject: Subject) -> Diagram:
    """Boxes and arrows, with the live values."""
    here = branch(subject)
    slope, value = subject.slope, subject.y
    boxes = [
        Box("f", 0, 1.5, (("function", "name"), (f"f({number(subject.x)}) = {number(value)}", "function")), lit=True),
        Box(
            "slope",
            1,
            1.5,
            (
                ("derivative", "name"),
                (f"f′({number(subject.x)})" + (": none" if slope is None else f" = {number(slope)}"), "slope"),
            ),
            lit=not math.isnan(value),
        ),
    ]
    arrows = [Arrow("f", "slope", lit=not math.isnan(value))]
    for row, (name, (condition, meaning)) in enumerate(BRANCHES.items()):
        lit = name == here
        boxes.append(Box(f"{name} sign", 2, row, ((condition, "name" if lit else "quiet"),), lit=lit))
        boxes.append(Box(name, 3, row, ((f"{meaning} ✓" if lit else meaning, "name" if lit else "quiet"),), lit=lit))
        arrows.append(Arrow("slope", f"{name} sign", lit=lit))
        arrows.append(Arrow(f"{name} sign", name, lit=lit))
    condition, meaning = BRANCHES[here]
    alt = f"function, then derivative, then its sign; at x = {number(subject.x)}: {condition}, {meaning}."
    return Diagram(tuple(boxes), tuple(arrows), alt)
