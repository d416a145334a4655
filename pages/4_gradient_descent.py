"""Gradient descent: how does a machine find the bottom when all it can feel is the slope?"""

from core.sections.gradient_descent import (
    STYLE,
    better_steps,
    learning_from_data,
    plateaus,
    practice,
    stage,
    the_code,
    the_learning_rate_sweep,
    where_does_it_end,
)
from core.sections.gradient_descent.address import ENTRIES
from core.sections.gradient_descent.subject import subject_of
from core.sections.teaching.panel import teachers_panel
from core.ui.frame import first_screen, page_frame
from core.ui.section import sections_below

address = page_frame(
    "gradient_descent",
    "How does a machine find the bottom when all it can feel is the slope?",
    *ENTRIES,
    style=STYLE,
    teach=teachers_panel,
)

first_screen(stage.draw, address)

sections_below(
    address,
    subject_of,
    "the-rule",
    "how-large-a-step",
    the_learning_rate_sweep,
    where_does_it_end,
    better_steps,
    learning_from_data,
    plateaus,
    the_code,
    practice,
)
