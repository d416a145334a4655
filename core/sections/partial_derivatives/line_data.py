"""The points and the line of "Why AI needs it", as the address holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.learning.line_fit import (
    FARTHEST,
    FEWEST,
    MOST,
    Points,
    loss_and_gradient,
    points_text,
    read_points,
    scatter,
)
from core.sections.partial_derivatives.address import LIMIT
from core.ui.address import Address
from core.widgets.news import news_of

SCATTER, MAP = "line points", "loss map"
RECIPE = ("points",)  # what a change of data, seed, noise or outlier replaces
_LONGEST_PATH = 200
_DIGITS = 5  # of weight and bias after the point: short in an address and beside a slider, finer than can be seen


@dataclass
class Trail:
    """What only this session knows: the steps taken, and which points the browser's picture has (``revision`` counts
    those that came from Python).
    """

    path: list[tuple[float, float]] = field(default_factory=list)
    drawn: str = ""
    revision: int = 0


def trail_of(address: Address) -> Trail:
    """The trail; it begins anew where the line has moved otherwise than by a step."""
    trail = st.session_state.setdefault("line fit", Trail())
    if not trail.path or trail.path[-1] != line_of(address):
        trail.path = [line_of(address)]
    now = points_text(points_of(address))
    if trail.drawn != now:
        trail.drawn, trail.revision = now, trail.revision + 1
    return trail


def points_of(address: Address) -> Points:
    """The points that the reader has made, else those of the recipe."""
    if address["points"]:
        return _read(address["points"])
    return _scattered(int(address["seed"]), address["noise"], address["outlier"] == "1", address["data"])


@lru_cache(maxsize=64)
def _read(text: str) -> Points:
    return read_points(text)


@lru_cache(maxsize=64)
def _scattered(seed: int, noise: float, outlier: bool, data: str) -> Points:
    return scatter(seed, noise, outlier=outlier, data=data)


def line_of(address: Address) -> tuple[float, float]:
    """Weight and bias."""
    return address["weight"], address["bias"]


def take_hands(address: Address) -> None:
    """What the reader's hand did on the points or on the loss map since the last run."""
    if news := news_of(SCATTER):
        points = usable(news.values.get("points"))
        if points is not None and len(points.x) == len(points_of(address).x):
            address.put(points=points_text(points))
            if news.released:
                address.write()
            else:  # the browser has these points already
                st.session_state.setdefault("line fit", Trail()).drawn = address["points"]
    if news := news_of(MAP):
        weight, bias = news.number("x"), news.number("y")
        if weight is not None and bias is not None:
            _put_line(address, weight, bias)
            if news.released:
                address.write()


def usable(values: Any) -> Points | None:
    """Points made by hand, if they are some finite pairs: what comes from a browser is not to be trusted."""
    if not isinstance(values, list) or not FEWEST <= len(values) <= MOST:
        return None
    if not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(v, int | float) for v in pair) for pair in values
    ):
        return None
    pairs = np.round(np.clip(np.array(values, dtype=float), -FARTHEST, FARTHEST), 4)
    return Points(pairs[:, 0], pairs[:, 1]) if np.isfinite(pairs).all() else None


def step_downhill(address: Address) -> None:
    """One step of gradient descent, as far as the address allows."""
    trail = trail_of(address)
    line, rate = line_of(address), address["lr"]
    _, *slopes = loss_and_gradient(address["loss"], points_of(address), *line)
    _put_line(address, *(at - rate * float(slope) for at, slope in zip(line, slopes, strict=True)))
    trail.path = [*trail.path[-_LONGEST_PATH:], line_of(address)]
    address.write()


def back_to_start(address: Address) -> None:
    """The line as it was at first."""
    address.put(weight=None, bias=None)
    address.write()


def _put_line(address: Address, weight: float, bias: float) -> None:
    inside = (round(min(max(part, -LIMIT), LIMIT), _DIGITS) + 0.0 for part in (weight, bias))
    address.put(**dict(zip(("weight", "bias"), inside, strict=True)))
