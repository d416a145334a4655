"""The small network: its backward pass against nudges and symbols, and training."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.activations import ACTIVATIONS
from core.learning.network import (
    LOSSES,
    MOST_HIDDEN,
    example_gradients,
    gradients,
    nudged_gradients,
    random_network,
    run,
    train,
    weight_names,
)
from core.learning.network_data import NAMES, point_set

SMOOTH = [name for name in ACTIVATIONS if name != "relu"]
SYMBOLIC = {
    "tanh": sp.tanh,
    "sigmoid": lambda z: 1 / (1 + sp.exp(-z)),
    "gelu": lambda z: z * (1 + sp.erf(z / sp.sqrt(2))) / 2,
    "linear": lambda z: z,
    "relu": lambda z: sp.Piecewise((z, z > 0), (0, True)),
}

networks = st.builds(
    random_network,
    st.integers(1, MOST_HIDDEN),
    st.sampled_from(list(ACTIVATIONS)),
    st.sampled_from(LOSSES),
    st.integers(0, 500),
)


@settings(max_examples=25)
@given(network=networks, x1=st.floats(-2, 2), x2=st.floats(-2, 2), target=st.sampled_from([0.0, 1.0]))
def test_every_gradient_equals_the_symbolic_one(network, x1: float, x2: float, target: float) -> None:
    symbols = sp.symbols(weight_names(network.hidden), real=True)
    w = dict(zip(weight_names(network.hidden), symbols, strict=True))
    bend = SYMBOLIC[network.activation]
    units = range(1, network.hidden + 1)
    exact_x = sp.Rational(x1), sp.Rational(x2)
    score = w["c"] + sum(
        w[f"v{j}"] * bend(w[f"w{j}1"] * exact_x[0] + w[f"w{j}2"] * exact_x[1] + w[f"b{j}"]) for j in units
    )
    loss = (score - target) ** 2 if network.loss == "squared error" else sp.log(1 + sp.exp(score)) - target * score
    # A kink has no slope to compare with.
    ahead = run(network, np.array([[x1, x2]]), np.array([target]))
    if network.activation == "relu" and np.min(np.abs(ahead.sums)) < 1e-9:
        return
    values = {symbol: sp.Rational(float(value)) for symbol, value in zip(symbols, network.weights, strict=True)}
    ours = gradients(network, ahead)
    for symbol, gradient in zip(symbols, ours, strict=True):
        theirs = float(sp.diff(loss, symbol).subs(values).evalf(30))
        assert gradient == pytest.approx(theirs, rel=1e-8, abs=1e-12), symbol


@settings(max_examples=40)
@given(network=networks.filter(lambda n: n.activation != "relu"), name=st.sampled_from(NAMES))
def test_the_mean_over_a_data_set_equals_nudging_every_weight(network, name: str) -> None:
    data = point_set(name, 3)
    ahead = run(network, data.points, data.targets)
    found = gradients(network, ahead)
    assert found == pytest.approx(nudged_gradients(network, data.points, data.targets), rel=1e-5, abs=1e-8)
    assert example_gradients(network, ahead).shape == (len(data.points), len(weight_names(network.hidden)))


@pytest.mark.parametrize(("data", "hidden"), [("XOR", 3), ("XOR", 4)])
def test_xor_is_learned_from_most_seeds(data: str, hidden: int) -> None:
    points = point_set(data)
    reached = 0
    for seed in range(5):
        done = train(random_network(hidden, "tanh", "squared error", seed), points.points, points.targets, 0.3, 1000)
        reached += bool(done.losses[-1] < 0.01)
    assert reached >= 3


def test_no_linear_network_learns_xor() -> None:
    data = point_set("XOR")
    done = train(random_network(4, "linear", "squared error", 0), data.points, data.targets, 0.1, 2000)
    assert done.losses[-1] == pytest.approx(0.25, abs=1e-6)  # the best line says one half everywhere


def test_small_steps_never_raise_the_loss() -> None:
    data = point_set("two moons", 1)
    for loss in LOSSES:
        losses = train(random_network(3, "tanh", loss, 2), data.points, data.targets, 0.02, 300).losses
        assert np.all(np.diff(losses) <= 1e-12)


def test_running_away_is_a_value() -> None:
    data = point_set("circles")
    done = train(random_network(4, "linear", "squared error", 0), data.points, data.targets, 5.0, 2000)
    assert done.diverged
    assert np.isfinite(done.network.weights).all()


def test_training_leaves_the_network_it_began_with() -> None:
    data = point_set("XOR")
    network = random_network(2, "tanh", "squared error", 0)
    before = network.weights.copy()
    train(network, data.points, data.targets, 0.3, 10)
    assert np.array_equal(before, network.weights)
    with pytest.raises(ValueError, match="read-only"):
        network.hidden_weights[0, 0] = 1.0


@pytest.mark.parametrize("name", NAMES)
def test_data_sets_are_the_same_for_the_same_seed(name: str) -> None:
    first, again, other = point_set(name, 5), point_set(name, 5), point_set(name, 6)
    assert np.array_equal(first.points, again.points)
    assert np.array_equal(first.points, other.points) == (name == "XOR")
    assert set(first.targets) == {0.0, 1.0}
    assert np.abs(first.points).max() < 1.8


def test_xor_is_xor() -> None:
    data = point_set("XOR")
    for (x1, x2), target in zip(data.points, data.targets, strict=True):
        assert target == float((x1 > 0) != (x2 > 0))
