"""The program beside the function runs in plain SymPy and prints what the page says."""

import contextlib
import io
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from core.language import parse
from core.language.presets import ONE_VARIABLE
from core.programs.sympy_code import sympy_program

ODD = (
    "5",
    "a x^n",
    "x^sin x",
    "max(x, x^2, 3)",
    "leaky_relu(2x, 0.3)",
    "log(x, x+2)",
    "atan2(x, x^2+1)",
    "lambda",
    "E x",
    "x!",
    "mod(3x, 2)",
    "ceil(2x)",
    "round x",
    "root(x, 5)",
    "root(x, 4)",
    "cbrt(x-1)",
    "1/(1/(1+x))",
    "-(x+1)^2",
    "x - (x - 3)",
    "-x^2",
    "2^-x",
    "(-x)^3",
    "sqrt(x + sqrt(x))",
    "x^2.5 - x^(2/5)",
    "x^(3/5)",
    "log10 x + log2 x",
    "tau x + phi",
    "sigmoid(w x + b)",
    "erfc(x) + digamma(x)",
    "elu(x, 2) gelu(x) silu(x) softsign(x) softplus(x)",
    "sign(x)|x|",
    "step(x) x",
    "1/3 x",
    "0.1 x^2",
    "x/(2/3)",
    "(x/2)/(3/x)",
    "2^(1/2) x",
    "sin(1) + cos(2) x + e^3 + sqrt(2)^pi",
    "x^(-2/3)",
    "i x + n x^2",
    "coth(x) + acsch(x)",
    "(x^2)^x",
    "x^x^x",
)
POINTS = (-1.37, 0.8, 2.0)


def run(program: str) -> list[str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, "<panel>", "exec"), {"__name__": "panel"})
    return out.getvalue().splitlines()


@pytest.mark.parametrize("text", [preset.text for preset in ONE_VARIABLE] + list(ODD))
def test_the_program_prints_the_slope_that_the_page_shows(text):
    f = parse(text)
    parameters = dict.fromkeys(f.parameters, 1.5)
    compared = 0
    for x in POINTS:
        expected = float(f.derivative("x")(x, **parameters))
        if not np.isfinite(expected):
            continue
        formula, value = run(sympy_program(f, x, **parameters))
        assert formula
        assert float(Fraction(value)) == pytest.approx(expected, rel=1e-9, abs=1e-12), sympy_program(f, x, **parameters)
        compared += 1
    assert compared > 0


def test_the_example_of_the_lesson_in_a_fresh_python():
    program = sympy_program(parse("x^2"), 3.0)
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines() == ["2*x", "6"]


def test_what_it_needs_is_imported_and_nothing_else():
    program = sympy_program(parse("sin(x) + pi"), 1.0)
    assert program.splitlines()[0] == "from sympy import diff, pi, sin, symbols"
