"""An optimiser is one row: all else comes from it. AdaDelta (torch.optim.Adadelta) is added here and nowhere else."""

import json
import subprocess
import sys

import numpy as np
import pytest

from core.descent.descend import descend
from core.descent.explain import step_in_numbers
from core.descent.optimiser import Optimiser, State
from core.descent.optimisers import OPTIMISERS
from core.descent.theory import theory
from core.descent.traced import portable_rule
from core.language import parse
from core.programs.numpy_code import numpy_program
from tests.widgets.node import run as run_node


def adadelta(x, gradient, rate, state, *, rho, eps):
    squares = rho * state.squares + (1.0 - rho) * gradient * gradient
    step = gradient * (state.velocity + eps) ** 0.5 / (squares + eps) ** 0.5
    return x - rate * step, State(rho * state.velocity + (1.0 - rho) * step * step, squares)


ROW = Optimiser(
    "adadelta",
    "AdaDelta",
    adadelta,
    formula=r"x \leftarrow x - \eta\, g \frac{\sqrt{v + \varepsilon}}{\sqrt{s + \varepsilon}}",
    before=("v, s = 0.0, 0.0",),
    lines=(
        "s = {rho}*s + (1 - {rho})*g*g",
        "step_ = g*np.sqrt(v + {eps})/np.sqrt(s + {eps})",
        "v = {rho}*v + (1 - {rho})*step_*step_",
        "x = x - eta*step_",
    ),
    numbers="s = {s},   {name} ← {x} − {rate} · {(step)} = {new}",
    quantities=lambda x, g, rate, before, after, *, rho, eps: {
        "step": g * (before.velocity + eps) ** 0.5 / (after.squares + eps) ** 0.5
    },
    constants={"rho": 0.9, "eps": 1e-6},
    rate=1.0,
)


@pytest.fixture
def walked(monkeypatch):
    monkeypatch.setitem(OPTIMISERS, ROW.name, ROW)
    bowl = parse("x^2 + 3 y^2", ("x", "y"))
    return descend(bowl, (2.0, -1.0), optimizer=ROW.name, learning_rate=1.0, steps=12)


def by_hand(steps):
    """Zeiler (2012), algorithm 1, on x² + 3y²."""
    point, squares, moves, path = np.array([2.0, -1.0]), np.zeros(2), np.zeros(2), []
    for _ in range(steps + 1):
        path.append(point)
        gradient = np.array([2.0, 6.0]) * point
        squares = 0.9 * squares + 0.1 * gradient**2
        move = -np.sqrt(moves + 1e-6) / np.sqrt(squares + 1e-6) * gradient
        moves = 0.9 * moves + 0.1 * move**2
        point = point + move
    return np.array(path)


def test_it_runs(walked):
    assert walked.points == pytest.approx(by_hand(12), rel=1e-12)
    assert theory(walked, 1.0).bound is None


def test_its_step_is_written_in_numbers(walked):
    line = step_in_numbers(walked, 0)[1]
    assert line.startswith("s = 3.6,   y ← −1 − 1 · (−0.003162) = −0.99")


def test_its_program_prints_the_same_iterates(walked):
    done = subprocess.run([sys.executable, "-c", numpy_program(walked)], capture_output=True, text=True, check=True)
    printed = [[float(number) for number in line.split()[1:]] for line in done.stdout.splitlines()]
    assert np.array(printed) == pytest.approx(walked.points[1:], rel=1e-8)


def test_the_browser_takes_the_same_steps(walked):
    settings = {"optimizer": ROW.name, "rule": portable_rule(ROW.name), "constants": dict(walked.constants)}
    settings |= {"schedule": "constant", "rate": 1.0, "steps": 12, "start": [2.0, -1.0], "parameters": []}
    asked = {"program": walked.objective.portable(), "settings": settings, "variables": ["x", "y"]}
    (ours,) = json.loads(run_node("descents.js", stdin=json.dumps([asked])))
    assert np.array(ours["numbers"])[:, :2] == pytest.approx(walked.points, rel=1e-11)
    told = [formula["formula"] for formula, _ in ours["told"]]
    assert told[0] == list(step_in_numbers(walked, 0))
