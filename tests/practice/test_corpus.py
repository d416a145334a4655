"""Answers of learners, from public question banks: none right refused, none wrong accepted, each mistake named."""

import json
from pathlib import Path

import pytest

from core.practice import check, mistakes, question

CORPORA = Path(__file__).parent / "corpora"
ANSWERS = json.loads((CORPORA / "practice.json").read_text(encoding="utf-8"))
CLASSES = json.loads((CORPORA / "mistakes.json").read_text(encoding="utf-8"))
FIELDS = ("by", "at", "rate", "order", "then", "given", "gradient")


def name(row: dict) -> str:
    return f"{row['kind']} {row['function']} {row.get('wrong', row['right'])}"


def asked(row: dict):
    return question(row["kind"], row["function"], row["variables"], **{key: row.get(key) for key in FIELDS})


@pytest.mark.parametrize("row", ANSWERS, ids=name)
def test_no_right_answer_is_refused(row):
    judgement = check(asked(row), row["right"])
    assert judgement.verdict == "right", judgement


@pytest.mark.parametrize("row", [row for row in ANSWERS if "wrong" in row], ids=name)
def test_no_wrong_answer_is_accepted_and_its_mistake_is_named(row):
    judgement = check(asked(row), row["wrong"])
    assert judgement.verdict == "wrong"
    assert judgement.mistake is not None
    assert mistakes()[judgement.mistake].family == row["family"], (judgement.mistake, row["mistake"])


def test_every_class_of_mistake_has_its_words():
    known = mistakes()
    assert {row["mistake"] for row in CLASSES} == set(known)
    for row in CLASSES:
        mistake = known[row["mistake"]]
        assert mistake.family == row["family"]
        assert mistake.sentence.endswith("?"), "the first sentence ends in a question that leads out"
        assert len(mistake.sentence) <= 160
        assert mistake.help.endswith(".") or mistake.help.endswith("?")
