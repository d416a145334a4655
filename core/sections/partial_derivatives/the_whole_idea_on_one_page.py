"""The flow of this page: f(x, y) → hold one still → slope → change, with the values of the moment."""

from __future__ import annotations

import math

from core.sections.partial_derivatives.subject import Subject
from core.surfaces.field import height_of
from core.ui.address import Address
from core.ui.words import number
from core.widgets.diagram.diagram import Arrow, Box, Diagram, show_diagram

_NUDGE = 0.1


def draw(subject: Subject, address: Address) -> None:
    """The diagram for the point on the screen."""
    show_diagram(flow(subject), key="partials_flow", large=address.present)


def flow(subject: Subject) -> Diagram:
    """f on the left; a row of boxes for each variable; both slopes meet in the gradient."""
    x, y = number(subject.x), number(subject.y)
    boxes = [Box("f", 0, 0.5, (("f(x, y)", "name"), (_height(subject, x, y), "function")), lit=True)]
    arrows = []
    for row, (variable, way) in enumerate((("x", "east"), ("y", "north"))):
        other = "y" if variable == "x" else "x"
        slope = getattr(subject.slope, variable)
        said = _or(slope, "no slope")
        about, really = slope * _NUDGE, _change(subject, variable)
        boxes += [
            Box(f"by {variable}", 1, row, ((f"∂/∂{variable}", "name"), (f"{other} stands still", "quiet")), lit=True),
            Box(f"slope {variable}", 2, row, ((f"∂f/∂{variable}", "name"), (said, "slope")), lit=True),
            Box(
                f"change {variable}", 3, row,
                (
                    (f"{_NUDGE} {way}", "name"),
                    (f"about {number(about, 3)}" if math.isfinite(about) else "no slope to tell it", "slope"),
                    (f"really {number(really, 3)}" if math.isfinite(really) else "no value to compare", "function"),
                ),
                lit=True,
            ),
        ]  # fmt: skip
        arrows += [
            Arrow("f", f"by {variable}", lit=True),
            Arrow(f"by {variable}", f"slope {variable}", lit=True),
            Arrow(f"slope {variable}", f"change {variable}", lit=True),
        ]
    alt = (
        f"f(x, y), then ∂/∂x with y held still: slope {_or(subject.slope.x, 'none')} at ({x}, {y}); "
        f"and ∂/∂y with x held still: slope {_or(subject.slope.y, 'none')}; "
        "each slope times the step is about the change of f."
    )
    return Diagram(tuple(boxes), tuple(arrows), alt)


def _height(subject: Subject, x: str, y: str) -> str:
    return f"f({x}, {y}) = {number(subject.value)}" if math.isfinite(subject.value) else f"no value at ({x}, {y})"


def _or(value: float, missing: str) -> str:
    return number(value) if math.isfinite(value) else missing


def _change(subject: Subject, variable: str) -> float:
    height = height_of(subject.landscape.objective)
    x, y = (subject.x + _NUDGE, subject.y) if variable == "x" else (subject.x, subject.y + _NUDGE)
    return float(height(x, y)) - subject.value
