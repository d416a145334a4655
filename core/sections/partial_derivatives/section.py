"""A section of the page: heading, words, and a small stage that follows what is typed and dragged elsewhere.

Typing and dragging rerun only the stage at the top; each section asks for its own rerun once a value has settled and
it is on the screen (core/sections/derivative/section.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from core.sections.derivative.section import keep_in_step
from core.ui.address import Address
from core.ui.frame import lesson
from core.ui.prose import sections
from core.ui.stage import fragment
from core.ui.style_sheet import style_sheet

NAME = "partial_derivatives"
_HERE = Path(__file__).parent

Draw = Callable[[Address], None]


def sections_below(address: Address, *parts: tuple[str, Draw | None]) -> None:
    """All sections in lesson order: (heading in lessons/partial_derivatives.md, what draws it, if anything)."""
    files = ("sections.css", "sections_present.css") if address.present else ("sections.css",)
    st.html(style_sheet(*(_HERE / file for file in files)))
    for slug, draw in parts:
        if slug not in address.hidden:
            _section(address, slug, draw)


def _section(address: Address, slug: str, draw: Draw | None) -> None:
    if address.present and draw is None:
        return
    with st.container(key=f"section_{slug}"):
        if address.present:
            st.subheader(sections(NAME)[slug][0], anchor=False)
        else:
            lesson(address, NAME, slug)
        if draw is not None:
            _stage(address, slug, draw)


@fragment
def _stage(address: Address, slug: str, draw: Draw) -> None:
    draw(address)
    keep_in_step(address, slug)
