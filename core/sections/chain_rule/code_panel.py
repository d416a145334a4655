"""The SymPy code for the chain on screen."""

from __future__ import annotations

import streamlit as st

from core.programs.chain_code import chain_code
from core.sections.chain_rule.chain import OnScreen


def code_panel(shown: OnScreen) -> None:
    """Show the code; the copy button is Streamlit's."""
    st.code(chain_code(shown.chain, shown.x, shown.parameters), language="python")
