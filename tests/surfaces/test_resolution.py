"""Pictures that cannot follow f are told from those that can."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import parse
from core.surfaces.field import Area, field_of
from core.surfaces.gradient import Objective
from core.surfaces.resolution import too_fast

AREA = Area(-4.0, 4.0, -4.0, 4.0)
STEP = 8 / 96


def told(text: str) -> bool:
    return too_fast(field_of(Objective(parse(text, ("x", "y"))), AREA))


@settings(max_examples=25, deadline=None)
@given(st.floats(0.1, 1.2), st.floats(0, np.pi))
def test_waves_of_five_steps_or_more_are_followed(phase, turn):
    a, b = np.cos(turn) * phase / STEP, np.sin(turn) * phase / STEP
    assert not told(f"sin(({a:.6f})x + ({b:.6f})y)")


@settings(max_examples=25, deadline=None)
@given(st.floats(2.6, 9.0), st.sampled_from(["x", "y"]))
def test_waves_of_less_than_two_and_a_half_steps_are_not(phase, along):
    assert told(f"sin({phase / STEP:.6f}{along})")


@pytest.mark.parametrize(
    "text", ["5", "x", "|x y|", "1/(x y)", "tan(x)", "floor(x) y", "sqrt(x y)", "x^y", "atan2(y, x)"]
)
def test_poles_jumps_and_edges_are_no_waves(text):
    assert not told(text)
