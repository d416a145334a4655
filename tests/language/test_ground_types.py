"""SymPy counts with python-flint's numbers where it finds them; what is printed does not depend on it."""

import json
import os
import subprocess
import sys

_PRINT_ALL = """
import json
from sympy.external.gmpy import GROUND_TYPES
from core.language import parse
from core.language.presets import ONE_VARIABLE, TWO_VARIABLES
from core.rules.lowest_terms import latex_of, tidy

printed = [latex_of(tidy(parse(preset.text).derivative("x"))) for preset in ONE_VARIABLE]
for preset in TWO_VARIABLES:
    surface = parse(preset.text, ("x", "y"))
    printed += [surface.derivative(name).latex for name in "xy"]
for text in ("(x^6 - 1)/(x^4 - x^2)", "x^3/(2x - 1/3)^2", "0.1 x^2 + x/3", "(x + 1)^10/x", "x^(1/3) 2^x"):
    function = parse(text)
    printed += [latex_of(tidy(function)), latex_of(tidy(function.derivative("x").derivative("x")))]
    printed.append(str(function.expression))
print(json.dumps([GROUND_TYPES, printed]))
"""


def _printed_with(ground_types: str) -> list:
    environment = {**os.environ, "SYMPY_GROUND_TYPES": ground_types}
    run = subprocess.run(
        [sys.executable, "-c", _PRINT_ALL], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(run.stdout)


def test_nothing_printed_depends_on_the_numbers_sympy_counts_with():
    (plain, in_plain), (flint, in_flint) = map(_printed_with, ("python", "flint"))
    assert (plain, flint) == ("python", "flint")
    assert len(in_plain) > 60
    assert in_plain == in_flint
