"""Gradients through many layers: closed forms, an independent backward pass by complex steps, verdicts and rescues."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.depth import EXAMPLES, Deep, flow, rescues, verdict

STD = {"LeCun": lambda n: n**-0.5, "Xavier": lambda n: n**-0.5, "He": lambda n: (2 / n) ** 0.5}
BENDS = {"tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z)), "linear": lambda z: z}


def test_ten_sigmoid_layers_at_zero() -> None:
    found = flow(Deep(10, 1, "sigmoid", "all ones"))
    assert found.reaching == pytest.approx(0.25**10, rel=1e-13)
    assert found.norms == pytest.approx([0.25 ** (10 - layer) for layer in range(11)], rel=1e-13)
    assert found.slopes == pytest.approx([0.25] * 10)
    assert "9.54·10⁻⁷" in verdict(found)
    assert found.state == "vanished"


@pytest.mark.parametrize(("activation", "slope"), [("tanh", 1.0), ("linear", 1.0), ("gelu", 0.5), ("sigmoid", 0.25)])
@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("width", [1, 7])
def test_equal_weights_have_a_closed_form(activation: str, slope: float, scale: float, width: int) -> None:
    deep = Deep(12, width, activation, "all ones", scale)
    assert flow(deep).reaching == pytest.approx((slope * scale) ** 12, rel=1e-10)
    assert flow(replace(deep, residual=True)).reaching == pytest.approx((1 + slope * scale) ** 12, rel=1e-10)


@settings(max_examples=30)
@given(
    deep=st.builds(
        Deep,
        depth=st.integers(1, 8),
        width=st.integers(1, 5),
        activation=st.sampled_from(sorted(BENDS)),
        initialisation=st.sampled_from(sorted(STD)),
        scale=st.floats(0.3, 3),
        residual=st.booleans(),
        normalised=st.booleans(),
        seed=st.integers(0, 50),
    )
)
def test_the_gradient_at_the_input_equals_complex_steps(deep: Deep) -> None:
    random = np.random.default_rng(deep.seed)
    start = random.normal(size=(EXAMPLES, deep.width))
    matrices = [
        random.normal(size=(deep.width,) * 2) * STD[deep.initialisation](deep.width) * deep.scale
        for _ in range(deep.depth)
    ]

    def loss(h: np.ndarray) -> complex:
        for matrix in matrices:
            z = h @ matrix.T
            if deep.normalised:
                middle = z.mean(axis=0)
                z = (z - middle) / np.sqrt(((z - middle) ** 2).mean(axis=0) + 1e-12)
            value = BENDS[deep.activation](z)
            h = h + value if deep.residual else value
        return np.sum(h) / np.sqrt(deep.width)

    slopes = np.zeros(start.shape)
    for place in np.ndindex(start.shape):
        nudged = start.astype(complex)
        nudged[place] += 1e-30j
        slopes[place] = loss(nudged).imag / 1e-30
    expected = np.sqrt(np.mean(np.sum(slopes**2, axis=1)))
    assert flow(deep).reaching == pytest.approx(expected, rel=1e-7, abs=1e-14)


@settings(max_examples=30)
@given(
    depth=st.integers(1, 50),
    width=st.integers(1, 32),
    activation=st.sampled_from(["tanh", "relu", "gelu", "sigmoid"]),
    initialisation=st.sampled_from(["LeCun", "He"]),
    seed=st.integers(0, 20),
)
def test_the_factors_make_the_gradient(depth: int, width: int, activation: str, initialisation: str, seed: int) -> None:
    found = flow(Deep(depth, width, activation, initialisation, seed=seed))
    if found.reaching > 0:
        assert found.slopes * found.spreads * found.weights == pytest.approx(found.factors, rel=1e-9)
        assert np.prod(found.factors) == pytest.approx(found.reaching, rel=1e-8)


@pytest.mark.parametrize(
    ("deep", "state"),
    [
        (Deep(30, 16, "sigmoid", "LeCun"), "vanished"),
        (Deep(50, 32, "relu", "He"), "healthy"),
        (Deep(50, 32, "tanh", "LeCun", 2.5), "exploded"),
        (Deep(50, 32, "linear", "He", 3.0), "exploded"),
        (Deep(50, 1, "relu", "He"), "vanished"),
    ],
)
def test_the_verdict_and_its_rescue(deep: Deep, state: str) -> None:
    assert flow(deep).state == state
    best = rescues(deep)[0]
    assert best.distance <= min(rescue.distance for rescue in rescues(deep))
    if state != "healthy" and deep.width > 1:
        assert best.flow.state == "healthy", best.change
    changed = [name for name in ("activation", "initialisation", "residual", "normalised")
               if getattr(best.flow.deep, name) != getattr(deep, name)]  # fmt: skip
    assert len(changed) + (best.flow.deep.scale != deep.scale and not changed) == 1


def test_a_single_layer_and_the_deepest() -> None:
    assert len(flow(Deep(1, 1)).norms) == 2
    assert len(flow(Deep(50, 32, "gelu", "He", 10.0)).norms) == 51
