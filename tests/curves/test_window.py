"""The window chosen for a reader who has not chosen one."""

import math
from itertools import pairwise

import numpy as np
import pytest

from core.curves.heights import choose_y
from core.curves.picture import drawn
from core.curves.sampling import heights_of, sample
from core.curves.window import Window
from core.curves.window import window as window_of
from core.language import Unfinished, parse
from tests.truth import truth


def window(text):
    return window_of(parse(text))


def sees(w, points):
    return all(w.x_min < x < w.x_max and w.y_min <= y <= w.y_max for x, y in points)


@pytest.mark.parametrize(
    "text",
    [
        "x^2",
        "sin x",
        "2x+1",
        "1/x",
        "e^x",
        "|x|",
        "tanh x",
        "1000000x",
        "x^3",
        "floor x",
        "3",
        "tan x",
        "relu(x)",
        "gamma(x)",
        "x^(1/3)",
    ],
)
def test_most_functions_get_the_usual_window(text):
    w = window(text)
    assert (w.x_min, w.x_max) == (-5, 5)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("x^2", [(0, 0)]),
        ("x^5 - 5x^3 + 4x", [(-2, 0), (2, 0), (1.6444, -3.6314)]),
        ("x^4 - 100x^2", [(0, 0), (7.0711, -2500), (-7.0711, -2500)]),
        ("e^(-(x-50)^2)", [(50, 1), (48, 0)]),
        ("sqrt(x-3)", [(3, 0), (7, 2)]),
        ("ln x", [(1, 0), (math.e, 1)]),
        ("asin x", [(1, math.pi / 2), (-1, -math.pi / 2)]),
        ("sqrt(100-x^2)", [(0, 10), (-10, 0), (10, 0)]),
        ("x^2 - 100", [(-10, 0), (10, 0), (0, -100)]),  # zeros that fall on a sample
        ("(x-3)(x+7)(x-12)", [(-7, 0), (3, 0), (12, 0)]),
        ("sigmoid(x-20)", [(20, 0.5), (18, 0.1192), (22, 0.8808)]),
        ("max(0, x-10)", [(0, 0), (10, 0), (12, 2)]),
        ("1/(x-30)", [(20, -0.1), (40, 0.1)]),
        ("x^20", [(0, 0), (0.9, 0.1216)]),
        ("x^x", [(1 / math.e, math.exp(-1 / math.e)), (1, 1)]),
        ("x^3-2x+sin(3x)+e^(-x^2)", [(-1.18015, 1.3534), (1.27156, -0.91206)]),
    ],
)
def test_the_interesting_part_is_seen(text, points):
    assert sees(window(text), points)


@pytest.mark.parametrize("text", ["ln(sin x)", "sqrt(sin x)", "sin(x/5)", "cos(0.1x)+1", "sin(x/3)"])
def test_waves_without_end_are_seen_a_few_at_a_time(text):
    w = window(text)
    assert 10 <= w.x_max - w.x_min <= 200


def test_a_small_part_is_not_lost_in_a_tall_window():
    w = window("x^3-2x+sin(3x)+e^(-x^2)")
    assert w.y_max - w.y_min < 20
    w = window("sqrt(x-3)")
    assert w.x_min >= 0 and w.x_max <= 20
    w = window("e^(-(x-50)^2)")
    assert w.x_max - w.x_min <= 20


def test_fast_waves_are_brought_closer_and_slow_ones_farther():
    w = window("sin(100x)")
    assert 2 <= (w.x_max - w.x_min) / (2 * math.pi / 100) <= 25
    w = window("sin(x)/x")
    assert (w.x_min, w.x_max) == (-10, 10)


@pytest.mark.parametrize(
    ("text", "highest"), [("tan x", 20), ("1/x", 20), ("1/x^2", 20), ("sec x", 20), ("gamma(x)", 60)]
)
def test_poles_do_not_stretch_the_picture(text, highest):
    w = window(text)
    assert 1 < w.y_max < highest


@pytest.mark.parametrize(("text", "low", "high"), [("0", -1, 1), ("3", -1, 4), ("-2", -3, 1), ("1000", 999, 1001)])
def test_constants_get_a_band(text, low, high):
    w = window(text)
    assert (w.y_min, w.y_max) == (low, high)


@pytest.mark.parametrize("text", ["x^2", "x^2 + 1", "e^x", "sqrt x", "|x|", "1/(1+e^(-x))"])
def test_zero_is_shown_when_it_is_near(text):
    w = window(text)
    assert w.y_min <= 0 <= w.y_max


def test_the_minimum_of_a_parabola_has_room_below():
    w = window("x^2")
    assert -5 <= w.y_min < 0 and 25 <= w.y_max <= 35


def test_a_range_far_from_zero_is_not_dragged_to_it():
    w = window("1000 + sin x")
    assert 990 < w.y_min < 999 and 1001 < w.y_max < 1010


def test_heights_of_a_curve():
    curve = sample(parse("tan x"), -5, 5)
    low, high = heights_of(curve)
    assert -20 < low < -2 and 2 < high < 20
    assert choose_y(np.linspace(0, 1, 5), np.full(5, np.nan)) == (-1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "ln(x - 300)",
        "1e90 x",
        "1e-90 x",
        "x^-200",
        "e^(e^(e^x))",
        "tan(1000x)",
        "floor(100x)",
        "sin(1/x)",
        "sqrt(sin x)",
        "e^(x^3)",
        "x^400",
        "e^(1000x)",
        "sqrt(x-400)",
        "ln(x)+ln(1-x)",
        "1/(x-3)",
    ],
)
def test_any_function_gets_a_finite_window(text):
    w = window(text)
    assert all(math.isfinite(v) for v in (w.x_min, w.x_max, w.y_min, w.y_max))
    assert w.x_min < w.x_max and w.y_min < w.y_max


@pytest.mark.parametrize("text", ["sqrt(sin x)", "sqrt(cos x)", "ln(sin x)", "floor(sin x)", "sign(sin x)"])
def test_waves_with_gaps_or_steps_are_waves_too(text):
    w = window(text)
    assert (w.x_min, w.x_max) == (-10, 10)


@pytest.mark.parametrize("text", ["sqrt(sin x)", "sqrt(cos x)", "x^100"])
def test_the_whole_height_is_seen_where_it_is_not_steep_ends(text):
    w = window(text)
    assert w.y_min <= 0 and w.y_max >= 1


def test_a_spike_within_does_not_flatten_everything_else():
    x = np.linspace(-5, 5, 401) + 1e-3
    low, high = choose_y(x, np.cos(1 / x) / x**2)
    assert -100 < low < high < 100


def test_typing_seldom_moves_the_window():
    text = "x^3 - 2x + sin(3x) + e^(-x^2)"
    seen = []
    for end in range(1, len(text) + 1):
        try:
            seen.append(window(text[:end]))
        except Unfinished:
            continue
    moves = sum((a.x_min, a.x_max) != (b.x_min, b.x_max) for a, b in pairwise(seen))
    assert len(seen) > 8 and moves <= 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x^2", "x^2+1"),
        ("x^2", "1.1x^2"),
        ("sin x", "sin(1.1x)"),
        ("e^x", "e^x+1"),
        ("1/x", "1/x+1"),
        ("ln x", "ln(x)+2"),
        ("x^3", "x^3+1"),
        ("sin x", "cos x"),
        ("|x|", "|x-1|"),
    ],
)
def test_small_edits_do_not_move_it(first, second):
    a, b = window(first), window(second)
    assert (a.x_min, a.x_max) == (b.x_min, b.x_max)


def test_ends_are_round_numbers():
    for text in ("x^2", "sqrt(x-3)", "asin x", "sin(100x)", "e^x", "1/x"):
        w = window(text)
        assert isinstance(w, Window)
        for value in (w.x_min, w.x_max, w.y_min, w.y_max):
            assert float(f"{value:.3g}") == value


def test_a_function_without_any_value_gets_the_usual_window():
    assert window("sqrt(x-20000)") == Window(-5, 5, -1, 1)


@pytest.mark.parametrize("text", ["x!^x!", "gamma(gamma(gamma(x)))", "e^(e^(x^2))", "x^1000"])
def test_values_at_the_end_of_the_floats_get_a_window_and_a_curve(text):
    w = window(text)
    curve = sample(parse(text), w.x_min, w.x_max, y_range=(w.y_min, w.y_max))
    assert math.isfinite(w.y_max - w.y_min) and curve.x.size >= 2


@pytest.mark.parametrize("case", truth("chosen_window"), ids=lambda case: case["f"])
def test_the_chosen_window_shows_what_there_is_to_see(case):
    chosen = window_of(parse(case["f"]))
    assert all(chosen.x_min <= x <= chosen.x_max for x in case["x"])
    assert all(chosen.y_min <= y <= chosen.y_max for y in case["y"])


def test_the_middle_of_a_sigmoid_and_a_far_vertex_are_inside():
    assert window_of(parse("sigmoid(x-6)")).x_max > 9
    chosen = window_of(parse("1000x-x^2"))
    assert chosen.x_max > 550 and chosen.y_max > 250000


def test_a_needle_is_drawn_to_its_top():
    picture = drawn(parse("x^2+3e^(-(x-1)^2*10^8)"), {}, -4.0, 4.0)
    assert picture.window.y_max > 4 and np.nanmax(picture.curve.y[np.abs(picture.curve.x - 1) < 0.1]) > 3.9
