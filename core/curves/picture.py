"""What a chart of the typed function shows: its window and its sampled curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.curves.ends import ends, may_jump
from core.curves.features import features, turning_points
from core.curves.heights import with_turns
from core.curves.sampling import Curve, heights_of, sample
from core.curves.values import mended
from core.curves.window import Window, window
from core.language import Function, parse
from core.language.kept import kept
from core.language.numerals import Callable1D
from core.language.presets import ONE_VARIABLE

_PRESET_WINDOWS = {preset.text: preset.window for preset in ONE_VARIABLE if preset.window}

_MISSED, _NEEDLES = 0.004, 12  # of the height of the picture; how many turns are drawn again

Values = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Drawn:
    """A function of one variable as it stands on the screen, and its derivative at the same places."""

    window: Window
    curve: Curve
    slopes: np.ndarray

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """x_min, x_max, y_min, y_max."""
        return self.window.x_min, self.window.x_max, self.window.y_min, self.window.y_max


def drawn(
    function: Function,
    parameters: Mapping[str, float],
    start: float | None = None,
    end: float | None = None,
    keep: tuple[float, ...] = (),
    heights: tuple[float | None, float | None] = (None, None),
) -> Drawn:
    """A typed function of one variable from ``start`` to ``end``, remembered by its text.

    Without them in the range of its preset, else in a chosen one. ``keep``: points that must be inside; a range that
    was not asked for moves along with them. ``heights``: bottom and top of the picture where somebody has chosen them.
    """
    text, values = function.source, tuple(sorted(parameters.items()))
    low, high = _range(text, function.variables, values)
    for point in keep:
        if not low <= point <= high:
            low, high = point - (high - low) / 2, point + (high - low) / 2
    low, high = (low if start is None else start), (high if end is None else end)
    if not low < high:  # only one end was asked for, and it lies beyond the other
        low, high = (low, low + 10) if end is None else (high - 10, high)
    return _in_heights(_drawn(text, function.variables, values, float(low), float(high)), function, values, heights)


def own_range(function: Function, parameters: Mapping[str, float]) -> tuple[float, float]:
    """The range of x that shows the function best: that of its preset, else a chosen one."""
    return _range(function.source, function.variables, tuple(sorted(parameters.items())))


def _in_heights(
    picture: Drawn, function: Function, parameters: Values, asked: tuple[float | None, float | None]
) -> Drawn:
    """The picture between the heights that were asked for, its curve sampled for them; those not asked for stay."""
    if asked in ((None, None), picture.limits[2:]):
        return picture
    low, high = (old if new is None else new for old, new in zip(picture.limits[2:], asked, strict=True))
    if not low < high:  # only one was asked for, and it lies beyond the other
        low, high = (low, low + 1) if asked[1] is None else (high - 1, high)
    return _drawn_between(function.source, function.variables, parameters, picture.limits[:2], (low, high))


@kept(256)
def _drawn_between(
    text: str,
    variables: tuple[str, ...],
    parameters: Values,
    across: tuple[float, float],
    up: tuple[float, float],
) -> Drawn:
    function, values = parse(text, variables), dict(parameters)
    return _in_window(function, values, Window(*across, *up), _turns(function, values, *across))


def _turns(function: Function, values: Mapping[str, float], start: float, end: float) -> list[tuple[float, float]]:
    return [(c.x, c.y) for c in turning_points(function, (start, end), **values)]


def _in_window(
    function: Function, values: Mapping[str, float], shown: Window, turns: list[tuple[float, float]]
) -> Drawn:
    curve = sample(function, shown.x_min, shown.x_max, y_range=(shown.y_min, shown.y_max), parameters=values)
    curve = _with_needles(mended(function, values), curve, turns)
    return Drawn(shown, curve, function.derivative(function.variables[0])(curve.x, **values))


@kept(256)
def _range(text: str, variables: tuple[str, ...], parameters: Values) -> tuple[float, float]:
    if text in _PRESET_WINDOWS:
        return _PRESET_WINDOWS[text]
    chosen = window(parse(text, variables), **dict(parameters))
    return chosen.x_min, chosen.x_max


@kept(256)
def _drawn(text: str, variables: tuple[str, ...], parameters: Values, start: float, end: float) -> Drawn:
    function, values = parse(text, variables), dict(parameters)
    turns = _turns(function, values, start, end)
    low, high = with_turns(
        heights_of(sample(function, start, end, parameters=values)),
        (start, end),
        [*turns, *_lone_values(function, start, end, values)],
    )
    return _in_window(function, values, Window(start, end, float(low), float(high)), turns)


def _with_needles(f: Callable1D, curve: Curve, turns: list[tuple[float, float]]) -> Curve:
    """The curve with points around every turn that its samples passed by."""
    low, high = curve.y_range
    width = curve.x[-1] - curve.x[0]
    missed = [x for x, y in turns if abs(np.interp(x, curve.x, curve.y) - y) > _MISSED * (high - low)][:_NEEDLES]
    if not missed:
        return curve
    steps = width * 2.0 ** -np.arange(7, 31, dtype=float)
    x = np.unique([at + step for at in missed for step in (*-steps, 0.0, *steps)])
    x = x[(x > curve.x[0]) & (x < curve.x[-1]) & ~np.isin(x, curve.x)]
    y = f(x)
    known = np.isfinite(y)
    xs, ys = np.r_[curve.x, x[known]], np.r_[curve.y, y[known]]
    order = np.argsort(xs, kind="stable")
    return replace(curve, x=xs[order], y=ys[order])


def _lone_values(
    function: Function, start: float, end: float, values: Mapping[str, float]
) -> list[tuple[float, float]]:
    """Where the curve is broken, the points that it has or heads for: a circle is not to lie outside the picture."""
    if not may_jump(function):
        return []
    return [(one.x, one.y) for one in ends(features(function, (start, end), **values).irregular)]
