"""The window of a stage: what the reader sees of the plane, in the address, always with a way back.

>>> take_window(address)                       # first in the fragment of the stage
... subject = subject_of(address)
... show_picture(…)
... window_bar_of(address, "tangent", subject.picture.limits, (x, y))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.ui.address import Address
from core.ui.untrusted import WINDOW
from core.ui.words import number
from core.widgets.news import News, news_of
from core.widgets.typed_number import NoNumber, read_number
from core.widgets.window_bar.window_bar import window_bar

FARTHEST = 1e9  # as far as the address goes
_AXES = {"x": WINDOW[:2], "y": WINDOW[2:], "xy": WINDOW}


def _key(address: Address) -> str:
    return f"{address.page}.picture_window"


def take_window(address: Address, *, plane: bool = False) -> bool:
    """Put what a hand has done to the window into the address. Returns whether it has, and has not let go yet.

    ``plane``: both axes of the picture are variables, so that one is never chosen without the other.
    """
    news = news_of(key := _key(address))
    if news is None:
        return False
    complaint = ""
    if news.values.get("reset") is True:
        address.put(**dict.fromkeys(WINDOW))
    elif isinstance(texts := news.values.get("texts"), dict):
        complaint = _type(address, texts, news)
    elif (ends := _ends(news)) is not None:
        names = WINDOW if plane else _AXES.get(str(news.values.get("axes")), ())
        address.put(**{name: ends[name] for name in names})
    st.session_state[f"{key}.complaint"] = complaint
    if news.released:
        address.write()
    return not news.released


def _ends(news: News) -> dict[str, float] | None:
    """The four ends that a gesture has come to; None where they are none."""
    sent = news.values.get("limits")
    if not isinstance(sent, list) or len(sent) != len(WINDOW):
        return None
    told = [News({"end": end}, news.released).number("end") for end in sent]
    ends = {name: end for name, end in zip(WINDOW, told, strict=True) if end is not None and abs(end) <= FARTHEST}
    usable = len(ends) == len(WINDOW) and ends["from"] < ends["to"] and ends["bottom"] < ends["top"]
    return ends if usable else None


def _type(address: Address, texts: Mapping[str, Any], news: News) -> str:
    """Take typed ends of x. Returns what is wrong with them, or nothing."""
    ends = _ends(news) or {}
    try:
        typed = {name: read_number(text) for name in _AXES["x"] if isinstance(text := texts.get(name), str)}
    except NoNumber as problem:
        return str(problem)
    across = {name: ends[name] for name in _AXES["x"] if name in ends} | typed
    if any(abs(end) > FARTHEST for end in across.values()):
        return "That is too far out for a picture."
    if len(across) < 2 or not across["from"] < across["to"]:
        return f"The picture cannot end at {number(across.get('to', 0.0))}, before it begins."
    address.put(**across)
    return ""


def window_bar_of(address: Address, stage: str, limits: Sequence[float], point: Sequence[float]) -> None:
    """Draw the bar of the picture in the container ``stage_<stage>`` that shows ``limits`` (x_min, x_max, y_min,
    y_max); the reader stands at ``point``.
    """
    window_bar(
        _key(address),
        stage=stage,
        limits=limits,
        point=point,
        chosen=any(address[name] is not None for name in WINDOW),
        complaint=st.session_state.get(f"{_key(address)}.complaint", ""),
        large=address.present,
    )
