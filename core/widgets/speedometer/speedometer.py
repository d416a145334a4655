"""The speedometer: the distance a car has come as a curve, its speed as a needle, on one clock in the browser."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.widgets.component import component
from core.widgets.parcel import sendable

_component = component(Path(__file__).parent, "speedometer")
_DIGITS = 7  # more than any screen shows


def speedometer(
    key: str,
    times: np.ndarray,
    distance: np.ndarray,
    speed: np.ndarray,
    *,
    torn: list[bool],
    visible: tuple[float, float],
    top: float,
    at: float,
    large: bool,
    alt: str,
) -> None:
    """Draw the trip: ``distance`` and ``speed`` (n,) at ``times`` (n,), NaN where there is none.

    ``torn``: for each moment, whether the curve breaks between the moment before and it. ``visible``: the lowest and
    the highest distance on the picture. ``top``: the end of the gauge. ``at``: the moment the trip stands at first.
    """
    data = {
        "times": times.tolist(),
        "distance": [sendable(value, _DIGITS) for value in distance],
        "speed": [sendable(value, _DIGITS) for value in speed],
        "torn": torn, "range": list(visible), "top": top, "at": at, "large": large, "alt": alt,
    }  # fmt: skip
    _component(key=key, data=data)
