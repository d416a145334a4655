"""Random expressions for the tests of links and graphs.

As text to type, and as mpmath functions that know nothing of it.
"""

from collections.abc import Callable

import mpmath as mp
from hypothesis import strategies as st

# text with one hole, and the same at high precision
BENDS: tuple[tuple[str, Callable], ...] = (
    ("sin({})", mp.sin),
    ("cos({})", mp.cos),
    ("tanh({})", mp.tanh),
    ("atan({})", mp.atan),
    ("e^(-({})^2)", lambda u: mp.exp(-(u**2))),
    ("({})^2", lambda u: u**2),
    ("({})^3/4", lambda u: u**3 / 4),
    ("sqrt(1 + ({})^2)", lambda u: mp.sqrt(1 + u**2)),
    ("sigmoid({})", lambda u: 1 / (1 + mp.exp(-u))),
    ("ln(2 + cos({}))", lambda u: mp.log(2 + mp.cos(u))),
    ("3({}) - 1", lambda u: 3 * u - 1),
    ("1/(2 + sin({}))", lambda u: 1 / (2 + mp.sin(u))),
)
JOINTS: tuple[tuple[str, Callable], ...] = (
    ("({}) + ({})", lambda a, b: a + b),
    ("({}) ({})", lambda a, b: a * b),
    ("({}) - 2({})", lambda a, b: a - 2 * b),
    ("({})/(3 + ({})^2)", lambda a, b: a / (3 + b**2)),
)


def composites(longest: int = 6) -> st.SearchStrategy[tuple[str, Callable]]:
    """Bends inside bends: (text in x, function of x)."""

    def build(bends: list) -> tuple[str, Callable]:
        text, functions = "x", [function for _, function in bends]
        for pattern, _ in bends:
            text = pattern.format(text)

        def value(x: mp.mpf) -> mp.mpf:
            for function in functions:
                x = function(x)
            return x

        return text, value

    return st.lists(st.sampled_from(BENDS), min_size=1, max_size=longest).map(build)


def expressions(letters: tuple[str, ...] = ("x", "y")) -> st.SearchStrategy[tuple[str, Callable]]:
    """Trees over some letters: (text, function of a dictionary of values)."""
    leaves = st.sampled_from(letters).map(lambda name: (name, lambda values: values[name]))

    def grown(inner: st.SearchStrategy) -> st.SearchStrategy:
        bent = st.tuples(st.sampled_from(BENDS), inner).map(
            lambda pair: (pair[0][0].format(pair[1][0]), lambda values: pair[0][1](pair[1][1](values)))
        )
        joined = st.tuples(st.sampled_from(JOINTS), inner, inner).map(
            lambda triple: (
                triple[0][0].format(triple[1][0], triple[2][0]),
                lambda values: triple[0][1](triple[1][1](values), triple[2][1](values)),
            )
        )
        return bent | joined

    return st.recursive(leaves, grown, max_leaves=6)


def close(ours: float, theirs: mp.mpf, scale: float = 0.0) -> bool:
    """Equal to 1e-8 relative; ``scale`` is the size of what was added up to get there."""
    return abs(ours - float(theirs)) <= 1e-8 * max(abs(float(theirs)), scale, 1e-12)
