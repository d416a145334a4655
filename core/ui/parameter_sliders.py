"""The sliders of the letters of a typed function, and where their ends and steps are changed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from core.language import LanguageError, parse
from core.ui.address import Address, show_number
from core.ui.controls import address_slider
from core.ui.ranges import LARGEST, Range, checked, read_ranges, usual, with_range
from core.ui.words import with_index

_PARTS = {"from": "From", "to": "To", "step": "Step"}


def range_of(address: Address, letter: str) -> Range:
    """How far the slider of a letter reaches now: as set, but never short of its value."""
    value = address[address.parameter_name(letter)]
    known = read_ranges(address["sliders"]).get(letter)
    return usual(value) if known is None else known.around(value)


def parameter_slider(address: Address, letter: str, where: str = "") -> float:
    """The slider of one letter. ``where`` tells a second one, in another section, from the first."""
    reach = range_of(address, letter)
    return address_slider(
        address,
        address.parameter_name(letter),
        with_index(letter),
        where=where,
        minimum=reach.low,
        maximum=reach.high,
        step=reach.step,
        limits=(-LARGEST, LARGEST),
    )


def range_settings(address: Address, letters: Sequence[str], where: str = "") -> None:
    """A button that opens the ends and the step of each slider."""
    if address.present:
        return
    with st.popover("Ranges", type="tertiary", help="How far each slider reaches, and in which steps"):
        for letter in letters:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                for part in _PARTS:
                    _field(address, letter, part, where)
            if complaint := st.session_state.get(_key(address, letter, "complaint", where)):
                st.text(complaint)


def _field(address: Address, letter: str, part: str, where: str) -> None:
    reach = range_of(address, letter)
    shown = dict(zip(_PARTS, map(show_number, (reach.low, reach.high, reach.step)), strict=True))[part]
    key = _key(address, letter, part, where)
    told = f"{key}.told"
    if key not in st.session_state or st.session_state.get(told) != (shown, address.drawing):
        st.session_state[key] = shown
    st.session_state[told] = (shown, address.drawing)
    label = f"{with_index(letter)} {part}" if part == "from" else _PARTS[part].lower()
    st.text_input(label, shown, key=key, max_chars=30, width=90, on_change=_take, args=(address, letter, where))


def _take(address: Address, letter: str, where: str) -> None:
    """What was typed into the three fields of a letter, where it is a range."""
    complaint = ""
    try:
        typed = [_number(st.session_state[_key(address, letter, part, where)]) for part in _PARTS]
        address.put(sliders=with_range(address["sliders"], letter, checked(*typed)))
        address.write()
    except (LanguageError, ValueError) as problem:
        complaint = str(problem)
    st.session_state[_key(address, letter, "complaint", where)] = complaint


def _number(text: str) -> float:
    """A number as the language reads it, such as 2pi."""
    function = parse(text)
    value = float(function(0.0))
    if function.parameters or not math.isfinite(value) or value != float(function(1.0)):
        raise ValueError("Type a number, such as 2 or pi/2.")
    return value


def _key(address: Address, letter: str, part: str, where: str) -> str:
    return f"{address.page}.sliders.{letter}.{part}" + (f".{where}" if where else "")
