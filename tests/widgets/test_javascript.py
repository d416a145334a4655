"""The widgets' JavaScript: its own tests, its types, its style, and what has a twin in Python."""

import json
import math
import re
import struct
from random import Random

import pytest

from core.language.written_number import number
from core.widgets.component import all_code
from tests.widgets.node import FOLDER, need, run

TOOLS = FOLDER / "node_modules"
WIDGETS = FOLDER.parents[1] / "core" / "widgets"
COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)
TYPED = re.compile(r"@(?:type|param|returns|typedef|template|satisfies)\s*\{")
# What TypeScript takes for any in JavaScript: its name, those that JSDoc had before, and containers of who knows what.
VAGUE = re.compile(r"\b(?:any|Object|Function)\b|\b(?:Array|Promise|Map|Set|WeakMap)\b(?!<)|^[*?]$")
# Here TypeScript finds no type for what Python sends, and takes any.
UNSAID = re.compile(r"update: \((?:\w+|\{[\w, ]*\})\) =>")
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


def types_in(code: str) -> list[str]:
    """The types that the JSDoc comments of ``code`` write, each to the brace that closes it."""
    found = []
    for comment in COMMENT.findall(code):
        for tag in TYPED.finditer(comment):
            end, depth = tag.end(), 1
            while depth and end < len(comment):
                depth += {"{": 1, "}": -1}.get(comment[end], 0)
                end += 1
            found.append(comment[tag.end() : end - 1].strip())
    return found


def vague_in(code: str) -> list[str]:
    """The types of ``code`` that leave open what something is."""
    return [type_ for type_ in types_in(code) if VAGUE.search(type_)] + UNSAID.findall(code)


@pytest.mark.parametrize(
    ("code", "vague"),
    [
        ("/** @type {any} */", True),
        ("/** @param {number} x @param {Record<string, any>} state */", True),
        ("/**\n * @typedef {{ data: { x: number }, from: any,\n * at: number }} Walk\n */", True),
        ("(/** @type {*} */ event) => event", True),
        ("/** @returns {Array} */", True),
        ("widget(() => ({ update: (data) => take(data) }))", True),
        ("/** Not any of them. @type {Map<object, number[]>} any */ // {any}", False),
        ("widget(() => ({ update: (/** @type {Data} */ data) => take(data) }))", False),
    ],
)
def test_a_type_that_says_nothing_is_found(code: str, vague: bool):
    assert bool(vague_in(code)) is vague


def test_its_types_say_what_things_are():
    files = {path.relative_to(WIDGETS).as_posix(): path.read_text(encoding="utf-8") for path in WIDGETS.rglob("*.js")}
    assert sum(len(types_in(code)) for code in files.values()) > 500
    assert {name: found for name, code in files.items() if (found := vague_in(code))} == {}


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
