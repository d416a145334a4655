"""The corpora to the end: derivatives against their published answers, hostile texts in a guarded process."""

import json
import subprocess
import sys
from pathlib import Path

import mpmath
import numpy as np
import pytest
import sympy as sp

from core.language import parse
from core.language.vocabulary import OPERATIONS

CORPORA = Path(__file__).parent / "corpora"
ROOT = Path(__file__).parents[2]


def corpus(name: str) -> list[dict]:
    return json.loads((CORPORA / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", corpus("derivatives.json"), ids=lambda entry: entry["expr"])
def test_derivatives_are_the_published_ones(entry):
    names = sorted(str(symbol) for symbol in sp.sympify(entry["expr_sympy"]).free_symbols) or ["x"]
    slope = parse(entry["expr"], tuple(names)).derivative(entry["var"])
    expected = sp.lambdify(sp.symbols(names), sp.sympify(entry["expected_sympy"]), "mpmath")
    compared = 0
    for start in (0.25, 0.37, 0.45, 0.71, 1.3, 2.4, -0.6):
        point = [start + 0.21 * k for k in range(len(names))]
        theirs, ours = mpmath.mpc(expected(*point)), float(slope(*point))
        if abs(theirs.imag) < 1e-9 and np.isfinite(ours):
            compared += 1
            assert ours == pytest.approx(float(theirs.real), rel=1e-8, abs=1e-10)
    assert compared >= 2


# Everything a page would do with a text, in a process that may take 1 GB: a text that needs more fails the test.
ORDEAL = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
import numpy as np
from core.language import LanguageError, parse
for entry in json.load(sys.stdin):
    parts = entry.get("build") or [entry["input"], 1]
    text = "".join(parts[i] * parts[i + 1] for i in range(0, len(parts), 2))
    for variables in (("x",), ("x", "y")):
        try:
            function = parse(text, variables)
            for order in range(3):
                values = function(*[np.linspace(-3, 3, 400)] * len(variables))
                shown = (function.latex, function.source, str(function.expression))
                function = function.derivative("x")
            print(json.dumps("drawn"))
        except LanguageError as refusal:
            assert refusal.message.endswith((".", "!", "?")) and 0 <= refusal.position <= len(text), text
            print(json.dumps(refusal.message))
"""


def _endured(entries: list[dict]) -> list[str]:
    """What came of each text, twice; fails where the process dies or an answer takes longer than a second."""
    ordeal = subprocess.run(
        [sys.executable, "-W", "error", "-c", ORDEAL],
        input=json.dumps(entries),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=2 * len(entries),  # one second a text, twice
        check=False,
    )
    assert ordeal.returncode == 0, ordeal.stderr[-2000:]
    return [json.loads(line) for line in ordeal.stdout.splitlines()]


def test_compositions_as_deep_as_they_may_be_are_typeset_and_handed_to_sympy():
    """Whatever shows or spells out an argument twice needs 2ⁿ of everything in functions n deep."""
    names = [name for name, operation in OPERATIONS.items() if operation.arity[0] == 1 and name not in ("min", "max")]
    texts = [f"{name} " * 38 + "x" for name in names[::2]] + [f"{name}(" * 19 + "x" + ")" * 19 for name in names[1::2]]
    pairs = ("log(x,", "root(x,", "max(x,", "mod(x,", "atan2(x,", "hypot(x,")
    texts += [name * 19 + "2" + ")" * 19 for name in pairs] + ["x mod " * 38 + "2", "huber(" * 19 + "x" + ",2)" * 19]
    texts += ["(" * 19 + "x" + ")^(1/3)" * 19, "|" * 38 + "x" + "|" * 38, "√" * 38 + "x", "x sin " * 38 + "x"]
    texts += ["1e-100^99", "1e-100^99 x", "(1/3)^900 x", "sin(1e-100^9) x"]
    texts += ["silu(exp(huber(mod(1/root(exp((erf(tan(log(x,x)))/erf(tan(log(x,x))))^(1/3)),3),2))))"]
    answers = _endured([{"input": text} for text in texts])
    assert answers.count("drawn") > len(texts)


def test_hostile_texts_get_a_sentence_and_do_no_harm():
    entries = corpus("hostile.json")
    answers = _endured(entries)
    assert len(answers) == 2 * len(entries)
    drawn = [entry for entry, answer in zip(entries, answers[::2], strict=True) if answer == "drawn"]
    drawn = [entry for entry in drawn if not entry.get("input", "").startswith(("{x<0", "Piecewise(("))]  # read by now
    assert {entry["category"] for entry in drawn} <= {"unicode trick", "not finite or not real"}
    assert not any("Error" in answer or "Traceback" in answer or "core." in answer for answer in answers)
