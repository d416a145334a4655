"""Gradient descent: how does a machine find the bottom when all it can feel is the slope?"""

import streamlit as st

from core.sections.gradient_descent import STYLE
from core.sections.gradient_descent.basins import basins_section
from core.sections.gradient_descent.compare import compare_section, sweep_section
from core.sections.gradient_descent.data import data_section
from core.sections.gradient_descent.plateau import code_section, plateau_section
from core.sections.gradient_descent.scene import ENTRIES, PAGE, X, about, variables_of
from core.sections.gradient_descent.stage import choices, descent_stage, everything
from core.ui.frame import lesson, page_frame
from core.ui.function_input import function_input
from core.ui.section import sections_below
from core.ui.stage import fragment

address = page_frame(
    PAGE, "How does a machine find the bottom when all it can feel is the slope?", *ENTRIES, style=STYLE
)


@fragment
def stage() -> None:
    with function_input(address, variables=lambda text: variables_of(text) or X, label="f =", prepare=everything):
        place = st.container(key="choices_descent", horizontal=True, vertical_alignment="bottom", gap="medium")
        descent_stage(address)
        with place:
            choices(address)


stage()
lesson(address, PAGE)

sections_below(
    address,
    PAGE,
    ("the-rule", None),
    ("how-large-a-step", None),
    ("the-learning-rate-sweep", about(sweep_section)),
    ("where-does-it-end", about(basins_section)),
    ("better-steps", about(compare_section)),
    ("learning-from-data", about(data_section)),
    ("plateaus", about(plateau_section)),
    ("the-same-in-python", about(code_section)),
)
