"""Widgets of Streamlit's own whose value lives in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.ui.address import Address


def chosen(
    address: Address,
    name: str,
    *,
    shown: Callable[[Any], Any] = lambda value: value,
    kept: Callable[[Any], Any] = lambda value: value,
    forget: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What ties a widget to the entry ``name``: ``st.toggle("Outlier", **chosen(address, "outlier", …))``.

    ``shown`` and ``kept`` turn the value of the address into the widget's and back. ``forget``: entries that return to
    their defaults when this one is changed by hand.
    """
    key = f"{address.page}.{name}.choice"
    now = shown(address[name])
    if st.session_state.get(key) != now:
        st.session_state[key] = now

    def take() -> None:
        value = st.session_state[key]
        if value is not None:
            address.put(**{name: kept(value)}, **dict.fromkeys(forget))
            address.write()

    return {"key": key, "on_change": take}


def switch(address: Address, name: str, *, forget: tuple[str, ...] = ()) -> dict[str, Any]:
    """``chosen`` for an entry that is "0" or "1"."""
    return chosen(address, name, shown=lambda value: value == "1", kept=lambda on: "1" if on else "0", forget=forget)
