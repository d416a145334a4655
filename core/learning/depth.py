"""How the gradient fares in a deep network.

Its size at every layer, the factors that make it, and what would rescue it.

    z_l = W_l h_(l−1) + b_l      h_l = φ(z_l)        (+ h_(l−1) with residual connections)

With normalisation each unit's z is centred and scaled over the examples before φ (batch normalisation, Ioffe and
Szegedy 2015). Initialisations: LeCun et al. (1998), variance 1/n_in; Glorot and Bengio (2010), 2/(n_in + n_out); He
et al. (2015), 2/n_in. Residual connections: He et al. (2016). Vanishing and exploding gradients: Hochreiter (1991);
Bengio, Simard and Frasconi (1994).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

import numpy as np

from core.language.numerals import plain
from core.learning.activations import activate

EXAMPLES = 8
CORNERS = ("relu",)  # activations with a corner at z = 0
SCALES = (0.1, 10.0)  # the weight scales that one can choose
INITIALISATIONS = ("LeCun", "Xavier", "He", "all ones")
VANISHED, EXPLODED = 1e-3, 1e3
_TINY = 1e-12
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Deep:
    """A deep network to look at. ``scale`` multiplies the weights that the initialisation gives.

    "all ones" sets every weight to 1 / width and the biases so that every z is 0: the middle of the activation.
    """

    depth: int = 10
    width: int = 1
    activation: str = "sigmoid"
    initialisation: str = "all ones"
    scale: float = 1.0
    residual: bool = False
    normalised: bool = False
    seed: int = 0

    @property
    def normalises(self) -> bool:
        """Normalisation needs examples that differ; with "all ones" they are all alike."""
        return self.normalised and self.initialisation != "all ones"

    @property
    def idle(self) -> bool:
        """Whether normalisation is asked for but has nothing to do."""
        return self.normalised and not self.normalises


@dataclass(frozen=True)
class Flow:
    """``norms`` (depth + 1,).

    Size of the gradient at h_0 (the input) … h_depth (1, the output), root mean square over the examples.

    The factors (depth,) of layer 1 … depth say what each part of a layer does to the gradient on its way back:
    ``slopes`` (φ′), ``spreads`` (normalisation), ``weights`` (Wᵀ), and ``factors`` all together, the shortcut
    included.
    """

    deep: Deep
    norms: np.ndarray
    slopes: np.ndarray
    spreads: np.ndarray
    weights: np.ndarray
    at_corner: bool = False  # every z is the place where the activation has a corner, so it has no slope there

    @property
    def factors(self) -> np.ndarray:
        """norms[l − 1] / norms[l]; NaN once the gradient is 0."""
        with np.errstate(all="ignore"):
            return self.norms[:-1] / self.norms[1:]

    @property
    def reaching(self) -> float:
        """What is left of a gradient of size 1 when it has come through all layers."""
        return float(self.norms[0])

    @property
    def state(self) -> str:
        """ "vanished", "exploded" or "healthy"."""
        if not self.reaching >= VANISHED:
            return "vanished"
        return "exploded" if self.reaching > EXPLODED else "healthy"


@dataclass(frozen=True)
class Rescue:
    """One single change, tried."""

    change: str
    flow: Flow

    @property
    def distance(self) -> float:
        """How many powers of ten the gradient is off from arriving as it left."""
        reaching = self.flow.reaching
        return abs(math.log10(reaching)) if 0 < reaching < math.inf else math.inf


def flow(deep: Deep) -> Flow:
    """Send some examples forward and a gradient of size 1 back."""
    with np.errstate(all="ignore"):
        return _backward(deep, *_forward(deep))


def _forward(deep: Deep) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray | None], list[np.ndarray]]:
    random = np.random.default_rng(deep.seed)
    middle = deep.initialisation == "all ones"
    h = np.zeros((EXAMPLES, deep.width)) if middle else random.normal(size=(EXAMPLES, deep.width))
    matrices, slopes, deviations, centred = [], [], [], []
    for _ in range(deep.depth):
        matrix = _matrix(deep, random)
        z = h @ matrix.T
        z = np.zeros_like(z) if middle else z
        deviation = None
        if deep.normalises:
            deviation = np.sqrt(z.var(axis=0) + _TINY)
            z = (z - z.mean(axis=0)) / deviation
        value, slope = activate(deep.activation, z)
        h = h + value if deep.residual else value
        matrices.append(matrix)
        slopes.append(slope)
        deviations.append(deviation)
        centred.append(z)
    return matrices, slopes, deviations, centred


def _matrix(deep: Deep, random: np.random.Generator) -> np.ndarray:
    n = deep.width
    if deep.initialisation == "all ones":
        return np.full((n, n), deep.scale / n)
    # All layers are equally wide, so Xavier's 2/(n_in + n_out) is LeCun's 1/n_in.
    variance = {"LeCun": 1 / n, "Xavier": 2 / (n + n), "He": 2 / n}[deep.initialisation]
    return random.normal(size=(n, n)) * math.sqrt(variance) * deep.scale


def _backward(deep: Deep, matrices: list, slopes: list, deviations: list, centred: list) -> Flow:
    gradient = np.full((EXAMPLES, deep.width), 1 / math.sqrt(deep.width))
    norms, parts = [_size(gradient)], []
    for matrix, slope, deviation, z in zip(matrices[::-1], slopes[::-1], deviations[::-1], centred[::-1], strict=True):
        through_slope = gradient * slope
        through_norm = through_slope if deviation is None else _through_normalisation(through_slope, z, deviation)
        through_weights = through_norm @ matrix
        sizes = [_size(step) for step in (gradient, through_slope, through_norm, through_weights)]
        parts.append([after / before if before else math.nan for before, after in itertools.pairwise(sizes)])
        gradient = through_weights + gradient if deep.residual else through_weights
        norms.append(_size(gradient))
    slope_factors, spread_factors, weight_factors = np.array(parts[::-1]).T
    at_corner = deep.activation in CORNERS and all(not z.any() for z in centred)
    return Flow(deep, np.array(norms[::-1]), slope_factors, spread_factors, weight_factors, at_corner)


def _through_normalisation(gradient: np.ndarray, z: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    shared = gradient.mean(axis=0) + z * (gradient * z).mean(axis=0)
    return (gradient - shared) / deviation


def _size(gradient: np.ndarray) -> float:
    # The largest entry is taken out first: squares of very small or large numbers leave the floats.
    largest = float(np.max(np.abs(gradient)))
    if not (0.0 < largest < math.inf):
        return largest
    return largest * math.sqrt(float(np.mean(np.sum((gradient / largest) ** 2, axis=1))))


def verdict(flow: Flow) -> str:
    """What happens to the gradient, in words."""
    deep, reaching = flow.deep, flow.reaching
    layers = f"{deep.depth} layer{'s' if deep.depth > 1 else ''}"
    if flow.at_corner:
        convention = plain(float(activate(deep.activation, np.zeros(1))[1][0]), 3)
        return (
            f"Every z is 0, just where {deep.activation} has its corner: there it has no slope, 0 on the left and 1 on "
            f"the right. By convention (PyTorch's too) it counts as {convention}, and then a gradient of 1 arrives as "
            f"{plain(reaching, 3)}."
        )
    if reaching == 0:
        if (flow.slopes == 0).any():
            return (
                f"Nothing is left after {layers}: in one of them every slope is 0, "
                "so the first layers cannot learn at all."
            )
        return f"After {layers} what is left is too small for the computer's numbers: the first layers do not learn."
    if not math.isfinite(reaching):
        return (
            f"After {layers} the gradient is too large for the computer's numbers: "
            "training would end at once in overflow."
        )
    each = plain(reaching ** (1 / deep.depth), 3)
    power = f", about {each}{str(deep.depth).translate(_RAISED)}" if deep.depth > 1 else ""
    size = plain(reaching, 3)
    if flow.state == "vanished":
        return f"After {layers} a gradient of 1 has shrunk to {size}{power}: the first layers hardly learn."
    if flow.state == "exploded":
        return f"After {layers} a gradient of 1 has grown to {size}{power}: one step would throw the weights far away."
    return f"After {layers} a gradient of 1 arrives as {size}{power}: every layer hears what the output wants."


def rescues(deep: Deep) -> tuple[Rescue, ...]:
    """Every single change that one could make, tried, the best first. One that puts every z on a corner is none."""
    changes: dict[str, Deep] = {}
    for name in ("tanh", "relu", "gelu"):
        changes[f"activation {name}"] = replace(deep, activation=name)
    for name in INITIALISATIONS[:3]:
        changes[f"{name} weights"] = replace(deep, initialisation=name, scale=1.0)
    scale = best_scale(deep)
    changes[f"weight scale {plain(scale, 3)}"] = replace(deep, scale=scale)
    changes["residual connections"] = replace(deep, residual=True)
    changes["normalisation"] = replace(deep, normalised=True)
    different = {
        name: changed
        for name, changed in changes.items()
        if changed != deep and changed.normalises == changed.normalised
    }
    tried = (Rescue(name, flow(changed)) for name, changed in different.items())
    return tuple(sorted((rescue for rescue in tried if not rescue.flow.at_corner), key=lambda r: r.distance))


def best_scale(deep: Deep) -> float:
    """The weight scale, of two digits, with which the gradient arrives most nearly as it left."""
    grid = np.geomspace(*SCALES, 21)
    distances = [_distance(deep, scale) for scale in grid]
    best = int(np.argmin(distances))
    around = np.geomspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], 9)
    candidates = sorted({float(f"{scale:.2g}") for scale in (*around, grid[best])})
    return min(candidates, key=lambda scale: _distance(deep, scale))


def _distance(deep: Deep, scale: float) -> float:
    return Rescue("", flow(replace(deep, scale=float(scale)))).distance
