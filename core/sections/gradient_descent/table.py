"""The table of iterations, and the same as CSV."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
import streamlit as st

from core.descent.descend import Descent
from core.sections.gradient_descent.scene import PAGE, Scene


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


def as_csv(run: Descent, variables: tuple[str, ...]) -> str:
    """The table with all digits."""
    table = columns(run, variables)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    for row in zip(*table.values(), strict=True):
        writer.writerow([int(row[0]), *(repr(float(cell)) for cell in row[1:])])
    return text.getvalue()


def iterations(scene: Scene) -> None:
    """The table under the stage."""
    run, variables = scene.run, scene.variables
    table = columns(run, variables)
    numbers = {name: st.column_config.NumberColumn(format="%.10g") for name in table if name != "step"}
    st.dataframe(
        pa.table({name: pa.array(values) for name, values in table.items()}),
        key=f"{PAGE}.table",
        height=260,
        hide_index=True,
        column_config=numbers,
    )
    st.download_button(
        "Download as CSV",
        data=lambda: as_csv(run, variables),
        file_name="gradient_descent.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"{PAGE}.csv",
        icon=":material/download:",
    )
