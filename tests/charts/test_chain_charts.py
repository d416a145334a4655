"""The charts of the chain-rule page: every spec renders, and what is drawn is what was computed."""

import numpy as np
import pytest
import vl_convert

from core.charts.chain_depth import depth_tables, depth_template
from core.charts.chain_network import CELLS, grid, loss_tables, loss_template, surface_tables, surface_template
from core.charts.chain_trail import trail_tables, trail_template


def drawing(template, tables) -> str:
    spec = {**template.filled(**tables), "width": 500, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
    spec["datasets"] = {name: table.to_pylist() for name, table in tables.items()}
    return vl_convert.vegalite_to_svg(spec)


@pytest.mark.parametrize("present", [False, True])
def test_the_trail(present: bool) -> None:
    us = np.linspace(0, 10, 101)
    tables = trail_tables(us, us**2, (0, 10, 0, 100), (5.0, 25.0), 10.0, 3.0, ("du/dx = 3", "df/dx = 30"))
    assert tables["climb"].to_pydict()["y"] == [25.0, 55.0]
    assert tables["speed"].to_pydict()["x"] == [5.0, 8.0]
    svg = drawing(trail_template(present), tables)
    assert "du/dx = 3" in svg
    assert "df/dx = 30" in svg


@pytest.mark.parametrize("present", [False, True])
def test_the_surface_shows_the_answer_of_every_cell(present: bool) -> None:
    answers = (grid()[:, 0] > 0).astype(float).reshape(CELLS, CELLS)
    points, targets = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array([0.0, 1.0])
    tables = surface_tables(answers, points, targets, 1)
    cells = tables["cells"].to_pydict()
    assert all((x >= 0) == (side == "function") for x, side in zip(cells["x"], cells["side"], strict=True))
    assert tables["chosen"].to_pydict() == {"x": [1.0], "y": [0.0]}
    assert "<svg" in drawing(surface_template(present), tables)


@pytest.mark.parametrize(
    "losses", [[0.5], [0.5, 0.05, 1e-6], list(np.geomspace(1, 1e-3, 3000)), [0.5, np.inf], [np.nan]]
)
def test_the_loss_curve(losses: list[float]) -> None:
    tables = loss_tables(np.array(losses))
    assert tables["losses"].num_rows <= 400
    low, high = tables["bounds"].to_pydict()["y"]
    assert low < high
    assert "<svg" in drawing(loss_template(), tables)


@pytest.mark.parametrize(
    ("norms", "rescued"),
    [
        ([1e-6, 1e-3, 1.0], [1.0, 1.0, 1.0]),
        ([1e9, 1e3, 1.0], None),
        ([0.0, 0.0, 1.0], [0.5, 0.7, 1.0]),
        ([np.inf, 1.0], None),
    ],
)
def test_the_gradients_on_a_log_axis(norms: list[float], rescued: list[float] | None) -> None:
    tables = depth_tables(np.array(norms), None if rescued is None else np.array(rescued), ("now: a", "change: b"))
    drawn = tables["norms"].to_pydict()["y"]
    assert [y for y in drawn if y is not None] == pytest.approx([np.log10(n) for n in norms if 0 < n < np.inf])
    svg = drawing(depth_template(), tables)
    assert ("change: b" in svg) == (rescued is not None)
