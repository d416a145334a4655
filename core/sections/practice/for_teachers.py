"""For teachers: a sheet of exercises to print. Links are made in the panel at the frame (core/sections/teaching)."""

from __future__ import annotations

import streamlit as st

from core.practice.own import OWN
from core.practice.progress import Item
from core.practice.sheet import MOST, sheet


def draw_sheets(item: Item, title: str, *, widget: str) -> None:
    """Folded away: the sheet, where there are exercises of this kind by the dozen."""
    if item.kind == OWN:
        return
    with st.expander("For teachers: a sheet to print"):
        _sheet(item, title, widget)


def _sheet(item: Item, title: str, widget: str) -> None:
    count = st.slider("Exercises on the sheet", 1, MOST, 8, key=f"{widget}.count")
    for solutions, label in ((False, "Sheet"), (True, "Sheet with solutions")):
        st.download_button(
            f"{label} (Markdown)",
            lambda s=solutions: sheet(title, item.kind, item.level, item.seed, count, solutions=s),
            f"{item.kind}-{item.level}{'-solutions' if solutions else ''}.md",
            "text/markdown",
            key=f"{widget}.sheet.{solutions}",
            on_click="ignore",
        )
