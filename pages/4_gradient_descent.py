"""Gradient descent: how does a machine find the bottom when all it can feel is the slope?"""

from core.sections.gradient_descent import settle
from core.sections.gradient_descent.basins import basins_section
from core.sections.gradient_descent.compare import compare_section, sweep_section
from core.sections.gradient_descent.data import data_section
from core.sections.gradient_descent.plateau import code_section, plateau_section
from core.sections.gradient_descent.scene import ENTRIES, PAGE, scene_of, variables_now
from core.sections.gradient_descent.stage import SETTLE, descent_stage
from core.sections.gradient_descent.styled import page_style
from core.ui.frame import lesson, page_frame
from core.ui.function_input import function_input
from core.ui.stage import fragment

SECTIONS = {
    "the-learning-rate-sweep": sweep_section,
    "where-does-it-end": basins_section,
    "better-steps": compare_section,
    "learning-from-data": data_section,
    "plateaus": plateau_section,
    "the-same-in-python": code_section,
}

address = page_frame(PAGE, "How does a machine find the bottom when all it can feel is the slope?", *ENTRIES)
page_style(address.present)
settle.begin(SETTLE)


@fragment
def stage() -> None:
    function_input(address, variables=variables_now(address), label="f =")
    descent_stage(address)


stage()
lesson(address, PAGE)
lesson(address, PAGE, "the-rule")
lesson(address, PAGE, "how-large-a-step")

if not address.present:
    scene = scene_of(address)
    for name, section in SECTIONS.items():
        lesson(address, PAGE, name)
        if name not in address.hidden:
            section(scene, address)
    settle.end(SETTLE, scene)
