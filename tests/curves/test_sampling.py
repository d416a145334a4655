"""What is drawn: cut where the function breaks, whole where it is continuous, true to the function in between."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.curves.sampling import MOST_POINTS, SCREEN, sample
from core.curves.spots import spots
from core.language import parse


def segments(curve):
    """Pairs of neighbouring vertices that are joined by the line."""
    joined = np.isfinite(curve.y[:-1]) & np.isfinite(curve.y[1:])
    return (curve.x[:-1][joined], curve.x[1:][joined], curve.y[:-1][joined], curve.y[1:][joined])


def pieces(curve):
    drawn = np.isfinite(curve.y)
    ends = np.flatnonzero(np.diff(np.r_[False, drawn, False])).reshape(-1, 2)
    return [(curve.x[a:b], curve.y[a:b]) for a, b in ends]


SMOOTH = [
    "x^2",
    "sin x",
    "e^x",
    "x^5 - 5x^3 + 4x",
    "e^(-x^2)",
    "1/(1+e^(-x))",
    "sin(5x) + x",
    "1/(x^2 + 0.01)",
    "3",
    "2x+1",
    "x^3 - 2x + sin(3x) + e^(-x^2)",
    "gelu(x)",
    "ln(x^2+1)",
    "x^20",
    "cos(12x)",
]


@pytest.mark.parametrize("text", SMOOTH)
def test_a_smooth_curve_is_whole_and_follows_the_function_to_about_a_pixel(text):
    f = parse(text)
    curve = sample(f, -5.0, 5.0)
    assert not np.isnan(curve.y).any()
    assert curve.breaks == () and curve.too_fast == () and curve.corners == ()
    assert 350 <= curve.x.size <= 1200
    low, high = curve.y_range
    a, b, ya, yb = segments(curve)
    middle, chord = f((a + b) / 2), (ya + yb) / 2
    off = np.abs(np.clip(middle, low, high) - np.clip(chord, low, high)) * SCREEN[1] / (high - low)
    assert off.max() < 1.5


BROKEN = {
    "tan x": [((k + 0.5) * math.pi, "pole") for k in (-2, -1, 0, 1)],
    "1/x": [(0, "pole")],
    "1/x^2": [(0, "pole")],
    "1/(x - sqrt(2))": [(math.sqrt(2), "pole")],
    "1/(x-sqrt(2))^2": [(math.sqrt(2), "pole")],
    "ln x": [(0, "pole")],
    "ln|x-1|": [(1, "pole")],
    "gamma(x)": [(k, "pole") for k in (-5, -4, -3, -2, -1, 0)],
    "x^-40": [(0, "pole")],
    "x^-200": [(0, "pole")],
    "e^(1/x)": [(0, "pole")],
    "floor x": [(k, "jump") for k in range(-5, 6)],
    "sign(x - 0.3)": [(0.3, "jump")],
    "step(x)": [(0, "jump")],
    "x + 0.01 step(x - 1)": [(1, "jump")],
    "mod(x, 2)": [(k, "jump") for k in (-4, -2, 0, 2, 4)],
    "atan(1/x)": [(0, "jump")],
    "x/|x|": [(0, "jump")],
    "floor(3x)": [(k / 3, "jump") for k in range(-15, 16)],
    "sqrt x": [(0, "domain edge")],
    "sqrt(1-x^2)": [(-1, "domain edge"), (1, "domain edge")],
    "sqrt(x^2-2)": [(-math.sqrt(2), "domain edge"), (math.sqrt(2), "domain edge")],
    "x^x": [(0, "domain edge")],
    "asin x": [(-1, "domain edge"), (1, "domain edge")],
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.items(), ids=BROKEN)
@pytest.mark.parametrize("window", [(-5.0, 5.0), (-4.87, 5.13)])
def test_breaks_are_found_where_they_are_and_never_joined_across(text, expected, window):
    curve = sample(parse(text), *window)
    expected = [(x, kind) for x, kind in expected if window[0] <= x <= window[1]]
    assert [b.kind for b in curve.breaks] == [kind for _, kind in expected]
    assert [b.x for b in curve.breaks] == pytest.approx([x for x, _ in expected], abs=1e-12)
    a, b, _, _ = segments(curve)
    for cut in curve.breaks:
        assert not np.any((a < cut.x) & (b > cut.x))


def test_limits_at_breaks():
    assert [(b.left, b.right) for b in sample(parse("floor x"), -0.5, 1.5).breaks] == [(-1, 0), (0, 1)]
    (pole,) = sample(parse("1/x"), -5, 5).breaks
    assert (pole.left, pole.right) == (-math.inf, math.inf)
    (edge,) = sample(parse("sqrt x"), -5, 5).breaks
    assert math.isnan(edge.left) and edge.right == 0
    assert sample(parse("e^(1/x)"), -5, 5).breaks[0].left == 0


CONTINUOUS = [
    *("tanh(1000x)", "tanh(1e7x)", "e^(50x)", "cbrt(x)", "cbrt(x-pi/3)", "|x|^0.1", "|x-1|^0.1", "|x|", "relu(x)"),
    *("1/(x^2+1e-8)", "arcsin(sin x)", "sin(x)^2+cos(x)^2", "|sin(20x)|"),
]


@pytest.mark.parametrize("text", CONTINUOUS)
@pytest.mark.parametrize("window", [(-5.0, 5.0), (-4.87, 5.13), (-0.013, 0.0071)])
def test_steep_but_continuous_is_never_cut(text, window):
    curve = sample(parse(text), *window)
    assert curve.breaks == ()
    assert not np.isnan(curve.y).any()


@pytest.mark.parametrize(
    ("text", "corners"),
    [
        ("|x|", [0]),
        ("|x^2-1|", [-1, 1]),
        ("max(x, x^2)", [0, 1]),
        ("relu(3x-1)", [1 / 3]),
        ("|x-pi|", [math.pi]),
        ("x^(2/3)", [0]),
        ("|sin x|", [-math.pi, 0, math.pi]),
        ("1000 + |x-0.1|", [0.1]),
    ],
)
def test_corners_are_vertices(text, corners):
    f = parse(text)
    curve = sample(f, -5, 5)
    assert curve.corners == pytest.approx(corners, rel=1e-12, abs=1e-12)
    for corner in corners:
        i = np.argmin(np.abs(curve.x - corner))
        assert curve.x[i] == pytest.approx(corner, rel=1e-12, abs=1e-12)
        assert curve.y[i] == pytest.approx(float(f(np.array([corner]))[0]), abs=1e-10)


@pytest.mark.parametrize(
    ("text", "x", "limit"),
    [
        ("sin(x)/x", 0, 1),
        ("(x^2-1)/(x-1)", 1, 2),
        ("(1-cos x)/x^2", 0, 0.5),
        ("(e^x-1)/x", 0, 1),
        ("x^2 sin(1/x)", 0, 0),
        ("(x - sin x)/x^3", 0, 1 / 6),
    ],
)
def test_removable_holes_are_reported_and_not_cut(text, x, limit):
    curve = sample(parse(text), -5, 5)
    assert curve.breaks == ()
    assert not np.isnan(curve.y).any()
    (hole,) = curve.holes
    assert hole.x == pytest.approx(x, abs=1e-12)
    assert hole.limit == pytest.approx(limit, abs=1e-8)
    assert math.isnan(hole.value)


def test_a_curve_starts_exactly_at_the_edge_of_its_domain():
    x, y = next((x, y) for x, y in pieces(sample(parse("sqrt(x-3)"), -5, 5)))
    assert (x[0], y[0]) == (3, 0)
    ((x, y),) = pieces(sample(parse("sqrt(1-x^2)"), -5, 5))
    assert (x[0], y[0], x[-1], y[-1]) == (-1, 0, 1, 0)


def test_pieces_beside_a_pole_leave_the_picture():
    curve = sample(parse("1/(x-sqrt(2))"), -5, 5)
    low, high = curve.y_range
    left, right = pieces(curve)
    assert left[1][-1] < low and right[1][0] > high
    assert high - low < 100


def test_waves_too_fast_for_the_screen_are_said_and_drawn_as_a_band():
    f = parse("sin(1000x)")
    curve = sample(f, -5, 5)
    assert curve.too_fast == ((-5.0, 5.0),)
    assert curve.x.size <= MOST_POINTS
    for left in np.arange(-5, 5, 0.5):
        inside = (curve.x >= left) & (curve.x < left + 0.5)
        assert curve.y[inside].max() > 0.97 and curve.y[inside].min() < -0.97


def test_waves_that_can_be_shown_reach_their_crests():
    curve = sample(parse("sin(50x)"), -5, 5)
    assert curve.too_fast == () and curve.x.size <= MOST_POINTS
    crests = (np.arange(-78, 78, 2) + 0.5) * math.pi / 50
    reached = [curve.y[np.abs(curve.x - c) < math.pi / 100].max() for c in crests]
    assert min(reached) > 0.98


def test_sin_of_one_over_x_is_too_fast_only_near_zero():
    curve = sample(parse("sin(1/x)"), -5, 5)
    ((left, right),) = curve.too_fast
    assert -0.15 < left < 0 < right < 0.15
    assert curve.breaks == () and curve.x.size <= MOST_POINTS


@pytest.mark.parametrize(
    "text", ["floor(10x)", "floor(1000x)", "tan(500x)", "sin(e^(x^2))", "mod(x, 0.001)", "x!", "sign(sin(100x))"]
)
def test_the_number_of_points_is_bounded(text):
    assert sample(parse(text), -50, 50).x.size <= MOST_POINTS


def test_a_hundred_jumps_are_all_cut():
    assert len(sample(parse("floor(10x)"), -5, 4.99).breaks) == 100


def test_nothing_at_all_is_an_empty_curve():
    curve = sample(parse("sqrt(x-400)"), -5, 5)
    assert not np.isfinite(curve.y).any() and curve.breaks == ()
    assert curve.x.tolist() == [-5, 5]  # never an empty table


@pytest.mark.parametrize("window", [(1.0, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_an_impossible_window_is_refused(window):
    with pytest.raises(ValueError, match="window"):
        sample(parse("x"), *window)


@pytest.mark.parametrize("text", ["x^2", "|x|", "1/x", "sin x", "floor x", "x^(1/3)"])
@pytest.mark.parametrize("window", [(3 - 1e-6, 3 + 1e-6), (-1e-9, 1e-9), (1e6, 1e6 + 1), (-1e9, 1e9)])
def test_extreme_zooms_keep_x_in_order(text, window):
    curve = sample(parse(text), *window)
    assert np.all(np.diff(curve.x) >= 0)
    assert curve.x.size <= MOST_POINTS


NUMBERS = st.floats(-4, 4).map(lambda v: round(v, 3))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(NUMBERS, min_size=1, max_size=4, unique=True),
    st.lists(NUMBERS, min_size=1, max_size=3, unique=True),
    st.floats(0.2, 3).map(lambda v: round(v, 3)),
    NUMBERS,
)
def test_random_functions_with_corners_and_jumps(corners, jumps, size, slope):
    """size·(Σ|x − c|) + Σ step(x − j) + slope·sin x: cut at the jumps exactly, sharp at the corners."""
    kinks = [c for c in corners if min(abs(c - j) for j in jumps) > 0.05]
    kinks = [c for i, c in enumerate(kinks) if all(abs(c - d) > 0.05 for d in kinks[:i])]
    jumps = [j for i, j in enumerate(jumps) if all(abs(j - k) > 0.05 for k in jumps[:i])]
    terms = [f"{size!r}*|x-({c!r})|" for c in kinks] + [f"step(x-({j!r}))" for j in jumps]
    curve = sample(parse(" + ".join([*terms, f"({slope!r})*sin(x)"])), -5, 5)
    assert [b.x for b in curve.breaks] == pytest.approx(sorted(jumps), abs=1e-12)
    assert list(curve.corners) == pytest.approx(sorted(kinks), abs=1e-9)
    a, b, ya, yb = segments(curve)
    for jump in jumps:
        assert not np.any((a < jump) & (b > jump))
    assert np.all(np.abs(yb - ya) < 0.9)


@settings(max_examples=40, deadline=None)
@given(share=st.integers(1, 1023), order=st.sampled_from([1, 2, 3]), sign=st.sampled_from([-1, 1]))
def test_a_pole_is_found_wherever_it_happens_to_lie(share, order, sign):
    pole = share / 1024
    found = spots(parse(f"{sign}/(x-{pole!r})^{order}"), 0.0, 1.0, {}).places
    assert [(place.x, place.kind) for place in found] == [(pole, "pole")]
