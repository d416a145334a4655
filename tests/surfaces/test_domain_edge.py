"""Where a sampled function ends: on the curve that the formula says, with the value it has there."""

import numpy as np
import pytest

from core.language import parse
from core.surfaces.domain_edge import domain_edge
from core.surfaces.field import Area, Field, field_of
from core.surfaces.gradient import Objective


def sampled(text: str, count: int = 40) -> Field:
    return field_of(Objective(parse(text, ("x", "y"))), Area(-4, 4, -4, 4), count)


def places(field: Field, edge) -> tuple[np.ndarray, np.ndarray]:
    n = len(field.x)
    i, j = np.divmod(edge.number % (n * n), n)
    upright = edge.number >= n * n
    step = field.x[1] - field.x[0]
    return field.x[j] + np.where(upright, 0, edge.share * step), field.y[i] + np.where(upright, edge.share * step, 0)


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("sqrt(9 - x^2 - y^2)", lambda x, y: x**2 + y**2 - 9),
        ("sqrt(x - y^2)", lambda x, y: y**2 - x),
        ("sqrt(x + y) + sqrt(2 - y)", lambda x, y: np.where(np.abs(2 - y) < 1e-4, 0, -x - y)),
        ("asin(x/2) + y", lambda x, y: np.abs(x) - 2),
    ],
)
def test_the_edge_lies_where_the_formula_ends(text, outside):
    field = sampled(text)
    edge = domain_edge(field)
    x, y = places(field, edge)
    assert len(x) > 20
    assert outside(x, y) == pytest.approx(0, abs=1e-4)
    assert field.height(x, y) == pytest.approx(edge.value, abs=1e-6)


def test_a_pole_ends_where_it_leaves_the_picture():
    field = sampled("1/x + 0y", 41)  # a column of the grid lies on the pole
    edge = domain_edge(field, -8.0, 8.0)
    x, _ = places(field, edge)
    assert np.abs(x) == pytest.approx(1 / 8, abs=1e-4)
    assert np.abs(edge.value) == pytest.approx(8, abs=1e-4)


@pytest.mark.parametrize("text", ["x y", "3", "floor(x)"])
def test_a_function_that_is_defined_everywhere_has_no_edge(text):
    assert len(domain_edge(sampled(text)).number) == 0
