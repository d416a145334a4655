"""Step, back, play and reset, with the flow diagram whose current stage is lit.

The clock runs in the browser: leaving the page stops it, and it waits for each picture before it asks for the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from core.widgets.component import component

_component = component(Path(__file__).parent, "descent_player")


def shown_step(key: str, steps: int) -> int:
    """The step to show now: all of them until the player is used, never more than there are."""
    memory = _memory(key)
    _take_news(memory, st.session_state.get(key))
    return steps if memory["k"] is None else min(memory["k"], steps)


def show_all(key: str) -> None:
    """Show the whole path again (another function, another start)."""
    _memory(key)["k"] = None


def descent_player(
    key: str,
    *,
    k: int,
    last: int,
    stopped: bool,
    why: str,
    update: str,
    shown: int,
    formula: Sequence[str],
    large: bool,
) -> None:
    """Draw the player. ``last``: the last step there is; ``stopped``: it ends there for good, ``why`` in two or
    three words. ``formula``: step number ``shown`` in numbers, line by line.
    """
    _component(
        key=key,
        data={
            "k": k,
            "last": last,
            "stopped": stopped,
            "why": why,
            "update": update,
            "shown": shown,
            "formula": list(formula),
            "large": large,
            "answered": _memory(key)["answered"],
        },
        default={"step": None},
        on_step_change=lambda: None,
    )


def _memory(key: str) -> dict[str, Any]:
    return st.session_state.setdefault(f"player {key}", {"k": None, "answered": 0})


def _take_news(memory: dict[str, Any], state: Any) -> None:
    news = state.get("step") if isinstance(state, Mapping) or hasattr(state, "get") else None
    if not isinstance(news, Mapping):
        return
    k, sequence = news.get("k"), news.get("q")
    if isinstance(k, int) and isinstance(sequence, int) and sequence > memory["answered"] and k >= 0:
        memory["k"], memory["answered"] = k, sequence
