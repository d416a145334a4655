"""Windows of curves that are level far out: a bump away from 0, a sigmoid, a wide bell."""

import numpy as np

from core.curves.scan import DEFAULT, OVERFLOWING, SCAN, count_turns, half_width, spread
from core.language.numerals import nice_step, on_grid

_BEGUN, _FEW_TURNS, _FARTHEST = 0.05, 3, 700.0  # of the height of a curve that is level far out


def distant_bump(far: np.ndarray, close: np.ndarray) -> tuple[float, float] | None:
    """A window around the only place where something happens (a bump, a step), when that is not near 0."""
    if not np.isfinite(far).all() or np.abs(far).max() > OVERFLOWING:  # x e^x soars: no step between two heights
        return None
    height = spread(far)
    if height <= 0 or spread(close) > 1e-3 * height:
        return None
    change = np.abs(np.diff(far))
    active = np.r_[change > 0.01 * change.max(), False] | np.r_[False, change > 0.01 * change.max()]
    if active[0] or active[-1]:
        return None
    x = SCAN[active]
    if abs(x[0] + x[-1]) < 2 * DEFAULT:
        return None
    centre, half = (x[0] + x[-1]) / 2, max((x[-1] - x[0]) * 0.8, 0.5)
    half = half_width(half)
    step = nice_step(half / 5)
    centre = on_grid(round(centre / step), step)
    return centre - half, centre + half


def between_levels(far: np.ndarray, close: np.ndarray) -> tuple[float, float] | None:
    """A window that holds nearly all of a curve that is level far out on both sides (a sigmoid, a wide bell), where the
    usual one shows too little of it.
    """
    if not np.isfinite(far).all() or np.abs(far).max() > OVERFLOWING:
        return None
    change, whole = np.abs(np.diff(far)), spread(far)
    if not whole > 1.2 * spread(close) or change[0] + change[-1] > 0.01 * whole or count_turns(far) > _FEW_TURNS:
        return None
    begun, not_done = np.abs(far - far[0]) > _BEGUN * whole, np.abs(far - far[-1]) > _BEGUN * whole
    reach = max(-float(SCAN[int(np.argmax(begun))]), float(SCAN[::-1][int(np.argmax(not_done[::-1]))]))
    if not reach < _FARTHEST:
        return None
    half = max(half_width(1.05 * reach), DEFAULT)
    return -half, half
