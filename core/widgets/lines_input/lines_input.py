"""Several lines of text that tell Python while they are typed (``st.text_area`` does so only when it is left)."""

from __future__ import annotations

from pathlib import Path

from core.widgets.component import component

_component = component(Path(__file__).parent, "lines_input")


def lines_input(
    label: str, text: str, *, key: str, revision: int, longest: int, rows: int = 8, large: bool = False
) -> str:
    """Draw the input and return its text. A new ``revision`` makes it show ``text``.

    Otherwise it belongs to whoever types.
    """
    data = {"label": label, "text": text, "revision": revision, "longest": longest, "rows": rows, "large": large}
    state = _component(key=key, data=data, default={"text": None}, on_text_change=lambda: None)
    news = state.text if hasattr(state, "text") else None
    usable = isinstance(news, dict) and isinstance(news.get("text"), str) and news.get("revision") == revision
    return news["text"][:longest] if usable else text
