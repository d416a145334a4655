"""The NumPy program is run: what it prints is what the page shows."""

import contextlib
import io

import numpy as np
import pytest

from core.descent.descend import descend
from core.descent.optimisers import OPTIMISERS
from core.descent.schedules import SCHEDULES
from core.language.presets import ALL
from core.programs.numpy_code import numpy_program
from tests.descent.functions import HIMMELBLAU, one, two


def printed(code: str) -> np.ndarray:
    output = io.StringIO()
    with contextlib.redirect_stdout(output), np.errstate(all="ignore"):
        exec(compile(code, "panel", "exec"), {})
    return np.array([[float(cell) for cell in line.split()] for line in output.getvalue().splitlines()])


def test_it_prints_the_ten_iterates_of_the_lesson():
    table = printed(numpy_program(descend(one("x^2"), [4], learning_rate=0.1, steps=10)))
    assert table[:, 0].tolist() == list(range(1, 11))
    assert table[:3, 1].tolist() == [3.2, 2.56, 2.048] and table[-1, 1] == 0.4294967296


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("optimizer", OPTIMISERS)
@pytest.mark.parametrize(("text", "start"), [("x^4 - 4x^2 + x", [2.2]), (HIMMELBLAU, [1.0, 2.0])])
def test_every_optimiser_and_schedule(text, start, optimizer, schedule):
    function = one(text) if len(start) == 1 else two(text)
    rate = 0.4 if optimizer == "newton" else 0.003
    run = descend(function, start, optimizer=optimizer, learning_rate=rate, steps=15, schedule=schedule)
    assert printed(numpy_program(run, schedule))[:, 1:] == pytest.approx(run.points[1:], rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("preset", ALL, ids=lambda p: p.name)
@pytest.mark.parametrize("optimizer", ["gd", "newton"])
def test_every_preset(preset, optimizer):
    function = one(preset.text) if preset.variables == ("x",) else two(preset.text)
    low, high = preset.window
    start = [low + 0.71 * (high - low), low + 0.63 * (high - low)][: len(preset.variables)]
    parameters = dict.fromkeys(function.parameters, 0.7)
    run = descend(function, start, optimizer=optimizer, learning_rate=0.01, steps=5, parameters=parameters)
    if run.reached < 1 or (optimizer == "newton" and abs(np.linalg.det(run.objective.hessian(start))) < 1e-9):
        pytest.skip("without curvature Newton has no step to print")
    assert printed(numpy_program(run))[:, 1:] == pytest.approx(run.points[1 : run.reached + 1], rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("text", "start", "options", "last", "reason"),
    [
        ("x^4", [4.0], {"learning_rate": 0.1, "steps": 20}, None, "# The run ends after"),
        ("e^(x^2)", [1.5], {"learning_rate": 0.5, "steps": 12}, None, "# The run ends after"),
        ("ln(x)", [1.0], {"learning_rate": 3.0, "steps": 12}, 0, "where f has no value"),
        ("sqrt(x) + x", [1.0], {"learning_rate": 0.3, "steps": 12}, None, "# The run ends after"),
        (
            "1/x + x^3 y^2",
            [2.0, 3.0],
            {"learning_rate": 0.4, "steps": 30, "optimizer": "momentum"},
            None,
            "of 30 steps.",
        ),
        ("x^4", [4.0], {"learning_rate": 0.1, "steps": 50, "schedule": "cosine"}, None, "of 50 steps."),
        ("x^3", [4.0], {"learning_rate": 1.0, "steps": 40, "schedule": "warm-up"}, None, "of 40 steps."),
        ("x + x^2", [1e3], {"learning_rate": 90.0, "steps": 300}, None, "It diverges"),
        ("x^3 - 3x", [1.0], {"learning_rate": 1.0, "steps": 9, "optimizer": "newton"}, 9, ""),
        ("x", [1.0], {"learning_rate": 1.0, "steps": 9, "optimizer": "newton"}, 0, "the curvature is 0"),
    ],
)
def test_the_program_ends_where_the_run_ends_and_says_why(text, start, options, last, reason):
    run = descend(one(text) if len(start) == 1 else two(text), start, **options)
    code = numpy_program(run, options.get("schedule", "constant"))
    table = printed(code).reshape(-1, 1 + len(start))
    count = run.reached if last is None else last
    assert run.reached == count and (last is not None or 0 < count < run.steps)
    assert table[:, 0].tolist() == list(range(1, count + 1))
    assert table[:, 1:] == pytest.approx(run.points[1 : count + 1], rel=1e-6)
    comments = " ".join(line.removeprefix("# ") for line in code.splitlines() if line.startswith("# "))
    assert reason.removeprefix("# ") in comments and (comments == "") == (count == run.steps)


@pytest.mark.parametrize(
    "text",
    [
        "gamma(x)",
        "x!",
        "erf(x)^2",
        "gelu(x)",
        "elu(x, a)",
        "root(x, 3)",
        "x^(2/3)",
        "log_2(x)",
        "mod(x^2, 3) + x",
        "min(x, 2, x^2)",
        "asec(x)",
        "s x^2 + g x + t",
        "2^x - x^3/7",
        "-x^2 (x-1)/(x+3)",
        "e^-x/x",
    ],
)
def test_functions_that_numpy_lacks_and_letters_that_clash(text):
    function = one(text)
    run = descend(function, [1.7], learning_rate=0.02, steps=6, parameters=dict.fromkeys(function.parameters, 0.9))
    assert printed(numpy_program(run))[:, 1] == pytest.approx(run.points[1:, 0], rel=1e-6)
