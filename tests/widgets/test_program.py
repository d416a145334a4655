"""The program that travels: its twin in the browser computes what Python computes."""

import json

import numpy as np
import pytest

from core.language import parse
from core.language.portable import portable
from core.language.vocabulary import OPERATIONS
from tests.widgets.node import run
from tests.widgets.programs import differences, jobs, messages


@pytest.fixture(scope="module")
def found():
    return jobs()


def test_both_languages_compute_the_same(found):
    used = {step[0] for _, sent, _ in found for step in sent["code"]}
    assert set(OPERATIONS) - used == set()  # every operation was there
    wrong = differences(found, json.loads(run("programs.js", stdin=json.dumps(messages(found)))))
    assert wrong[:12] == []


def test_the_messages_are_small(found):
    sizes = [len(json.dumps(sent)) for _, sent, _ in found]
    assert np.median(sizes) < 1500 and max(sizes) < 20_000


def test_a_program_is_plain_data_and_says_what_it_needs():
    f = parse("a x^2 + exp(x)", ("x",))
    sent = json.loads(json.dumps(f.program))
    assert sent["inputs"] == ["x", "a"]
    assert [step[0] for step in sent["code"]] == ["^", "*", "exp", "+"]
    both = portable((f, f.derivative("x")))
    assert sum(step[0] == "exp" for step in both["code"]) == 1  # shared
    assert len(both["outputs"][1]) == 2  # a slope exists only where f does


def test_what_a_float_cannot_hold_has_no_program():
    assert parse("x^(100000000000000000001/300000000000000000001)", ("x",)).program is None
