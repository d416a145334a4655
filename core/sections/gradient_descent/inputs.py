"""What the sections share: widgets whose value lives in the address, starts by a click, pictures in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.sections.gradient_descent.scene import PAGE
from core.sections.partial_derivatives.components import News
from core.ui.address import Address

FARTHEST = 1e6  # how far from 0 a start may lie


def kept(
    address: Address,
    name: str,
    shown: Callable[[Any], Any] = lambda value: value,
    told: Callable[[Any], Any] = lambda value: value,
) -> dict[str, Any]:
    """The ``key`` and ``on_change`` that tie a widget to the entry ``name`` of the address, in both directions.

    ``shown``: from the value of the address to that of the widget; ``told``: back again.

    >>> st.selectbox("Schedule of η", list(SCHEDULES), **kept(address, "schedule"))
    """
    key = f"{PAGE}.{name}.choice"
    seen = f"{key}.visit"
    # A new visit shows what the address says; from then on the widget belongs to whoever uses it.
    if key not in st.session_state or st.session_state.get(seen) != address.visit:
        st.session_state[seen] = address.visit
        st.session_state[key] = shown(address[name])

    def take() -> None:
        value = st.session_state[key]
        address.put(**{name: told(value)})
        address.write()

    return {"key": key, "on_change": take}


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
