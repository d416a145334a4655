"""Choose what part of the plane to show when the reader has not chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.curves.domain_window import domain_window
from core.curves.features import turning_points
from core.curves.heights import choose_y, with_turns
from core.curves.levels import distant_bump
from core.curves.scan import CLOSE, DEFAULT, MOST_TURNS, SCAN, count_turns
from core.curves.spots import restless_near, spots
from core.curves.symmetric_window import fewer_waves, symmetric
from core.curves.values import mended
from core.language.function import Function
from core.language.numerals import Callable1D, evaluate

_FAR = 100.0


@dataclass(frozen=True)
class Window:
    """The visible rectangle."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float


def window(function: Function, **parameters: float) -> Window:
    """The window chosen for a picture of ``function``; its heights contain every turn near the middle."""
    chosen = choose_window(function, parameters)
    turns = [(c.x, c.y) for c in turning_points(function, (chosen.x_min, chosen.x_max), **parameters)]
    heights = with_turns((chosen.y_min, chosen.y_max), (chosen.x_min, chosen.x_max), turns)
    return Window(chosen.x_min, chosen.x_max, *heights)


def choose_window(function: Function, parameters: Mapping[str, float]) -> Window:
    """A window with round ends that shows what is interesting about ``function``: its domain, turns, zeros and waves.

    −5 … 5 unless there is a reason; then a half width from 1, 1.5, 2, 3, 5 × 10^k, or a window around the place
    where something happens. Small edits of the function mostly leave it alone. Never raises.
    """
    f = mended(function, parameters)
    with np.errstate(all="ignore"):
        x_min, x_max = _choose_x(f, np.array(restless_near(function, -_FAR, _FAR, parameters)))
        x = np.linspace(x_min, x_max, 201)
        poles = any(p.kind == "pole" for p in spots(function, x_min, x_max, parameters).places)
        return Window(x_min, x_max, *choose_y(x, evaluate(f, x), has_poles=poles))


def _choose_x(f: Callable1D, kinks: np.ndarray) -> tuple[float, float]:
    near = DEFAULT * CLOSE
    scales = np.array([1e-3, 1e-2, 1e-1, 1.0]) * 1.0
    blocks = np.concatenate([SCAN, near, *(s * CLOSE for s in scales)])
    values = evaluate(f, blocks)
    far, close = values[: SCAN.size], values[SCAN.size : SCAN.size + near.size]
    if not np.isfinite(values).any():
        return -DEFAULT, DEFAULT
    domain = domain_window(f, far, close, near)
    if domain is not None:
        return domain
    if count_turns(close) > MOST_TURNS:
        return fewer_waves(f)
    bump = distant_bump(far, close)
    if bump is not None:
        return bump
    return symmetric(f, far, close, near, kinks)
