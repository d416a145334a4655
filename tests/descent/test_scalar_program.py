"""Plain floats give what NumPy gives, for every operation, on and off the domain."""

import numpy as np
import pytest

from core.descent.scalar_program import on_floats
from core.language.presets import ALL
from core.surfaces.gradient import Objective
from tests.descent.functions import one, two

PLACES = (-800.0, -7.3, -1.0, -0.4, 0.0, 0.2, 1.0, 2.5, 40.0, 1e200)


@pytest.mark.parametrize("preset", ALL, ids=lambda p: p.name)
def test_floats_and_arrays_agree(preset):
    function = one(preset.text) if preset.variables == ("x",) else two(preset.text)
    objective = Objective(function, dict.fromkeys(function.parameters, 1.3))
    program = objective.curvature_program
    evaluate = on_floats(program, objective.bound)
    for a in PLACES:
        for b in PLACES if len(preset.variables) == 2 else (0.0,):
            point = (a, b)[: len(preset.variables)]
            values = dict(zip(preset.variables, map(np.float64, point), strict=True))
            expected = [float(output) for output in program.run(values | objective.bound)]
            found = evaluate(*point)
            finite = np.isfinite(expected)
            assert np.array_equal(np.isfinite(found), finite), (point, found, expected)
            assert np.array(found)[finite] == pytest.approx(np.array(expected)[finite], rel=1e-9, abs=1e-250)


def test_whole_powers_do_not_go_through_numpy(monkeypatch):
    objective = Objective(one("x^3 + x^7"))

    def forbidden(*arguments):
        raise AssertionError("NumPy was asked")

    evaluate = on_floats(objective.value_program, {})
    monkeypatch.setattr(np, "power", forbidden)
    assert evaluate(2.0) == (136.0,)
