"""The stage: the path on the curve or the map, its learning rate, the verdict, the player, the table. All of it
follows a drag.
"""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.descent_map import function_levels
from core.charts.descent_path import (
    curve_template,
    loss_tables,
    loss_template,
    map_template,
    path_tables,
)
from core.charts.template import arrow, bounds
from core.charts.theme import coloured
from core.descent.explain import step_in_numbers
from core.descent.optimisers import OPTIMISERS
from core.descent.schedules import SCHEDULES
from core.descent.theory import Theory, theory
from core.sections.gradient_descent.player import player, show_all, shown_step
from core.sections.gradient_descent.scene import FASTEST, PAGE, SLOWEST, Scene, scene_of
from core.sections.gradient_descent.table import iterations
from core.sections.gradient_descent.zone_bar import zone_bar
from core.ui.address import Address
from core.ui.controls import address_slider, follow_sliders
from core.ui.live_slider import OnChart
from core.ui.section import keep_in_step
from core.ui.stage import fragment, show_picture
from core.ui.words import number

PLAYER = f"{PAGE}.player"
CHART = {1: f"{PAGE}.curve", 2: f"{PAGE}.map"}
LOGARITHMIC = f"{PAGE}.logarithmic"

BADGES = {
    "converged": ":green-badge[✓ converged]",
    "converging": ":green-badge[✓ converging]",
    "crawling": ":gray-badge[· crawling]",
    "oscillating": ":orange-badge[≈ oscillating]",
    "stuck": ":gray-badge[— stuck]",
    "diverged": ":red-badge[✕ diverges]",
    "left the domain": ":red-badge[✕ left the domain]",
}


def everything(address: Address) -> None:
    """Compute (and remember) what the stage shows."""
    scene = scene_of(address)
    theory(scene.run, scene.rate)
    if len(scene.variables) == 2:
        function_levels(scene.text, scene.variables, scene.parameters, scene.limits)


def choices(address: Address) -> None:
    """Which optimiser and which schedule, with the rule of the optimiser. Outside what a drag redraws."""
    if address.present:
        return
    _choice(address, "optimizer", "Optimiser", {name: rule.title for name, rule in OPTIMISERS.items()})
    _choice(address, "schedule", "Schedule of η", {name: name for name in SCHEDULES})
    st.markdown(f"$\\displaystyle {OPTIMISERS[address['optimizer']].formula}$")


@fragment
def descent_stage(address: Address) -> None:
    """Everything that must be current while a slider is dragged; the picture first."""
    follow_sliders(address, "lr", "x", "y", "steps")
    address.put(steps=round(address["steps"]))
    scene = scene_of(address)
    _follow_function(scene)
    k = shown_step(PLAYER, scene.steps)
    found = theory(scene.run, scene.rate)
    with st.container(key="stage_descent"):
        left, right = st.columns(_shares(scene, address), gap="medium")
        with left.container(key=_chart_key(scene)):
            _picture(scene, k, address)
        if not address.present:
            with right:
                _loss(scene, k, found, address)
                _sentence(scene, k, found, address)
        # On the projector the sliders and the sentence stand beside the picture: all of it fits on one screen.
        with right if address.present else st.container(key="below_descent"):
            with st.container(key="rate_descent"):
                address_slider(
                    address,
                    "lr",
                    "learning rate η",
                    minimum=SLOWEST,
                    maximum=FASTEST,
                    scale="log",
                    limits=(1e-6, 100.0),
                )
                zone_bar(f"{PAGE}.zones", found.zones, SLOWEST, FASTEST, large=address.present)
            _sliders(scene, address)
            if address.present:
                _sentence(scene, k, found, address)
            with st.container(key="formula_descent"):
                st.markdown(_formula(scene, k))
        _player(scene, k, address)
        if not address.present:
            iterations(scene)
        keep_in_step(address, "descent", _description(scene))


def _chart_key(scene: Scene) -> str:
    return f"chart_descent_{len(scene.variables)}"


def _shares(scene: Scene, address: Address) -> list[int]:
    if address.present:
        return [3, 2]
    return [5, 3] if len(scene.variables) == 1 else [1, 1]


def _follow_function(scene: Scene) -> None:
    """Another function or start: its whole path is shown again."""
    seen = f"{PAGE}.seen"
    now = (scene.text, scene.start)
    if st.session_state.get(seen) != now:
        st.session_state[seen] = now
        show_all(PLAYER)


def _sliders(scene: Scene, address: Address) -> None:
    low, high = scene.window
    with st.container(key="sliders_descent", horizontal=True, gap="large"):
        for i, name in enumerate(scene.variables):
            axis = OnChart(_chart_key(scene), *scene.limits[2 * i : 2 * i + 2], axis=name)
            address_slider(address, name, f"start {name}₀", minimum=low, maximum=high, limits=(-1e6, 1e6), chart=axis)
        address_slider(address, "steps", "steps", minimum=1, maximum=200, step=1, limits=(1, 10_000))


def _choice(address: Address, name: str, label: str, titles: dict[str, str]) -> None:
    key = f"{PAGE}.{name}.choice"
    if st.session_state.get(key) != address[name]:
        st.session_state[key] = address[name]

    def take() -> None:
        address.put(**{name: st.session_state[key]})
        address.write()

    st.selectbox(label, list(titles), key=key, format_func=titles.get, on_change=take)


def _picture(scene: Scene, k: int, address: Address) -> None:
    run, limits = scene.run, scene.limits
    one = len(scene.variables) == 1
    tables = path_tables(run, k, limits, f"step {min(k, run.reached)}") | {"bounds": bounds(*limits)}
    if one:
        curve = scene.picture.curve
        picture, tables["curve"] = curve_template(address.present), arrow(x=curve.x, y=curve.y)
    else:
        picture = map_template(address.present)
        tables["levels"] = function_levels(scene.text, scene.variables, scene.parameters, limits)
    what = "curve" if one else "level lines"
    alt = f"The {what} of f and the path of gradient descent on it. A click sets the start."
    show_picture(picture, key=CHART[len(scene.variables)], alt=alt, **tables)


def _description(scene: Scene) -> str:
    run = scene.run
    return f"From {_place(scene, 0)} to {_place(scene, run.reached)} in {run.reached} steps. {run.outcome.sentence}"


def _loss(scene: Scene, k: int, found: Theory, address: Address) -> None:
    logarithmic = st.toggle("loss on a log axis", key=LOGARITHMIC)
    run = scene.run
    values = run.values[: run.reached + 1]
    lowest = min(
        found.minimum.value if found.minimum else np.inf, float(np.nanmin(values)) if np.isfinite(values).any() else 0.0
    )
    tables = loss_tables(run, k, lowest, logarithmic=logarithmic)
    st.vega_lite_chart(
        loss_template(address.present, logarithmic).filled(**tables),
        key=f"{PAGE}.loss.{'log' if logarithmic else 'linear'}",
        alt="The loss f over the steps",
        width="stretch",
    )


def _sentence(scene: Scene, k: int, found: Theory, address: Address) -> None:
    with st.container(key="sentence_descent"):
        st.markdown(_verdict(scene, k, found, brief=address.present))


def _verdict(scene: Scene, k: int, found: Theory, *, brief: bool) -> str:
    run, outcome = scene.run, scene.run.outcome
    lines = [
        f"{BADGES[outcome.kind]} {outcome.sentence}",
        _now(scene, min(k, run.reached)),
        "" if brief else f":small[{found.sentence}]",
    ]
    return "\n\n".join(line for line in lines if line)


def _now(scene: Scene, k: int) -> str:
    run = scene.run
    if not np.isfinite(run.values[k]):
        return ""
    gradient = run.gradients[k]
    slope = ", ".join(number(float(g)) for g in gradient)
    slope = coloured("slope", slope if len(gradient) == 1 else f"({slope})")
    what = "slope" if len(gradient) == 1 else "gradient"
    value = coloured("function", number(float(run.values[k])))
    text = f"Step {k}: {coloured('path', _place(scene, k))}, f = {value}, {what} {slope}."
    if k < run.reached:
        moved = ", ".join(number(float(m)) for m in run.points[k + 1] - run.points[k])
        text += f" The next step moves by {coloured('path', moved if len(gradient) == 1 else f'({moved})')}."
    return text


def _place(scene: Scene, k: int) -> str:
    point = scene.run.points[k]
    numbers = ", ".join(number(float(c), 6) for c in point)
    return f"x = {numbers}" if len(point) == 1 else f"(x, y) = ({numbers})"


def _formula(scene: Scene, k: int) -> str:
    shown = k if k < min(scene.run.reached, scene.steps) else max(min(k, scene.run.reached) - 1, 0)
    numbers = step_in_numbers(scene.run, shown)
    return f"Step {shown + 1}: $\\displaystyle {numbers}$" if numbers else "No step was taken."


def _player(scene: Scene, k: int, address: Address) -> None:
    run = scene.run
    why = {"converged": "g ≈ 0", "stuck": "stuck", "diverged": "diverged", "left the domain": "no value"}.get(
        run.outcome.kind, ""
    )
    update = {"gd": "x ← x − η g", "newton": "x ← x − η H⁻¹g", "backtracking": "x ← x − t g"}.get(
        scene.optimizer, "x ← x − η · …"
    )
    ended = run.reached < scene.steps or run.outcome.kind in ("converged", "stuck")
    player(
        PLAYER, k=min(k, run.reached), last=run.reached, stopped=ended, why=why, update=update, large=address.present
    )
