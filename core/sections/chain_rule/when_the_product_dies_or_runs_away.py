"""Vanishing and exploding gradients.

A deep network, the gradient at every layer, the verdict, and the change that rescues it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.chain_depth import depth_tables, depth_template
from core.charts.template import arrow
from core.charts.theme import coloured
from core.learning.activations import ACTIVATIONS
from core.learning.depth import INITIALISATIONS, Deep, Flow, Rescue, flow, rescues, verdict
from core.sections.chain_rule.subject import Subject
from core.ui.address import Address
from core.ui.controls import address_slider, chosen, switch
from core.ui.numbers import numbers
from core.ui.stage import show_chart, stage_slots
from core.ui.words import number

_WIDTHS = {(False, False): 160, (False, True): 230, (True, False): 190, (True, True): 310}  # by (present, wide)
_OFF_ON = ("off", "on")
_SAID = {"all ones": "all equal, every z at 0"}


@lru_cache(maxsize=256)
def _flow(deep: Deep) -> Flow:
    return flow(deep)


@lru_cache(maxsize=256)
def _rescues(deep: Deep) -> tuple[Rescue, ...]:
    return rescues(deep)


def draw(subject: Subject, address: Address) -> None:
    """The picture, the sliders, the verdict, the rescue."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="depth_settings"):
        activation = _choice(address, "deep_activation", "Activation", tuple(ACTIVATIONS))
        initialisation = _choice(address, "start", "First weights", INITIALISATIONS, wide=True)
        residual = switch(address, "residual", "Residual connections", words=_OFF_ON)
        normalised = switch(address, "normalised", "Normalisation", words=_OFF_ON)
    slots = stage_slots("depth")
    with slots.sliders:
        depth = address_slider(address, "depth", "layers", minimum=1, maximum=50, step=1)
        width = address_slider(address, "width", "units in a layer", minimum=1, maximum=32, step=1)
        scale = address_slider(address, "scale", "weight scale ×", minimum=0.1, maximum=10, scale="log")
    deep = Deep(int(depth), int(width), activation, initialisation, float(scale), residual, normalised)
    now = _flow(deep)
    best = _best(now)
    reaching = number(now.reaching, 3)
    show_chart(
        slots,
        depth_template(address.present),
        key="chain_rule.depth",
        alt="The size of the gradient at every layer, on a log axis",
        description=verdict(now),
        **depth_tables(
            now.norms,
            best.flow.norms if best else None,
            (f"now: {reaching}", f"{best.change}: {number(best.flow.reaching, 3)}" if best else ""),
        ),
    )
    slots.sentence.markdown(f"{_coloured_verdict(now)} {factors_sentence(now)} {rescue_sentence(now, best)}")
    numbers(
        address, "The gradient at every layer, and its factors", "chain_rule.depth", lambda: layers_table(now, best)
    )
    numbers(address, "Every change tried", "chain_rule.changes", lambda: _tried(deep))


def _choice(address: Address, name: str, label: str, options: tuple[str, ...], *, wide: bool = False) -> str:
    return chosen(
        st.selectbox,
        address,
        name,
        label,
        options,
        format_func=lambda option: _SAID.get(option, option),
        width=_WIDTHS[address.present, wide],
    )


def _best(now: Flow) -> Rescue | None:
    """The change that brings the gradient closest to where it started, when one is needed and does so."""
    if now.state == "healthy":
        return None
    best = _rescues(now.deep)[0]
    return best if best.flow.state == "healthy" else None


def _coloured_verdict(now: Flow) -> str:
    colour = {"healthy": "rising", "vanished": "falling", "exploded": "falling"}[now.state]
    word = {"healthy": "Healthy.", "vanished": "Vanished.", "exploded": "Exploded."}[now.state]
    word = "No slope." if now.at_corner else word
    return f"{coloured(colour, word)} {verdict(now)}"


def factors_sentence(now: Flow) -> str:
    """What the parts of a typical layer do to the gradient."""

    def typical(values: np.ndarray) -> str | None:
        kept = values[np.isfinite(values) & (values > 0)]
        return number(float(np.exp(np.mean(np.log(kept)))), 3) if len(kept) else None

    parts = [("the slope of the activation makes", now.slopes), ("the weights make", now.weights)]
    if now.deep.normalises:
        parts.insert(1, ("the normalisation makes", now.spreads))
    named = [f"{name} × {value}" for name, values in parts if (value := typical(values))]
    if not named:
        return ""
    *others, last = named
    made = f"{', '.join(others)} and {last}" if others else last
    shortcut = "; the shortcut carries the gradient past all that unchanged" if now.deep.residual else ""
    idle = " Normalisation finds nothing to do: equal weights make all examples equal." if now.deep.idle else ""
    return f"In a typical layer {made}{shortcut}.{idle}"


def rescue_sentence(now: Flow, best: Rescue | None) -> str:
    """The single change that helps, tried."""
    if now.state == "healthy":
        return ""
    if best is None:
        return "None of the single changes tried here brings it back."
    arriving = coloured("rising", number(best.flow.reaching, 3))
    return f"One change rescues it, tried here (dashed): {best.change}. A gradient of 1 then arrives as {arriving}."


def _tried(deep: Deep) -> pa.Table:
    tried = _rescues(deep)
    return arrow(
        change=[rescue.change for rescue in tried],
        gradient_that_arrives=[rescue.flow.reaching for rescue in tried],
        verdict=[rescue.flow.state for rescue in tried],
    )


def layers_table(now: Flow, best: Rescue | None) -> pa.Table:
    """The two lines of the picture, and what each layer does to the gradient on its way back (layer 0: the input)."""
    columns = {"layer": np.arange(now.deep.depth + 1), "gradient": now.norms}
    if best is not None and len(best.flow.norms) == len(now.norms):
        columns["gradient_with_the_change"] = best.flow.norms
    factors = {
        "all_together": now.factors,
        "activation_slope": now.slopes,
        "normalisation": now.spreads,
        "weights": now.weights,
    }
    return arrow(**columns, **{name: np.r_[np.nan, values] for name, values in factors.items()})
