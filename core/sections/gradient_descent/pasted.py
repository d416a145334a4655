"""Data that somebody pastes: what can be read of them, and a sentence for what cannot."""

from __future__ import annotations

import streamlit as st

from core.learning.datasets import LONGEST_TEXT, DataError, read_csv
from core.sections.gradient_descent.address import LONGEST_CSV
from core.sections.gradient_descent.subject import PAGE
from core.ui.address import Address
from core.ui.controls import chosen, standing

STILL_SHOWN = "Below are still the data from before."


def pasted(address: Address) -> str:
    """What was pasted; while it cannot be read, what could be read before. Short enough, it is in the address."""

    def told(text: str) -> str:
        if text and trouble(text):
            return address["csv"]
        return text if len(text) <= LONGEST_CSV else ""

    chosen(
        st.text_area,
        address,
        "csv",
        "Two columns, x and y, one pair a line",
        max_chars=LONGEST_TEXT,
        placeholder="1, 2.1\n2, 3.9\n3, 6.2",
        height=120,
        kept=told,
    )
    text = standing(address, "csv")
    if len(text) > LONGEST_CSV:
        st.text("These data are too long for a link: a copied address does not hold them.")
    before = f"{PAGE}.csv.readable"
    wrong = trouble(text)
    if wrong and before in st.session_state:
        st.text(f"{wrong} {STILL_SHOWN}")
        return st.session_state[before]
    if not wrong:
        st.session_state[before] = text
    return text


def trouble(text: str) -> str:
    """What keeps pasted text from being read, or "" if nothing does."""
    try:
        read_csv(text)
    except DataError as problem:
        return problem.message
    return ""
