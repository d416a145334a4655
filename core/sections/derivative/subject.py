"""What the whole page is about right now: the typed function, its parameters, the point, and what is known of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.curves import Place, place
from core.curves.ends import End, ends, may_jump
from core.curves.feature import Features
from core.curves.features import features
from core.curves.picture import Drawn, drawn
from core.language import Function
from core.language.kept import kept
from core.rules.lowest_terms import Tidy, latex_of, tidy
from core.ui.address import Address
from core.ui.function_input import readable
from core.ui.words import number

_WHY_NOT = {
    "corner": " (a corner)",
    "cusp": " (a cusp)",
    "vertical tangent": " (the tangent stands upright)",
    "jump": " (a jump)",
    "pole": " (it runs off to infinity)",
    "hole": " (a hole)",
    "edge": " (the edge of its domain)",
    "oscillation": " (it swings too fast)",
    "lone point": " (a lone point)",
    "undefined": " (it is not defined there)",
}


_MOST_ENDS = 60


@dataclass(frozen=True)
class Subject:
    """The function of the page at the point of the page; ``f``, ``df``, ``ddf`` are ready to be called with arrays."""

    function: Function
    parameters: Mapping[str, float]
    x: float
    h: float
    picture: Drawn
    place: Place
    present: bool

    def f(self, x: np.typing.ArrayLike) -> np.ndarray:
        """Values of f."""
        return self.function(x, **self.parameters)

    def df(self, x: np.typing.ArrayLike) -> np.ndarray:
        """Values of f′ as the rules give it (at a corner: the convention of machine-learning libraries)."""
        return self.function.derivative("x")(x, **self.parameters)

    def ddf(self, x: np.typing.ArrayLike) -> np.ndarray:
        """Values of f″."""
        return self.function.derivative("x").derivative("x")(x, **self.parameters)

    @property
    def y(self) -> float:
        """f at the point, NaN where there is no value, or one too large for a float (``place`` tells which)."""
        return self.place.value if math.isfinite(self.place.value) else math.nan

    @property
    def slope(self) -> float | None:
        """f′ at the point; None where there is none, or one too large for a float."""
        slope = self.place.slope
        return slope if slope is not None and math.isfinite(slope) else None

    @property
    def no_slope(self) -> str:
        """A short clause for sections after the first: why there is no slope to work with at the point."""
        if self.place.slope is not None:
            return f"At x = {number(self.x)} the numbers are too large for a computer"
        why = _WHY_NOT.get(self.place.kind, "")
        return f"f has no slope at x = {number(self.x)}{why}"

    @property
    def features(self) -> Features:
        """Critical points, inflections, pieces and irregular points in the window."""
        window = self.picture.window
        return features(self.function, (window.x_min, window.x_max), **self.parameters)

    @property
    def ends(self) -> tuple[End, ...]:
        """The open and closed circles of the curve, where it is broken; none where they would cover it."""
        found = ends(self.features.irregular) if may_jump(self.function) else ()
        return found if len(found) <= _MOST_ENDS else ()

    @property
    def visible_width(self) -> float:
        """The width of the window."""
        return self.picture.window.x_max - self.picture.window.x_min


def subject_of(address: Address) -> Subject:
    """The subject as the address has it now, so that a section that reruns alone sees the newest."""
    function = readable(address["f"], ("x",))
    parameters = {letter: address[address.parameter_name(letter)] for letter in function.parameters}
    x = address["x"]
    picture = drawn(function, parameters, address["from"], address["to"], (x,), (address["bottom"], address["top"]))
    return Subject(function, parameters, x, address["h"], picture, place(function, x, **parameters), address.present)


@kept(256)
def tidy_derivative(text: str, order: int = 1) -> Tidy:
    """f′ (or f″) of the typed text as it is shown: in its shortest form, with the holes that this hides."""
    return tidy(_orders(text)[order])


def slope_latex(function: Function) -> str:
    """f′ as the page shows it everywhere; words where it is too long to write out."""
    slope = function.derivative("x")
    return latex_of(tidy_derivative(function.source)) if slope.simplified is not None else slope.latex


def _orders(text: str) -> tuple[Function, Function, Function]:
    """f, f′ and f″."""
    slope = readable(text, ("x",)).derivative("x")
    return readable(text, ("x",)), slope, slope.derivative("x")
