"""The SymPy program runs as it stands and prints both partial derivatives and their values."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest

from core.language import parse
from core.language.presets import TWO_VARIABLES
from core.programs.partial_code import partials_program
from core.surfaces.gradient import Objective


def printed(text: str, x: float, y: float, **parameters: float) -> list[str]:
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(partials_program(parse(text, ("x", "y")), x, y, **parameters), "panel", "exec"), {})
    return out.getvalue().strip().split("\n")


def test_the_example_prints_eight_and_seven():
    assert printed("x^2 + 3x y + y^2", 1, 2) == ["2*x + 3*y", "3*x + 2*y", "8", "7"]


@pytest.mark.parametrize("preset", TWO_VARIABLES, ids=lambda preset: preset.name)
def test_every_preset_prints_its_gradient(preset):
    lines = printed(preset.text, 0.7, -0.4)
    gradient = Objective(parse(preset.text, ("x", "y"))).gradient(np.array([0.7, -0.4]))
    assert [float(line) for line in lines[-2:]] == pytest.approx(gradient.tolist(), rel=1e-8, abs=1e-9)


def test_parameters_have_their_values():
    assert [float(value) for value in printed("a x^2 + b y", 3, 1, a=2.0, b=-0.5)[-2:]] == [12.0, -0.5]
