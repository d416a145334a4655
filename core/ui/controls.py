"""Inputs that live in the address: what a page uses instead of bare widgets."""

from __future__ import annotations

from typing import Any

from core.ui.address import Address
from core.ui.live_slider import live_slider, released, set_live_slider, slider_value


def address_slider(address: Address, name: str, label: str, *, minimum: float, maximum: float, **options: Any) -> float:
    """A live slider for the number ``name`` of the address; written into the URL when it is let go.

    Whoever changes the address (a click on the chart, a preset, the URL) moves it. ``options``: see ``live_slider``.
    """
    key = f"{address.page}.{name}"
    if slider_value(key) != address[name]:
        set_live_slider(key, address[name])
    value = live_slider(
        label, key=key, minimum=minimum, maximum=maximum, value=address[name], large=address.present, **options
    )
    address.put(**{name: value})
    if released(key):
        address.write()
    return value
