"""Where does it end? The map of starting points."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from core.charts.descent_basins import START, basins_tables, basins_template
from core.charts.descent_map import target_table
from core.charts.template import arrow
from core.descent.basins import ASTRAY, ON_THE_WAY, Basins, basins
from core.descent.objectives import objective_of
from core.descent.verdict import where
from core.sections.gradient_descent.inputs import kept
from core.sections.gradient_descent.scene import PAGE, Scene
from core.ui.address import Address
from core.ui.words import number

STEPS = (100, 300)  # at least and at most: a map needs runs that arrive


@lru_cache(maxsize=64)
def _basins(text, variables, parameters, window, optimizer, rate, steps) -> Basins:
    return basins(
        objective_of(text, variables, parameters), window, optimizer=optimizer, learning_rate=rate, steps=steps
    )


def basins_of(scene: Scene) -> Basins:
    """The map for the function, optimiser and learning rate of the scene (it does not depend on its start)."""
    steps = int(np.clip(scene.steps, *STEPS))
    window = tuple(scene.window for _ in scene.variables)
    return _basins(scene.text, scene.variables, scene.parameters, window, scene.optimizer, scene.rate, steps)


def basins_section(scene: Scene, address: Address) -> None:
    """A click on the map takes that start."""
    one = len(scene.variables) == 1
    key = f"{PAGE}.basins.{len(scene.variables)}"
    with st.spinner("Descending from every point of the map …", show_time=False):
        found = basins_of(scene)
    several = st.toggle(
        "draw the paths from several starts",
        **kept(address, "starts", lambda shown: shown == "1", lambda shown: "1" if shown else "0"),
    )
    low, high = scene.window
    limits = (low, high, *scene.limits[2:]) if one else (low, high, low, high)
    curve = scene.picture.curve if one else None
    targets = arrow(x=curve.x, y=curve.y) if one else target_table(limits)

    def take() -> None:
        rows = st.session_state[key].selection.get(START) or []
        if rows:
            address.put(**{name: float(f"{rows[0][name]:.4g}") for name in scene.variables})
            address.write()
            st.rerun()

    left = st.container(width=640 if not one and not address.present else "stretch")
    left.vega_lite_chart(
        basins_template(len(scene.variables), address.present).filled(
            **basins_tables(
                found,
                limits,
                (curve.x, curve.y) if one else (np.array([]), np.array([])),
                _paths(scene) if several else [],
                targets,
            )
        ),
        key=key,
        alt="The starting points, coloured by the minimum that descent from there reaches. A click takes a start.",
        on_select=take,
        selection_mode=START,
        width="stretch",
    )
    st.markdown(_words(found, scene))


def _paths(scene: Scene) -> list[tuple[np.ndarray, np.ndarray]]:
    low, high = scene.window
    grid = low + (high - low) * np.array(
        [0.1, 0.5, 0.9] if len(scene.variables) == 2 else [0.06, 0.22, 0.38, 0.54, 0.7, 0.86]
    )
    starts = (
        [(float(a),) for a in grid] if len(scene.variables) == 1 else [(float(a), float(b)) for a in grid for b in grid]
    )
    paths = []
    for start in starts:
        run = scene.other(start=start, steps=min(scene.steps, 60)).run
        rows = slice(0, run.reached + 1)
        paths.append((run.points[rows, 0], run.values[rows] if len(start) == 1 else run.points[rows, 1]))
    return paths


_WORDS = {0: ":blue-badge[{0}]", 1: ":green-badge[{0}]", 2: ":orange-badge[{0}]", 3: ":violet-badge[{0}]"}


def _words(found: Basins, scene: Scene) -> str:
    parts = []
    for i, minimum in enumerate(found.minima):
        badge = _WORDS[i % 4].format(i + 1)
        place = where(minimum, scene.variables)
        parts.append(
            f"{badge} {place}, f = {number(round(float(found.lowest[i]), 12))}: "
            f"{100 * found.share(i):.0f} % of the starts"
        )
    if found.share(ASTRAY):
        parts.append(f":red-badge[✕] diverge or leave the domain: {100 * found.share(ASTRAY):.0f} %")
    if found.share(ON_THE_WAY):
        parts.append(f":gray-badge[…] at no minimum yet: {100 * found.share(ON_THE_WAY):.0f} %")
    return "  \n".join(parts)
