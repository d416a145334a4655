"""News from components of our own: what the reader did in them, taken once.

A component sends ``{"q": 1, 2, …, "released": …, …}``; ``data.answered`` tells it which of them Python has taken, so
that it keeps at most two reruns under way (``Courier`` in canvas.js).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

LARGEST = 1e300  # of a number from a browser; JSON's whole numbers may be longer than a float can hold


@dataclass
class _Post:
    """What Python has taken of the news of one component in this session."""

    answered: int = 0


@dataclass(frozen=True)
class News:
    """What the reader did. ``released``: the hand has let go, the values are final."""

    values: Mapping[str, Any]
    released: bool

    def number(self, name: str) -> float | None:
        """The finite number called ``name``, None for anything else: what comes from a browser is not to be trusted."""
        value = self.values.get(name)
        usable = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
        return float(value) if usable else None


def news_of(key: str) -> News | None:
    """What the component ``key`` has to tell in this run, once. Ask before it, and the sliders that follow it, are
    drawn.
    """
    state = st.session_state.get(key)
    news = state.get("news") if hasattr(state, "get") else None
    if not isinstance(news, dict):
        return None
    post = st.session_state.setdefault(f"post {key}", _Post())
    sequence = news.get("q")
    if not isinstance(sequence, int) or sequence <= post.answered:
        return None
    post.answered = sequence
    return News(news, bool(news.get("released", True)))


def answered(key: str) -> int:
    """The number of the latest news of the component ``key`` that Python has taken, for its ``data``."""
    return int(st.session_state.setdefault(f"post {key}", _Post()).answered)


def show_with_news(component: Callable[..., Any], key: str, data: Mapping[str, Any]) -> None:
    """Draw a component whose news ``news_of(key)`` takes."""
    component(key=key, data={**data, "answered": answered(key)}, default={"news": None}, on_news_change=lambda: None)
