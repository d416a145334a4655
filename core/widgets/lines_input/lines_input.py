"""Several lines of text that tell Python while they are typed (``st.text_area`` does so only when it is left)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.widgets.component import component

_component = component(Path(__file__).parent, "lines_input")


def lines_input(
    label: str, text: str, *, key: str, revision: str, longest: int, rows: int = 8, large: bool = False
) -> None:
    """Draw the input. A new ``revision`` makes it show ``text``; otherwise it belongs to whoever types."""
    data = {"label": label, "text": text, "revision": revision, "longest": longest, "rows": rows, "large": large}
    _component(key=key, data=data, default={"text": None}, on_text_change=lambda: None)


def lines_now(key: str, text: str, *, revision: str, longest: int) -> str:
    """What stands in the input ``key`` whose ``revision`` showed ``text``; ask before it is drawn."""
    state = st.session_state.get(key)
    news = state.get("text") if hasattr(state, "get") else None
    usable = isinstance(news, dict) and isinstance(news.get("text"), str) and news.get("revision") == revision
    return news["text"][:longest] if usable else text
