"""A small network, 2 inputs, 1 to 4 hidden units, 1 output, with its own forward and backward pass over a data set.

    z_j = Σ_i w_ji x_i + b_j      a_j = φ(z_j)      s = Σ_j v_j a_j + c

Squared error takes s itself as the answer, (s − t)²; cross-entropy takes σ(s) as a probability, ln(1 + e^s) − t s.
The loss is the mean over the examples. Backpropagation: Rumelhart, Hinton and Williams, Nature 323 (1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.learning.activations import activate

INPUTS = 2
MOST_HIDDEN = 4
LOSSES = ("squared error", "cross-entropy")


@dataclass(frozen=True)
class Network:
    """Weights of a network. Shapes with H hidden units.

    ``hidden_weights`` (H, 2), ``hidden_biases`` (H,), ``output_weights`` (H,).
    """

    hidden_weights: np.ndarray
    hidden_biases: np.ndarray
    output_weights: np.ndarray
    output_bias: float
    activation: str = "tanh"
    loss: str = "squared error"

    @property
    def hidden(self) -> int:
        """The number of hidden units."""
        return len(self.hidden_biases)

    @property
    def weights(self) -> np.ndarray:
        """All weights in one vector, in the order of ``weight_names``."""
        return np.concatenate(
            [self.hidden_weights.ravel(), self.hidden_biases, self.output_weights, [self.output_bias]]
        )

    def with_weights(self, vector: np.ndarray) -> Network:
        """The same network with other weights (order of ``weight_names``)."""
        h = self.hidden
        cuts = np.cumsum([INPUTS * h, h, h])
        first, biases, second, last = np.split(_frozen(vector), cuts)
        return Network(first.reshape(h, INPUTS), biases, second, float(last[0]), self.activation, self.loss)

    def output(self, points: np.ndarray) -> np.ndarray:
        """The answers for points of shape (n, 2): s, or σ(s) with cross-entropy. Shape (n,)."""
        scores = run(self, points, np.zeros(len(points))).scores
        return scores if self.loss == "squared error" else _sigmoid(scores)


@dataclass(frozen=True)
class Pass:
    """One forward pass over n examples.

    ``sums`` and ``activations`` and ``slopes`` (n, H), ``scores``, ``losses``, ``score_slopes`` (n,).
    """

    points: np.ndarray
    sums: np.ndarray
    activations: np.ndarray
    slopes: np.ndarray
    scores: np.ndarray
    losses: np.ndarray
    score_slopes: np.ndarray

    @property
    def loss(self) -> float:
        """The mean loss."""
        return float(np.mean(self.losses))


@dataclass(frozen=True)
class TrainedNetwork:
    """Weights after some steps of gradient descent and the loss before each step and after the last.

    Shape (steps + 1,).
    """

    network: Network
    losses: np.ndarray

    @property
    def diverged(self) -> bool:
        """Whether the loss left the finite numbers; the weights are then the last finite ones."""
        return not bool(np.isfinite(self.losses[-1]))


def weight_names(hidden: int) -> tuple[str, ...]:
    """``w11`` (to hidden unit 1 from x₁), ``w12``, …, ``b1``, …, ``v1``, …, ``c``."""
    units = range(1, hidden + 1)
    return (
        *(f"w{j}{i}" for j in units for i in (1, 2)),
        *(f"b{j}" for j in units),
        *(f"v{j}" for j in units),
        "c",
    )


def random_network(hidden: int, activation: str, loss: str, seed: int) -> Network:
    """Weights drawn from a normal distribution with variance 1 / (number of inputs of the unit).

    Biases 0 (LeCun et al. 1998).
    """
    random = np.random.default_rng(seed)
    first = random.normal(size=(hidden, INPUTS)) / np.sqrt(INPUTS)
    second = random.normal(size=hidden) / np.sqrt(hidden)
    return Network(_frozen(first), _frozen(np.zeros(hidden)), _frozen(second), 0.0, activation, loss)


def run(network: Network, points: np.ndarray, targets: np.ndarray) -> Pass:
    """The forward pass: points (n, 2), targets (n,) of 0 and 1."""
    with np.errstate(all="ignore"):
        sums = points @ network.hidden_weights.T + network.hidden_biases
        activations, slopes = activate(network.activation, sums)
        scores = activations @ network.output_weights + network.output_bias
        if network.loss == "squared error":
            losses, score_slopes = (scores - targets) ** 2, 2.0 * (scores - targets)
        else:
            # ln(1 + e^s) without overflow
            losses = np.maximum(scores, 0.0) + np.log1p(np.exp(-np.abs(scores))) - targets * scores
            score_slopes = _sigmoid(scores) - targets
    return Pass(points, sums, activations, slopes, scores, losses, score_slopes)


def gradients(network: Network, ahead: Pass) -> np.ndarray:
    """∂loss/∂weight for every weight (order of ``weight_names``): the backward pass."""
    return example_gradients(network, ahead).mean(axis=0)


def example_gradients(network: Network, ahead: Pass) -> np.ndarray:
    """∂(loss of one example)/∂weight, shape (n, weights); their mean is the gradient."""
    with np.errstate(all="ignore"):
        back = ahead.score_slopes[:, None]
        at_sums = back * network.output_weights * ahead.slopes
        first = at_sums[:, :, None] * ahead.points[:, None, :]
        return np.concatenate([first.reshape(len(back), -1), at_sums, back * ahead.activations, back], axis=1)


def nudged_gradients(network: Network, points: np.ndarray, targets: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """∂loss/∂weight by central differences: every weight is nudged, nothing else is known. For comparison."""

    def loss(index: int, nudge: float) -> float:
        moved = network.weights
        moved[index] += nudge
        return run(network.with_weights(moved), points, targets).loss

    return np.array([(loss(i, step) - loss(i, -step)) / (2 * step) for i in range(len(network.weights))])


def train(
    network: Network, points: np.ndarray, targets: np.ndarray, learning_rate: float, steps: int
) -> TrainedNetwork:
    """Gradient descent on the whole data set; stops early when the loss is no longer finite."""
    losses = []
    for _ in range(steps):
        ahead = run(network, points, targets)
        losses.append(ahead.loss)
        with np.errstate(all="ignore"):
            moved = network.weights - learning_rate * gradients(network, ahead)
        if not np.isfinite(moved).all():
            return TrainedNetwork(network, np.array([*losses, np.inf]))
        network = network.with_weights(moved)
    return TrainedNetwork(network, np.array([*losses, run(network, points, targets).loss]))


def _sigmoid(s: np.ndarray) -> np.ndarray:
    return activate("sigmoid", s)[0]


def _frozen(values: np.ndarray) -> np.ndarray:
    kept = np.array(values, dtype=float)
    kept.setflags(write=False)
    return kept
