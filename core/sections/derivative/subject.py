"""What the whole page is about right now: the typed function, its parameters, the point, and what is known of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.curves.features import CriticalPoint, Features, Piece, Slope, features, slope_at
from core.curves.picture import Drawn, drawn
from core.language import Function
from core.language.kept import kept
from core.language.numerals import Callable1D
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
    "domain edge": " (the edge of its domain)",
    "oscillation": " (it swings too fast)",
    "lone point": " (a lone point)",
    "undefined": " (it is not defined there)",
}


@dataclass(frozen=True)
class Subject:
    """The function of the page at the point of the page; ``f``, ``df``, ``ddf`` are ready to be called with arrays."""

    function: Function
    parameters: Mapping[str, float]
    x: float
    h: float
    picture: Drawn
    slope: Slope
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
        """f at the point, NaN where there is no value."""
        return float(self.f(self.x))

    @property
    def no_slope(self) -> str:
        """A short clause for sections after the first: why there is no slope at the point."""
        why = _WHY_NOT.get(self.slope.kind, "")
        return f"f has no slope at x = {number(self.x)}{why}"

    @property
    def features(self) -> Features:
        """Critical points, inflections, pieces and irregular points in the window."""
        window = self.picture.window
        return _features(self.function.source, _frozen(self.parameters), window.x_min, window.x_max)

    @property
    def visible_width(self) -> float:
        """The width of the window."""
        return self.picture.window.x_max - self.picture.window.x_min


def subject_of(address: Address) -> Subject:
    """The subject as the address has it now, so that a section that reruns alone sees the newest."""
    function = readable(address["f"], ("x",))
    parameters = {letter: address[address.parameter_name(letter)] for letter in function.parameters}
    x = address["x"]
    picture = drawn(function, parameters, address["from"], address["to"], keep=(x,))
    slope = _slope(function.source, _frozen(parameters), x)
    return Subject(function, parameters, x, address["h"], picture, slope, address.present)


def _frozen(parameters: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(parameters.items()))


@kept(256)
def tidy_derivative(text: str, order: int = 1) -> Tidy:
    """f′ (or f″) of the typed text as it is shown: in its shortest form, with the holes that this hides."""
    return tidy(_orders(text)[order])


def slope_latex(function: Function) -> str:
    """f′ as the page shows it everywhere; words where it is too long to write out."""
    slope = function.derivative("x")
    return latex_of(tidy_derivative(function.source)) if slope.simplified is not None else slope.latex


@kept(512)
def _slope(text: str, parameters: tuple[tuple[str, float], ...], x: float) -> Slope:
    f, df, _ = _callables(text, parameters)
    return slope_at(f, df, x)


@kept(128)
def _features(text: str, parameters: tuple[tuple[str, float], ...], start: float, end: float) -> Features:
    work = tuple(g.work for g in _orders(text))
    return followed(features(*_callables(text, parameters), (start, end), work=work))


def followed(found: Features) -> Features:
    """Without what the search believes to see where f swings too fast for it."""
    if not found.too_fast:
        return found

    def clear(x: float) -> bool:
        return not any(start < x < end for start, end in found.too_fast)

    return replace(
        found,
        critical=tuple(c for c in found.critical if clear(c.x if isinstance(c, CriticalPoint) else c.start)),
        inflections=tuple(p for p in found.inflections if clear(p.x)),
        pieces=tuple(part for piece in found.pieces for part in _outside(piece, found.too_fast)),
        irregular=tuple(i for i in found.irregular if clear(i.x) or i.kind != "oscillation" or math.isnan(i.value)),
    )


def _outside(piece: Piece, intervals: tuple[tuple[float, float], ...]) -> list[Piece]:
    parts = [piece]
    for start, end in intervals:
        cut = [(Piece(p.start, min(p.end, start), p.kind), Piece(max(p.start, end), p.end, p.kind)) for p in parts]
        parts = [p for pair in cut for p in pair if p.start < p.end]
    return parts


def _callables(text: str, parameters: tuple[tuple[str, float], ...]) -> tuple[Callable1D, Callable1D, Callable1D]:
    values = dict(parameters)
    return tuple((lambda x, g=g: g(x, **values)) for g in _orders(text))  # type: ignore[return-value]


def _orders(text: str) -> tuple[Function, Function, Function]:
    """f, f′ and f″."""
    slope = readable(text, ("x",)).derivative("x")
    return readable(text, ("x",)), slope, slope.derivative("x")
