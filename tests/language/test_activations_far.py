"""Activations and their slopes near 0, where differences cancel, and far out, where exponentials overflow."""

from collections.abc import Callable
from typing import Any

import mpmath
import pytest

from core.language import parse

NEAR = (-1e-3, -1e-8, -1e-16, -1e-300, 1e-300, 1e-16, 1e-8, 1e-3)
FAR = (-1e15, -800.0, -745.0, -100.0, -37.0, -20.0, -1.0, 1.0, 20.0, 37.0, 100.0, 709.0, 800.0, 1e15)
_ALPHA, _SCALE = (mpmath.mpf(digits) / 10**16 for digits in (16732632423543772, 10507009873554805))


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + mpmath.exp(-x))


def _softplus(x: Any) -> Any:
    return max(x, 0) + mpmath.log1p(mpmath.exp(-abs(x)))


def _clip(x: Any, low: int, high: int) -> Any:
    return min(max(x, low), high)


def _elu(x: Any, alpha: Any = 1) -> Any:
    return x if x > 0 else alpha * mpmath.expm1(x)


# text, the function in mpmath
ACTIVATIONS: list[tuple[str, Callable[[Any], Any]]] = [
    ("elu(x)", _elu),
    ("elu(x, 3)", lambda x: _elu(x, 3)),
    ("celu(x)", _elu),
    ("celu(x, 2)", lambda x: x if x > 0 else 2 * mpmath.expm1(x / 2)),
    ("celu(x, 0.125)", lambda x: x if x > 0 else mpmath.expm1(8 * x) / 8),
    ("celu(x, -2)", lambda x: x if x > 0 else -2 * mpmath.expm1(-x / 2)),
    ("selu(x)", lambda x: _SCALE * _elu(x, _ALPHA)),
    ("softplus(x)", _softplus),
    ("logsigmoid(x)", lambda x: -_softplus(-x)),
    ("sigmoid(x)", _sigmoid),
    ("softmax(x, 0)", _sigmoid),
    ("softmax(x, 2x)", lambda x: _sigmoid(-x)),
    ("silu(x)", lambda x: x * _sigmoid(x)),
    ("swish(x, 2)", lambda x: x * _sigmoid(2 * x)),
    ("swish(x, 50)", lambda x: x * _sigmoid(50 * x)),
    ("mish(x)", lambda x: x * mpmath.tanh(_softplus(x))),
    ("gelu(x)", lambda x: x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2),
    ("softsign(x)", lambda x: x / (1 + abs(x))),
    ("hardsigmoid(x)", lambda x: _clip(x + 3, 0, 6) / 6),
    ("hardswish(x)", lambda x: x * _clip(x + 3, 0, 6) / 6),
    ("relu6(x)", lambda x: _clip(x, 0, 6)),
    ("hardtanh(x)", lambda x: _clip(x, -1, 1)),
    ("huber(x)", lambda x: x * x / 2 if abs(x) <= 1 else abs(x) - mpmath.mpf(1) / 2),
]


def _float(value: Any) -> float:
    return float(mpmath.mpf(value))


@pytest.mark.parametrize(("text", "meaning"), ACTIVATIONS, ids=[row[0] for row in ACTIVATIONS])
def test_values_near_zero_and_far_out(text, meaning):
    function = parse(text)
    with mpmath.workdps(400):
        for x in (*NEAR, *FAR):
            if "-2" in text and x < -1000:
                continue  # celu with a negative alpha grows beyond every float
            expected = _float(meaning(mpmath.mpf(x)))
            if abs(expected) < 1e308:
                assert float(function(x)) == pytest.approx(expected, rel=1e-13, abs=1e-300), x


@pytest.mark.parametrize(("text", "meaning"), ACTIVATIONS, ids=[row[0] for row in ACTIVATIONS])
def test_slopes_near_zero_and_far_out(text, meaning):
    slope = parse(text).derivative("x")
    with mpmath.workdps(700):
        for x in (*NEAR, *FAR):
            if abs(x) == 1.0 or ("-2" in text and x < -1000):
                continue  # corners of some
            here = mpmath.mpf(x)
            step = abs(here) * mpmath.mpf(10) ** -120
            expected = (mpmath.mpf(meaning(here + step)) - meaning(here - step)) / (2 * step)
            if abs(expected) < 1e300:
                assert float(slope(x)) == pytest.approx(float(expected), rel=1e-11, abs=1e-300), x
