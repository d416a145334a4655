"""The SymPy program for the function on the screen."""

from __future__ import annotations

import streamlit as st

from core.programs.partial_code import partials_program
from core.sections.partial_derivatives.subject import Subject, function_of, parameters_of
from core.sections.take_away import program
from core.ui.address import Address


def draw(subject: Subject, address: Address) -> None:
    """The program, ready to copy."""
    if not function_of(address).is_symbolic:
        st.markdown("This function is too long to write out as a program.")
        return
    program(address, partials_program(function_of(address), address["x"], address["y"], **parameters_of(address)))
