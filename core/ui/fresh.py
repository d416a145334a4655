"""What another function brings with it: a window of its own, and a place in it where it has a value.

Where somebody stood before is not forgotten: on the way to ``sqrt(x)`` there are other functions, and once the text is
whole the old place is taken again if it can be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import streamlit as st

from core.language import Function
from core.ui.address import Address
from core.ui.untrusted import WINDOW

RangeOf = Callable[[Function, Mapping[str, float]], tuple[float, float]]

_SHARES = (0.7, 0.5, 0.3, 0.85, 0.15, 0.6, 0.4, 0.95, 0.05)  # of the range: where a place is looked for
_DIGITS = 2  # of a place, in hundredths of the range


def settle(address: Address, function: Function, parameters: Mapping[str, float], range_of: RangeOf | None) -> None:
    """Call when the page is about another function than before: forgets the window that was chosen for that one, and
    moves x into the range of the new one, which ``range_of`` knows.
    """
    address.put(**dict.fromkeys(WINDOW))
    if range_of is not None and function.variables == ("x",):
        ends = range_of(function, parameters)
        _moved(address, "x", lambda x: _place_near(function, parameters, ends, x))


def _moved(address: Address, name: str, choose: Callable[[float], float]) -> None:
    """Put what ``choose`` makes of the value that was last somebody's own."""
    key = f"{address.page}.{name}.moved"
    own, put = st.session_state.get(key, (None, None))
    if put != (address.visit, address[name]):
        own = address[name]
    value = choose(own)
    if value != address[name]:
        address.put(**{name: value})
    st.session_state[key] = own, (address.visit, address[name])


def _place_near(function: Function, parameters: Mapping[str, float], ends: tuple[float, float], x: float) -> float:
    """``x``, or where it shows nothing of the function, a round place in its range."""
    low, high = ends
    if low <= x <= high and _has_value(function, parameters, x):
        return x
    places = [_round(low + share * (high - low), high - low) for share in _SHARES]
    return next((place for place in places if _has_value(function, parameters, place)), x)


def _has_value(function: Function, parameters: Mapping[str, float], x: float) -> bool:
    return math.isfinite(float(function(x, **parameters)))


def _round(value: float, width: float) -> float:
    digits = _DIGITS - 1 - math.floor(math.log10(width))
    return round(value, digits)
