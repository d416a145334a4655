"""No two parts of a page disagree, and nothing is missed: a few of the functions of ``agreement.py``."""

import pytest

from core.language.printing import to_text
from tests.curves.agreement import disagreements, generated

_FEW = 16


@pytest.mark.parametrize("number", range(0, 61 * _FEW, 61))
def test_lists_places_and_picture_agree_with_a_dense_search(number):
    function = generated(number)
    assert list(disagreements(function)) == [], to_text(function.tree)
