"""What fails says so in its place, and takes nothing else with it: least of all the input that somebody types into.

>>> with in_its_place("the picture"):
...     draw(subject)

A failure is a fault of ours, never of what was typed. It goes into the log with the address that shows it again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.ui.address import current_query

LOG = logging.getLogger(__name__)
SENTENCE = "This part failed for what is on the page. The fault is ours and has been noted; everything else goes on."


@contextmanager
def in_its_place(what: str, *, said: bool = True) -> Iterator[None]:
    """Whatever the block raises is logged, and said where the block draws; ``said=False`` where somebody else will."""
    try:
        yield
    except Exception:  # Streamlit ends and restarts scripts by what is no Exception
        LOG.exception("%s failed at %r", what, current_query())
        if said:
            st.error(SENTENCE)
