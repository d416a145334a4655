"""The line through points: losses, their gradients, and the smallest of squares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.line_fit import (
    FARTHEST,
    FEWEST,
    LOSSES,
    MOST,
    SCATTERS,
    Points,
    best_line,
    loss_and_gradient,
    loss_field,
    penalty,
    points_text,
    read_points,
    scatter,
    shares,
)
from core.surfaces.field import Area


@pytest.mark.parametrize("name", LOSSES)
@settings(max_examples=40, deadline=None)
@given(weight=st.floats(-3, 3), bias=st.floats(-3, 3))
def test_gradient_of_every_loss_is_its_difference_quotient(name, weight, bias):
    points, h = scatter(3, 0.7), 1e-6
    residual = weight * points.x + bias - points.y
    if np.min(np.abs(np.abs(residual) - (0 if name == "absolute" else 1))) < 1e-4:
        return  # on a corner of |r| there is no gradient
    _, by_weight, by_bias = loss_and_gradient(name, points, weight, bias)

    def value(w, b):
        return penalty(name, w * points.x + b - points.y).mean()

    assert by_weight == pytest.approx((value(weight + h, bias) - value(weight - h, bias)) / (2 * h), abs=1e-5)
    assert by_bias == pytest.approx((value(weight, bias + h) - value(weight, bias - h)) / (2 * h), abs=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_the_sums_over_the_points_are_the_gradient(name):
    points = scatter(1, 0.5, outlier=True)
    share = shares(name, points, 0.3, -0.2)
    value, by_weight, by_bias = loss_and_gradient(name, points, 0.3, -0.2)
    n = len(points.x)
    assert (share.loss.sum() / n, share.by_weight.sum() / n, share.by_bias.sum() / n) == pytest.approx(
        (value, by_weight, by_bias)
    )


def test_huber_is_quadratic_near_zero_and_linear_beyond():
    assert penalty("Huber", np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0])) == pytest.approx(
        [2.5, 0.5, 0.125, 0, 0.125, 0.5, 2.5]
    )


def test_the_best_line_is_numpys():
    points = scatter(5, 1.0)
    assert best_line(points) == pytest.approx(tuple(np.polyfit(points.x, points.y, 1)))
    assert best_line(Points(np.ones(3), np.arange(3.0))) is None


def test_the_gradient_is_zero_at_the_best_line():
    points = scatter(2, 0.8)
    _, by_weight, by_bias = loss_and_gradient("squared", points, *best_line(points))
    assert (by_weight, by_bias) == pytest.approx((0, 0), abs=1e-12)


def test_same_seed_same_points_and_the_outlier_is_one_point():
    assert np.array_equal(scatter(4, 0.5).y, scatter(4, 0.5).y)
    assert not np.array_equal(scatter(4, 0.5).y, scatter(5, 0.5).y)
    moved = scatter(4, 0.5).y != scatter(4, 0.5, outlier=True).y
    assert moved.sum() == 1
    clean = scatter(4, 0.0)
    assert clean.y == pytest.approx(0.8 * clean.x + 1, abs=0.006)


def test_an_outlier_pulls_the_squared_line_away_but_hardly_the_huber_one():
    points = scatter(1, 0.2, outlier=True)
    grid_w, grid_b = np.meshgrid(np.linspace(-0.5, 2, 251), np.linspace(-0.5, 2, 251))

    def lowest(name):
        k = np.argmin(loss_and_gradient(name, points, grid_w, grid_b)[0])
        return np.hypot(grid_w.flat[k] - 0.8, grid_b.flat[k] - 1.0)

    assert lowest("squared") > 2 * lowest("Huber") > 0
    assert lowest("squared") > 2 * lowest("absolute")


@pytest.mark.parametrize("name", LOSSES)
def test_the_loss_map_is_whole_and_lowest_near_the_best_line(name):
    points = scatter(1, 0.3)
    field = loss_field(name, points, Area(-2, 4, -2, 4), 61)
    assert not field.torn.any()
    i, j = np.unravel_index(np.argmin(field.value), field.value.shape)
    assert (field.x[j], field.y[i]) == pytest.approx((0.8, 1.0), abs=0.4)


COORDINATES = st.integers(-500_000, 500_000).map(lambda n: n / 10_000)
PAIRS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=FEWEST, max_size=MOST)


@pytest.mark.parametrize("name", LOSSES)
@settings(max_examples=60, deadline=None)
@given(
    pairs=PAIRS.filter(lambda pairs: len({x for x, _ in pairs}) > 1),
    aside=st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    size=st.sampled_from([1e-3, 0.1, 10.0]),
)
def test_no_other_line_is_better_than_the_best(name, pairs, aside, size):
    points = Points(*np.array(pairs).T)
    weight, bias = best_line(points, name)

    def value(w, b):
        return penalty(name, w * points.x + b - points.y).mean()

    least = value(weight, bias)
    assert least <= value(weight + size * aside[0], bias + size * aside[1]) + 1e-4 * (1e-3 + least)


@settings(max_examples=100, deadline=None)
@given(pairs=PAIRS)
def test_points_come_back_from_their_short_form(pairs):
    text = points_text(Points(*np.array(pairs).T))
    again = read_points(text)
    assert np.stack([again.x, again.y], axis=1).tolist() == [list(pair) for pair in pairs]
    assert set(text) <= set("0123456789.-~_")  # nothing that an address has to escape


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(st.text(max_size=60), st.text("0123456789.-~_e+", max_size=60)))
def test_any_text_is_bounded_points_or_a_value_error(text):
    try:
        points = read_points(text)
    except ValueError as problem:
        assert "points" in str(problem)
        return
    assert FEWEST <= len(points.x) <= MOST
    assert max(np.abs(points.x).max(), np.abs(points.y).max()) <= FARTHEST


@pytest.mark.parametrize("data", SCATTERS)
def test_every_data_set_is_seeded_has_one_outlier_at_most_and_fits_its_short_form(data):
    points = scatter(3, 0.7, data=data)
    assert np.array_equal(points.y, scatter(3, 0.7, data=data).y)
    assert (points.y != scatter(3, 0.7, outlier=True, data=data).y).sum() == 1
    assert read_points(points_text(points)).y.tolist() == points.y.tolist()
