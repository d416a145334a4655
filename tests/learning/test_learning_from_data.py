"""Data sets, models and stochastic descent, against least squares, finite differences and the standard error of a
mean.
"""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.datasets import DATA_SETS, MOST_ROWS, DataError, read_csv, scaled
from core.learning.regression import problem
from core.learning.stochastic import noise_of_batch, spread, train

CASES = [("linear", "line"), ("linear", "outliers"), ("polynomial", "line"), ("logistic", "two classes")]


def case(model, data, seed=1):
    return problem(model, DATA_SETS[data](seed))


@pytest.mark.parametrize(("model", "data"), CASES)
def test_gradients_and_hessian_are_those_of_the_loss(model, data):
    task = case(model, data)
    weights = np.linspace(0.3, -0.7, len(task.names))
    step = 1e-5 * np.eye(len(weights))
    slopes = (task.losses(weights + step) - task.losses(weights - step)) / 2e-5
    assert task.example_gradients(weights).mean(axis=0) == pytest.approx(slopes, abs=1e-8)
    columns = [
        (task.example_gradients(weights + e).mean(axis=0) - task.example_gradients(weights - e).mean(axis=0)) / 2e-5
        for e in step
    ]
    assert task.hessian(weights) == pytest.approx(np.array(columns).T, abs=1e-8)


@pytest.mark.parametrize(("model", "data"), CASES)
def test_batch_descent_arrives_at_the_best_weights(model, data):
    task = case(model, data)
    bound = 2 / np.linalg.eigvalsh(task.hessian(np.zeros(len(task.names))))[-1]
    run = train(task, np.zeros(len(task.names)), learning_rate=0.4 * bound, epochs=4000, batch_size=10**6, seed=1)
    assert run.weights[-1] == pytest.approx(task.best(), abs=1e-5)
    assert np.all(np.diff(run.losses) <= 1e-12)


def test_the_best_line_is_least_squares():
    task = case("linear", "line")
    slope, offset = np.polyfit(task.data.x, task.data.y, 1)
    assert task.best() == pytest.approx([offset, slope])


def test_separated_classes_have_no_best_weights():
    text = "\n".join(f"{x},{int(x > 0)}" for x in (-3, -2, -1, 1, 2, 3))
    assert problem("logistic", read_csv(text)).best() is None


@pytest.mark.parametrize("batch", [1, 7, 60])
def test_a_replay_is_the_same_to_the_last_bit_and_another_seed_is_not(batch):
    task = case("linear", "outliers")
    runs = [
        train(task, [0, 0], learning_rate=0.02, epochs=5, batch_size=batch, seed=s).weights.tobytes() for s in (4, 4, 5)
    ]
    assert runs[0] == runs[1]
    assert (runs[0] == runs[2]) == (batch == 60)  # the whole batch knows no order


def test_every_epoch_sees_every_example_once():
    run = train(case("linear", "line"), [0, 0], learning_rate=0.01, epochs=3, batch_size=7, seed=2)
    assert run.seen[-1] == 180 and len(run.weights) == 3 * 9 + 1 and run.seen[9] == 60


def test_running_away_is_a_value():
    run = train(case("linear", "line"), [0, 0], learning_rate=5.0, epochs=200, batch_size=10, seed=2)
    assert run.diverged and np.isfinite(run.weights[:-1]).all()


@pytest.mark.parametrize(("model", "data"), CASES)
def test_the_spread_is_that_of_batches_without_replacement(model, data):
    task = case(model, data)
    found = spread(task, np.full(len(task.names), 0.4), seed=3, draws=8000)
    assert list(found.sizes) == [1, 2, 4, 8, 16, 32, 60]
    assert found.measured == pytest.approx(found.predicted, rel=0.1)
    assert found.predicted[-1] == found.measured[-1] == 0.0  # the whole batch: no noise
    gradients = task.example_gradients(np.full(len(task.names), 0.4))
    assert found.sigma**2 == pytest.approx(gradients.var(axis=0).sum())


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_the_noise_of_a_batch_is_that_of_all_subsets(size):
    values = np.array([0.3, -1.2, 2.5, 0.0, 4.1, -0.7])
    means = [np.mean(subset) for subset in combinations(values, size)]
    exact = np.sqrt(np.mean((np.array(means) - values.mean()) ** 2))
    assert noise_of_batch(values.std(), size, 6) == pytest.approx(exact, abs=1e-15)


@pytest.mark.parametrize("name", DATA_SETS)
def test_data_sets_are_seeded(name):
    a, b, c = DATA_SETS[name](1), DATA_SETS[name](1), DATA_SETS[name](2)
    assert a.x.tobytes() == b.x.tobytes() and a.y.tobytes() == b.y.tobytes() and a.x.tobytes() != c.x.tobytes()
    assert a.classes == (name == "two classes")


def test_pasted_columns_are_read():
    for text in ("1,2\n3,4\n5,6", "x;y\n1;2\n3;4\n5;6\n", "1\t2\n\n3\t4\n5\t6", "1 2\r\n3 4\r\n5 6"):
        data = read_csv(text)
        assert data.x.tolist() == [1, 3, 5] and data.y.tolist() == [2, 4, 6]
    assert read_csv("0,0\n1,1\n2,1").classes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "at least three rows"),
        ("1,2\n3,4", "at least three rows"),
        ("1,2\n3\n4,5", "Line 2 has 1 column"),
        ("1,2\n3,4,5\n4,5", "Line 2 has 3 columns"),
        ("1,2\nx,4\n4,5", "Line 2"),
        ("1,2\n3,nan\n4,5", "Line 2"),
        ("1,2\n3,1e99\n4,5", "Line 2"),
        ("1,2\n1,3\n1,4", "All x are the same"),
        ("1,2\n" * (MOST_ROWS + 5), "more than"),
        ("1," * 20_000, "too long"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(text, words):
    with pytest.raises(DataError, match=words):
        read_csv(text)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_table_or_gets_a_sentence(text):
    try:
        data = read_csv(text)
    except DataError as problem:
        assert problem.message.endswith((".", ")."))
    else:
        assert np.isfinite(data.x).all() and np.isfinite(data.y).all()


@pytest.mark.parametrize("text", ["1;2\n2;4\n3;7", "x; y\n1 ; 2\n2 ; 4\n3 ; 7", "1\t2\n2\t4\n3\t7", "1, 2\n2,4\n3 7"])
def test_columns_are_separated_by_whatever_a_table_uses(text):
    data = read_csv(text)
    assert data.x.tolist() == [1, 2, 3] and data.y.tolist() == [2, 4, 7]


def test_a_decimal_comma_is_told_how_to_be_written():
    with pytest.raises(DataError, match="Line 2: write numbers with a point"):
        read_csv("1;2\n2;4,5\n3;6")


@pytest.mark.parametrize(("model", "data"), CASES)
@given(weights=st.lists(st.floats(-3, 3), min_size=3, max_size=3))
@settings(max_examples=10, deadline=None)
def test_no_loss_bends_more_than_its_largest_curvature(model, data, weights):
    task = case(model, data)
    bends = np.linalg.eigvalsh(task.hessian(np.array(weights[: len(task.names)])))[-1]
    assert bends <= task.largest_curvature() * (1 + 1e-12)
    assert task.largest_curvature() <= task.steepest_example() * (1 + 1e-12)
    if model != "logistic":
        assert bends == pytest.approx(task.largest_curvature())


WHOLE = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=3, max_size=20)
TABLES = st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=3, max_size=20)


@pytest.mark.parametrize("model", ["linear", "polynomial"])
@given(WHOLE.filter(lambda rows: len({x for x, _ in rows}) > 1))
@settings(max_examples=20, deadline=None)
def test_batch_descent_runs_away_above_the_bound_on_the_rate_and_not_below(model, rows):
    task = problem(model, read_csv("\n".join(f"{x!r},{y!r}" for x, y in rows)))
    bound, start = 2 / task.largest_curvature(), np.full(len(task.names), -1.0)
    options = {"epochs": 40, "batch_size": len(rows), "seed": 1}
    below = train(task, start, learning_rate=0.99 * bound, **options).losses
    assert np.all(np.diff(below) <= 1e-9 * (below[0] + 1e-300))
    # from a start off the best weights along the steepest direction
    steepest = np.linalg.eigh(task.hessian(start))[1][:, -1]
    above = train(task, task.best() + steepest, learning_rate=1.5 * bound, **options)
    distance = np.abs((above.weights - task.best()) @ steepest)
    assert above.diverged or distance[-1] > 1e6


@given(TABLES.filter(lambda rows: len({x for x, _ in rows}) > 1))
@settings(max_examples=50, deadline=None)
def test_scaled_data_have_mean_0_and_deviation_1_and_keep_their_order(rows):
    given_ = read_csv("\n".join(f"{x!r},{y!r}" for x, y in rows))
    found = scaled(given_)
    for before, after in ((given_.x, found.x), (given_.y, found.y)):
        if after is before:
            assert given_.classes
            continue
        assert after.mean() == pytest.approx(0.0, abs=1e-9)
        assert after.std() == pytest.approx(1.0 if np.ptp(before) else 0.0)
        assert np.all(np.diff(after[np.argsort(before, kind="stable")]) >= 0.0)
    for model in ("linear", "polynomial"):
        assert problem(model, found).largest_curvature() < 2 * (1 + 20 + 20**2)
    assert problem("linear", found).largest_curvature() == pytest.approx(2.0)


def test_classes_stay_classes():
    found = scaled(read_csv("100,0\n200,1\n300,1"))
    assert found.classes and found.x == pytest.approx(np.sqrt(1.5) * np.array([-1, 0, 1]))
