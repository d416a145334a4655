"""The NumPy program for the run on the screen."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.programs.numpy_code import numpy_program
from core.programs.python_text import NoCode
from core.sections.gradient_descent.subject import Subject
from core.sections.take_away import program
from core.ui.address import Address


def draw(subject: Subject, address: Address) -> None:
    """The NumPy program; it prints the iterates of the table."""
    if not np.isfinite(subject.run.values[0]):
        st.markdown("From this start there is no run to show.")
        return
    try:
        code = numpy_program(subject.run, subject.schedule)
    except NoCode as missing:
        st.text(f"NumPy has no {missing}, so there is no short program for this function.")
        return
    program(address, code)
