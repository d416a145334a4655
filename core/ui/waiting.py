"""Long work while somebody waits: others go first, it ends when nobody waits any more, and it shows how far it is.

>>> with patiently("Descending from every point of the map …") as progress:
...     found = basins(…, progress=progress)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from core.ui.gate import breathe

PATIENCE = 0.4  # seconds without a progress bar


@contextmanager
def patiently(words: str) -> Iterator[Callable[[float], None]]:
    """A place for a progress bar that says ``words``, and what to call now and then with the share that is done."""
    place, began = st.empty(), time.monotonic()

    def progress(share: float) -> None:
        breathe()
        if time.monotonic() - began > PATIENCE:
            place.progress(min(max(share, 0.0), 1.0), words)

    yield progress
    place.empty()
