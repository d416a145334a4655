"""A sheet to print: as many exercises as asked, their solutions only where they are wanted."""

import pytest

from core.practice import exercise
from core.practice.sheet import sheet


@pytest.mark.parametrize("kind", ["derivative", "wrong-line", "learning-rate"])
def test_a_sheet_has_its_exercises_and_solutions_only_on_demand(kind):
    plain = sheet("Homework", kind, 1, 5, 4, solutions=False)
    solved = sheet("Homework", kind, 1, 5, 4, solutions=True)
    for seed in range(5, 9):
        made = exercise(kind, seed, 1)
        assert made.prompt in plain
        assert made.solution[-1] in solved
    assert "Solutions" not in plain
    assert solved.startswith(plain.rstrip())


def test_a_sheet_is_bounded():
    with pytest.raises(ValueError):
        sheet("Homework", "derivative", 1, 5, 21, solutions=False)
