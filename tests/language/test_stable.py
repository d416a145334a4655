"""Where a formula cancels or overflows on the way, values and slopes keep their digits: against mpmath in 60 digits."""

import math

import mpmath
import numpy as np
import pytest
from flint import arb

from core.language import parse

mp = mpmath.mp.clone()
mp.dps = 800  # also where 10⁻³⁰⁰ meets 1

PLACES = [-1e300, -1e5, -800.0, -37.5, -3.0, -1.0, -0.3, -1e-3, -1e-8, -1e-150, 0.0, 1e-300, 1e-12, 2e-5, 0.04, 0.999,
          1.001, 2.0, 4.0, 19.0, 710.0, 1e17]  # fmt: skip


def _sinc(x):
    return mp.mpf(1) if x == 0 else mp.sin(x) / x


def _sinc_slope(x):
    return mp.mpf(0) if x == 0 else (x * mp.cos(x) - mp.sin(x)) / x**2


def _sinc_bend(x):
    return -mp.mpf(1) / 3 if x == 0 else ((2 - x * x) * mp.sin(x) - 2 * x * mp.cos(x)) / x**3


def _share(x, *others):
    return 1 / (1 + sum(mp.exp(other - x) for other in others))


# text: its value and slopes
FORMS = {
    "tanhshrink(x)": (lambda x: x - mp.tanh(x), lambda x: mp.tanh(x) ** 2),
    "hypot(x, 1)": (lambda x: mp.sqrt(x * x + 1), lambda x: x / mp.sqrt(x * x + 1)),
    "norm(x, 2x)": (lambda x: mp.sqrt(5) * abs(x), lambda x: mp.sqrt(5) * mp.sign(x) if x else None),
    "norm(1, x, 2)": (lambda x: mp.sqrt(x * x + 5), lambda x: x / mp.sqrt(x * x + 5)),
    "softmax(x, 1, 2)": (lambda x: _share(x, 1, 2), lambda x: _share(x, 1, 2) * (1 - _share(x, 1, 2))),
    "softmax(0, x, 1)": (lambda x: _share(0, x, 1), lambda x: -_share(0, x, 1) * _share(x, 0, 1)),
    "softmin(x, 1, 2)": (lambda x: _share(-x, -1, -2), lambda x: -_share(-x, -1, -2) * (1 - _share(-x, -1, -2))),
    "logsumexp(x, 0, 1)": (lambda x: mp.log(mp.exp(x) + 1 + mp.e), lambda x: _share(x, 0, 1)),
}


@pytest.mark.parametrize("text", FORMS)
def test_values_and_slopes_keep_their_digits(text):
    f = parse(text)
    slope = f.derivative("x")
    value_of, slope_of = FORMS[text]
    for x in PLACES:
        if abs(x) > 1e6 and "sum" in text:
            continue  # e to the 10³⁰⁰ is too large for mpmath as well
        if abs(x) > 1e6 and not text.startswith(("hypot", "norm")):
            continue
        for ours, theirs in ((f, value_of(mp.mpf(x))), (slope, slope_of(mp.mpf(x)))):
            got = float(ours(x))
            if theirs is None:
                assert math.isnan(got)
            else:
                assert got == pytest.approx(float(theirs), rel=1e-13, abs=1e-300), (text, x)


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("x", [x for x in PLACES if abs(x) < 1e17])
def test_sinc_and_its_slopes_keep_their_digits(order, x):
    f = parse("sinc(x)")
    for _ in range(order):
        f = f.derivative("x")
    exact = (_sinc, _sinc_slope, _sinc_bend)[order](mp.mpf(x))
    shake = 2.0**-51 / max(1.0, abs(x))  # where a wave crosses 0 only its height counts
    assert float(f(x)) == pytest.approx(float(exact), rel=2e-14, abs=shake if abs(x) >= 1 else 1e-320)


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("middle", [-20.0, -4.0, -0.5, 0.0, 1e-9, 1.0, 3.9, 4.1, 4.493409457909064, 50.0])
@pytest.mark.parametrize("width", [0.0, 1e-9, 0.1, 3.0])
def test_sinc_and_its_slopes_lie_within_their_bounds(order, middle, width):
    f = parse("sinc(x)")
    for _ in range(order):
        f = f.derivative("x")
    found = f.enclose(x=(arb(middle - width), arb(middle + width)))
    assert found.smooth and found.defined
    for x in np.linspace(middle - width, middle + width, 9):
        exact = (_sinc, _sinc_slope, _sinc_bend)[order](mp.mpf(x))
        assert float(found.low) - 1e-15 <= exact <= float(found.high) + 1e-15
    assert float(found.high) - float(found.low) <= 1.3 * width + 1e-12


def test_the_length_of_several_values_has_its_slope_where_some_are_0():
    slope = parse("norm(3, x, y)", ("x", "y")).derivative("y")
    assert slope(np.array([0.0, 0.0, 4.0]), np.array([0.0, 4.0, 0.0])).tolist() == pytest.approx([0.0, 0.8, 0.0])
