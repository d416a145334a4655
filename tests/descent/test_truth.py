"""What the corpus of true answers says about descents."""

import pytest

from core.descent.descend import descend
from core.language import parse
from tests.truth import truth


@pytest.mark.parametrize(
    "case", truth("descent"), ids=lambda case: f"{case['f']} {case['optimizer']} {case['schedule']}"
)
def test_what_became_of_it_is_true(case):
    function = parse(case["f"], ("x", "y")[: len(case["start"])])
    how = {name: case[name] for name in ("learning_rate", "steps", "optimizer", "schedule")}
    kind = descend(function, case["start"], **how).outcome.kind
    assert case["allowed"] is None or kind in case["allowed"]
    assert case["forbidden"] is None or kind not in case["forbidden"]
