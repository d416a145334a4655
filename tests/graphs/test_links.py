"""The chain of a composite: its links, its rates, and the product of the rates."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.graphs.links import chain_of
from core.language import parse
from core.language.presets import ONE_VARIABLE
from core.language.printing import to_text
from tests.graphs.chains import close, composites


def written(text: str, cut: tuple[int, ...] | None = None) -> list[tuple[str, str, str]]:
    chain = chain_of(parse(text), cut=cut)
    return [(link.name, to_text(link.function.tree), to_text(link.rate_tree)) for link in chain.links]


def test_the_example_of_the_lesson() -> None:
    chain = chain_of(parse("(3x + 2)^2"))
    assert written("(3x + 2)^2") == [("u", "3*x + 2", "3"), ("f", "u^2", "2*u")]
    assert to_text(chain.derivative) == "6*(3*x + 2)"
    here = chain.at(1.0)
    assert here.values == (1.0, 5.0, 25.0)
    assert here.rates == (3.0, 10.0)
    assert here.product == 30.0
    assert here.so_far == (1.0, 3.0, 30.0)


@pytest.mark.parametrize(
    ("text", "inner_parts"),
    [
        ("sin(cos(tan(e^(x^2))))", ["x^2", "e^(x^2)", "tan(e^(x^2))", "cos(tan(e^(x^2)))"]),
        ("2sin(3x + 2) + 5", ["3*x + 2"]),
        ("e^(-x^2/2)", ["-x^2/2"]),
        ("sigmoid(w x + b)", ["w*x + b"]),
        ("sin(x^2) + (x^2)^3", ["x^2"]),
        ("e^(sin x)/(1 + e^(sin x))", ["sin(x)", "e^sin(x)"]),
        ("3x + 2", ["3*x"]),
        ("x sin x", []),
        ("sin x", []),
    ],
)
def test_a_composite_is_cut_where_a_teacher_would(text: str, inner_parts: list[str]) -> None:
    assert [to_text(link.whole) for link in chain_of(parse(text)).links[:-1]] == inner_parts


def test_the_cut_can_be_moved() -> None:
    assert written("(3x + 2)^2", (0,)) == [("u", "3*x", "3"), ("f", "(u + 2)^2", "2*(u + 2)")]
    assert [name for name, *_ in written("(3x + 2)^2", (0, 1))] == ["u_1", "u_2", "f"]
    assert written("(3x + 2)^2", (7,)) == [("f", "(3*x + 2)^2", "6*(3*x + 2)")]


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("x^2 + sin x", "sum", 2),
        ("x e^x cos x", "product", 3),
        ("sin(x)/x", "quotient", 2),
        ("x^x", "power", 1),  # x in two places
        ("sin x", None, 0),
    ],
)
def test_without_a_single_chain_it_says_how_x_branches(text: str, kind: str | None, parts: int) -> None:
    chain = chain_of(parse(text))
    assert not chain.is_composite
    found = chain.branching
    assert (found.kind, len(found.parts)) == (kind, parts) if kind else found is None


def test_a_letter_of_the_function_is_not_taken_for_a_link() -> None:
    chain = chain_of(parse("(u x + 1)^2"))
    assert chain.names == ("x", "v", "f")
    assert chain.at(1.0, {"u": 2.0}).product == pytest.approx(12.0, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("ln(x^2 - 4)", "2*x/(x^2 - 4)"),
        ("sqrt(1 - x^2)", "-x/sqrt(1 - x^2)"),
        ("(2x + 1)^4", "8*(2*x + 1)^3"),
        ("e^(-x^2/2)", "-x*e^(-x^2/2)"),
        ("a sin(b x)", "a*b*cos(b*x)"),
    ],
)
def test_the_gathered_product_is_one_tidy_fraction(text: str, written_as: str) -> None:
    assert to_text(chain_of(parse(text)).derivative) == written_as


@pytest.mark.parametrize(
    ("text", "x", "slopes"),
    [
        ("|x|", 0.0, (-1, 1)),
        ("relu(2x - 1)^3", 0.5, (0, 1)),
        ("max(x, 1 - x)", 0.5, (-1, 1)),
        ("e^(3 min(x, 1))", 1.0, (3, 0)),
    ],
)
def test_a_link_on_a_corner_has_no_rate(text: str, x: float, slopes: tuple[int, int]) -> None:
    chain = chain_of(parse(text))
    here = chain.at(x)
    assert np.isnan(here.product)
    (link, value), *others = [
        (link, value) for link, value, rate in zip(chain.links, here.values, here.rates, strict=False) if np.isnan(rate)
    ]
    assert not others
    left, right = slopes
    assert link.place(value, {}).reason.replace("−", "-") == (
        f"a corner, with the slope {left} on its left and {right} on its right"
    )
    assert np.isfinite(chain.at(x + 0.25).product)


@settings(max_examples=60)
@given(composite=composites(), x=st.floats(-1.5, 1.5), data=st.data())
def test_every_cut_gives_the_derivative_to_high_precision(composite, x: float, data: st.DataObject) -> None:
    text, function = composite
    chain = chain_of(parse(text))
    count = len(chain.candidates)
    cut = data.draw(st.sets(st.integers(0, max(count - 1, 0))) if count else st.just(set()))
    with mp.workdps(40):
        slope = mp.diff(function, mp.mpf(x))
    for chosen in (chain, chain_of(parse(text), cut=tuple(cut))):
        here = chosen.at(x)
        assert close(here.product, slope, 1e-6)
        assert close(here.values[-1], function(mp.mpf(x)))


@settings(max_examples=30)
@given(composite=composites(), x=st.floats(-1.5, 1.5))
def test_the_product_written_in_x_is_the_product_of_the_rates(composite, x: float) -> None:
    from core.language.program import compile_trees

    chain = chain_of(parse(composite[0]))
    (value,) = compile_trees((chain.derivative,), ("x",), ("x",)).run({"x": np.float64(x)})
    assert float(value) == pytest.approx(chain.at(x).product, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("preset", ONE_VARIABLE, ids=lambda preset: preset.name)
def test_every_preset_has_a_chain_whose_product_is_its_slope(preset) -> None:
    function = parse(preset.text)
    chain = chain_of(function)
    for x in (0.37, 1.43):
        slope = float(function.derivative("x")(x))
        assert chain.at(x).product == pytest.approx(slope, rel=1e-9, abs=1e-12, nan_ok=True)
