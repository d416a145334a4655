"""Every picture of the descent page renders from its data, and the drawn data is what was computed."""

import json

import numpy as np
import pyarrow as pa
import pytest
import vl_convert

from core.charts import descent_basins, descent_compare, descent_data, descent_map, descent_slope
from core.charts.template import Template
from core.descent.basins import ASTRAY, ON_THE_WAY
from core.descent.descend import descend
from core.language import parse
from core.learning.datasets import DATA_SETS
from core.learning.regression import problem
from core.learning.stochastic import spread, train

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


def test_the_regions_of_twelve_minima_and_of_nothing_look_different() -> None:
    looks = [descent_basins.region_look(label) for label in (*range(12), ASTRAY, ON_THE_WAY)]
    assert len(set(looks)) == len(looks)


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
