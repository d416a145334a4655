"""Partial derivatives and the gradient: walking on a hill."""

from core.sections.partial_derivatives.code import code
from core.sections.partial_derivatives.critical import critical
from core.sections.partial_derivatives.diagram import diagram
from core.sections.partial_derivatives.direction import direction
from core.sections.partial_derivatives.hill_stage import hill_stage
from core.sections.partial_derivatives.inputs import XY, partials_beside
from core.sections.partial_derivatives.limits import limits
from core.sections.partial_derivatives.line_data import ENTRIES as LINE
from core.sections.partial_derivatives.line_fit import line_fit
from core.sections.partial_derivatives.numbers import slices_in_numbers
from core.sections.partial_derivatives.place import marks_follow, prepare
from core.sections.partial_derivatives.steps import steps
from core.sections.partial_derivatives.surface_section import surface_section
from core.ui.address import Choice, Number, Text
from core.ui.frame import page_frame
from core.ui.function_input import function_input, readable
from core.ui.section import sections_below
from core.ui.stage import fragment

address = page_frame(
    "partial_derivatives",
    "You stand on a hill. How steep is it east, north, and every other way?",
    Text("f", "x^2 + 3x y + y^2", check=lambda text: readable(text, XY)),
    Number("x", 1.0, -1e6, 1e6),
    Number("y", 2.0, -1e6, 1e6),
    Number("angle", 0.0, 0.0, 360.0),
    Number("h", 0.5, -2.0, 2.0, nonzero=True),
    Choice("arrows", "0", ("0", "1")),
    *LINE,
)


@fragment
def typing_and_map() -> None:
    with function_input(address, variables=XY, derived=partials_beside, prepare=prepare):
        hill_stage(address)


typing_and_map()
marks_follow(address)

sections_below(
    address,
    "partial_derivatives",
    ("one-thing-at-a-time", slices_in_numbers),
    ("the-same-limit-as-before", limits),
    ("uphill-is-one-arrow", None),
    ("any-other-direction", direction),
    ("the-hill-itself", surface_section),
    ("where-it-is-level", critical),
    ("why-ai-needs-it", line_fit),
    ("step-by-step", steps),
    ("the-code", code),
    ("the-whole-idea-on-one-page", diagram),
)
