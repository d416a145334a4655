"""The program that does all this: ready to copy and run."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.theme import coloured
from core.programs.sympy_code import sympy_program
from core.sections.derivative.subject import Subject
from core.sections.take_away import program
from core.ui.address import Address
from core.ui.words import number


def draw(subject: Subject, address: Address) -> None:
    """The SymPy program for the function on the screen, and what it prints."""
    if not subject.function.is_symbolic:
        st.markdown("This function is too long to write out as a program.")
        return
    program(address, sympy_program(subject.function, subject.x, **subject.parameters))
    if subject.slope is not None and math.isfinite(float(subject.df(subject.x))):
        st.markdown(f"It prints the formula of f′, and then {coloured('slope', number(subject.slope, 6))}.")
    else:
        st.markdown(
            f"{subject.no_slope}. What SymPy prints there is a convention, or no number at all: "
            "change x before you trust it."
        )
