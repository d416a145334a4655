"""Sections below the stage follow it.

They rerun when it has come to rest, so that typing and dragging redraw the stage alone.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "follow_stage",
    html="<span hidden></span>",
    js=Path(__file__).with_name("follow.js").read_text(encoding="utf-8"),
)


def follow_stage(name: str, rest: int = 220) -> None:
    """Rerun the fragment in which this is called when the stage has changed and then rested for ``rest`` ms.

    Two fragments must not answer at the same moment (Streamlit would send both under the name of one): give them
    different rests.
    """
    with st.container(key=f"follow_{name}"):
        _component(key=f"chain_rule.follow.{name}", data={"rest": rest}, on_rested_change=lambda: None, height=1)
