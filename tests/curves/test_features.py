"""What happens in a window: all of it, with the right kinds, and "all" only where it is. Oracle: dense mpmath."""

import math
import time

import pytest
from hypothesis import HealthCheck, given, settings

from core.curves.feature import Features, edge_extrema
from core.curves.features import features
from core.language import Function, parse
from core.language.presets import ONE_VARIABLE
from tests.language import oracle
from tests.language.oracle import mp
from tests.truth import truth


@pytest.mark.parametrize("case", truth("window"), ids=lambda case: case["f"])
def test_windows_hold_what_they_are_known_to_hold(case):
    found = features(parse(case["f"]), case["from_to"])
    assert [(pytest.approx(x, abs=1e-5), kind) for x, kind in case["critical"]] == [
        (c.x, c.kind) for c in found.critical
    ]
    assert [pytest.approx(span) for span in case["flat"]] == [[flat.start, flat.end] for flat in found.flat]
    if case["inflections"] is not None:
        assert [p.x for p in found.inflections] == pytest.approx(case["inflections"], abs=1e-9)


def named(found: Features) -> list[tuple[float, str]]:
    return [(round(c.x, 6), c.kind) for c in found.critical]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("x^3", [(0, "neither")]),
        ("x^4", [(0, "minimum")]),
        ("(x^2-2)^4", [(-1.414214, "minimum"), (0, "maximum"), (1.414214, "minimum")]),
        ("|x^2-1|", [(-1, "minimum"), (0, "maximum"), (1, "minimum")]),
        ("x^(2/3)", [(0, "minimum")]),
        ("relu(x)-relu(-x)", []),
        ("tan x", []),
        ("10^30 x^2", [(0, "minimum")]),
        ("exp(9.3*(8x-18.5)^2-30)+12.25", [(2.3125, "minimum")]),
        ("huber(x-2)", [(2, "minimum")]),
        ("ln(1+relu(x))", []),
        ("x^2+1e-3 e^(-(x-1)^2*10^8)", [(0, "minimum"), (0.999895, "minimum"), (1.00001, "maximum")]),
    ],
)
def test_turns_have_their_kinds(text, expected):
    found = features(parse(text), (-4, 4))
    if "10^8" in text:  # a needle of width 10⁻⁴
        assert any(abs(c.x - 1) < 1e-3 and c.kind == "maximum" for c in found.critical)
    else:
        assert named(found) == expected


def test_places_without_a_slope_are_named():
    kinds = {
        "tan x": ["pole", "pole"],
        "floor x": ["jump"] * 5,
        "sin(x)/x": ["hole"],
        "sqrt(x)": ["edge"],
        "x^(1/3)": ["vertical tangent"],
        "relu6(x)": ["corner"],
        "e^(1/sqrt x)": ["pole"],
        "arcsin(x)+arccos(x)": ["edge", "edge"],
    }
    for text, expected in kinds.items():
        assert [p.kind for p in features(parse(text), (-2, 2.5)).irregular] == expected, text


def test_flat_stretches_where_formulas_cancel():
    for text, span in (("ln(2x)-ln(x)", (0, 5)), ("sqrt(x)/sqrt(x)", (0, 5)), ("sin(x)^2+cos(x)^2", (-5, 5))):
        (flat,) = features(parse(text), (-5, 5)).flat
        assert (flat.start, flat.end) == span
    assert len(features(parse("floor(sqrt x)"), (-1, 10)).flat) == 4


def test_the_end_of_the_domain_may_be_lowest():
    (low,) = edge_extrema(features(parse("sqrt(x)"), (-1, 4)))
    assert (low.x, low.y, low.kind) == (0, 0, "minimum")


def test_what_is_too_much_says_how_far_it_got():
    for text in ("sin(1/x)", "x sin(1/x)", "sin(2000x)"):
        begin = time.process_time()
        found = features(parse(text), (-5, 5))
        assert not found.complete and found.unfinished
        assert time.process_time() - begin < 4.0


@pytest.mark.parametrize("preset", ONE_VARIABLE, ids=lambda preset: preset.text)
def test_presets_agree_with_a_dense_search(preset):
    f = parse(preset.text)
    low, high = preset.window or (-5.0, 5.0)
    agrees(f, low, high, features(f, (low, high)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(oracle.trees(leaves=4))
def test_generated_functions_agree_with_a_dense_search(tree):
    f = Function(tree, ("x",))
    agrees(f, -3.03, 3.11, features(f, (-3.03, 3.11)))


def agrees(f: Function, low: float, high: float, found: Features, cells: int = 241) -> None:
    """Every turn of dense exact values is listed, if the lists are called complete; no listed turn is none."""
    letters = dict.fromkeys(f.parameters, 1)
    xs = [mp.mpf(low) + (mp.mpf(high) - low) * k / cells for k in range(cells + 1)]
    ys = [oracle.value(f.tree, {"x": x, **letters}) for x in xs]
    listed = [c.x for c in found.critical] + [p.x for p in found.irregular]
    listed += [end for flat in found.flat for end in (flat.start, flat.end)]
    if found.complete:
        for before, here, after, left, middle, right in zip(xs, xs[1:], xs[2:], ys, ys[1:], ys[2:], strict=False):
            if not all(map(mp.isfinite, (left, middle, right))):
                continue
            if (middle - left) * (right - middle) < -(mp.mpf(10) ** -30):
                assert any(before - 1e-9 <= x <= after + 1e-9 for x in listed), (f.tree, float(here))
    for c in found.critical:
        if c.kind in ("minimum", "maximum") and low < c.x < high and math.isfinite(c.y):
            step = 1e-7 * (high - low)
            beside = [oracle.value(f.tree, {"x": mp.mpf(c.x) + d, **letters}) for d in (-step, step)]
            here = oracle.value(f.tree, {"x": mp.mpf(c.x), **letters})
            if mp.isfinite(here) and all(map(mp.isfinite, beside)):
                side = 1 if c.kind == "minimum" else -1
                slack = mp.mpf(10) ** -12 * (1 + abs(here))
                assert all(side * (y - here) > -slack for y in beside), (f.tree, c)
