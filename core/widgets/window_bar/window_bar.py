"""The window of a stage in the reader's hand: fields for from and to, buttons, and every gesture on the picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.widgets.component import component
from core.widgets.news import show_with_news
from core.widgets.parcel import sendable

_bar = component(Path(__file__).parent, "window_bar")


def window_bar(
    key: str,
    *,
    stage: str,
    limits: Sequence[float],
    point: Sequence[float],
    chosen: bool,
    complaint: str,
    large: bool,
) -> None:
    """Draw the bar and take hold of the picture in the container ``stage_<stage>``.

    ``limits``: x_min, x_max, y_min, y_max of the picture; ``point``: where the reader stands, what buttons zoom around.
    ``chosen``: whether the window is somebody's choice, so that there is a way back.
    News: {limits, axes} that a gesture leads to, "x", "y" or "xy" of them; {texts} typed for from and to, with the
    limits they do not change; {reset}.
    """
    data = {
        "stage": stage,
        "limits": [float(end) for end in limits],
        "point": [sendable(place) for place in point],
        "chosen": chosen,
        "complaint": complaint,
        "large": large,
    }
    show_with_news(_bar, key, data)
