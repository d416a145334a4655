"""What happens at a place has one name, and it is the right one: beside edges, at all sizes, where formulas are 0/0."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.curves import KINDS, features, place
from core.language import Function, parse
from core.language.presets import ONE_VARIABLE
from tests.language import oracle
from tests.truth import truth

PI, ROOT = math.pi, math.sqrt(2)
_STOPS = 200  # of the slider for x


@pytest.mark.parametrize("case", truth("slope"), ids=lambda case: f"{case['f']} at {case['x']}")
def test_slopes_and_kinds_are_the_known_ones(case):
    found = place(parse(case["f"]), case["x"])
    assert found.kind == case.get("kind", "smooth")
    assert (found.slope is None) == (case["slope"] is None)
    if case["slope"] is not None:
        assert found.slope == pytest.approx(case["slope"], rel=1e-9, abs=1e-12)


KNOWN = {
    "pole": [
        ("tan x", PI / 2),
        ("tan(pi x)", 0.5),
        ("ln x", 0),
        ("ln|x|", 0),
        ("1/x^2", 0),
        ("e^(1/x)", 0),
        ("gamma(x)", 0),
        ("sqrt(x) e^(1/x)", 0),
        ("x^ln(x)", 0),
        ("e^(1/sqrt x)", 0),
        ("|x|^(1/x)", 0),
        ("1/(x^2-2)", ROOT),
        ("ln(ln(x))", 1),
        ("ln(abs(ln(abs(x))))", 0),
    ],
    "corner": [
        ("|sin x|", PI),
        ("|x-0.1|", 0.1),
        ("|x^2-2|", ROOT),
        ("sqrt(1-cos x)", 0),
        ("arccos(cos x)", PI),
        ("arccos(1-x^2)", 0),
        ("sqrt(1-e^(-x^2))", 0),
        ("sqrt(relu(x))", 0),
        ("ln(1+|x|)", 0),
        ("ln(1+relu(x))", 0),
    ],
    "hole": [
        ("x sin(1/x)", 0),
        ("x^2 sin(1/x)", 0),
        ("sin(x)/x", 0),
        ("e^(-1/x^2)", 0),
        ("1/ln|x|", 0),
        ("sign(x)^2", 0),
        ("(x^2-1)/(x-1)", 1),
        ("(x^2-2)/(x-sqrt(2))", ROOT),
        ("floor(x)+floor(-x)", 2),
    ],
    "jump": [
        ("floor(x^2)", ROOT),
        ("mod(x,1)", 3),
        ("sin(x)/|x|", 0),
        ("arctan(1/x)", 0),
        ("step(x)", 0),
    ],
    "edge": [
        ("sqrt(x)", 0),
        ("x ln x", 0),
        ("x^x", 0),
        ("ln(2x)-ln(x)", 0),
        ("sqrt(x)/sqrt(x)", 0),
        ("x^0.01", 0),
        ("sqrt(sin x)", PI),
        ("sqrt(x^2-2)", ROOT),
        ("arcsin x", 1),
    ],
    "cusp": [
        ("|x|^0.01", 0),
        ("sqrt|x|", 0),
    ],
    "vertical tangent": [
        ("x^(1/3)", 0),
        ("x^(3/5)", 0),
    ],
    "oscillation": [
        ("sin(1/x)", 0),
        ("sin(ln|x|)", 0),
    ],
    "lone point": [
        ("sqrt(-x^2)", 0),
    ],
    "undefined": [
        ("ln(x)", -1),
        ("sqrt(x)", -1e-300),
    ],
    "smooth": [
        ("sqrt(x)", 1e-08),
        ("|x|", 1e-300),
        ("sin x", 1e300),
        ("x|x|", 0),
        ("huber(x)", 1),
        ("elu(x)", 0),
        ("x^(4/3)", 0),
        ("softsign(x)", 0),
        ("sqrt(x+|x|)", -2),
        ("ln(2x)-ln(x)", 1),
        ("|x|^3", 0),
        ("max(0,1-x)^2", 1),
        ("sqrt(x-x)", 0.5),
    ],
}


@pytest.mark.parametrize(
    "kind, text, x", [(kind, *case) for kind, cases in KNOWN.items() for case in cases], ids=lambda part: str(part)
)
def test_places_have_their_names(kind, text, x):
    found = place(parse(text), x)
    assert found.kind == kind and kind in KINDS
    assert (found.slope is not None) == (kind == "smooth")
    assert found.sentence.endswith(".") and "nan" not in found.sentence


@pytest.mark.parametrize(
    "text, x, value", [("e^x", 710, math.inf), ("exp(exp(exp(x)))", 2, math.inf), ("-e^x", 710, -math.inf)][:]
)
def test_a_number_too_large_for_a_float_is_no_pole_and_no_edge(text, x, value):
    found = place(parse(text), x)
    assert found.kind == "smooth" and found.value == value and "too large" in found.sentence


def test_the_sides_are_told_apart():
    found = place(parse("e^(1/x)"), 0)
    assert (found.left, found.right) == (0, math.inf)
    found = place(parse("|x-1|+2x"), 1)
    assert (found.left_slope, found.right_slope, found.value) == (1, 3, 2)
    found = place(parse("(1-cos x)/x^2"), 0)
    assert math.isnan(found.value) and found.left == found.right == 0.5
    found = place(parse("a |x|"), 0, a=3.0)
    assert (found.left_slope, found.right_slope) == (-3, 3)


def test_wherever_a_preset_is_smooth_it_has_its_slope_at_every_stop_of_the_slider():
    for preset in ONE_VARIABLE:
        f = parse(preset.text)
        low, high = preset.window or (-5.0, 5.0)
        for k in range(41):
            x = round(low + (high - low) * k / 40, 3)
            found = place(f, x)
            value = oracle.value(f.tree, {"x": x, **dict.fromkeys(f.parameters, 1.0)})
            assert mpmath.isnan(found.value) == (not mpmath.isfinite(value)) or found.kind == "edge", (preset.text, x)
            if found.kind == "smooth":
                assert _secant(f, x) == pytest.approx(found.slope, rel=1e-6, abs=1e-9), (preset.text, x)


def _secant(f: Function, x: float) -> float:
    step = mpmath.mpf(10) ** -15
    at = [oracle.value(f.tree, {"x": oracle.mp.mpf(x) + d, **dict.fromkeys(f.parameters, 1.0)}) for d in (step, -step)]
    return float((at[0] - at[1]) / (2 * step))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(oracle.trees(leaves=5), st.integers(-8, 8).map(lambda k: k / 4))
def test_slopes_of_generated_functions_are_those_of_their_secants(tree, x):
    found = place(Function(tree, ("x",)), x)
    near = [oracle.value(tree, {"x": oracle.mp.mpf(x) + d * oracle.mp.mpf(10) ** -18}) for d in (-1, 0, 1)]
    if found.kind != "smooth" or not all(map(oracle.mp.isfinite, near)) or max(map(abs, near)) > 1e12:
        return
    left, right = ((near[1] - near[0]) * 10**18, (near[2] - near[1]) * 10**18)
    assert abs(left - right) <= 1e-6 * (1 + abs(left)) + abs(left) * 1e-3
    assert float(right) == pytest.approx(found.slope, rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("preset", ONE_VARIABLE, ids=lambda preset: preset.text)
def test_every_stop_of_the_slider_has_a_slope_but_for_the_places_that_are_listed(preset):
    f = parse(preset.text)
    low, high = preset.window or (-5.0, 5.0)
    listed = [p.x for p in features(f, (low, high)).irregular]
    slope = f.derivative("x")
    stops = [round(low + k * (high - low) / _STOPS, 6) for k in range(_STOPS + 1)]
    rates = slope(np.array(stops))
    for x, rate in zip(stops, rates, strict=True):
        found = place(f, x)
        if found.kind == "undefined":
            continue
        assert (found.slope is not None) != any(abs(x - at) < 1e-9 for at in listed), (x, found)
        if found.slope is not None and np.isfinite(rate):
            assert found.slope == pytest.approx(float(rate), rel=1e-6, abs=1e-9)
