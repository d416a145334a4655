"""The SymPy code for the chain on screen."""

from __future__ import annotations

import streamlit as st

from core.programs.chain_code import chain_code
from core.sections.chain_rule.subject import Subject
from core.ui.address import Address


def draw(subject: Subject, address: Address) -> None:
    """Show the code; the copy button is Streamlit's."""
    st.code(chain_code(subject.chain, subject.x, subject.parameters), language="python")
