"""Inputs that live in the address: what a page uses instead of bare widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.ui.address import Address
from core.widgets.live_slider.live_slider import latest_value, live_slider, released, set_live_slider, slider_value


def address_slider(
    address: Address, name: str, label: str, *, minimum: float, maximum: float, where: str = "", **options: Any
) -> float:
    """A live slider for the number ``name`` of the address; written into the URL when it is let go.

    Whoever changes the address (a click on the chart, a preset, the URL) moves it. ``where``: tells a second slider for
    the same number, in another section, from the first. ``options``: see ``live_slider``.
    """
    key = _key(address, name, where)
    if slider_value(key) != address[name]:
        set_live_slider(key, address[name])
    value = live_slider(
        label, key=key, minimum=minimum, maximum=maximum, value=address[name], large=address.present, **options
    )
    address.put(**{name: value})
    if released(key):
        address.write()
    return value


def follow_sliders(address: Address, *names: str, where: str = "") -> None:
    """Take what the sliders of these names have sent, for a picture that is drawn before them.

    What is drawn first is on the screen first: the picture a hand is waiting for should not wait for the rest.
    """
    for name in names:
        key = _key(address, name, where)
        if slider_value(key) == address[name]:
            address.put(**{name: latest_value(key)})


def _key(address: Address, name: str, where: str) -> str:
    return f"{address.page}.{name}" + (f".{where}" if where else "")


def chosen(
    address: Address,
    name: str,
    *,
    shown: Callable[[Any], Any] = lambda value: value,
    kept: Callable[[Any], Any] = lambda value: value,
    forget: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What ties a widget of Streamlit's own to the entry ``name`` of the address.

    >>> st.selectbox("Schedule of η", list(SCHEDULES), **chosen(address, "schedule"))

    The widget follows when the address changes by other hands; otherwise it belongs to whoever uses it, and may hold
    what ``kept`` did not take. ``shown`` and ``kept`` turn the value of the address into the widget's and back.
    ``forget``: entries that return to their defaults when this one is changed by hand.
    """
    key = f"{address.page}.{name}.choice"
    seen = f"{key}.seen"

    def agreed() -> tuple[int, Any]:
        return address.visit, address[name]

    if key not in st.session_state or st.session_state.get(seen) != agreed():
        st.session_state[key], st.session_state[seen] = shown(address[name]), agreed()

    def take() -> None:
        value = st.session_state[key]
        if value is not None:
            address.put(**{name: kept(value)}, **dict.fromkeys(forget))
            address.write()
            st.session_state[seen] = agreed()

    return {"key": key, "on_change": take}


def switch(
    address: Address, name: str, *, words: tuple[str, str] = ("0", "1"), forget: tuple[str, ...] = ()
) -> dict[str, Any]:
    """``chosen`` for an entry of two ``words``, off and on."""
    off, on = words
    return chosen(
        address, name, shown=lambda value: value == on, kept=lambda value: on if value else off, forget=forget
    )
