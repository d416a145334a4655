"""The widgets' JavaScript: its own tests, its types, its style, and what has a twin in Python."""

import json
import math
import struct
from random import Random

from core.language.written_number import number
from core.widgets.component import all_code
from tests.widgets.node import FOLDER, need, run

TOOLS = FOLDER / "node_modules"
ODD = [
    0.0,
    -0.0,
    0.5,
    2.5,
    0.125,
    0.375,
    1e-4,
    9.9995e-5,
    99995.0,
    999999.5,
    1e6,
    1e22,
    1e300,
    5e-324,
    math.inf,
    -math.inf,
]


def test_what_it_computes():
    run("--test")


def test_its_types():
    need("TypeScript (npm ci in tests/js)", (TOOLS / "typescript").exists())
    run("node_modules/typescript/bin/tsc", "--project", "tsconfig.json")


def test_its_style():
    need("ESLint (npm ci in tests/js)", (TOOLS / "eslint").exists())
    config = "tests/js/eslint.config.js"
    run(str(TOOLS / "eslint/bin/eslint.js"), "--config", config, "core/widgets", "tests/js", folder=FOLDER.parents[1])


def test_all_of_it_is_one_module():
    run("--check", "--input-type=module", "-", stdin=all_code())


def test_a_number_is_written_alike_in_both_languages():
    random = Random(15)
    anywhere = [struct.unpack("<d", random.randbytes(8))[0] for _ in range(3000)]
    usual = [round(random.uniform(-9, 9), random.randrange(9)) * 10.0 ** random.randrange(-6, 9) for _ in range(3000)]
    halves = [random.randrange(-(10**5), 10**5) / 2.0 ** random.randrange(1, 12) for _ in range(1000)]
    cases = [(value, random.randrange(1, 13)) for value in [*ODD, *anywhere, *usual, *halves]]
    said = json.loads(run("numbers.js", stdin=json.dumps([[repr(v).replace("inf", "Infinity"), n] for v, n in cases])))
    assert [(case, text) for case, text in zip(cases, said, strict=True) if text != number(*case)] == []
