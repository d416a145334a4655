"""One step of each optimiser, as a pure function of numbers.

Every rule here works coordinate by coordinate, with +, ·, / and roots only, so the same function takes a step of one
number
(fast single runs) or of a whole array of runs (sweeps, maps of starting points). States are immutable; ``START`` is
the state
before the first step. Newton and the line search see more than the gradient; they are at the end.

Formulas and default constants are those of ``torch.optim`` (PyTorch 2): named at each function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Numbers = Any  # a float or a float64 array


class State(NamedTuple):
    """What an optimiser remembers of one coordinate: ``velocity`` (first moment), ``squares`` (second), steps done."""

    velocity: Numbers = 0.0
    squares: Numbers = 0.0
    done: int = 0


START = State()
Update = Callable[..., tuple[Numbers, State]]


def gd(x: Numbers, gradient: Numbers, rate: Numbers, state: State) -> tuple[Numbers, State]:
    """x ← x − η·g. torch.optim.SGD(lr)."""
    return x - rate * gradient, state


def momentum(
    x: Numbers, gradient: Numbers, rate: Numbers, state: State, *, momentum: float = 0.9
) -> tuple[Numbers, State]:
    """v ← μ·v + g;  x ← x − η·v. torch.optim.SGD(lr, momentum=0.9), dampening 0."""
    velocity = momentum * state.velocity + gradient
    return x - rate * velocity, State(velocity)


def nesterov(
    x: Numbers, gradient: Numbers, rate: Numbers, state: State, *, momentum: float = 0.9
) -> tuple[Numbers, State]:
    """v ← μ·v + g;  x ← x − η·(g + μ·v). torch.optim.SGD(lr, momentum=0.9, nesterov=True)."""
    velocity = momentum * state.velocity + gradient
    return x - rate * (gradient + momentum * velocity), State(velocity)


def adagrad(x: Numbers, gradient: Numbers, rate: Numbers, state: State, *, eps: float = 1e-10) -> tuple[Numbers, State]:
    """s ← s + g²;  x ← x − η·g/(√s + ε). torch.optim.Adagrad(lr), eps=1e-10, no decay."""
    squares = state.squares + gradient * gradient
    return x - rate * gradient / (squares**0.5 + eps), State(0.0, squares)


def rmsprop(
    x: Numbers, gradient: Numbers, rate: Numbers, state: State, *, alpha: float = 0.99, eps: float = 1e-8
) -> tuple[Numbers, State]:
    """s ← α·s + (1−α)·g²;  x ← x − η·g/(√s + ε). torch.optim.RMSprop(lr), alpha=0.99, eps=1e-8."""
    squares = alpha * state.squares + (1.0 - alpha) * gradient * gradient
    return x - rate * gradient / (squares**0.5 + eps), State(0.0, squares)


def adam(
    x: Numbers,
    gradient: Numbers,
    rate: Numbers,
    state: State,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Numbers, State]:
    """m ← β₁m + (1−β₁)g;  s ← β₂s + (1−β₂)g²;  x ← x − η·m̂/(√ŝ + ε). torch.optim.Adam(lr), betas=(0.9, 0.999),
    eps=1e-8.

    m̂ = m/(1−β₁ᵗ) and ŝ = s/(1−β₂ᵗ) undo the bias of starting at 0 (t counts steps from 1).
    """
    count = state.done + 1
    velocity = beta1 * state.velocity + (1.0 - beta1) * gradient
    squares = beta2 * state.squares + (1.0 - beta2) * gradient * gradient
    mean = velocity / (1.0 - beta1**count)
    size = (squares / (1.0 - beta2**count)) ** 0.5
    return x - rate * mean / (size + eps), State(velocity, squares, count)


def adamw(
    x: Numbers, gradient: Numbers, rate: Numbers, state: State, *, weight_decay: float = 0.01, **constants: float
) -> tuple[Numbers, State]:
    """x ← x − η·λ·x, then Adam's step. torch.optim.AdamW(lr), weight_decay=0.01.

    The pull towards 0 moves the place where it comes to rest away from the minimum of f.
    """
    return adam(x * (1.0 - rate * weight_decay), gradient, rate, state, **constants)


def newton_step(gradient: tuple[Numbers, ...], hessian: tuple[Numbers, ...]) -> tuple[Numbers, ...]:
    """H⁻¹·∇f for one or two variables; ``hessian`` by rows without repetition: (f″) or (fxx, fxy, fyy).

    Newton's method for ∇f = 0 (Nocedal & Wright, Numerical Optimization, ch. 3.3): it also walks to saddles and
    maxima. Raises
    ZeroDivisionError for floats where H has no inverse; arrays then hold ±inf or NaN.
    """
    if len(gradient) == 1:
        return (gradient[0] / hessian[0],)
    (gx, gy), (a, b, c) = gradient, hessian
    determinant = a * c - b * b
    return (c * gx - b * gy) / determinant, (a * gy - b * gx) / determinant


ARMIJO, SHRINK, MOST_HALVINGS = 1e-4, 0.5, 60
"""Backtracking (Nocedal & Wright, algorithm 3.1): accept t once f(x − t∇f) ≤ f(x) − 10⁻⁴·t·|∇f|², else halve t."""


@dataclass(frozen=True, slots=True)
class Optimiser:
    """A row of the table of optimisers.

    ``update`` is None for the two that need more than the gradient. ``rate`` is a sensible η to start with,
    ``bounds`` of the step
    are those of a parabola with curvature λ (see ``core.descent.theory``). ``formula`` is LaTeX of one step.
    """

    name: str
    title: str
    update: Update | None
    formula: str
    constants: Mapping[str, float] = field(default_factory=dict)
    rate: float = 0.1


_MOMENTUM = {"momentum": 0.9}
_ADAM = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}

_ROWS = (
    Optimiser("gd", "Plain", gd, r"x \leftarrow x - \eta\, g"),
    Optimiser("momentum", "Momentum", momentum, r"v \leftarrow \mu v + g,\quad x \leftarrow x - \eta\, v",
              _MOMENTUM, 0.01),
    Optimiser("nesterov", "Nesterov", nesterov, r"v \leftarrow \mu v + g,\quad x \leftarrow x - \eta\,(g + \mu v)",
              _MOMENTUM, 0.01),
    Optimiser("adagrad", "AdaGrad", adagrad,
              r"s \leftarrow s + g^2,\quad x \leftarrow x - \eta\,\frac{g}{\sqrt{s} + \varepsilon}",
              {"eps": 1e-10}, 1.0),
    Optimiser("rmsprop", "RMSProp", rmsprop,
              r"s \leftarrow \alpha s + (1-\alpha) g^2,\quad x \leftarrow x - \eta\,\frac{g}{\sqrt{s} + \varepsilon}",
              {"alpha": 0.99, "eps": 1e-8}, 0.01),
    Optimiser("adam", "Adam", adam,
              r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad s \leftarrow \beta_2 s + (1-\beta_2) g^2,\quad "
              r"x \leftarrow x - \eta\,\frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \varepsilon}", _ADAM, 0.1),
    Optimiser("adamw", "AdamW", adamw,
              r"x \leftarrow x - \eta\lambda x,\quad \text{then Adam: } x \leftarrow x - "
              r"\eta\,\frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \varepsilon}",
              {**_ADAM, "weight_decay": 0.01}, 0.1),
    Optimiser("newton", "Newton", None, r"x \leftarrow x - \eta\, H^{-1} g", {}, 1.0),
    Optimiser("backtracking", "Line search", None,
              r"t = \eta, \tfrac{\eta}{2}, \tfrac{\eta}{4}, \dots \text{ until }"
              r" f(x - t g) \le f(x) - 10^{-4}\, t\, |g|^2,"
              r"\quad x \leftarrow x - t\, g", {}, 1.0),
)  # fmt: skip

OPTIMISERS: dict[str, Optimiser] = {row.name: row for row in _ROWS}


def constants_of(name: str, given: Mapping[str, float]) -> dict[str, float]:
    """The constants of an optimiser with those given in place of the defaults.

    Raises ValueError for an unknown optimiser or constant.
    """
    if name not in OPTIMISERS:
        raise ValueError(f"no optimiser named {name!r}: there are {', '.join(OPTIMISERS)}")
    known = OPTIMISERS[name].constants
    if unknown := set(given) - set(known):
        raise ValueError(f"{name} has no constant named {', '.join(sorted(unknown))}")
    return {**known, **given}
