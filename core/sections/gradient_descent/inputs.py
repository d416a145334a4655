"""What the sections share: widgets whose value lives in the address, starts by a click, pictures in words."""

from __future__ import annotations

import streamlit as st

from core.ui.address import Address
from core.widgets.news import News

FARTHEST = 1e6  # how far from 0 a start may lie


def take_start(address: Address, news: News | None, variables: tuple[str, ...]) -> bool:
    """Start where somebody clicked on a picture, or drags over it. Whether there was news."""
    if news is None:
        return False
    for name in variables:
        place = news.number(name)
        if place is not None and abs(place) <= FARTHEST:
            address.put(**{name: place})
    if news.released:
        address.write()
    return True


def described(name: str, text: str) -> None:
    """Pictures in words, for those who do not see them; style.css hides it from the others.

    For charts that follow a drag: a chart whose ``alt`` changes is built anew.
    """
    with st.container(key=f"description_{name}"):
        st.text(text)
