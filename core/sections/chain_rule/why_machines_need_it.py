"""Backpropagation.

A small network, the gradient of every weight, one step, and training that plays without holding the page up.

While it plays, the board below the settings is a fragment that runs itself a few times a second and trains a small
chunk each time; the timer lives in the browser, so it ends when the page is left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.chain_network import CELLS, grid, loss_tables, loss_template, surface_tables, surface_template
from core.charts.template import arrow
from core.charts.theme import coloured
from core.learning.activations import ACTIVATIONS
from core.learning.network import (
    LOSSES,
    MOST_HIDDEN,
    Network,
    gradients,
    nudged_gradients,
    random_network,
    run,
    train,
    weight_names,
)
from core.learning.network_data import NAMES, PointSet, point_set
from core.sections.chain_rule.network_picture import ARROWS, network_diagram
from core.sections.chain_rule.subject import Subject
from core.ui.address import Address
from core.ui.controls import address_slider, chosen
from core.ui.numbers import numbers
from core.ui.stage import fragment, show_chart, stage_slots
from core.ui.words import number
from core.widgets.diagram.diagram import show_diagram

PACE = 0.25  # seconds between two chunks
SHORTEST, LONGEST = 3, 60  # steps of a chunk: slow at first, when every step shows; a chunk takes a few milliseconds
ENOUGH = 3000  # steps after which a play ends by itself
GOOD = 1e-4  # loss at which it ends
_CHOICES = (
    ("data", "Data", NAMES),
    ("hidden", "Hidden units", tuple(str(n) for n in range(1, MOST_HIDDEN + 1))),
    ("activation", "Activation", tuple(ACTIVATIONS)),
    ("loss", "Loss", LOSSES),
)


@dataclass
class Run:
    """A network in training, in this session. ``settings`` say what it was made for."""

    settings: tuple
    network: Network
    data: PointSet
    losses: np.ndarray
    playing: bool = False
    ended: str = ""
    visit: int = 0


def current_run(address: Address) -> Run:
    """The run for the settings of the address; a new one when they have changed."""
    settings = (*tuple(address[name] for name, _, _ in _CHOICES), int(address["seed"]))
    found = st.session_state.get("chain_rule.run")
    if found is None or found.settings != settings:
        found = st.session_state["chain_rule.run"] = fresh_run(settings)
    if found.visit != address.visit:
        # Who comes back to the page finds the training where it was left, and at rest.
        found.visit, found.playing = address.visit, False
    return found


def fresh_run(settings: tuple) -> Run:
    """Untrained weights for (data, hidden, activation, loss, seed)."""
    data, hidden, activation, loss, seed = settings
    points = point_set(data, seed)
    network = random_network(int(hidden), activation, loss, seed)
    return Run(settings, network, points, np.array([run(network, points.points, points.targets).loss]))


def advance(state: Run, learning_rate: float, steps: int) -> None:
    """Train some steps more, and notice when it is time to stop."""
    done = train(state.network, state.data.points, state.data.targets, learning_rate, steps)
    state.network, state.losses = done.network, np.concatenate([state.losses, done.losses[1:]])
    if done.diverged:
        state.playing, state.ended = False, "The steps are too long: the weights ran away. Try a smaller learning rate."
    elif state.losses[-1] < GOOD:
        state.playing, state.ended = False, "Learned: the loss is nearly 0."
    elif len(state.losses) > ENOUGH:
        state.playing, state.ended = False, f"{ENOUGH} steps are enough for one play."


def draw(subject: Subject, address: Address) -> None:
    """Settings, buttons, and the board."""
    width = 230 if address.present else 170
    with st.container(horizontal=True, gap="medium", key="network_settings"):
        for name, label, options in _CHOICES:
            chosen(st.selectbox, address, name, label, options, width=width)
        chosen(st.selectbox, address, "arrows", "On the arrows", ARROWS, width=width)
    state = current_run(address)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="network_controls"):
        with st.container(width=440 if address.present else 260):
            address_slider(address, "rate", "learning rate η", minimum=0.001, maximum=5.0, scale="log")
        st.button("One step", on_click=_one_step, args=(address,))
        st.button("❚❚ Pause" if state.playing else "▶ Train", on_click=_toggle_play, args=(address,))
        st.button("New weights", on_click=_other_weights, args=(address,))
    fragment(_board, run_every=PACE if state.playing else None)(address)


def _one_step(address: Address) -> None:
    state = current_run(address)
    state.playing, state.ended = False, ""
    advance(state, address["rate"], 1)


def _toggle_play(address: Address) -> None:
    state = current_run(address)
    state.playing, state.ended = not state.playing, ""


def _other_weights(address: Address) -> None:
    address.put(seed=int(address["seed"]) % 9999 + 1)
    address.write()


def _board(address: Address) -> None:
    state = current_run(address)
    if state.playing:
        advance(state, address["rate"], min(max(len(state.losses) // 12, SHORTEST), LONGEST))
        if not state.playing:
            st.rerun()  # the whole section, so that the timer stops and the button says Train
    data = state.data
    with st.container(key="stage_network"):
        # Side by side on the projector, where nobody scrolls.
        left, right = st.columns([5, 3], gap="medium") if address.present else (st.container(), st.container())
        with left:
            picture = st.container(key="network_picture")
            chosen = _example(address, data)
        ahead = run(state.network, data.points, data.targets)
        with picture:
            show_diagram(
                network_diagram(state.network, ahead, chosen, data.targets[chosen], address["rate"], address["arrows"]),
                key="chain_rule.network",
                large=address.present,
            )
        with right:
            _charts(state, chosen, address.present)
            with st.container(key="sentence_network"):
                st.markdown(sentence(state))
    if not state.playing:  # while it plays they would be out of date before they are read
        numbers(address, "Every weight, checked", "chain_rule.weights", lambda: weight_table(state))
        numbers(address, "The loss after every step", "chain_rule.loss", lambda: loss_table(state))
        numbers(address, "What the network answers", "chain_rule.answers", lambda: answer_table(state))


def _example(address: Address, data: PointSet) -> int:
    count = len(data.points)
    if address["example"] > count:
        address.put(example=count)
    with st.container(width=560 if address.present else 420):
        return int(address_slider(address, "example", "example in the network", minimum=1, maximum=count, step=1)) - 1


def _charts(state: Run, chosen: int, present: bool) -> None:
    data = state.data
    answers = state.network.output(grid()).reshape(CELLS, CELLS)
    left, right = (st.container(), st.container()) if present else st.columns(2)
    with left:
        show_chart(
            stage_slots("surface"),
            surface_template(present),
            key="chain_rule.surface",
            alt="What the network answers over the plane, and the examples",
            description=f"{_right(state)} of {len(data.points)} examples lie on their own side of the plane.",
            **surface_tables(answers, data.points, data.targets, chosen),
        )
    with right:
        show_chart(
            stage_slots("loss"),
            loss_template(present),
            key="chain_rule.loss",
            alt="The loss over the steps of training, on a log axis",
            description=f"The loss went from {number(state.losses[0])} to {number(state.losses[-1])}.",
            **loss_tables(state.losses),
        )


def sentence(state: Run) -> str:
    """Where the training stands, in words."""
    steps = len(state.losses) - 1
    loss = state.losses[-1]
    if not math.isfinite(loss):
        return f"After {steps} step{'s' if steps > 1 else ''} the loss is no longer a number. {state.ended}"
    begun = f"After {steps} step{'s' if steps > 1 else ''} the" if steps else "Before any step the"
    words = (
        f"{begun} loss is {coloured('path', number(loss))}; "
        f"{_right(state)} of {len(state.data.points)} examples come out right. One backward pass gives "
        f"all {len(state.network.weights)} gradients at once, and every step moves every weight against its own."
    )
    return f"{words} {state.ended}".strip()


def _right(state: Run) -> int:
    """How many examples get the answer they want."""
    answers = state.network.output(state.data.points) >= 0.5
    return int(np.sum(answers == (state.data.targets > 0.5)))


def weight_table(state: Run) -> pa.Table:
    """Every weight, its gradient by the backward pass, and by nudging it."""
    network, data = state.network, state.data
    return arrow(
        weight=list(weight_names(network.hidden)),
        value=network.weights,
        gradient=gradients(network, run(network, data.points, data.targets)),
        by_nudging=nudged_gradients(network, data.points, data.targets),
    )


def loss_table(state: Run) -> pa.Table:
    """The loss before the first step and after every one."""
    return arrow(step=np.arange(len(state.losses)), loss=state.losses)


def answer_table(state: Run) -> pa.Table:
    """The answer for every example, with the one wanted, and for the middle of every cell of the coloured plane."""
    points, places = state.data.points, grid()
    both = np.concatenate([points, places])
    return arrow(
        x1=both[:, 0],
        x2=both[:, 1],
        answer=state.network.output(both),
        wanted=np.concatenate([state.data.targets, np.full(len(places), np.nan)]),
        place=[f"example {i + 1}" for i in range(len(points))] + ["plane"] * len(places),
    )
