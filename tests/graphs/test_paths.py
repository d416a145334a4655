"""The rule with branches against SymPy's own derivative of the substituted function."""

import pytest
import sympy as sp

from core.graphs.paths import Branches
from core.language import parse

X, Y = sp.symbols("x y", real=True)
CASES = [
    ("u^2 v", "x + 2y", "x y", (X + 2 * Y) ** 2 * X * Y),
    ("sin(u) e^v", "x y", "x - y^2", sp.sin(X * Y) * sp.exp(X - Y**2)),
    ("u/v", "x^2 + 1", "y^2 + 3", (X**2 + 1) / (Y**2 + 3)),
    ("sqrt(u^2 + v^2)", "x cos y", "x sin y", sp.sqrt((X * sp.cos(Y)) ** 2 + (X * sp.sin(Y)) ** 2)),
    ("u", "x", "y", X),
]


@pytest.mark.parametrize(("z", "u", "v", "whole"), CASES)
@pytest.mark.parametrize("by", ["x", "y"])
def test_the_products_of_the_paths_add_up(z: str, u: str, v: str, whole: sp.Expr, by: str) -> None:
    branches = Branches(parse(z, ("u", "v")), {"u": parse(u, ("x", "y")), "v": parse(v, ("x", "y"))})
    slope = sp.diff(whole, X if by == "x" else Y)
    for x, y in ((1.0, 2.0), (-0.7, 0.4)):
        expected = float(slope.subs({X: x, Y: y}).evalf(30))
        paths = branches.at(by, x, y, {})
        assert [path.via for path in paths] == ["u", "v"]
        assert sum(path.product for path in paths) == pytest.approx(expected, rel=1e-10, abs=1e-12)
        assert float(branches.whole.derivative(by)(x, y)) == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_the_example_of_the_page() -> None:
    branches = Branches(parse("u^2 v", ("u", "v")), {"u": parse("x + 2y", ("x", "y")), "v": parse("x y", ("x", "y"))})
    assert branches.values(1, 2, {}) == {"x": 1, "y": 2, "u": 5, "v": 2, "z": 50}
    assert [(p.outer, p.inner, p.product) for p in branches.at("x", 1, 2, {})] == [(20, 1, 20), (25, 2, 50)]


def test_letters_keep_their_values() -> None:
    branches = Branches(parse("a u + v", ("u", "v")), {"u": parse("b x", ("x", "y")), "v": parse("y", ("x", "y"))})
    assert sum(p.product for p in branches.at("x", 1, 1, {"a": 3.0, "b": 5.0})) == 15.0
