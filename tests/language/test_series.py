"""Sums and products over a range, and functions written out while they are read, against mpmath and NumPy."""

import mpmath
import numpy as np
import pytest

from core.language import LanguageError, Unfinished, parse

X = np.array([-1.5, -0.5, 0.25, 1.0, 2.0])

# text, the term as a function of (x, k), the range, sum or product
SERIES = [
    ("sum(sin(k x)/k, k, 1, 9)", lambda x, k: mpmath.sin(k * x) / k, (1, 9), mpmath.nsum),
    ("sum(x^k/k!, k, 0, 12)", lambda x, k: x**k / mpmath.factorial(k), (0, 12), mpmath.nsum),
    (r"\sum_{k=0}^{5} \frac{(-1)^k x^{2k+1}}{(2k+1)!}",
     lambda x, k: (-1) ** int(k) * x ** (2 * k + 1) / mpmath.factorial(2 * k + 1), (0, 5), mpmath.nsum),
    (r"\sum_{n=1}^{4} n x^n", lambda x, n: n * x**n, (1, 4), mpmath.nsum),
    ("∑_{j=-2}^{2} (x-j)^2", lambda x, j: (x - j) ** 2, (-2, 2), mpmath.nsum),
    ("sum(max(0, x - k), k, -1, 1)", lambda x, k: max(0, x - k), (-1, 1), mpmath.nsum),
    ("prod(x - k, k, 1, 5)", lambda x, k: x - k, (1, 5), mpmath.nprod),
    (r"\prod_{i=1}^{3} (x^2+i)", lambda x, i: x**2 + i, (1, 3), mpmath.nprod),
    ("product(cos(x/2^k), k, 1, 6)", lambda x, k: mpmath.cos(x / 2**k), (1, 6), mpmath.nprod),
    ("sum(x, k, 1, 60)", lambda x, k: x, (1, 60), mpmath.nsum),
]  # fmt: skip


@pytest.mark.parametrize(("text", "term", "ends", "whole"), SERIES, ids=[row[0] for row in SERIES])
def test_a_series_is_what_it_says(text, term, ends, whole):
    f = parse(text)
    combine = sum if whole is mpmath.nsum else mpmath.fprod
    expected = [
        float(combine(term(mpmath.mpf(float(x)), mpmath.mpf(k)) for k in range(ends[0], ends[1] + 1))) for x in X
    ]
    assert f.parameters == ()
    assert f(X) == pytest.approx(expected, rel=1e-12)


def test_what_stands_behind_a_sum_is_not_in_it():
    assert parse(r"\sum_{k=1}^{3} x^k + 1")(2.0) == 15.0
    assert parse(r"2\sum_{k=1}^{2} k x")(1.0) == 6.0


def test_the_letter_that_counts_is_no_parameter_but_others_are():
    assert parse("sum(a x^k, k, 1, 3)").parameters == ("a",)
    assert parse("k + sum(x^k, k, 1, 3)").parameters == ("k",)


def test_slopes_of_a_series():
    slope = parse("sum(sin(k x)/k, k, 1, 9)").derivative("x")
    assert slope(X) == pytest.approx(sum(np.cos(k * X) for k in range(1, 10)))


@pytest.mark.parametrize(
    "text",
    ["sum(x^k, k, 1, n)", "sum(x^k, k, 1, 100)", "sum(x, x, 1, 3)", "sum(x^k, k, 3, 1)", "sum(x^k, k, 0.5, 3)",
     "sum(x)", "sum(sum(sum(x^k, k, 1, 20), j, 1, 20), i, 1, 20)", "sum x", r"\sum x", r"\sum_{k} x",
     r"\sum_{k<3}^{9} x",
     "prod(x^1000, k, 1, 1e9)", "sum((x+1)^9(x+2)^9(x+3)^9, k, 1, 60)"],
)  # fmt: skip
def test_what_is_no_small_range_gets_a_sentence(text):
    with pytest.raises(LanguageError) as caught:
        parse(text)
    assert not isinstance(caught.value, Unfinished)


@pytest.mark.parametrize("text", ["sum(", "sum(x^k", "sum(x^k, k", r"\sum", r"\sum_", r"\sum_{k=1}", r"\sum_{k=1}^{3}"])
def test_a_series_on_its_way(text):
    with pytest.raises(Unfinished):
        parse(text)


_FUNCTIONS = [
    ("sinc(x)", lambda x: np.sinc(x / np.pi)),
    ("expm1(x)", np.expm1),
    ("log1p(x)", lambda x: np.where(x > -1, np.log1p(np.maximum(x, -0.999)), np.nan)),
    ("hypot(x, 3)", lambda x: np.hypot(x, 3)),
    ("norm(x, 1, 2)", lambda x: np.linalg.norm([x, np.ones_like(x), 2 * np.ones_like(x)], axis=0)),
    ("softmax(x, 0, 1)", lambda x: np.exp(x) / (np.exp(x) + 1 + np.e)),
    ("swish(x, 3)", lambda x: x / (1 + np.exp(-3 * x))),
    ("tanhshrink(x)", lambda x: x - np.tanh(x)),
    ("softshrink(x)", lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0)),
    ("hardshrink(x, 1)", lambda x: np.where(np.abs(x) > 1, x, 0)),
    ("clamp(x, -1, 1)", lambda x: np.clip(x, -1, 1)),
    ("hardsigmoid(x)", lambda x: np.clip(x + 3, 0, 6) / 6),
]


@pytest.mark.parametrize(("text", "expected"), _FUNCTIONS, ids=[row[0] for row in _FUNCTIONS])
def test_functions_of_machine_learning(text, expected):
    assert parse(text)(X) == pytest.approx(expected(X), rel=1e-12, nan_ok=True)


def test_small_numbers_keep_their_digits():
    assert parse("expm1(x)")(1e-12) == pytest.approx(1e-12, rel=1e-15)
    assert parse("log1p(x)")(1e-12) == pytest.approx(1e-12, rel=1e-12)
    assert parse("softmax(x, 0)")(800.0) == 1.0
