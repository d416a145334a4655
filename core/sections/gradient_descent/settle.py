"""Sections below the stage are drawn again when the hand is off: a drag or typing must not wait for them.

The stage says what it shows; the browser answers once that has not changed for a moment; then the whole page is run.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import streamlit as st

_JS = """
const timers = new WeakMap();
export default function (component) {
  const { parentElement: root, data, setStateValue } = component;
  clearTimeout(timers.get(root));
  if (data.pending) timers.set(root, setTimeout(() => setStateValue("settled", data.version), data.after));
  return () => clearTimeout(timers.get(root));
}
"""
_component = st.components.v2.component("settle", js=_JS)
AFTER = 600  # ms


def begin(key: str) -> None:
    """At the top of the page's script: from here on the whole page is being run."""
    st.session_state[f"{key} whole page"] = True


def end(key: str, shown: Hashable) -> None:
    """At its end: the sections show this."""
    st.session_state[f"{key} shown"] = hash(shown)


def settle(key: str, now: Hashable) -> None:
    """At the end of the stage: run the whole page if the stage has shown ``now`` for a while and the sections have
    not.
    """
    version = str(hash(now))
    sections_follow = st.session_state.pop(f"{key} whole page", False)
    pending = not sections_follow and st.session_state.get(f"{key} shown") != hash(now)
    _component(
        key=key,
        data={"version": version, "pending": pending, "after": AFTER},
        default={"settled": None},
        on_settled_change=lambda: None,
        height=1,
    )
    state: Any = st.session_state.get(key)
    if pending and state is not None and state.get("settled") == version:
        st.rerun()
