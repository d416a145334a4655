"""The drawn components of the stage: picture, loss and verdict in one, the ground under the path, the table, the words.

They are ours rather than charts and Markdown because all of them follow a drag: one message a redraw brings the run to
the picture, and the others take it from there in the browser (shown.js), so path, table and verdict always agree.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from core.widgets.component import component
from core.widgets.news import show_with_news

_HERE = Path(__file__).parent


_picture = component(_HERE, "descent_picture", html="picture.html", css=["picture.css", "words.css"])
_basins = component(
    _HERE, "descent_basins", html='<div class="drawn"><canvas role="img"></canvas></div>', css=["picture.css"]
)
_ground = component(_HERE, "descent_ground", html="<span hidden></span>")
_words = component(_HERE, "descent_words", html='<div class="words large"></div>', css=["words.css"])
_table = component(_HERE, "iterations", html="table.html", css=["table.css"])


def picture(key: str, data: Mapping[str, Any]) -> None:
    """Draw the run of ``data`` (``view.py``). News: {x, y} where the reader wants to start, {log}: the loss axis."""
    show_with_news(_picture, key, data)


def basins_picture(key: str, data: Mapping[str, Any]) -> None:
    """Draw the map of starts of ``data`` (``basins.py``). News: {x, y}, the start that was clicked."""
    show_with_news(_basins, key, data)


def ground(key: str, data: Mapping[str, Any]) -> None:
    """Send what a descent runs on: its ``name``, and ``lines`` (length, shade) one after the other in ``x``, ``y``."""
    _ground(key=key, data=dict(data))


def verdict_words(key: str) -> None:
    """The verdict of the picture, in a place of its own (large)."""
    _words(key=key)


def iterations(key: str) -> None:
    """The table of the run that the picture shows: ten digits on the screen and all of them in the CSV file."""
    _table(key=key)


def packed(numbers: object) -> str:
    """Numbers as the browser reads them: base64 of little-endian doubles."""
    return base64.b64encode(np.asarray(numbers, dtype="<f8").tobytes()).decode("ascii")


def unpacked(text: str) -> np.ndarray:
    """The numbers of a text that ``packed`` made."""
    return np.frombuffer(base64.b64decode(text), "<f8")
