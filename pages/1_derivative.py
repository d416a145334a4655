"""The derivative: how fast is f changing, right here?"""

from core.sections.derivative import STYLE
from core.sections.derivative.bridge import draw_bridge
from core.sections.derivative.flow import draw_flow
from core.sections.derivative.irregular import draw_irregular
from core.sections.derivative.limit import draw_limit
from core.sections.derivative.numerical import draw_numerical
from core.sections.derivative.program import draw_program
from core.sections.derivative.section import about
from core.sections.derivative.sign import draw_sign
from core.sections.derivative.speedometer import draw_speedometer
from core.sections.derivative.steps import draw_steps
from core.sections.derivative.subject import slope_latex, subject_of
from core.sections.derivative.tangent import tangent_stage
from core.sections.derivative.zoom import draw_zoom
from core.ui.address import Choice, Number, Text
from core.ui.frame import page_frame
from core.ui.function_input import function_input, readable
from core.ui.section import sections_below
from core.ui.stage import fragment

address = page_frame(
    "derivative",
    "How fast is f changing, right here?",
    Text("f", "x^2", check=lambda text: readable(text, ("x",))),
    Number("x", 3.0, -1e6, 1e6),
    Number("h", 0.5, -1e3, 1e3, nonzero=True),
    Choice("second", "0", ("0", "1")),
    Choice("hints", "0", ("0", "1")),
    style=STYLE,
)


@fragment
def typing_and_tangent() -> None:
    slope = "f'(x)"
    with function_input(address, derived=lambda f: f":violet[${slope} = {slope_latex(f)}$]", prepare=subject_of):
        tangent_stage(address)


typing_and_tangent()

sections_below(
    address,
    "derivative",
    ("the-limit", about(draw_limit)),
    ("under-the-microscope", about(draw_zoom)),
    ("up-down-flat", about(draw_sign)),
    ("the-path-of-a-decision", about(draw_flow)),
    ("no-slope-here", about(draw_irregular)),
    ("the-speedometer", about(draw_speedometer)),
    ("the-rules-step-by-step", about(draw_steps)),
    ("how-a-computer-finds-a-slope", about(draw_numerical)),
    ("the-big-sister-the-gradient", about(draw_bridge)),
    ("the-code", about(draw_program)),
)
