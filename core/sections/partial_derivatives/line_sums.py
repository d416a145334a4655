"""The two partial derivatives of the loss as sums over the points, and the points themselves to be edited."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.template import arrow
from core.learning.line_fit import FARTHEST, FEWEST, MOST, LossName, Points, loss_and_gradient, points_text, shares
from core.sections.partial_derivatives.line_data import points_of, usable
from core.ui.address import Address
from core.ui.words import latex_number

_FORMULAS = {
    "squared": (r"r_i^2", r"2 r_i"),
    "absolute": (r"|r_i|", r"\operatorname{sign} r_i"),
    "Huber": (r"\rho(r_i)", r"\rho'(r_i)"),
}
_WRITTEN = 2  # terms at either end of a sum: more do not fit on a phone


def sums(loss: LossName, points: Points, line: tuple[float, float]) -> None:
    """L, ∂L/∂w and ∂L/∂b as sums, with the numbers of the first and the last points."""
    _, by_weight, by_bias = (float(part) for part in loss_and_gradient(loss, points, *line))
    share = shares(loss, points, *line)
    part, force = _FORMULAS[loss]
    mean = rf"\frac{{1}}{{{len(points.x)}}}"
    st.markdown(
        f"$$\nL = {mean} \\sum_i {part}, \\qquad r_i = w x_i + b - y_i\n$$\n\n"
        + _written("w", rf"{mean} \sum_i {force} \, x_i", mean, share.by_weight, by_weight)
        + _written("b", rf"{mean} \sum_i {force}", mean, share.by_bias, by_bias)
    )
    if loss == "Huber":
        st.markdown(
            r"Huber: $\rho(r) = r^2/2$ up to $|r| = 1$, then $|r| - 1/2$; so $\rho'(r)$ is $r$, cut off at −1 and 1."
        )


def _written(name: str, formula: str, mean: str, terms: np.ndarray, total: float) -> str:
    # A line each for the rule, its numbers and the result: on a phone one line would be cut.
    return (
        "$$\n\\begin{aligned}\n"
        rf"\frac{{\partial L}}{{\partial {name}}} &= {formula} \\ &= {mean} {added(terms)} \\ &= {latex_number(total)}"
        "\n\\end{aligned}\n$$\n\n"
    )


def added(terms: np.ndarray) -> str:
    """The terms of a sum, those in the middle of a long one left out."""
    shown = [latex_number(float(term), 3) for term in terms]
    if len(shown) > 2 * _WRITTEN:
        shown = [*shown[:_WRITTEN], r"\cdots", *shown[-_WRITTEN:]]
    text = shown[0] + "".join(part if part.startswith("-") else f" + {part}" for part in shown[1:])
    return rf"\left({text}\right)"


def point_table(address: Address, revision: int) -> None:
    """What each point adds, in a table whose x and y can be edited; points can be added and removed."""
    points = points_of(address)
    share = shares(address["loss"], points, address["weight"], address["bias"])
    with st.expander("The points, and what each adds to the sums"):
        columns = {
            "x": points.x,
            "y": points.y,
            "residual r": share.residual.round(4),
            "loss": share.loss.round(4),
            "adds to ∂L/∂w": share.by_weight.round(4),
            "adds to ∂L/∂b": share.by_bias.round(4),
        }
        edited = st.data_editor(
            arrow(**columns), key=f"line editor {revision}", hide_index=True, width="stretch", num_rows="dynamic",
            disabled=list(columns)[2:],
        )  # fmt: skip
        st.caption(
            "Change a number, add a point in the last row, or choose rows and delete them. "
            f"Points lie between −{FARTHEST:g} and {FARTHEST:g}."
        )
        pairs = zip(edited["x"].to_pylist(), edited["y"].to_pylist(), strict=True)
        changed = usable([[x, y] for x, y in pairs if x is not None and y is not None])
        if changed is None:
            st.info(f"A line is fitted to {FEWEST} to {MOST} points; until then the picture keeps those it had.")
        if changed is not None and points_text(changed) != points_text(points):
            address.put(points=points_text(changed))
            address.write()
            st.rerun()
