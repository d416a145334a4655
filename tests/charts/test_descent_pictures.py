"""Every picture of the descent page renders from its data, and the drawn data is what was computed."""

import json

import numpy as np
import pyarrow as pa
import pytest
import vl_convert

from core.calculus.gradient import Objective
from core.charts import descent_basins, descent_compare, descent_data, descent_map, descent_slope
from core.charts.template import Template, arrow
from core.descent.basins import ASTRAY, ON_THE_WAY, Basins, basins
from core.descent.datasets import DATA_SETS
from core.descent.descend import descend
from core.descent.regression import problem
from core.descent.stochastic import spread, train
from core.descent.sweep import sweep
from core.language import parse

BOWL = "x^2 + 3y^2"


def rendered(picture: Template, tables: dict[str, pa.Table]) -> str:
    spec = picture.filled(**tables)
    data = {name: table.to_pylist() for name, table in spec["datasets"].items()}
    return vl_convert.vegalite_to_svg(json.dumps({**spec, "datasets": data, "width": 400}), vl_version="6.1")


def run_of(text: str, start: list[float], **options: float):
    variables = ("x", "y")[: len(start)]
    return descend(parse(text, variables), start, **{"learning_rate": 0.1, "steps": 10, **options})


def test_every_level_line_lies_on_one_level() -> None:
    table = descent_map.function_levels(BOWL, ("x", "y"), (), (-4.0, 4.0, -4.0, 4.0)).to_pydict()
    x, y, line = (np.array(table[name]) for name in ("x", "y", "line"))
    for number in np.unique(line):
        heights = x[line == number] ** 2 + 3 * y[line == number] ** 2
        assert np.ptp(heights) <= 1e-6 * heights.max()


@pytest.mark.parametrize(
    ("text", "start", "rate"), [("x^2", 4.0, 0.1), ("x^2", 4.0, 1.5), ("ln x", 1.0, 0.5), ("x^2", 0.0, 0.1)]
)
def test_the_slope_along_a_run(text: str, start: float, rate: float) -> None:
    run = run_of(text, [start], learning_rate=rate)
    sizes = np.linalg.norm(run.gradients[: run.reached + 1], axis=1)
    tables = descent_slope.slope_tables(sizes)
    assert tables["slopes"].num_rows == run.reached + 1
    assert "<svg" in rendered(descent_slope.slope_template(), tables)


def test_optimisers_side_by_side_differ_by_more_than_colour() -> None:
    assert len(set(descent_compare.LOOKS.values())) == len(descent_compare.LOOKS)
    runs = {name: run_of(BOWL, [2.0, 1.0], optimizer=name) for name in descent_compare.LOOKS}
    limits = (-4.0, 4.0, -4.0, 4.0)
    ground = descent_map.function_levels(BOWL, ("x", "y"), (), limits)
    tables = descent_compare.paths_tables(runs, limits, ground)
    assert tables["paths"].num_rows == 9 * 11
    assert "<svg" in rendered(descent_compare.paths_template(2), tables)
    losses = rendered(descent_compare.losses_template(), descent_compare.losses_tables(runs, 0.0))
    assert all(title in losses for title in ("Plain", "Nesterov", "AdamW", "Line search"))


def test_the_sweep_breaks_off_where_it_diverges() -> None:
    found = sweep(Objective(parse("x^2")), [4.0], 2000)
    tables = descent_compare.sweep_tables(found, 0.0, 16.0, "gd", 0.1, "η = 0.1")
    table = tables["sweep"].to_pydict()
    ends = [y for x, y, who in zip(table["x"], table["y"], table["who"], strict=True) if who == "Plain" and x > 3]
    assert ends and set(ends) == {None}
    assert "<svg" in rendered(descent_compare.sweep_template(), tables)


def test_the_map_of_starts_is_covered_once() -> None:
    found = basins(
        Objective(parse("(x^2 - 1)^2 + y^2", ("x", "y"))), ((-2, 2), (-2, 2)), learning_rate=0.05, resolution=31
    )
    limits = (-2.0, 2.0, -2.0, 2.0)
    tables = descent_basins.basins_tables(
        found, limits, (np.array([]), np.array([])), [], descent_map.target_table(limits)
    )
    regions = tables["regions"].to_pydict()
    width = sum(b - a for a, b in zip(regions["x"], regions["x2"], strict=True))
    assert width == pytest.approx(31 * (4 + 4 / 30))  # 31 rows, each from edge to edge
    assert set(regions["meaning"]) >= {"function", "rising"} and tables["minima"].num_rows == 2
    assert "<svg" in rendered(descent_basins.basins_template(2), tables)


def test_a_map_without_minima_renders() -> None:
    nothing = Basins(
        (np.linspace(0, 1, 5),),
        np.array([ASTRAY, ASTRAY, ON_THE_WAY, ON_THE_WAY, ASTRAY]),
        np.empty((0, 1)),
        np.empty(0),
    )
    xs = np.linspace(0, 1, 5)
    tables = descent_basins.basins_tables(nothing, (0.0, 1.0, 0.0, 1.0), (xs, xs), [(xs, xs)], arrow(x=xs, y=xs))
    assert tables["regions"]["meaning"].to_pylist() == ["falling", "flat", "falling"]
    assert "<svg" in rendered(descent_basins.basins_template(1), tables)


@pytest.mark.parametrize(
    ("model", "data"), [("linear", "line"), ("polynomial", "outliers"), ("logistic", "two classes")]
)
def test_learning_from_data(model: str, data: str) -> None:
    task = problem(model, DATA_SETS[data](1))
    start = np.full(len(task.names), -1.0)
    sizes = {"batch": 60, "mini": 8, "single": 1}
    runs = {
        kind: train(task, start, learning_rate=0.05, epochs=5, batch_size=size, seed=1) for kind, size in sizes.items()
    }
    limits = descent_data.map_limits(task, task.best(), start)
    levels = descent_data.loss_levels(task, task.best(), limits)
    names = task.names[-2:]
    assert levels.num_rows > 100
    draw = [
        (descent_data.loss_map_template(*names), descent_data.loss_map_tables(runs, limits, levels, task.best())),
        (descent_data.fit_template(), descent_data.fit_tables(task, task.best())),
        (descent_data.training_template("update"), descent_data.training_tables(runs, False)),
        (descent_data.cloud_template(*names), descent_data.cloud_tables(task.example_gradients(start), 8)),
        (descent_data.spread_template(), descent_data.spread_tables(spread(task, start, seed=1))),
    ]
    for picture, tables in draw:
        assert "<svg" in rendered(picture, tables)
