"""The summary code that a learner hands in, and what a teacher sees of many."""

from __future__ import annotations

import streamlit as st

from core.practice import mistakes
from core.practice.progress import Progress
from core.practice.summary import Summary, class_view, encode

_LONGEST = 60_000  # characters of pasted codes
_SHOWN = 15  # mistakes


def draw_summary(progress: Progress, *, widget: str) -> None:
    """Folded away: the code of this session, and a field for the codes of a class."""
    with st.expander("Hand in, or look at a class"):
        st.markdown(
            "This code says how many answers were right and which mistakes were made. It holds no name. Copy it "
            "and hand it in."
        )
        st.code(encode(Summary(progress.tried, progress.right, progress.mistakes)), language=None)
        text = st.text_area(
            "Codes of a class, one below the other", key=f"{widget}.codes", max_chars=_LONGEST, height=100
        )
        if text.strip():
            _draw_class(text)


def _draw_class(text: str) -> None:
    view = class_view(text)
    unread = f" {view.unreadable} could not be read." if view.unreadable else ""
    st.markdown(f"{view.learners} summaries, {view.right} of {view.tried} answers right.{unread}")
    if not view.mistakes:
        return
    st.table(
        [
            {"mistake": name, "learners": learners, "times": times, "what to ask": mistakes()[name].sentence}
            for name, learners, times in view.mistakes[:_SHOWN]
        ]
    )
