"""A program of the page to copy, or to take away as a Python file or a notebook."""

from __future__ import annotations

import streamlit as st

from core.programs.notebook import notebook
from core.ui.address import Address
from core.ui.frame import PAGES


def program(address: Address, code: str) -> None:
    """Show the code of the page with its downloads."""
    st.code(code, language="python")
    title = PAGES[address.page].title
    with st.container(horizontal=True, key="take_away"):
        st.download_button(
            "Python file", code, f"{address.page}.py", "text/x-python", key=f"{address.page}.py_file", on_click="ignore"
        )
        st.download_button(
            "Notebook",
            lambda: notebook(title, "The page as it stood, as a program. Run it, change it.", [code]),
            f"{address.page}.ipynb",
            "application/x-ipynb+json",
            key=f"{address.page}.notebook",
            on_click="ignore",
        )
