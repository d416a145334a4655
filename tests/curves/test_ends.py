"""Open and closed circles: what a teacher draws by hand where a curve is broken."""

import pytest

from core.curves.ends import ends, may_jump
from core.curves.features import features
from core.curves.picture import drawn
from core.language import parse

# text: its circles, open ones as "o", closed ones as "x"
CIRCLES = {
    "{x < 0: -x, x^2}": [],
    "{x < 1: x, x >= 1: x + 2}": [(1, 1, "o"), (1, 3, "x")],
    "{x <= 1: x, x > 1: x + 2}": [(1, 3, "o"), (1, 1, "x")],
    "{x < 1: x, x > 1: x + 2}": [(1, 1, "o"), (1, 3, "o")],
    "{x < 1: x, x = 1: 5, x + 2}": [(1, 1, "o"), (1, 3, "o"), (1, 5, "x")],
    "{x != 2: x^2}": [(2, 4, "o")],
    "{x = 2: 1, x^2}": [(2, 4, "o"), (2, 1, "x")],
    "{-1 < x <= 2: x}": [(-1, -1, "o"), (2, 2, "x")],
    "{0 < x < 1: 1, 0}": [(0, 1, "o"), (0, 0, "x"), (1, 1, "o"), (1, 0, "x")],
    "step(x)": [(0, 0, "o"), (0, 1, "o"), (0, 0.5, "x")],
    "{x > 0: 1/x, 2}": [(0, 2, "x")],
}


@pytest.mark.parametrize("text", CIRCLES)
def test_the_circles_are_those_of_a_teacher(text):
    function = parse(text)
    assert may_jump(function)
    found = [(end.x, end.y, "x" if end.closed else "o") for end in ends(features(function, (-4.0, 4.0)).irregular)]
    assert sorted(found) == sorted(CIRCLES[text])


@pytest.mark.parametrize("text", ["x^2", "|x|", "relu(x)", "max(x, 1)", "1/x", "sqrt(x)", "tan x"])
def test_whole_formulas_are_not_searched(text):
    assert not may_jump(parse(text))


def test_a_point_by_itself_lies_in_the_picture():
    low, high = drawn(parse("{x < 1: x, x = 1: 3, 2 - x/2}"), {}).limits[2:]
    assert low <= -1 and high >= 3
