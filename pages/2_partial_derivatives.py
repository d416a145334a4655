"""Partial derivatives and the gradient: walking on a hill."""

from core.sections.partial_derivatives import (
    any_other_direction,
    one_thing_at_a_time,
    practice,
    stage,
    step_by_step,
    the_code,
    the_hill_itself,
    the_same_limit_as_before,
    the_whole_idea_on_one_page,
    where_it_is_level,
    why_ai_needs_it,
)
from core.sections.partial_derivatives.address import ENTRIES
from core.sections.partial_derivatives.subject import marks_follow, subject_of
from core.sections.teaching.panel import teachers_panel
from core.ui.frame import first_screen, page_frame
from core.ui.section import sections_below

address = page_frame(
    "partial_derivatives",
    "You stand on a hill. How steep is it east, north, and every other way?",
    *ENTRIES,
    teach=teachers_panel,
)

first_screen(stage.draw, address)
marks_follow(address)

sections_below(
    address,
    subject_of,
    one_thing_at_a_time,
    the_same_limit_as_before,
    "uphill-is-one-arrow",
    any_other_direction,
    the_hill_itself,
    where_it_is_level,
    why_ai_needs_it,
    step_by_step,
    the_code,
    the_whole_idea_on_one_page,
    practice,
)
