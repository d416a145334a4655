"""Exact names are given to zeros that have one, and to no others."""

import math

import pytest
import sympy as sp

from core.language import parse
from core.language.exact import exact_zero
from core.rules.agreement import compare
from core.rules.derivation import derivation


@pytest.mark.parametrize(
    ("text", "x", "name"),
    [
        ("x^2 - 2", math.sqrt(2), sp.sqrt(2)),
        ("3x - 2", 2 / 3, sp.Rational(2, 3)),
        ("cos x", -math.pi / 2, -sp.pi / 2),
        ("ln(x) + 1", 1 / math.e, sp.exp(-1)),
        ("e^x - 2", math.log(2), sp.log(2)),
        ("2x^2 - 3", -math.sqrt(1.5), -sp.sqrt(6) / 2),
        ("sin x", 0.0, sp.Integer(0)),
        ("sin(1/x)", 1 / math.pi, 1 / sp.pi),
        ("cos(x^2)", -math.sqrt(1.5 * math.pi), -sp.sqrt(3 * sp.pi / 2)),
        ("x^2 - 4x + 2", 2 - math.sqrt(2), 2 - sp.sqrt(2)),
        ("cos(2x + 1)", (math.pi / 2 - 1) / 2, (sp.pi / 2 - 1) / 2),
        ("2 ln(x) - 3", math.exp(1.5), sp.exp(sp.Rational(3, 2))),
        ("cos(15x)", -23 * math.pi / 30, -23 * sp.pi / 30),
    ],
)
def test_simple_zeros_have_names(text, x, name):
    assert sp.expand(exact_zero(parse(text), x) - name) == 0


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("x - 1.41421356237", 1.41421356237),  # not the root of two
        ("cos(1.0000001 x)", math.pi / 2 / 1.0000001),
        ("x^3 - 2", 2 ** (1 / 3)),  # has a name, but not a simple one
    ],
)
def test_near_misses_have_none(text, x):
    assert exact_zero(parse(text), x) is None


def test_parameters_take_part():
    assert exact_zero(parse("a x - 1"), 0.4, a=2.5) == sp.Rational(2, 5)


def test_agreement_notices_a_wrong_derivative():
    f = parse("x^2 sin 3x")
    assert compare(derivation(f).result, f.derivative("x"), -3, 3).holds
    wrong = compare(parse("2x sin 3x + x^2 cos 3x").tree, f.derivative("x"), -3, 3)
    assert wrong.tried == 41 and not wrong.holds


@pytest.mark.parametrize("text", ["max(min(x - 2, 1), -1)", "min(x - 2, 1)", "max(x^2 - 4, -1)"])
def test_what_sympy_cannot_compare_has_no_name_rather_than_an_error(text):
    assert exact_zero(parse(text), 2.0) in (None, 2)
