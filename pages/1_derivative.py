"""The derivative: how fast is f changing, right here?"""

from core.sections.derivative import (
    STYLE,
    how_a_computer_finds_a_slope,
    no_slope_here,
    practice,
    stage,
    the_big_sister_the_gradient,
    the_code,
    the_limit,
    the_path_of_a_decision,
    the_rules_step_by_step,
    the_speedometer,
    under_the_microscope,
    up_down_flat,
)
from core.sections.derivative.address import ENTRIES
from core.sections.derivative.subject import subject_of
from core.sections.teaching.panel import teachers_panel
from core.ui.frame import first_screen, page_frame
from core.ui.section import sections_below

address = page_frame("derivative", "How fast is f changing, right here?", *ENTRIES, style=STYLE, teach=teachers_panel)

first_screen(stage.draw, address)

sections_below(
    address,
    subject_of,
    the_limit,
    under_the_microscope,
    up_down_flat,
    the_path_of_a_decision,
    no_slope_here,
    the_speedometer,
    the_rules_step_by_step,
    how_a_computer_finds_a_slope,
    the_big_sister_the_gradient,
    the_code,
    practice,
)
