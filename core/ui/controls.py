"""Inputs that live in the address: what a page uses instead of bare widgets."""

from __future__ import annotations

from typing import Any

from core.ui.address import Address
from core.ui.live_slider import latest_value, live_slider, released, set_live_slider, slider_value


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
