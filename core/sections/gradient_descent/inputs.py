"""Streamlit's own widgets for inputs that live in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.sections.gradient_descent.scene import PAGE
from core.ui.address import Address


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
