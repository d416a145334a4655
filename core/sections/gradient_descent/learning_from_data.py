"""Learning from data: batch, mini-batch and stochastic descent on one loss map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import streamlit as st

from core.charts.descent_data import (
    cloud_tables,
    cloud_template,
    fit_tables,
    fit_template,
    loss_levels,
    loss_map_tables,
    loss_map_template,
    map_limits,
    spread_tables,
    spread_template,
    training_tables,
    training_template,
)
from core.learning.datasets import DATA_SETS, PASTED, DataSet, read_csv, scaled
from core.learning.regression import MODELS, Model, Problem, problem
from core.learning.stochastic import Spread, Training, noise_of_batch, spread, train
from core.sections.gradient_descent.address import DATA
from core.sections.gradient_descent.inputs import described
from core.sections.gradient_descent.pasted import pasted
from core.sections.gradient_descent.scaling import offer_scaling
from core.sections.gradient_descent.subject import PAGE, Subject
from core.sections.gradient_descent.tables import gradient_numbers, noise_numbers, training_numbers
from core.ui.address import Address
from core.ui.controls import address_slider, chosen
from core.ui.numbers import numbers
from core.ui.words import number

_KEY = f"{PAGE}.data"
_STEP_AXES = {"updates": "per update", "examples": "per example seen"}
_PLACES = {"start": "at the start", "end": "at the end"}
_KINDS = {"batch": "Batch", "mini": "Mini-batch", "single": "Stochastic"}
MOST_UPDATES = 6000


@dataclass(frozen=True)
class Task:
    """What is learned from what: everything but the learning rate, batch size and length of the training."""

    data: str
    model: Model
    seed: int
    text: str = ""
    scaled: bool = False


@lru_cache(maxsize=32)
def problem_of(task: Task) -> Problem:
    """The problem of a task. Raises ValueError (a DataError is one) with a sentence."""
    given = data_of(task)
    return problem(task.model, scaled(given) if task.scaled else given)


def data_of(task: Task) -> DataSet:
    """The data set of a task as it was given, not scaled. Raises DataError."""
    return read_csv(task.text) if task.data == PASTED else DATA_SETS[task.data](task.seed)


@lru_cache(maxsize=64)
def _train(task: Task, rate: float, epochs: int, size: int) -> Training:
    found = problem_of(task)
    return train(found, _start(found), learning_rate=rate, epochs=epochs, batch_size=size, seed=task.seed)


@lru_cache(maxsize=32)
def _ground(task: Task) -> tuple[tuple[float, float, float, float], pa.Table, np.ndarray | None]:
    found = problem_of(task)
    best, start = found.best(), _start(found)
    limits = map_limits(found, best, start)
    return limits, loss_levels(found, best if best is not None else start, limits), best


@lru_cache(maxsize=64)
def _spread(task: Task, weights: tuple[float, ...]) -> Spread:
    return spread(problem_of(task), np.array(weights), seed=task.seed)


def _start(found: Problem) -> np.ndarray:
    return np.full(len(found.names), -1.0)


def draw(subject: Subject, address: Address) -> None:
    """Its sliders redraw this section alone; it does not depend on the typed function."""
    task = _choose(address)
    try:
        found = problem_of(task)
    except ValueError as trouble:
        st.text(str(trouble))
        return
    count = len(found.data.y)
    with st.container(key="sliders_data", horizontal=True, gap="large"):
        rate = address_slider(address, "rate", "η", minimum=1e-3, maximum=1.0, scale="log")
        for name, label, most in (("batch", "batch size", count), ("epochs", "epochs", 60)):
            address_slider(address, name, label, minimum=1, maximum=most, step=1)
            address.put(**{name: round(address[name])})
        address_slider(address, "seed", "seed", minimum=0, maximum=99, step=1, limits=(0, 1_000_000))
        address.put(seed=round(address["seed"]))
    size = min(address["batch"], count)
    epochs = max(1, min(address["epochs"], MOST_UPDATES // count))
    runs = {
        "batch": _train(task, rate, epochs, count),
        "mini": _train(task, rate, epochs, size),
        "single": _train(task, rate, epochs, 1),
    }
    _pictures(task, found, runs, address)
    described("data", _describe(found, runs))
    st.markdown(_sentence(found, runs, size, epochs))
    offer_scaling(address, found, data_of(task), runs.values(), rate)
    numbers(address, "Every update in numbers", f"{_KEY}.updates", lambda: training_numbers(found, runs, _KINDS))
    _noise(task, found, runs, size, address)


def _choose(address: Address) -> Task:
    with st.container(horizontal=True, gap="large"):
        data = chosen(st.segmented_control, address, "data", "Data", DATA, required=True)
        model = chosen(st.segmented_control, address, "model", "Model", MODELS, required=True)
    text = pasted(address) if data == PASTED else ""
    return Task(data, model, round(address["seed"]), text, address["scaled"] == "1")


def _pictures(task: Task, found: Problem, runs: dict[str, Training], address: Address) -> None:
    limits, levels, best = _ground(task)
    names = found.names[-2:]
    left, right = st.columns(2, gap="medium")
    with left:
        st.vega_lite_chart(
            loss_map_template(*names, address.present).filled(**loss_map_tables(runs, limits, levels, best)),
            key=f"{_KEY}.map.{found.model}",
            alt="Level lines of the loss over two weights with three paths: batch, mini-batch and stochastic descent",
            width="stretch",
        )
    by_examples = address["losses"] == "examples"
    with right:
        axis = "examples seen" if by_examples else "update"
        st.vega_lite_chart(
            training_template(axis, address.present).filled(**training_tables(runs, by_examples)),
            key=f"{_KEY}.losses.{axis}",
            alt=f"The loss over all examples, {axis}, of the three kinds of descent",
            width="stretch",
        )
        chosen(
            st.segmented_control,
            address,
            "losses",
            "Loss",
            list(_STEP_AXES),
            format_func=_STEP_AXES.get,
            required=True,
            label_visibility="collapsed",
        )


def _describe(found: Problem, runs: dict[str, Training]) -> str:
    """Loss map and losses in words."""
    names = ", ".join(found.names)
    parts = []
    for kind, label in _KINDS.items():
        weights = ", ".join(number(float(w), 3) for w in runs[kind].weights[-1])
        first, last = (number(float(runs[kind].losses[k])) for k in (0, -1))
        parts.append(f"{label}: loss from {first} to {last}, weights ({names}) at the end ({weights})")
    return "Level lines of the loss with three paths, and the loss of each. " + "; ".join(parts) + "."


def _describe_noise(found: Problem, weights: np.ndarray, gradients: np.ndarray, noise: Spread) -> str:
    """The model, the cloud of gradients and the spread in words."""
    names = found.names[-2:]
    model = ", ".join(number(float(w), 3) for w in weights)
    means = " and ".join(
        f"{number(float(m), 3)} for {n}" for n, m in zip(names, gradients[:, -2:].mean(axis=0), strict=True)
    )
    measured = ", ".join(f"{number(float(m), 3)} at {int(b)}" for b, m in zip(noise.sizes, noise.measured, strict=True))
    return (
        f"The {len(found.data.y)} examples and the model with weights {model}. "
        f"The gradients of single examples scatter around the mean {means}. Measured noise by batch size: {measured}."
    )


def _sentence(found: Problem, runs: dict[str, Training], size: int, epochs: int) -> str:
    parts = []
    for label, kind, colour in (
        ("Batch", "batch", "orange"),
        (f"Mini-batch (B = {size})", "mini", "green"),
        ("Stochastic", "single", "violet"),
    ):
        run = runs[kind]
        updates = len(run.losses) - 1
        if run.diverged:
            parts.append(f":{colour}[**{label}**] diverges after {updates} updates")
        else:
            parts.append(f":{colour}[**{label}**]: {updates} updates, loss {number(float(run.losses[-1]))}")
    best = found.best()
    least = (
        f" The least possible loss is {number(float(found.losses(best)))}."
        if best is not None
        else (" The classes can be separated perfectly, so the loss has no lowest point: the weights grow for ever.")
    )
    extra = " The map shows the last two weights, with b at its best." if len(found.names) > 2 else ""
    times = "once" if epochs == 1 else f"{epochs} times"
    return f"Each looked {times} at all {len(found.data.y)} examples. " + "; ".join(parts) + "." + least + extra


def _noise(task: Task, found: Problem, runs: dict[str, Training], size: int, address: Address) -> None:
    place = chosen(
        st.segmented_control,
        address,
        "at",
        "Gradients of single examples",
        list(_PLACES),
        format_func=_PLACES.get,
        required=True,
    )
    run = runs["mini"]
    usable = run.weights[0] if place == "start" or run.diverged else run.weights[-1]
    gradients = found.example_gradients(usable)
    noise = _spread(task, tuple(map(float, usable)))
    names = found.names[-2:]
    fit, cloud, spreading = st.columns(3, gap="medium")
    with fit:
        st.vega_lite_chart(
            fit_template(address.present).filled(**fit_tables(found, usable)),
            key=f"{_KEY}.fit",
            alt="The examples and the model with the weights of the mini-batch run",
            width="stretch",
        )
    with cloud:
        st.vega_lite_chart(
            cloud_template(f"slope for {names[0]}", f"slope for {names[1]}", address.present).filled(
                **cloud_tables(gradients, size)
            ),
            key=f"{_KEY}.cloud.{found.model}",
            alt="A cloud of the gradients of single examples, their mean, and the noise of a batch as a circle",
            width="stretch",
        )
    with spreading:
        st.vega_lite_chart(
            spread_template(address.present).filled(**spread_tables(noise)),
            key=f"{_KEY}.spread",
            alt="The measured noise of batch gradients against batch size, on the predicted line",
            width="stretch",
        )
    described("noise", _describe_noise(found, usable, gradients, noise))
    predicted = float(noise_of_batch(noise.sigma, size, noise.count))
    st.markdown(
        "In the middle each dot is the gradient of one example, the cross is their mean, and the ring is how far the "
        f"gradient of a batch usually lies from it. One example misses the mean by σ = {number(noise.sigma)}. "
        f"A batch of B = {size} of the n = {noise.count} examples, each at most once, should miss it by "
        f"$\\frac{{\\sigma}}{{\\sqrt{{B}}}}\\sqrt{{\\frac{{n-B}}{{n-1}}}}$ = :violet[**{number(predicted)}**]; "
        "on the right that line is drawn, and the dots are measured on thousands of random batches."
    )
    numbers(address, "The gradient of every example", f"{_KEY}.gradients", lambda: gradient_numbers(found, gradients))
    numbers(address, "The noise of a batch", f"{_KEY}.noise", lambda: noise_numbers(noise))
