"""The optimisers: for each one step as a pure function, and a row with all that is known of it.

The rules are those of ``torch.optim`` (PyTorch 2) with its default constants. The rows make the menus,
the runs, the programs that a reader copies, the step in numbers, the theory of the learning rate, and the rules that
the browser runs (``core.descent.traced``): to add an optimiser, add its function and its row here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from core.descent.optimiser import Numbers, OnParabola, Optimiser, State

_MOVED = "{name} ← {x} − {rate} · {(g)} = {new}"


# -- plain descent -----------------------------------------------------------------------------------------------------


def gd(x: Numbers, gradient: Numbers, rate: Numbers, state: State) -> tuple[Numbers, State]:
    """x ← x − η·g. torch.optim.SGD(lr)."""
    return x - rate * gradient, state


_GD = Optimiser(
    "gd",
    "Plain",
    gd,
    formula=r"x \leftarrow x - \eta\, g",
    lines=("x = x - eta*g",),
    numbers=_MOVED,
    parabola=OnParabola(
        reach=lambda mu: 2.0,
        factor=lambda pace, mu: abs(1.0 - pace),
        turn=lambda mu: 1.0,
        best=lambda low, high: 2.0 / (low + high),
    ),
    forgets=True,
)

# -- momentum ----------------------------------------------------------------------------------------------------------


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


def _spectral_radius(trace: float, determinant: float) -> float:
    """The larger root of z² − trace·z + determinant, in size: x' and v' are linear in x and v (Polyak 1964)."""
    inside = trace * trace - 4.0 * determinant
    return math.sqrt(determinant) if inside < 0.0 else (abs(trace) + math.sqrt(inside)) / 2.0


_VELOCITY = "v ← {momentum} · {(v0)} + {(g)} = {v},   "
_MOMENTUM = Optimiser(
    "momentum",
    "Momentum",
    momentum,
    formula=r"v \leftarrow \mu v + g,\quad x \leftarrow x - \eta\, v",
    before=("v = 0.0",),
    lines=("v = {momentum}*v + g", "x = x - eta*v"),
    numbers=_VELOCITY + "{name} ← {x} − {rate} · {(v)} = {new}",
    constants={"momentum": 0.9},
    rate=0.01,
    parabola=OnParabola(
        reach=lambda mu: 2.0 * (1.0 + mu),
        factor=lambda pace, mu: _spectral_radius(1.0 + mu - pace, mu),
        turn=lambda mu: (1.0 - math.sqrt(mu)) ** 2,
    ),
)
_NESTEROV = Optimiser(
    "nesterov",
    "Nesterov",
    nesterov,
    formula=r"v \leftarrow \mu v + g,\quad x \leftarrow x - \eta\,(g + \mu v)",
    before=("v = 0.0",),
    lines=("v = {momentum}*v + g", "x = x - eta*(g + {momentum}*v)"),
    numbers=_VELOCITY + "{name} ← {x} − {rate} · ({(g)} + {momentum} · {(v)}) = {new}",
    constants={"momentum": 0.9},
    rate=0.01,
    parabola=OnParabola(
        reach=lambda mu: 2.0 * (1.0 + mu) / (1.0 + 2.0 * mu),
        factor=lambda pace, mu: _spectral_radius((1.0 + mu) * (1.0 - pace), mu * (1.0 - pace)),
        turn=lambda mu: ((1.0 - mu) / (1.0 + mu)) ** 2,
    ),
)

# -- steps scaled by the slopes met so far -----------------------------------------------------------------------------


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


def _root(
    x: Numbers, gradient: Numbers, rate: Numbers, before: State, after: State, *, alpha: float = 0.0, eps: float
) -> dict[str, Numbers]:
    return {"root": after.squares**0.5, "rest": 1.0 - alpha}


_SCALED = ",   {name} ← {x} − {rate} · {(g)} / {root} = {new}"
_ADAGRAD = Optimiser(
    "adagrad",
    "AdaGrad",
    adagrad,
    formula=r"s \leftarrow s + g^2,\quad x \leftarrow x - \eta\,\frac{g}{\sqrt{s} + \varepsilon}",
    before=("s = 0.0",),
    lines=("s = s + g*g", "x = x - eta*g/(np.sqrt(s) + {eps})"),
    numbers="s ← {s0} + {(g)}² = {s}" + _SCALED,
    quantities=_root,
    constants={"eps": 1e-10},
    rate=1.0,
)
_RMSPROP = Optimiser(
    "rmsprop",
    "RMSProp",
    rmsprop,
    formula=r"s \leftarrow \alpha s + (1-\alpha) g^2,\quad x \leftarrow x - \eta\,\frac{g}{\sqrt{s} + \varepsilon}",
    before=("s = 0.0",),
    lines=("s = {alpha}*s + (1 - {alpha})*g*g", "x = x - eta*g/(np.sqrt(s) + {eps})"),
    numbers="s ← {alpha} · {s0} + {rest} · {(g)}² = {s}" + _SCALED,
    quantities=_root,
    constants={"alpha": 0.99, "eps": 1e-8},
    rate=0.01,
)

# -- Adam and AdamW ----------------------------------------------------------------------------------------------------


def adam(
    x: Numbers, gradient: Numbers, rate: Numbers, state: State,
    *, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8,
) -> tuple[Numbers, State]:  # fmt: skip
    """m ← β₁m + (1−β₁)g;  s ← β₂s + (1−β₂)g²;  x ← x − η·m̂/(√ŝ + ε). torch.optim.Adam(lr).

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


def _means(
    x: Numbers,
    gradient: Numbers,
    rate: Numbers,
    before: State,
    after: State,
    *,
    beta1: float,
    beta2: float,
    eps: float,
    weight_decay: float = 0.0,
) -> dict[str, Numbers]:
    return {
        "mean": after.velocity / (1.0 - beta1**after.done),
        "root": (after.squares / (1.0 - beta2**after.done)) ** 0.5,
        "shrunk": x * (1.0 - rate * weight_decay),
    }


_MEANS = "m̂ = {mean},   √ŝ = {root},   {name} ← {shrunk} − {rate} · {(mean)} / {root} = {new}"
_ADAM_LINES = (
    "m = {beta1}*m + (1 - {beta1})*g",
    "s = {beta2}*s + (1 - {beta2})*g*g",
    "m_hat, s_hat = m/(1 - {beta1}**step), s/(1 - {beta2}**step)",
    "x = x - eta*m_hat/(np.sqrt(s_hat) + {eps})",
)
_ADAM = Optimiser(
    "adam",
    "Adam",
    adam,
    formula=r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad s \leftarrow \beta_2 s + (1-\beta_2) g^2,\quad "
    r"x \leftarrow x - \eta\,\frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \varepsilon}",
    before=("m, s = 0.0, 0.0",),
    lines=_ADAM_LINES,
    numbers=_MEANS,
    quantities=_means,
    constants={"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
)
_ADAMW = Optimiser(
    "adamw",
    "AdamW",
    adamw,
    formula=r"x \leftarrow x - \eta\lambda x,\quad \text{then Adam: } x \leftarrow x - "
    r"\eta\,\frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \varepsilon}",
    before=("m, s = 0.0, 0.0",),
    lines=("x = x*(1 - eta*{weight_decay})", *_ADAM_LINES),
    numbers=_MEANS,
    quantities=_means,
    constants={"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
)

# -- those that see more than the slope --------------------------------------------------------------------------------


def newton_step(gradient: tuple[Numbers, ...], hessian: tuple[Numbers, ...]) -> tuple[Numbers, ...]:
    """H⁻¹·∇f for one or two variables; ``hessian`` by rows without repetition: (f″) or (fxx, fxy, fyy).

    It also walks to saddles and maxima (Nocedal & Wright, Numerical Optimization, ch. 3.3). Raises ZeroDivisionError
    for floats where H has no inverse; arrays then hold ±inf or NaN.
    """
    if len(gradient) == 1:
        return (gradient[0] / hessian[0],)
    (gx, gy), (a, b, c) = gradient, hessian
    determinant = a * c - b * b
    return (c * gx - b * gy) / determinant, (a * gy - b * gx) / determinant


ARMIJO, SHRINK, MOST_HALVINGS = 1e-4, 0.5, 60
"""Backtracking (Nocedal & Wright, algorithm 3.1): accept t once f(x − t∇f) ≤ f(x) − 10⁻⁴·t·|∇f|², else halve t."""

_NEWTON = Optimiser(
    "newton",
    "Newton",
    None,
    formula=r"x \leftarrow x - \eta\, H^{-1} g",
    lines=("x = x - eta*{solve}",),
    rate=1.0,
    parabola=OnParabola(
        reach=lambda mu: 2.0,
        factor=lambda pace, mu: abs(1.0 - pace),
        turn=lambda mu: 1.0,
        best=lambda low, high: 1.0,
        divides=True,
    ),
    forgets=True,
)
_LINE_SEARCH = Optimiser(
    "backtracking",
    "Line search",
    None,
    formula=r"t = \eta, \tfrac{\eta}{2}, \tfrac{\eta}{4}, \dots \text{ until }"
    r" f(x - t g) \le f(x) - 10^{-4}\, t\, |g|^2,\quad x \leftarrow x - t\, g",
    lines=(
        "t = eta",
        "while f(x - t*g) > f(x) - 1e-4*t*{square} and np.any(x - t*g != x):",
        "    t = t/2",
        "x = x - t*g",
    ),
    rate=1.0,
    forgets=True,
)

_ROWS = (_GD, _MOMENTUM, _NESTEROV, _ADAGRAD, _RMSPROP, _ADAM, _ADAMW, _NEWTON, _LINE_SEARCH)
OPTIMISERS = {row.name: row for row in _ROWS}


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
