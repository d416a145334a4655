"""The style of the page."""

from pathlib import Path

import streamlit as st

from core.ui.style_sheet import style_sheet


def page_style(present: bool) -> None:
    """Heights and gaps of this page, and its type on the projector."""
    files = ("style.css", "present.css") if present else ("style.css",)
    st.html(style_sheet(*(Path(__file__).with_name(file) for file in files)))
