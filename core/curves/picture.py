"""What a chart of the typed function shows: its window and its sampled curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.curves.sampling import Curve, sample
from core.curves.window import Window, choose_window, choose_y
from core.language import Function, parse
from core.language.kept import kept
from core.language.presets import ONE_VARIABLE

_PRESET_WINDOWS = {preset.text: preset.window for preset in ONE_VARIABLE if preset.window}

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
) -> Drawn:
    """A typed function of one variable from ``start`` to ``end``, remembered by its text.

    Without them in the range of its preset, else in a chosen one. ``keep``: points that must be inside; a range that
    was not asked for moves along with them.
    """
    text, values = function.source, tuple(sorted(parameters.items()))
    low, high = _range(text, function.variables, values)
    for point in keep:
        if not low <= point <= high:
            low, high = point - (high - low) / 2, point + (high - low) / 2
    low, high = (low if start is None else start), (high if end is None else end)
    if not low < high:  # only one end was asked for, and it lies beyond the other
        low, high = (low, low + 10) if end is None else (high - 10, high)
    return _drawn(text, function.variables, values, float(low), float(high))


@kept(256)
def _range(text: str, variables: tuple[str, ...], parameters: Values) -> tuple[float, float]:
    if text in _PRESET_WINDOWS:
        return _PRESET_WINDOWS[text]
    function, values = parse(text, variables), dict(parameters)
    window = choose_window(lambda x: function(x, **values))
    return window.x_min, window.x_max


@kept(256)
def _drawn(text: str, variables: tuple[str, ...], parameters: Values, start: float, end: float) -> Drawn:
    function, values = parse(text, variables), dict(parameters)
    curve = sample(lambda x: function(x, **values), start, end)
    low, high = choose_y(curve)
    curve = sample(lambda x: function(x, **values), start, end, y_range=(low, high))
    slopes = function.derivative(variables[0])(curve.x, **values)
    return Drawn(Window(start, end, float(low), float(high)), curve, slopes)
