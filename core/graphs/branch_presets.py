"""Three functions z(u, v), u(x, y), v(x, y) worth looking at: two ways from each input to the end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ways:
    """One example: its name and the texts of z, u and v."""

    name: str
    z: str
    u: str
    v: str


BRANCHES: tuple[Ways, ...] = (
    Ways("A square times a product", "u^2 v", "x + 2y", "x y"),
    Ways("Sum times difference", "u v", "x + y", "x - y"),
    Ways("Length and angle", "u sin v", "sqrt(x^2 + y^2)", "2x + y"),
    Ways("Ratio", "u/v", "x^2 + 1", "1 + e^y"),
    Ways("Squared error of a line, target y", "(u - v)^2 / 2", "w x + b", "y"),
    Ways("One neuron with two inputs", "sigmoid(u + v)", "w_1 x", "w_2 y + b"),
    Ways("Logistic loss, label y", "softplus(u) - u v", "w x + b", "y"),
    Ways("Gate", "u v", "sigmoid(x + y)", "tanh(x - y)"),
    Ways("Softmax of two scores", "u/(u + v)", "e^x", "e^y"),
    Ways("Huber loss of a line, target y", "{|u - v| < 1: (u - v)^2/2, |u - v| - 1/2}", "w x + b", "y"),
    Ways("Hinge loss of a line, label y", "{u v < 1: 1 - u v, 0}", "w x + b", "y"),
    Ways("Clipped loss of a line, target y", "{(u - v)^2 < 4: (u - v)^2, 4}", "w x + b", "y"),
    Ways("Two leaky ReLUs", "u + v", "{x > 0: x, x/10}", "{y > 0: y, y/10}"),
    Ways("A pulse switches v on", "u v", "{0 < x < 1: 1, 0}", "x y"),
)
