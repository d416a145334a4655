"""The flow of this page: f(x, y) → hold one still → slope → change, with the values of the moment."""

from __future__ import annotations

import math

from core.sections.partial_derivatives.place import Place, place_of
from core.surfaces.field import height_of
from core.ui.address import Address
from core.ui.words import number
from core.widgets.diagram.diagram import Arrow, Box, Diagram, show_diagram

_NUDGE = 0.1


def diagram(address: Address) -> None:
    """The diagram for the point on the screen."""
    show_diagram(flow(place_of(address)), key="partials_flow", large=address.present)


def flow(place: Place) -> Diagram:
    """f on the left; a row of boxes for each variable; both slopes meet in the gradient."""
    x, y = number(place.x), number(place.y)
    boxes = [Box("f", 0, 0.5, (("f(x, y)", "name"), (_height(place, x, y), "function")), lit=True)]
    arrows = []
    for row, (variable, way) in enumerate((("x", "east"), ("y", "north"))):
        other = "y" if variable == "x" else "x"
        slope = getattr(place.slope, variable)
        said = _or(slope, "no slope")
        about, really = slope * _NUDGE, _change(place, variable)
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
        f"f(x, y), then ∂/∂x with y held still: slope {_or(place.slope.x, 'none')} at ({x}, {y}); "
        f"and ∂/∂y with x held still: slope {_or(place.slope.y, 'none')}; "
        "each slope times the step is about the change of f."
    )
    return Diagram(tuple(boxes), tuple(arrows), alt)


def _height(place: Place, x: str, y: str) -> str:
    return f"f({x}, {y}) = {number(place.value)}" if math.isfinite(place.value) else f"no value at ({x}, {y})"


def _or(value: float, missing: str) -> str:
    return number(value) if math.isfinite(value) else missing


def _change(place: Place, variable: str) -> float:
    height = height_of(place.landscape.objective)
    x, y = (place.x + _NUDGE, place.y) if variable == "x" else (place.x, place.y + _NUDGE)
    return float(height(x, y)) - place.value
