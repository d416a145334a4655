"""A picture on which a guess is placed by a hand or the arrow keys, and on which the answer is drawn beside it later.

The answer is not in what is sent while it is hidden: who looks into the page finds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from core.practice.predict import LARGEST
from core.widgets.component import SHARED, component
from core.widgets.news import news_of, show_with_news
from core.widgets.parcel import as_text

_guess = component(Path(__file__).parent, "guess", html=SHARED / "canvas.html", css=[SHARED / "map.css"])

#: what is guessed: a line through the point, an arrow at it, a rate on an axis of its own, an end on the curve or map
Hand = Literal["slope", "arrow", "rate", "end"]


@dataclass(frozen=True)
class Line:
    """A curve or level line in the numbers of the axes; NaN breaks it. ``meaning`` is its colour."""

    x: np.ndarray
    y: np.ndarray
    meaning: str = "function"
    thin: bool = False


@dataclass(frozen=True)
class Scene:
    """A picture without its answer.

    ``limits``: x_min, x_max, y_min, y_max. ``point``: where one stands. ``even``: both axes have one scale (a map).
    ``unit``: for an arrow, the length on the map of a slope of 1, and ``rings`` the slopes drawn as rings around the
    point. ``rows``: for a rate, the parts of the chain in words; ``reach`` is how far its axis goes to both sides.
    """

    hand: Hand
    limits: tuple[float, float, float, float] = (-1.0, 1.0, -1.0, 1.0)
    axes: tuple[str, str] = ("x", "")
    lines: Sequence[Line] = ()
    labels: Sequence[tuple[float, float, str]] = ()
    point: tuple[float, float] = (0.0, 0.0)
    even: bool = False
    unit: float = 1.0
    rings: Sequence[float] = ()
    rows: Sequence[str] = ()
    reach: float = 1000.0


@dataclass(frozen=True)
class Answer:
    """The answer, sent only when it may be seen: the ``numbers`` of it, its ``name``, the path that leads there, and
    the ``factors`` between the rows of a chain.
    """

    numbers: tuple[float, ...] = ()
    name: str = ""
    path: np.ndarray | None = None
    factors: Sequence[str] = ()


def placed_on(key: str, size: int) -> tuple[float, ...] | None:
    """The guess of ``size`` numbers that a hand has just placed on the picture ``key``; None where nobody did."""
    news = news_of(key)
    placed = news.values.get("guess") if news is not None else None
    if not isinstance(placed, list) or len(placed) != size:
        return None
    usable = (isinstance(v, int | float) and not isinstance(v, bool) and abs(v) <= LARGEST for v in placed)
    return tuple(map(float, placed)) if all(usable) else None


def guess_picture(
    key: str,
    scene: Scene,
    guess: tuple[float, ...] | None,
    answer: Answer | None,
    *,
    revision: int,
    large: bool,
    alt: str,
) -> None:
    """Draw the picture with the guess on it, and with the answer where there is one to be seen.

    ``revision`` counts the guesses that Python has set (a number typed, another question): those win over the hand.
    """
    data: dict[str, Any] = {
        "hand": scene.hand,
        "limits": list(scene.limits),
        "axes": list(scene.axes),
        "lines": [
            {"x": as_text(np.asarray(line.x, "<f8")), "y": as_text(np.asarray(line.y, "<f8")), "meaning": line.meaning,
             "thin": line.thin}
            for line in scene.lines
        ],
        "labels": [list(label) for label in scene.labels],
        "point": list(scene.point),
        "even": scene.even,
        "unit": scene.unit,
        "rings": list(scene.rings),
        "rows": list(scene.rows),
        "reach": scene.reach,
        "guess": None if guess is None else list(guess),
        "answer": None if answer is None else _plain(answer),
        "revision": revision,
        "large": large,
        "alt": alt,
    }  # fmt: skip
    show_with_news(_guess, key, data)


def _plain(answer: Answer) -> dict[str, Any]:
    path = np.empty((0, 2)) if answer.path is None else np.asarray(answer.path, float)
    path = np.where(np.abs(path) < LARGEST, path, np.nan)
    return {
        "numbers": list(answer.numbers),
        "name": answer.name,
        "path": [as_text(np.ascontiguousarray(path[:, i], "<f8")) for i in (0, 1)],
        "factors": list(answer.factors),
    }
