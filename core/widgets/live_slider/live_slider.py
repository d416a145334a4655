"""A slider that redraws while it is dragged: ``st.slider`` tells Python its value on release, this one all the way.

Call it inside a fragment. In the browser at most two reruns are under way at a time and the newest value is sent next
(live_slider.js), so a busy server slows down instead of drowning. Pages use ``address_slider`` (controls.py), which
also writes the address when the slider is let go.

>>> x = live_slider("x", key="x", minimum=-5, maximum=5, value=address["x"])
>>> if released("x"): address.put(x=x); address.write()

Python moves the slider with ``set_live_slider("x", 2.0)`` before it is drawn in a run; a hand on the slider wins.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from core.widgets.component import component
from core.widgets.news import LARGEST
from core.widgets.typed_number import NoNumber, read_number

Scale = Literal["linear", "log", "signed log"]

_component = component(Path(__file__).parent, "live_slider")


@dataclass
class _Memory:
    """What Python knows of one slider in one session. ``revision`` counts the values set from Python."""

    value: float
    revision: int = 0
    answered: int = 0
    released: bool = False
    limits: tuple[float, float] = (-math.inf, math.inf)
    nearest_to_zero: float = 0.0
    asked: bool = False  # the news of this run is taken
    complaint: str = ""  # why what was typed into the number field is no number


@dataclass(frozen=True)
class OnChart:
    """The chart whose axis a slider is: the first in the container ``key``, from ``low`` to ``high``.

    A click there moves the slider. While the pointer is over the chart its parameter ``pointer`` holds the place, else
    ``OFF``.
    """

    key: str
    low: float
    high: float
    axis: Literal["x", "y"] = "x"
    pointer: str | None = None


OFF = -1e9  # where no axis reaches


def _memory_key(key: str) -> str:
    return f"live slider {key}"


def set_live_slider(key: str, value: float) -> None:
    """Move the slider ``key`` from Python. Call it before the slider is drawn in this run."""
    memory = st.session_state.get(_memory_key(key))
    if memory is None:
        st.session_state[_memory_key(key)] = _Memory(value=value, revision=1)
    else:
        memory.value, memory.revision = value, memory.revision + 1


def slider_value(key: str) -> float | None:
    """The value that Python and the slider last agreed on, before what the browser sends with this run."""
    memory = st.session_state.get(_memory_key(key))
    return None if memory is None else memory.value


def latest_value(key: str) -> float | None:
    """The value with what the browser sends in this run: for pictures that are drawn before their slider."""
    memory = st.session_state.get(_memory_key(key))
    if memory is None:
        return None
    _take_news(memory, st.session_state.get(key))
    memory.asked = True
    return memory.value


def released(key: str) -> bool:
    """Whether this run was caused by letting go of the slider (or by typing a number): its value is final."""
    memory = st.session_state.get(_memory_key(key))
    return memory is not None and memory.released


def live_slider(
    label: str,
    *,
    key: str,
    minimum: float,
    maximum: float,
    value: float,
    step: float | None = None,
    scale: Scale = "linear",
    smallest: float = 1e-6,
    limits: tuple[float, float] | None = None,
    help: str | None = None,
    drives: str | None = None,
    told_every: float = 0.4,
    chart: OnChart | None = None,
    large: bool = False,
) -> float:
    """Draw the slider and return its value now.

    ``value`` is used the first time only. ``smallest``: the least size on a "signed log" scale, which has no zero.
    ``limits``: how far a *typed* number may go; without them as far as the slider. Typed is what the language reads.
    ``drives``: also move, in the browser, the chart parameter of this name or a component that listens for it
    ("live-slider" events); Python is then told every ``told_every`` seconds while the hand moves, and when it rests:
    choose it so that less than 20 kB a second are answered. ``chart``: the chart it is an axis of. ``large``:
    projector size.
    """
    _check(minimum, maximum, scale, smallest)
    limits = limits or (minimum, maximum)
    memory = st.session_state.setdefault(_memory_key(key), _Memory(value=value))
    memory.limits, memory.nearest_to_zero = limits, smallest if scale == "signed log" else 0.0
    if not memory.asked:
        _take_news(memory, st.session_state.get(key))
    memory.asked = False
    memory.value = _inside(memory)
    _component(
        key=key,
        data={
            "label": label,
            "minimum": minimum,
            "maximum": maximum,
            "step": step or _nice_step(maximum - minimum),
            "scale": scale,
            "smallest": smallest,
            "limits": limits,
            "help": help,
            "drives": drives,
            "chart": asdict(chart) | {"off": OFF} if chart else None,
            "large": large,
            "value": memory.value,
            "revision": memory.revision,
            "answered": memory.answered,
            "pause": round(1000 * told_every) if drives else 0,
            "complaint": memory.complaint,
        },
        default={"value": None},
        on_value_change=lambda: None,
    )
    return memory.value


def _check(minimum: float, maximum: float, scale: Scale, smallest: float) -> None:
    if not minimum < maximum:
        raise ValueError(f"minimum {minimum} must be below maximum {maximum}")
    if scale == "log" and minimum <= 0:
        raise ValueError("a logarithmic slider needs a positive minimum")
    if scale == "signed log" and not (minimum < -smallest < 0 < smallest < maximum):
        raise ValueError("a signed logarithmic slider needs minimum < -smallest < smallest < maximum")


def _take_news(memory: _Memory, state: Any) -> None:
    """Adopt what the browser sent, unless Python has set the value since or it was taken before."""
    memory.released = False
    news = state.get("value") if isinstance(state, dict) or hasattr(state, "get") else None
    if not isinstance(news, dict):
        return
    value, sequence = news.get("v"), news.get("q", memory.answered + 1)
    if not isinstance(sequence, int) or sequence <= memory.answered:
        return
    memory.answered, memory.complaint = sequence, ""
    if isinstance(text := news.get("t"), str):
        _take_text(memory, text)
        return
    usable = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
    if usable and news.get("r", memory.revision) == memory.revision:
        memory.value, memory.released = float(value), bool(news.get("released", True))
        memory.value = _inside(memory)


def _take_text(memory: _Memory, text: str) -> None:
    """What was typed into the number field and is no plain number: 1/3, pi/4, or something to complain about."""
    memory.revision += 1  # the browser shows what becomes of it
    try:
        value = read_number(text)
    except NoNumber as problem:
        memory.complaint = str(problem)
        return
    memory.value, memory.released = value, True
    memory.value = _inside(memory)


def _inside(memory: _Memory) -> float:
    kept = min(max(memory.value, memory.limits[0]), memory.limits[1])
    return math.copysign(max(abs(kept), memory.nearest_to_zero), kept)


def _nice_step(width: float) -> float:
    """A power of ten that cuts the slider into 200 to 2,000 steps."""
    return 10.0 ** math.floor(math.log10(width / 200))
