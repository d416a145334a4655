"""Data too large for the learning rate: the bound on η, and the offer to scale them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import streamlit as st

from core.learning.datasets import DataSet, scaled
from core.learning.regression import Problem, problem
from core.learning.stochastic import Training
from core.ui.address import Address
from core.ui.controls import switch
from core.ui.words import number


def offer_scaling(address: Address, found: Problem, given: DataSet, runs: Iterable[Training], rate: float) -> None:
    """Where η is too large for the data: the bound, and a switch that scales them. ``given``: the data as they came;
    ``found`` learns from them, or from the scaled ones.
    """
    is_scaled = address["scaled"] == "1"
    said = bound_sentence(found, runs, rate)
    if said and not is_scaled:
        said += (
            " Scaled to mean 0 and standard deviation 1, these data allow η up to "
            f"{number(_bound(problem(found.model, scaled(given))), 3)}."
        )
    if is_scaled:
        said = f"{scaling_sentence(given)} {said}"
    if said:
        st.markdown(said)
        switch(address, "scaled", "Scale the data")


def bound_sentence(found: Problem, runs: Iterable[Training], rate: float) -> str:
    """Why a run with this η runs away, or may; "" where none does and batch descent is safe."""
    curvature = found.largest_curvature()
    bound = f"$2/\\lambda_{{\\max}}$ = {number(2.0 / curvature, 3)}"
    largest = f"$\\lambda_{{\\max}}$ = {number(curvature, 3)} is the largest curvature of this loss"
    if rate >= _bound(found):
        if found.model == "logistic":
            return (
                f"η is too large to be safe: batch descent is sure to go downhill only below {bound}. Here {largest}."
            )
        return f"η is too large for these data: batch descent settles only below {bound}. Here {largest}."
    if not any(run.diverged for run in runs):
        return ""
    alone = number(2.0 / found.steepest_example(), 3)
    return (
        f"η is below {bound}, so batch descent is safe. But some examples are steeper than the mean of all: "
        f"one example at a time is safe only below η = {alone}."
    )


def scaling_sentence(given: DataSet) -> str:
    """What was taken from the data and what they were divided by."""
    parts = [_scaling("x", given.x), *([] if given.classes else [_scaling("y", given.y)])]
    return f"The data are scaled: {' and '.join(parts)}."


def _scaling(name: str, values: np.ndarray) -> str:
    mean, spread = float(values.mean()), float(values.std())
    less = f"{name} {'+' if mean < 0 else '−'} {number(abs(mean))}"
    return f"({less}) / {number(spread)} stands for {name}" if np.ptp(values) else f"{less} stands for {name}"


def _bound(found: Problem) -> float:
    return 2.0 / found.largest_curvature()
