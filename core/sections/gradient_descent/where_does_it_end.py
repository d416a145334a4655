"""Where does it end? The map of starting points."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.charts.descent_basins import region_look
from core.descent.basins import ASTRAY, ON_THE_WAY, Basins, basins
from core.descent.outcome import where
from core.sections.gradient_descent.inputs import take_start
from core.sections.gradient_descent.subject import PAGE, Subject
from core.sections.gradient_descent.tables import basin_numbers
from core.ui.address import Address
from core.ui.controls import switch
from core.ui.numbers import numbers
from core.ui.waiting import patiently
from core.ui.words import number
from core.widgets.descent_run.descent_run import basins_picture, packed
from core.widgets.news import news_of

STEPS = (100, 300)  # at least and at most: a map needs runs that arrive


@lru_cache(maxsize=64)
def _remembered(subject: Subject) -> list[Basins]:
    return []


def basins_of(subject: Subject, progress: Callable[[float], object] = lambda share: None) -> Basins:
    """The map for the function, optimiser and learning rate of the scene (it does not depend on its start)."""
    steps = int(np.clip(subject.steps, *STEPS))
    # Only what it depends on: the same map is found again.
    found = _remembered(subject.other(start=(0.0,) * len(subject.variables), steps=steps, schedule="constant"))
    if not found:
        window = tuple(subject.window for _ in subject.variables)
        how = {"optimizer": subject.optimizer, "learning_rate": subject.rate, "steps": steps, "progress": progress}
        found.append(basins(subject.objective, window, **how))
    return found[0]


def draw(subject: Subject, address: Address) -> None:
    """A click on the map takes that start."""
    key = f"{PAGE}.basins"
    if take_start(address, news_of(key), subject.variables):
        st.rerun()
    with patiently("Descending from every point of the map …") as progress:
        found = basins_of(subject, progress)
    several = switch(address, "starts", "draw the paths from several starts")
    beside = len(subject.variables) == 2
    left, right = st.columns([3, 2], gap="large") if beside else (st.container(), st.container())
    with left:
        basins_picture(key, _data(found, subject, _paths(subject) if several else [], large=address.present))
    right.markdown(_words(found, subject))
    numbers(address, "Where every start ends", f"{PAGE}.basins", lambda: basin_numbers(found, subject.variables))


def _data(
    found: Basins, subject: Subject, paths: list[tuple[np.ndarray, np.ndarray]], *, large: bool
) -> dict[str, Any]:
    one = len(subject.variables) == 1
    low, high = subject.window
    limits = (low, high, *subject.limits[2:]) if one else (low, high, low, high)
    half = [(axis[1] - axis[0]) / 2 for axis in found.axes]
    area = [end for axis, h in zip(found.axes, half, strict=True) for end in (axis[0] - h, axis[-1] + h)]
    heights = found.lowest if one else found.minima[:, -1]
    curve = [(subject.picture.curve.x, subject.picture.curve.y)] if one else []
    labels = np.atleast_2d(found.labels).astype("i1")
    return {
        "variables": len(subject.variables),
        "limits": list(limits),
        "area": [*area, *limits[2:]] if one else area,
        "labels": base64.b64encode(labels.tobytes()).decode("ascii"),
        "shape": list(labels.shape),
        "looks": {str(label): region_look(label) for label in np.unique(labels).tolist()},
        "minima": [
            [float(place[0]), float(height), str(i)]
            for i, (place, height) in enumerate(zip(found.minima, heights, strict=True), start=1)
        ],
        "curve": _lines(curve),
        "paths": _lines(paths),
        "large": large,
        "alt": _describe(found, subject),
    }


def _lines(lines: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, Any]:
    x, y = (np.concatenate([line[i] for line in lines]) if lines else [] for i in (0, 1))
    return {"x": packed(x), "y": packed(y), "lengths": [len(line[0]) for line in lines]}


def _describe(found: Basins, subject: Subject) -> str:
    parts = [
        f"{100 * found.share(i):.0f} % reach {'' if i in found.wide else 'the minimum '}{_place(found, i, subject)}"
        for i in range(len(found.minima))
    ]
    if found.share(ASTRAY):
        parts.append(f"{100 * found.share(ASTRAY):.0f} % diverge or leave the domain")
    if found.share(ON_THE_WAY):
        parts.append(f"{100 * found.share(ON_THE_WAY):.0f} % are at no minimum yet")
    low, high = (number(end) for end in subject.window)
    return f"Of the starts between {low} and {high}, " + ", ".join(parts) + "."


def _paths(subject: Subject) -> list[tuple[np.ndarray, np.ndarray]]:
    low, high = subject.window
    grid = low + (high - low) * np.array(
        [0.1, 0.5, 0.9] if len(subject.variables) == 2 else [0.06, 0.22, 0.38, 0.54, 0.7, 0.86]
    )
    starts = (
        [(float(a),) for a in grid]
        if len(subject.variables) == 1
        else [(float(a), float(b)) for a in grid for b in grid]
    )
    paths = []
    for start in starts:
        run = subject.other(start=start, steps=min(subject.steps, 60)).run
        rows = slice(0, run.reached + 1)
        paths.append((run.points[rows, 0], run.values[rows] if len(start) == 1 else run.points[rows, 1]))
    return paths


def _place(found: Basins, i: int, subject: Subject) -> str:
    """A minimum by its name. On level ground each start stops somewhere else: then one place stands for all."""
    place, height = where(found.minima[i], subject.variables), number(round(float(found.lowest[i]), 12))
    return f"level ground at f = {height}, as at {place}" if i in found.wide else f"{place}, f = {height}"


_WORDS = {0: ":blue-badge[{0}]", 1: ":green-badge[{0}]", 2: ":orange-badge[{0}]", 3: ":violet-badge[{0}]"}


def _words(found: Basins, subject: Subject) -> str:
    parts = []
    for i in range(len(found.minima)):
        badge = _WORDS[i % 4].format(i + 1)
        parts.append(f"{badge} {_place(found, i, subject)}: {100 * found.share(i):.0f} % of the starts")
    if found.share(ASTRAY):
        parts.append(f":red-badge[✕] diverge or leave the domain: {100 * found.share(ASTRAY):.0f} %")
    if found.share(ON_THE_WAY):
        parts.append(f":gray-badge[…] at no minimum yet: {100 * found.share(ON_THE_WAY):.0f} %")
    return "  \n".join(parts)
