"""What the corpus of true answers says about landscapes."""

import pytest

from core.language import parse
from core.surfaces import critical_points, place
from tests.truth import truth


def same_points(points, expected):
    if isinstance(expected, int):
        return len(points) == expected
    return sorted((p.x, p.y) for p in points) == [pytest.approx(e, abs=1e-6) for e in sorted(map(tuple, expected))]


@pytest.mark.parametrize("case", truth("gradient"), ids=lambda case: case["f"])
def test_the_gradient_at_a_place(case):
    found = place(parse(case["f"], ("x", "y")), tuple(case["at"])).gradient
    assert found == (None if case["gradient"] is None else pytest.approx(tuple(case["gradient"])))


@pytest.mark.parametrize("case", truth("critical_points_2d"), ids=lambda case: case["f"])
def test_the_critical_points_of_a_window(case):
    window = tuple(case["from_to"])
    found = critical_points(parse(case["f"], ("x", "y")), (window, window))
    assert found.complete
    for kind, name in (("minimum", "minima"), ("maximum", "maxima"), ("saddle", "saddles")):
        if case[name] is not None:
            assert same_points([p for p in found.points if p.kind == kind], case[name])
