"""Difference quotients approach the slope; numerical differentiation has the orders the textbooks promise."""

import math

import numpy as np
import pytest

from core.curves import differences as d
from core.language import parse
from core.language.presets import ONE_VARIABLE


def at(text: str, x: float) -> d.Differences:
    f = parse(text)
    return d.difference_errors(f, x, float(f.derivative("x")(x)))


def test_the_table_of_the_parabola():
    table = d.quotient_table(parse("x^2"), 3.0, 6.0, np.array([2, 1, 0.1, -0.1, -1e-3]))
    assert table.quotient == pytest.approx([8, 7, 6.1, 5.9, 5.999])  # 6 + Δx
    assert table.distance == pytest.approx([2, 1, 0.1, 0.1, 1e-3])


def test_the_table_has_gaps_where_f_has_no_value():
    table = d.quotient_table(parse("ln x"), 1.0, 1.0, np.array([-2.0, -0.5, 0.5]))
    assert np.isnan(table.quotient[0]) and np.isfinite(table.quotient[1:]).all()


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("sin x", 1.0),
        ("e^x", 0.5),
        ("ln x", 3.0),
        ("x^7 - x^2", 1.5),
        ("e^(-x^2)", 0.3),
        ("sigmoid(x)", 0.7),
        ("tan x", 0.4),
        ("sin 5x", 0.2),
    ],
)
def test_orders_one_two_four(text, x):
    curves = at(text, x).curves
    assert [round(curve.order) for curve in curves] == [1, 2, 4]
    assert [curve.order for curve in curves] == pytest.approx([1, 2, 4], abs=0.2)
    assert {curve.verdict for curve in curves} == {d.AS_EXPECTED}


def test_the_bottom_of_the_v_is_where_theory_puts_it():
    forward, central, five = at("e^x", 1.0).curves
    eps = np.finfo(float).eps
    assert abs(math.log10(forward.best_step) - math.log10(2 * eps**0.5)) < 1
    assert abs(math.log10(central.best_step) - math.log10((3 * eps) ** (1 / 3))) < 1
    assert abs(math.log10(five.best_step) - math.log10((7.5 * eps) ** 0.2)) < 1
    assert forward.best_error > central.best_error > five.best_error


def test_left_of_the_bottom_rounding_rules():
    errors = at("e^x", 1.0)
    small = errors.step < 1e-11
    for curve in errors.curves:
        ratio = curve.error[small] / errors.rounding[small]
        assert np.median(ratio) < 3 and np.max(ratio) < 30


def test_a_method_without_an_error_of_its_own_says_so():
    forward, central, five = at("x^2", 3.0).curves
    assert (forward.verdict, central.verdict, five.verdict) == (d.AS_EXPECTED, d.EXACT, d.EXACT)
    assert {curve.verdict for curve in at("3x - 2", 1.7).curves} == {d.EXACT}
    assert at("x^4", 1.3).curves[2].verdict == d.EXACT  # the five-point formula is exact up to degree 4
    assert at("x^5", 1.3).curves[2].order == pytest.approx(4, abs=0.1)


def test_a_vanishing_second_derivative_makes_forward_steeper():
    assert at("sin x", 0.0).curves[0].verdict == d.STEEPER
    assert at("sin x", 0.0).curves[0].order == pytest.approx(2, abs=0.1)


def test_a_function_that_is_not_smooth_enough():
    central = d.difference_errors(parse("|x|^(3/2) + x"), 0.0, 1.0).curves[0]
    assert central.verdict == d.FLATTER and central.order == pytest.approx(0.5, abs=0.05)


def test_the_edge_of_the_domain():
    f = parse("x sqrt(x)")
    forward, central, five = d.difference_errors(f, 0.0, 0.0).curves
    assert np.isfinite(forward.error).all()
    assert central.verdict == five.verdict == d.UNDEFINED


@pytest.mark.parametrize("preset", ONE_VARIABLE, ids=lambda preset: preset.text)
def test_every_preset_has_a_sentence_for_every_method(preset):
    low, high = preset.window
    for x in (low + 0.37 * (high - low), low + 0.71 * (high - low)):
        f = parse(preset.text)
        slope = float(f.derivative("x")(x))
        if np.isfinite(slope):
            for curve in d.difference_errors(f, x, slope).curves:
                assert d.saying(curve).endswith(".")
                assert curve.verdict in (d.AS_EXPECTED, d.EXACT, d.STEEPER, d.FLATTER, d.HIDDEN)
                assert curve.best_error <= 1e-4 * (1 + abs(slope))


EXACT_AT = {
    ("x^2", 0.0): [d.AS_EXPECTED, d.EXACT, d.EXACT],
    ("x^3", 0.0): [d.STEEPER, d.AS_EXPECTED, d.EXACT],
    ("x^4", 0.0): [d.STEEPER, d.EXACT, d.EXACT],
    ("(x-2)^2/2", 2.0): [d.AS_EXPECTED, d.EXACT, d.EXACT],
    ("x^3-3x", 1.0): [d.AS_EXPECTED, d.AS_EXPECTED, d.EXACT],
    ("7", 1.0): [d.EXACT] * 3,
}


@pytest.mark.parametrize("case", EXACT_AT, ids=str)
def test_exact_formulas_are_called_exact_and_no_lucky_hit_is_the_best(case):
    curves = at(*case).curves
    assert [curve.verdict for curve in curves] == EXACT_AT[case]
    assert all(curve.best_error > 0 for curve in curves if curve.verdict != d.EXACT)
