"""Why AI needs it: a line through points, its loss as a hill over weight and bias, and the gradient that improves
both at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.calculus.contour_labels import place_labels
from core.calculus.contour_levels import nice_levels
from core.calculus.contours import level_lines
from core.calculus.directional import Slope
from core.calculus.field import Area
from core.calculus.line_fit import LOSSES, LossName, Points, loss_and_gradient, loss_field, scatter, shares
from core.charts.terrain import terrain_data
from core.charts.theme import coloured
from core.sections.partial_derivatives.components import MapView, hill_map, keep_terrain, news_of, scatter_plot
from core.ui.address import Address
from core.ui.live_slider import live_slider, set_live_slider
from core.ui.words import number

_AREA = Area(-2.7, 4.3, -2.5, 4.5)
_START = (-1.0, -1.0)
_SCATTER, _MAP, _LAND = "line points", "loss map", "loss"
_LIMIT = 50.0
_MEMORY = "line fit"
_FORMULAS = {
    "squared": (r"r_i^2", r"2 r_i"),
    "absolute": (r"|r_i|", r"\operatorname{sign} r_i"),
    "Huber": (r"\rho(r_i)", r"\rho'(r_i)"),
}


@dataclass
class _Memory:
    """The reader's points and line. ``recipe``: the controls that made the points; ``revision`` counts the points
    set from Python.
    """

    recipe: tuple = ()
    points: Points = field(default_factory=lambda: scatter(1, 0.5))
    weight: float = _START[0]
    bias: float = _START[1]
    path: list[tuple[float, float]] = field(default_factory=lambda: [_START])
    revision: int = 0


def line_fit(address: Address) -> None:
    """Points and line on the left, the loss over (w, b) on the right, the sums below."""
    memory = st.session_state.setdefault(_MEMORY, _Memory())
    _take(memory)
    with st.container(key="stage_line_fit"):
        loss = _controls(memory)
        left, right = st.columns(2, gap="medium")
        with st.container(key="sliders_line_fit", horizontal=True, gap="large"):
            _line_sliders(memory, address.present)
            rate = live_slider(
                "step size η", key="line rate", minimum=0.01, maximum=1.0, value=0.1, scale="log", large=address.present
            )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Take one gradient step", type="primary", key="gradient step", on_click=_step, args=(memory, loss, rate)
            )
            st.button("Back to the start", key="line start", on_click=_back, args=(memory,))
        value, by_weight, by_bias = (
            float(part) for part in loss_and_gradient(loss, memory.points, memory.weight, memory.bias)
        )
        with left:
            pairs = list(zip(memory.points.x.tolist(), memory.points.y.tolist(), strict=True))
            line = (memory.weight, memory.bias)
            said = (
                f"{len(pairs)} points, the line with weight {number(line[0])} and bias {number(line[1])}, "
                f"and the residual at each point. Mean loss {number(value)}."
            )
            scatter_plot(_SCATTER, pairs, line, revision=memory.revision, large=address.present, alt=said)
        with right:
            land = _terrain(loss, tuple(memory.points.x.tolist()), tuple(memory.points.y.tolist()))
            at = {"x": memory.weight, "y": memory.bias, "f": value, "fx": by_weight, "fy": by_bias}
            view = MapView((), ("w", "b"), "L", path=tuple(memory.path), large=address.present)
            said = f"The loss over weight and bias; at the place of the line it is {number(value)}."
            with st.container(gap=None):
                keep_terrain(land)
                hill_map(_MAP, _LAND, at, view, alt=said)
        with st.container(key="sentence_line_fit"):
            st.markdown(sentence(value, Slope(by_weight, by_bias), rate))
    if not address.present:
        _sums(memory, loss, by_weight, by_bias)


def _controls(memory: _Memory) -> LossName:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        loss = st.segmented_control("Loss", LOSSES, default="squared", required=True, key="line loss")
        seed = st.number_input("Seed", 0, 9999, 1, key="line seed", width=130)
        outlier = st.toggle("Outlier", key="line outlier")
        with st.container(width=230):
            noise = live_slider("noise", key="line noise", minimum=0.0, maximum=2.0, value=0.5, step=0.05)
    recipe = (seed, outlier, noise)
    if recipe != memory.recipe:
        if memory.recipe or recipe != (1, False, 0.5):
            memory.points, memory.revision = scatter(int(seed), noise, outlier=outlier), memory.revision + 1
        memory.recipe = recipe
    return loss or "squared"


def _take(memory: _Memory) -> None:
    """What the reader's hand did on the points or on the loss map since the last run."""
    if news := news_of(_SCATTER):
        points = _usable(news.values.get("points"), len(memory.points.x))
        if points is not None:
            memory.points = points
            memory.revision += news.released
    if news := news_of(_MAP):
        weight, bias = news.number("x"), news.number("y")
        if weight is not None and bias is not None:
            _move(memory, weight, bias)


def _usable(values: Any, count: int) -> Points | None:
    """Points that came from the browser, if they are as many finite pairs as were sent there."""
    if not isinstance(values, list) or len(values) != count:
        return None
    if not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(v, int | float) for v in pair) for pair in values
    ):
        return None
    pairs = np.clip(np.array(values, dtype=float), -_LIMIT, _LIMIT)
    return Points(pairs[:, 0], pairs[:, 1]) if np.isfinite(pairs).all() else None


def _move(memory: _Memory, weight: float, bias: float) -> None:
    memory.weight, memory.bias = weight, bias
    memory.path = [(weight, bias)]


def _line_sliders(memory: _Memory, large: bool) -> None:
    for name, label, low, high in (
        ("weight", "weight w", _AREA.x_min, _AREA.x_max),
        ("bias", "bias b", _AREA.y_min, _AREA.y_max),
    ):
        # A gradient step lands on long decimals: the slider shows four of them, the line keeps all.
        key, now = f"line {name}", round(getattr(memory, name), 4)
        shown = st.session_state.get(f"{key} shown")
        if shown != now:
            set_live_slider(key, now)
        value = live_slider(
            label, key=key, minimum=low, maximum=high, value=now, step=0.01, limits=(-_LIMIT, _LIMIT), large=large
        )
        st.session_state[f"{key} shown"] = value
        if value != now:
            setattr(memory, name, value)
            memory.path = [(memory.weight, memory.bias)]


def _step(memory: _Memory, loss: LossName, rate: float) -> None:
    _, by_weight, by_bias = loss_and_gradient(loss, memory.points, memory.weight, memory.bias)
    weight = min(max(memory.weight - rate * float(by_weight), -_LIMIT), _LIMIT)
    bias = min(max(memory.bias - rate * float(by_bias), -_LIMIT), _LIMIT)
    memory.weight, memory.bias = weight, bias
    memory.path = [*memory.path[-200:], (weight, bias)]


def _back(memory: _Memory) -> None:
    memory.weight, memory.bias, memory.path = *_START, [_START]


@lru_cache(maxsize=16)
def _terrain(loss: LossName, x: tuple[float, ...], y: tuple[float, ...]) -> dict[str, Any]:
    land = loss_field(loss, Points(np.array(x), np.array(y)), _AREA, 65)
    lines = level_lines(land, nice_levels(land.value, 10))
    return terrain_data(_LAND, land, lines, place_labels(lines, land))


def sentence(value: float, slope: Slope, rate: float) -> str:
    """What the gradient says about both numbers."""
    here = f"Loss {coloured('function', number(value))}"
    if slope.steepness < 1e-9:
        return f"{here}. Both partial derivatives are {coloured('flat', '0')}: no small change of w or b helps."
    ways = " and ".join(
        f"{name} {'down' if part > 0 else 'up'} by {number(abs(rate * part), 3)}" if part else f"{name} not at all"
        for name, part in (("w", slope.x), ("b", slope.y))
    )
    return (
        f"{here}: ∂L/∂w = {coloured('slope', number(slope.x))}, ∂L/∂b = {coloured('slope', number(slope.y))}. "
        f"One step turns {ways}, {coloured('falling', 'downhill')} on the map."
    )


def _sums(memory: _Memory, loss: LossName, by_weight: float, by_bias: float) -> None:
    share = shares(loss, memory.points, memory.weight, memory.bias)
    n = len(memory.points.x)
    part, force = _FORMULAS[loss]
    mean = rf"\frac{{1}}{{{n}}}"
    by_w = rf"{mean} \sum_i {force} \, x_i = {mean} {_added(share.by_weight)} = {_tex(by_weight)}"
    by_b = rf"{mean} \sum_i {force} = {mean} {_added(share.by_bias)} = {_tex(by_bias)}"
    st.markdown(
        f"$$\nL = {mean} \\sum_i {part}, \\qquad r_i = w x_i + b - y_i\n$$\n\n"
        f"$$\n\\frac{{\\partial L}}{{\\partial w}} = {by_w}\n$$\n\n"
        f"$$\n\\frac{{\\partial L}}{{\\partial b}} = {by_b}\n$$"
    )
    if loss == "Huber":
        st.markdown(
            r"Huber: $\rho(r) = r^2/2$ up to $|r| = 1$, then $|r| - 1/2$; so $\rho'(r)$ is $r$, cut off at −1 and 1."
        )
    with st.expander("The points, and what each adds to the sums"):
        columns = {
            "x": memory.points.x,
            "y": memory.points.y,
            "residual r": share.residual.round(4),
            "loss": share.loss.round(4),
            "adds to ∂L/∂w": share.by_weight.round(4),
            "adds to ∂L/∂b": share.by_bias.round(4),
        }
        frame = pd.DataFrame(columns)
        edited = st.data_editor(
            frame,
            key=f"line editor {memory.revision}",
            hide_index=True,
            width="stretch",
            disabled=list(frame.columns[2:]),
        )
        points = _usable(edited[["x", "y"]].to_numpy(dtype=float).tolist(), n)
        if points is not None and not (
            np.array_equal(points.x, memory.points.x) and np.array_equal(points.y, memory.points.y)
        ):
            memory.points, memory.revision = points, memory.revision + 1
            st.rerun()


def _added(terms: np.ndarray) -> str:
    shown = [_tex(float(term)) for term in terms[:4]]
    text = shown[0] + "".join(part if part.startswith("-") else f" + {part}" for part in shown[1:])
    rest = r" + \cdots" if len(terms) > 4 else ""
    return rf"\left({text}{rest}\right)"


def _tex(value: float) -> str:
    return number(value, 3).replace("−", "-")
