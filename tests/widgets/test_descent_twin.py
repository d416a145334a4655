"""The descent that the browser takes while a hand moves is the one that Python takes."""

import json
from random import Random

import numpy as np
import pytest

from core.descent.descend import descend
from core.descent.objectives import objective_of
from core.descent.optimisers import OPTIMISERS
from core.descent.schedules import SCHEDULES
from core.descent.traced import portable_rule
from core.sections.gradient_descent import stage, view
from core.sections.gradient_descent.subject import Subject
from tests.widgets.node import run

FUNCTIONS = {
    ("x",): ("x^2", "x^4/4 - x^2", "sqrt(x)", "ln(x) + 1/x", "abs(x)", "1/x", "cos(x) + x^2/9"),
    ("x", "y"): ("x^2 + 3 y^2", "x^2 - y^2", "(1-x)^2 + 10 (y-x^2)^2", "sqrt(x y)", "x y exp(-x^2-y^2)"),
}


def subjects() -> list[Subject]:
    chance = Random(4)
    found = []
    for variables, texts in FUNCTIONS.items():
        for text in texts:
            for optimizer in OPTIMISERS:
                start = tuple(round(chance.uniform(-2, 4), 2) for _ in variables)
                rate = round(10 ** chance.uniform(-3, 0.3), 3)
                schedule = chance.choice(list(SCHEDULES))
                found.append(Subject(text, variables, (), start, rate, chance.randrange(1, 25), optimizer, schedule))
    return found


@pytest.fixture(scope="module")
def pairs():
    asked = []
    for subject in subjects():
        data = view.run_data(subject, 0, view_theory(subject), log=False, large=False)
        program = view.ground_of(subject)["program"]
        asked.append({"program": program, "settings": data["settings"], "variables": list(subject.variables)})
    return list(zip(subjects(), json.loads(run("descents.js", stdin=json.dumps(asked))), strict=True))


def view_theory(subject: Subject):
    from core.descent.theory import theory

    return theory(subject.run, subject.rate)


def test_it_takes_the_same_steps(pairs):
    for subject, ours in pairs:
        theirs = subject.run
        rows = theirs.reached + 1 if np.isfinite(theirs.values[0]) else 0
        table = np.column_stack([theirs.points[:rows], theirs.values[:rows], theirs.gradients[:rows]])
        assert len(ours["numbers"]) == rows, subject
        # A run that doubles its error at each step (it leaves a hilltop, or jumps about) may differ more at its end.
        scale = np.maximum(np.abs(table), 1.0)
        grown = 1e-12 * 4.0 ** np.arange(rows)
        assert (np.abs(np.array(ours["numbers"]).reshape(table.shape) - table) <= grown[:, None] * scale).all(), subject
        assert (np.abs(np.array(ours["numbers"]).reshape(table.shape) - table)[:2] <= 1e-12 * scale[:2]).all(), subject


def test_it_says_the_same_of_each_step(pairs):
    apart = 0
    said = 0
    for subject, ours in pairs:
        for k, (formula, now) in enumerate(ours["told"]):
            number, lines = stage._formula(subject, k)
            same = (number, list(lines)) == (formula["shown"], formula["formula"])
            spoken = "".join(words for words, _ in view._now(subject, k))
            said += 2
            apart += (not same) + (spoken != now)
    assert said > 1000
    assert apart <= said * 0.01  # a last digit that falls the other way


@pytest.mark.parametrize("optimizer", [name for name, row in OPTIMISERS.items() if row.update])
def test_one_step_of_each_optimiser_from_anywhere_is_the_same(optimizer):
    chance = Random(9)
    asked, expected = [], []
    for _ in range(60):
        start, rate = chance.uniform(-50, 50), 10 ** chance.uniform(-4, 1)
        objective = objective_of("x^3/3 - 2 x", ("x",))
        theirs = descend(objective, (start,), optimizer=optimizer, learning_rate=rate, steps=3)
        settings = {
            "optimizer": optimizer,
            "rule": portable_rule(optimizer),
            "constants": dict(theirs.constants),
            "schedule": "constant",
            "rate": rate,
        }
        settings |= {"steps": 3, "start": [start], "parameters": []}
        asked.append({"program": objective.portable(), "settings": settings, "variables": ["x"]})
        expected.append(theirs.points[:4, 0])
    for ours, points in zip(json.loads(run("descents.js", stdin=json.dumps(asked))), expected, strict=True):
        assert [row[0] for row in ours["numbers"]] == pytest.approx(list(points[: len(ours["numbers"])]), rel=1e-11)
