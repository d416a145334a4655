"""Inputs that live in the address: what a page uses instead of bare widgets.

The state of an input belongs to the address (or, for what a link need not say, to the session), never to its widget:
a widget comes and goes with its section, and the browser would report the bare default of a new one as the reader's
choice. So each helper here writes the state when the widget is drawn anew, and hands out what the *address* says, never
what the widget returned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.ui.address import Address
from core.ui.entries import Unusable
from core.ui.words import number
from core.widgets.live_slider.live_slider import latest_value, live_slider, released, set_live_slider, slider_value


def address_slider(
    address: Address, name: str, label: str, *, minimum: float, maximum: float, where: str = "", **options: Any
) -> float:
    """A live slider for the number ``name`` of the address; written into the URL when it is let go.

    Whoever changes the address (a click on the chart, a preset, the URL) moves it. ``where``: tells a second slider for
    the same number, in another section, from the first. ``options``: see ``live_slider``.
    """
    if name in address.locked:
        st.text(f"{label} = {number(address[name])}")  # as the teacher's link has it
        return address[name]
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


@dataclass
class _Held:
    """What a widget holds: the ``raw`` value last put into it, by a hand or by us; when and over which value of the
    address that was (``agreed``), and in which drawing of its section.
    """

    raw: Any
    agreed: tuple[int, Any]
    drawing: int


def hold(address: Address, name: str, key: str, shown: Callable[[Any], Any] = lambda value: value) -> _Held:
    """Call right before the widget ``key`` of Streamlit's own is drawn: writes its state where it has none, where its
    section is drawn anew, and where the address has been changed by other hands.
    """
    held: _Held | None = st.session_state.get(f"{key}.held")
    agreed = (address.visit, address[name])
    if held is None or held.agreed != agreed:
        held = _Held(shown(address[name]), agreed, -1)
    if held.drawing != address.drawing or key not in st.session_state:
        held.drawing = address.drawing
        st.session_state[key] = held.raw
    st.session_state[f"{key}.held"] = held
    return held


def chosen(
    widget: Callable[..., Any],
    address: Address,
    name: str,
    label: str,
    *arguments: Any,
    shown: Callable[[Any], Any] = lambda value: value,
    kept: Callable[[Any], Any] = lambda value: value,
    forget: tuple[str, ...] = (),
    **options: Any,
) -> Any:
    """Draw a widget of Streamlit's own for the entry ``name`` of the address. Returns the value of the address.

    >>> schedule = chosen(st.selectbox, address, "schedule", "Schedule of η", list(SCHEDULES))

    The widget follows when the address changes by other hands; otherwise it belongs to whoever uses it, and may hold
    what ``kept`` did not take. ``shown`` and ``kept`` turn the value of the address into the widget's and back.
    ``forget``: entries that return to their defaults when this one is changed by hand. What the entry of the address
    cannot be, it does not become: what comes from a browser is not to be trusted.
    """
    if name in address.locked:
        options["disabled"] = True
    key = f"{address.page}.{name}.choice"
    held = hold(address, name, key, shown)

    def take() -> None:
        raw = st.session_state.get(key)
        if raw is None:
            return
        try:
            value = _usable(address, name, kept(raw))
        except Unusable:
            return
        if value != address[name]:
            address.put(**{name: value}, **dict.fromkeys(forget))
        address.write()
        held.raw, held.agreed = raw, (address.visit, address[name])

    widget(label, *arguments, key=key, on_change=take, **_bare(widget, arguments, held.raw), **options)
    return address[name]


def _bare(widget: Callable[..., Any], arguments: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """``value`` as the default of a widget. The state alone does not reach a browser that draws two runs at once: it
    draws the second, where nothing has to be told any more.
    """
    if widget == st.selectbox:
        return {"index": list(arguments[0]).index(value)}
    return {"default" if widget in (st.segmented_control, st.pills) else "value": value}


def standing(address: Address, name: str) -> Any:
    """What the widget that ``chosen`` has just drawn for ``name`` holds, also where the address could not take it."""
    return st.session_state[f"{address.page}.{name}.choice.held"].raw


def _usable(address: Address, name: str, value: Any) -> Any:
    entry = address.entries[name]
    try:
        return entry.read(entry.show(value))
    except (TypeError, ValueError, OverflowError) as problem:
        raise Unusable(str(problem)) from None


def switch(
    address: Address,
    name: str,
    label: str,
    *,
    words: tuple[str, str] = ("0", "1"),
    forget: tuple[str, ...] = (),
    **options: Any,
) -> bool:
    """A toggle for an entry of two ``words``, off and on. Returns whether it is on."""
    off, on = words
    value = chosen(
        st.toggle,
        address,
        name,
        label,
        shown=lambda value: value == on,
        kept=lambda value: on if value else off,
        forget=forget,
        **options,
    )
    return value == on


def remember(address: Address, key: str, default: Any) -> Any:
    """Call right before a widget ``key`` is drawn whose state no link needs to say (whether a table is open): it comes
    back as it was when its section does. Returns that state, for the default of the widget.
    """
    drawing = (address.visit, address.drawing)
    seen, value = st.session_state.get(f"{key}.held", (None, default))
    if seen == drawing and key in st.session_state:
        value = st.session_state[key]
    else:
        st.session_state[key] = value
    st.session_state[f"{key}.held"] = drawing, value
    return value
