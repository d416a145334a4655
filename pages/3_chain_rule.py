"""The chain rule: when one function sits inside another, how do their rates combine?"""

from core.sections.chain_rule import (
    STYLE,
    a_walk_in_the_mountains,
    practice,
    stage,
    step_by_step_the_computation_graph,
    the_code,
    the_rates_multiply,
    the_whole_chain,
    when_the_product_dies_or_runs_away,
    when_there_is_more_than_one_way,
    why_machines_need_it,
    written_out,
)
from core.sections.chain_rule.address import ENTRIES
from core.sections.chain_rule.subject import subject_of
from core.sections.teaching.panel import teachers_panel
from core.ui.frame import first_screen, page_frame
from core.ui.section import sections_below

address = page_frame(
    "chain_rule",
    "One function sits inside another: how do their rates combine?",
    *ENTRIES,
    style=STYLE,
    teach=teachers_panel,
)

first_screen(stage.draw, address)

sections_below(
    address,
    subject_of,
    the_rates_multiply,
    written_out,
    a_walk_in_the_mountains,
    step_by_step_the_computation_graph,
    when_there_is_more_than_one_way,
    why_machines_need_it,
    when_the_product_dies_or_runs_away,
    the_whole_chain,
    the_code,
    practice,
)
