"""|x|, max, relu and the like as cases: the same values everywhere, and every step of them true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import Function, parse
from core.language.printing import to_text
from core.language.syntax import Call, Symbol
from core.language.written_in_cases import has_cases, in_cases
from tests.language import oracle

PLACES = np.array([-3.0, -2.0, -1.0, -0.4, 0.0, 0.3, 0.5, 1.0, 1.7, 2.0, 4.0])

WRITTEN = {
    "|x|": "{x < 0: -x, x}",
    "relu(x)": "{x > 0: x, 0}",
    "sign(x)": "{x < 0: -1, x = 0: 0, 1}",
    "max(x, 1)": "{x >= 1: x, 1}",
    "min(x, x^2)": "{x <= x^2: x, x^2}",
    "clip(x, -1, 2)": "{x < -1: -1, x > 2: 2, x}",
    "leaky_relu(x, 0.2)": "{x > 0: x, 0.2*x}",
    "huber(x, 2)": "{abs(x) <= 2: x^2/2, 2*(abs(x) - 2/2)}",
    "sin(|x - 1|)": "sin({x - 1 < 0: -(x - 1), x - 1})",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written(text):
    assert to_text(in_cases(parse(text).tree)) == to_text(parse(WRITTEN[text]).tree)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(oracle.trees(functions=("abs", "sign", "relu", "leaky_relu", "elu", "step", "sin", "exp")), st.booleans())
def test_the_values_are_the_same_everywhere(tree, clipped):
    if clipped:
        tree = Call("min", (Call("max", (tree, Symbol("x"))), Call("relu", (tree,))))
    written = in_cases(tree)
    values = Function(tree, ("x",))(PLACES)
    assert Function(written, ("x",))(PLACES) == pytest.approx(values, nan_ok=True, rel=1e-12)
    assert has_cases(tree) or written is tree


def test_nothing_is_written_where_there_is_nothing():
    tree = parse("sin(x)^2 + {x < 0: 1, 2}").tree
    assert not has_cases(tree) and in_cases(tree) is tree
