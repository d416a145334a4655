"""The stage: the path on the curve or the map, its learning rate, the verdict, the player, the table. All of it
follows a drag.
"""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.descent_map import function_levels, target_table
from core.charts.descent_path import (
    PIN,
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
from core.ui.controls import address_slider
from core.ui.section import keep_in_step
from core.ui.stage import Slots, fragment, show_chart
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


@fragment
def descent_stage(address: Address) -> None:
    """Everything that must be current while a slider is dragged."""
    scene = scene_of(address)
    _follow_function(scene)
    with st.container(key="stage_descent"):
        left, right = st.columns(_shares(scene, address), gap="medium")
        chart = left.container(key=f"chart_descent_{len(scene.variables)}")
        description = st.container(key="description_descent")
        # On the projector the sliders and the sentence stand beside the picture: all of it fits on one screen.
        below = right if address.present else st.container()
        with below:
            rate = st.container(key="rate_descent")
            sliders = st.container(key="sliders_descent", horizontal=True, gap="large")
            sentence = st.container(key="sentence_descent")
        slots = Slots(chart, description, sliders, sentence)
        with rate:
            address_slider(
                address, "lr", "learning rate η", minimum=SLOWEST, maximum=FASTEST, scale="log", limits=(1e-6, 100.0)
            )
        _sliders(scene, slots, address)
        scene = scene_of(address)
        k = shown_step(PLAYER, scene.steps)
        found = theory(scene.run, scene.rate)
        with rate:
            zone_bar(f"{PAGE}.zones", found.zones, SLOWEST, FASTEST, large=address.present)
        _picture(scene, k, slots, address)
        if not address.present:
            with right:
                _choices(address)
                _loss(scene, k, found, address)
        slots.sentence.markdown(_verdict(scene, k, found, brief=address.present))
        with below, st.container(key="formula_descent"):
            _formula(scene, k, brief=address.present)
        _player(scene, k, address)
        if not address.present:
            iterations(scene)
        keep_in_step(address, "descent")


def _shares(scene: Scene, address: Address) -> list[int]:
    if address.present:
        return [3, 2]
    return [5, 3] if len(scene.variables) == 1 else [1, 1]


def _follow_function(scene: Scene) -> None:
    """Another function: its whole path is shown again."""
    seen = f"{PAGE}.seen"
    now = scene.text
    if st.session_state.get(seen) != now:
        st.session_state[seen] = now
        show_all(PLAYER)


def _sliders(scene: Scene, slots: Slots, address: Address) -> None:
    low, high = scene.window
    with slots.sliders:
        for name in scene.variables:
            address_slider(address, name, f"start {name}₀", minimum=low, maximum=high, limits=(-1e6, 1e6))
        address_slider(address, "steps", "steps", minimum=1, maximum=200, step=1, limits=(1, 10_000))
        address.put(steps=round(address["steps"]))


def _choices(address: Address) -> None:
    with st.container(horizontal=True):
        _choice(address, "optimizer", "Optimiser", {name: rule.title for name, rule in OPTIMISERS.items()})
        _choice(address, "schedule", "Schedule of η", {name: name for name in SCHEDULES})
    st.toggle("loss on a log axis", key=LOGARITHMIC)


def _choice(address: Address, name: str, label: str, titles: dict[str, str]) -> None:
    key = f"{PAGE}.{name}.choice"
    if st.session_state.get(key) != address[name]:
        st.session_state[key] = address[name]

    def take() -> None:
        address.put(**{name: st.session_state[key]})
        address.write()

    st.selectbox(label, list(titles), key=key, format_func=titles.get, on_change=take)


def _picture(scene: Scene, k: int, slots: Slots, address: Address) -> None:
    run, limits = scene.run, scene.limits
    one = len(scene.variables) == 1
    here = min(k, run.reached)
    label = f"step {here}"
    tables = path_tables(run, k, limits, label)
    if one:
        curve = scene.picture.curve
        tables |= {"bounds": bounds(*limits), "curve": arrow(x=curve.x, y=curve.y)}
        pick = curve_template(address.present)
    else:
        tables |= {
            "bounds": bounds(*limits),
            "levels": function_levels(scene.text, scene.variables, scene.parameters, limits),
            "targets": target_table(limits),
        }
        pick = map_template(address.present)
    key = CHART[len(scene.variables)]

    def take_start() -> None:
        rows = st.session_state[key].selection.get(PIN) or []
        if rows:
            address.put(**{name: float(f"{rows[0][name]:.4g}") for name in scene.variables})
            address.write()
            show_all(PLAYER)

    what = "curve" if one else "level lines"
    show_chart(
        slots,
        pick,
        key=key,
        alt=f"The {what} of f and the path of gradient descent on it. A click sets the start.",
        description=f"From {_place(scene, 0)} to {_place(scene, run.reached)} in {run.reached} steps. "
        f"{run.outcome.sentence}",
        on_select=take_start,
        selects=PIN,
        **tables,
    )


def _loss(scene: Scene, k: int, found: Theory, address: Address) -> None:
    logarithmic = bool(st.session_state.get(LOGARITHMIC))
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


def _formula(scene: Scene, k: int, *, brief: bool) -> None:
    rule = OPTIMISERS[scene.optimizer].formula
    shown = k if k < min(scene.run.reached, scene.steps) else max(min(k, scene.run.reached) - 1, 0)
    numbers = step_in_numbers(scene.run, shown)
    name = OPTIMISERS[scene.optimizer].title
    if not brief:
        st.markdown(f"**{name}:** $\\displaystyle {rule}$")
    st.markdown(f"Step {shown + 1}: $\\displaystyle {numbers}$" if numbers else "No step was taken.")


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
