"""Where the reader stands: the point of the address on the landscape of the typed function."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.curves.sampling import Curve
from core.language import Function
from core.sections.partial_derivatives.address import XY
from core.surfaces.directional import Slope
from core.surfaces.landscape import Landscape, landscape
from core.surfaces.place import Place, Side
from core.ui.address import Address
from core.ui.function_input import readable
from core.ui.section import keep_in_step
from core.ui.stage import Slots, fragment, let_it_be_painted
from core.widgets.hill.hill import keep_marks, keep_terrain
from core.widgets.hill.terrain import marks_of, terrain_of
from core.widgets.news import News, news_of
from core.widgets.parcel import as_text, single

LANDSCAPE = "hill"
_SENT = "landscape sent"


@dataclass(frozen=True)
class Subject:
    """The point and what f does there; NaN where f has no value or no slope."""

    landscape: Landscape
    place: Place
    sides: tuple[Side, Side]
    hessian: np.ndarray

    @property
    def x(self) -> float:
        """Where the reader stands, from west to east."""
        return self.place.x

    @property
    def y(self) -> float:
        """From south to north."""
        return self.place.y

    @property
    def value(self) -> float:
        """How high it is there; NaN without a value, also for one too large for a float."""
        return self.place.value if math.isfinite(self.place.value) else math.nan

    @cached_property
    def slope(self) -> Slope:
        """The gradient; NaN for a partial derivative that does not exist."""
        if self.place.gradient is not None:
            return Slope(*self.place.gradient)
        return Slope(*(side.above if side.smooth else math.nan for side in self.sides))

    @property
    def level(self) -> bool:
        """Whether the ground is level here: the gradient is 0, or no more than the rounding of the point explains."""
        if self.place.gradient is None:
            return False
        bend = float(np.abs(self.hessian).max()) if np.isfinite(self.hessian).all() else 0.0
        rounding = 8 * np.finfo(float).eps * bend * max(abs(self.x), abs(self.y))
        return self.place.kind == "level" or 0.0 < self.slope.steepness <= rounding

    @cached_property
    def slices(self) -> dict[str, dict[str, Any]]:
        """The two curves through the point as the map takes them: counted from a base; NaN breaks them."""
        base = terrain_of(self.landscape)["base"]
        curves = {"x": self.landscape.slice("x", self.y), "y": self.landscape.slice("y", self.x)}
        return {name: _counted(curve, base) for name, curve in curves.items()}

    @property
    def where(self) -> tuple[float, float]:
        """The place on the map."""
        return self.x, self.y

    @property
    def point(self) -> dict[str, float]:
        """What the drawn components want to know."""
        return {"x": self.x, "y": self.y, "f": self.value, "fx": self.slope.x, "fy": self.slope.y}


def _counted(curve: Curve, base: float) -> dict[str, Any]:
    begin = float(curve.x[0])
    return {"begin": begin, "s": as_text(single(curve.x - begin)), "base": base, "v": as_text(single(curve.y - base))}


def function_of(address: Address) -> Function:
    """The function of the address: the last good one that was typed."""
    return readable(address["f"], XY)


def parameters_of(address: Address) -> dict[str, float]:
    """The values of its letters that are no variables."""
    return {letter: address[address.parameter_name(letter)] for letter in function_of(address).parameters}


def landscape_of(address: Address) -> Landscape:
    """The landscape of the function of the address, in a window that holds the point."""
    keep, up = (address["x"], address["y"]), (address["bottom"], address["top"])
    asked = address["from"], address["to"]
    return landscape(LANDSCAPE, function_of(address), parameters_of(address), *asked, keep, up)


def subject_of(address: Address) -> Subject:
    """The point of the address on the landscape of its function: a section that reruns alone sees the newest."""
    return _place(landscape_of(address), address["x"], address["y"])


def prepare(address: Address) -> None:
    """Send the landscape to the browser ahead of everything else, and outside the fragments that a moving point reruns.

    The map draws it at once, with the point and the slices as the landscape has them, until the exact ones follow.
    """
    terrain = terrain_of(landscape_of(address))
    st.session_state[_SENT] = terrain["mark"]
    keep_terrain(terrain)
    let_it_be_painted(LANDSCAPE, terrain["mark"])


@lru_cache(maxsize=64)
def _place(land: Landscape, x: float, y: float) -> Subject:
    return Subject(land, *land.at(x, y))


def drawn_slots(key: str) -> Slots:
    """The places of a stage whose picture is drawn by a component of ours, as high as it needs to be."""
    with st.container(key=f"stage_{key}"):
        chart = st.container(key=f"drawn_{key}")
        description = st.container(key=f"description_{key}")
        sliders = st.container(key=f"sliders_{key}", horizontal=True, gap="large")
        sentence = st.container(key=f"sentence_{key}")
    return Slots(chart, description, sliders, sentence)


@fragment
def marks_follow(address: Address) -> None:
    """The critical points follow when typing has come to rest: finding them takes longer than drawing the map."""
    land = subject_of(address).landscape
    terrain = terrain_of(land)
    if st.session_state.get(_SENT) != terrain["mark"]:  # the window is another one: the stage need not send it again
        st.session_state[_SENT] = terrain["mark"]
        keep_terrain(terrain, " at rest")
    keep_marks(terrain, marks_of(land))
    keep_in_step(address, "marks")


def send_if_changed(subject: Subject, *, in_hand: bool) -> None:
    """Inside such a fragment: only if the landscape is another one now, because the point has left the window or a
    hand has moved that. ``in_hand``: it is still being moved.
    """
    if st.session_state.get(_SENT) == terrain_of(subject.landscape)["mark"]:
        return
    keep_terrain(terrain_of(subject.landscape), " of a point outside")
    if not in_hand:
        keep_marks(terrain_of(subject.landscape), marks_of(subject.landscape), " of a point outside")


def take_point(key: str, address: Address) -> News | None:
    """If the reader has moved the point on the map ``key``: into the address with it. Returns the news."""
    news = news_of(key)
    if news is None:
        return None
    moved = {name: news.number(name) for name in ("x", "y")}
    address.put(**{name: min(max(value, -1e6), 1e6) for name, value in moved.items() if value is not None})
    if news.released:
        address.write()
    return news
