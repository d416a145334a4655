"""Every class of mistake on formulas of our own: the answer is made by hand as the class describes it, and named so."""

import json
from pathlib import Path

import pytest

from core.practice import check, mistakes, question

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind, text, letters, at, wrong, mistake", CASES, ids=lambda value: str(value))
def test_a_mistake_is_named(kind, text, letters, at, wrong, mistake):
    order = 2 if kind == "second" else None
    names = [letters] if isinstance(letters, str) else letters
    variables = ("x", "y") if kind == "partial" else tuple(names)
    rate = "0.1" if kind == "descent" else None
    exercise = question("derivative" if order else kind, text, variables, by=names[0], at=at, order=order, rate=rate)
    judgement = check(exercise, wrong)
    if mistake == "right":
        assert judgement.verdict == "right"
        return
    assert judgement.verdict == "wrong"
    assert judgement.mistake is not None
    assert judgement.mistake == mistake or mistakes()[judgement.mistake].family == mistakes()[mistake].family
