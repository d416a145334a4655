"""The style of the page."""

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def _style(file: str) -> str:
    return f"<style>{Path(__file__).with_name(file).read_text(encoding='utf-8')}</style>"


def page_style(present: bool) -> None:
    """Heights and gaps of this page, and its type on the projector."""
    st.html(_style("style.css"))
    if present:
        st.html(_style("present.css"))
