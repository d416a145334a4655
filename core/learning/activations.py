"""The activations of a network: value and slope in one pass, from the vocabulary of the language."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.language.differentiation import differentiate
from core.language.function import parse
from core.language.program import Program, compile_trees

ACTIVATIONS = {
    "tanh": "tanh(z)",
    "sigmoid": "sigmoid(z)",
    "relu": "relu(z)",
    "gelu": "gelu(z)",
    "linear": "z",
}


@lru_cache(maxsize=16)
def _program(name: str) -> Program:
    tree = parse(ACTIVATIONS[name], ("z",)).tree
    return compile_trees((tree, differentiate(tree, "z")), ("z",), ("z",))


def activate(name: str, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """φ(z) and φ′(z), each of z's shape. Raises KeyError for an unknown name."""
    value, slope = _program(name).run({"z": np.asarray(z, dtype=float)})
    return value, np.broadcast_to(slope, np.shape(z))
