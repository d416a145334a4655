"""The number lines that the browser draws while a hand moves are those that Python draws."""

import json
import math

import pytest

from core.graphs.links import chain_of
from core.language import parse
from core.sections.chain_rule.stage import number_lines, portable_chain
from tests.widgets.node import run

TEXTS = (
    "(3x+2)^2",
    "sin(x^2)",
    "exp(sin(x^2))",
    "a sqrt(1+x^2)",
    "ln(x)^3",
    "1/(x-1)",
    "relu(2x-1)^2",
    "sigmoid(3x)^2",
)
NUMBERS = ("value", "guess", "tip", "half")


def test_the_lines_are_the_same():
    asked, expected = [], []
    for text in TEXTS:
        function = parse(text, ("x",))
        letters = dict.fromkeys(function.parameters, 1.7)
        chain = chain_of(function)
        for x in (-2.3, -0.4, 0.3, 1.9, 4.0):
            for dx in (-0.8, 0.0, 0.25, 1.0):
                lines = number_lines(chain, chain.at(x, letters), chain.at(x + dx, letters), dx)
                rows = [{"name": line.name, "formula": line.formula} for line in lines]
                asked.append({"lines": rows, "chain": portable_chain(chain, x, dx, letters)})
                expected.append((text, x, dx, lines))
    answers = json.loads(run("chains.js", stdin=json.dumps(asked)))
    assert len(answers) == len(TEXTS) * 20
    for (text, x, dx, lines), ours in zip(expected, answers, strict=True):
        for line, drawn in zip(lines, ours, strict=True):
            for name in NUMBERS:
                value = getattr(line, name)
                if math.isfinite(value):
                    assert drawn[name] == pytest.approx(value, rel=1e-12, abs=1e-12), (text, x, dx, name)
                else:
                    assert drawn[name] is None, (text, x, dx, name)
            assert (drawn["move"], drawn["shown"], drawn["rate"]) == (line.move, line.shown, line.rate), (text, x, dx)
