"""The three functions of the rule with branches, typed side by side, and the letters in them."""

from __future__ import annotations

import streamlit as st

from core.graphs.branch_presets import BRANCHES
from core.graphs.paths import INNER, OUTER
from core.language import Function, LanguageError, Unfinished
from core.ui.address import Address
from core.ui.function_input import LONGEST, caret_line, keep_whole, readable, text_now
from core.ui.parameter_sliders import parameter_slider, range_settings

PARTS = {"z": OUTER, "u": INNER, "v": INNER}
_RESERVED = frozenset("uvxyz")


def readable_part(name: str, text: str) -> Function:
    """The function typed for z, u or v. Raises LanguageError, also for a letter that another of the three has."""
    function = readable(text, PARTS[name])
    foreign = [letter for letter in function.parameters if letter in _RESERVED]
    if foreign:
        own = " and ".join(PARTS[name])
        place = max(text.find(foreign[0]), 0)
        raise LanguageError(f"{name} is made of {own} here, so {foreign[0]} cannot stand in it.", place)
    return function


def parts_input(address: Address) -> dict[str, float]:
    """Draw the three inputs; what can be read goes into the address. Returns the values of the letters in them."""
    _examples(address)
    with st.container(key="three_inputs", horizontal=True, gap="medium"):
        for name in PARTS:
            with st.container(key=f"part_{name}"):
                _part(address, name)
    functions = [readable_part(name, address[name]) for name in PARTS]
    letters = dict.fromkeys(letter for function in functions for letter in function.parameters)
    if not letters:
        return {}
    with st.container(key="sliders_letters", horizontal=True, gap="large"):
        values = {letter: parameter_slider(address, letter, "branches") for letter in letters}
        range_settings(address, tuple(letters), "branches")
    return values


def _examples(address: Address) -> None:
    """A menu of z, u and v that show something together."""
    menu = "chain_rule.branches.examples"
    by_name = {f"{ways.name}: z = {ways.z}, u = {ways.u}, v = {ways.v}": ways for ways in BRANCHES}

    def take() -> None:
        ways = by_name.get(st.session_state[menu])
        st.session_state[menu] = None  # it never shows what was picked: the texts may be changed at once
        for name in PARTS if ways else ():
            st.session_state[f"{address.page}.{name}.text"] = getattr(ways, name)

    st.selectbox(
        "Examples for z, u and v",
        list(by_name),
        index=None,
        key=menu,
        on_change=take,
        placeholder="Examples for z, u and v",
        label_visibility="collapsed",
        width=560,
    )


def _part(address: Address, name: str) -> None:
    head = f"{name}({', '.join(PARTS[name])})"
    key = f"{address.page}.{name}.text"
    text = text_now(address, name, key)
    error = None
    try:
        function = readable_part(name, text)
    except LanguageError as trouble:
        error = trouble
    changed = keep_whole(address, name, key, text, error)
    with st.container(key=f"typing_{name}", horizontal=True):
        st.text_input(f"{head} =", text, key=key, live="0ms", max_chars=LONGEST, autocomplete="off")
    with st.container(key=f"echo_{name}"):
        if error is not None:
            kind = "unfinished" if isinstance(error, Unfinished) else "mistake"
            with st.container(key=f"waiting_{kind}_{name}", gap="xxsmall"):
                st.text(caret_line(text, error.position))
                st.text(error.message)
        else:
            st.markdown(f"${head} = {function.latex}$")
    if changed:
        address.write()
