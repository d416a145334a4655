"""The examples for z, u and v can be read, and the two ways add up to what nudging gives."""

import mpmath
import pytest

from core.graphs.branch_presets import BRANCHES, Ways
from core.graphs.paths import Branches
from core.language import parse


@pytest.mark.parametrize("ways", BRANCHES, ids=lambda ways: ways.name)
def test_the_ways_of_an_example_add_up_to_its_derivative(ways: Ways) -> None:
    z, u, v = parse(ways.z, ("u", "v")), parse(ways.u, ("x", "y")), parse(ways.v, ("x", "y"))
    letters = dict.fromkeys({*z.parameters, *u.parameters, *v.parameters}, 0.7)

    def of(function, *at: float) -> float:
        return float(function(*at, **{name: letters[name] for name in function.parameters}))

    branches, x, y = Branches(z, {"u": u, "v": v}), 0.6, 1.3
    for by, at in (("x", x), ("y", y)):
        total = sum(path.product for path in branches.at(by, x, y, letters))

        def whole(t: mpmath.mpf, by: str = by) -> float:
            place = (float(t), y) if by == "x" else (x, float(t))
            return of(z, of(u, *place), of(v, *place))

        assert total == pytest.approx(float(mpmath.diff(whole, at, h=1e-5)), rel=1e-4, abs=1e-6)
