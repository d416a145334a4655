"""The code for the chain is run, and what it prints is compared."""

import contextlib
import io

import pytest

from core.graphs.links import chain_of
from core.language import parse
from core.language.presets import ONE_VARIABLE
from core.programs.chain_code import chain_code

OTHERS = (
    "sin(cos(tan(e^(x^2))))",
    "ln(sqrt(1 + x^2))",
    "relu(2x + 1)^2",
    "(x^2 + 1)^(1/3)",
    "2sin(3x + 2) + 5",
    "e^(sin x)",
)


def printed(code: str) -> list[str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    return out.getvalue().split("\n")[:-1]


def test_the_example_of_the_lesson() -> None:
    assert printed(chain_code(chain_of(parse("(3x + 2)^2")), 1.0, {})) == ["2*u", "3", "18*x + 12", "30"]


@pytest.mark.parametrize("text", [*(preset.text for preset in ONE_VARIABLE), *OTHERS])
def test_it_prints_the_value_on_the_page(text: str) -> None:
    function = parse(text)
    parameters = dict.fromkeys(function.parameters, 0.75)
    chain = chain_of(function)
    slope = chain.at(0.7, parameters).product
    assert float(printed(chain_code(chain, 0.7, parameters))[-1]) == pytest.approx(slope, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("text", "x", "beware"), [("|x|", 0.0, True), ("ln(x^2 - 4)", 1.0, True), ("|x|", 1.0, False)])
def test_where_there_is_no_rate_the_code_says_so(text: str, x: float, beware: bool) -> None:
    assert ("# Beware: f has no rate there." in chain_code(chain_of(parse(text)), x, {})) == beware
