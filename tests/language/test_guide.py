"""The guide for users says what is so: both texts of every row of its tables mean the same function."""

import re
from pathlib import Path

import numpy as np
import pytest

from core.language import limits, parse, series

GUIDE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+?)` \| `(.+?)` \|", GUIDE, re.MULTILINE)
PLACES = np.array([-3.0, -1.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.0, 3.5])


def test_the_guide_has_its_rows():
    assert len(ROWS) > 45


@pytest.mark.parametrize(("text", "meaning"), ROWS)
def test_a_row_of_the_guide(text, meaning):
    variables = ("x", "y") if "y" in text.replace("\\", "").replace("by", "") and "xy" in text else ("x",)
    one, other = parse(text, variables), parse(meaning, variables)
    assert set(one.parameters) == set(other.parameters)
    letters = dict.fromkeys(one.parameters, 1.5)
    places = [PLACES, np.flip(PLACES)][: len(variables)]
    assert one(*places, **letters) == pytest.approx(other(*places, **letters), nan_ok=True)


@pytest.mark.parametrize(
    "figure",
    [
        f"{limits.MAX_CHARACTERS:,} characters", f"{limits.MAX_NODES} parts", f"{limits.MAX_BRACKETS} brackets",
        f"{limits.MAX_ARGUMENTS} pieces", f"{series.LONGEST} terms", f"powers up to {limits.MAX_POWER:,}",
    ],
)  # fmt: skip
def test_the_limits_in_the_guide_are_the_limits(figure):
    assert figure in GUIDE
