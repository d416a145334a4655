"""The table of iterations, and the same as CSV."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import streamlit as st

from core.descent.descend import Descent
from core.sections.gradient_descent.scene import PAGE, Scene

_HERE = Path(__file__).parent
# Our own rather than st.dataframe: that draws itself anew on a canvas at every step of a drag.
_component = st.components.v2.component(
    "iterations",
    html=(_HERE / "table.html").read_text(encoding="utf-8"),
    css=(_HERE / "table.css").read_text(encoding="utf-8"),
    js=(_HERE / "table.js").read_text(encoding="utf-8"),
)


def columns(run: Descent, variables: tuple[str, ...]) -> dict[str, np.ndarray]:
    """step, the point, f, the gradient, the length of the step that led here (0 at the start)."""
    rows = run.reached + 1
    points, gradients = run.points[:rows], run.gradients[:rows]
    lengths = np.concatenate([[0.0], np.linalg.norm(np.diff(points, axis=0), axis=1)])
    slopes = {"f′" if len(variables) == 1 else f"∂f/∂{name}": gradients[:, i] for i, name in enumerate(variables)}
    return {
        "step": np.arange(rows),
        **{name: points[:, i] for i, name in enumerate(variables)},
        "f": run.values[:rows],
        **slopes,
        "step length": lengths,
    }


def iterations(scene: Scene) -> None:
    """The table under the stage: every iterate, ten digits on the screen and all of them in the CSV file."""
    table = columns(scene.run, scene.variables)
    numbers = np.column_stack(list(table.values())).astype("<f8")
    data = {"names": list(table), "rows": len(numbers), "numbers": base64.b64encode(numbers.tobytes()).decode("ascii")}
    _component(key=f"{PAGE}.table", data=data)


def decoded(data: dict) -> np.ndarray:
    """The numbers of the table as the browser gets them, shape (rows, columns)."""
    numbers = np.frombuffer(base64.b64decode(data["numbers"]), "<f8")
    return numbers.reshape(data["rows"], len(data["names"]))
