"""Texts as people type them, against what they mean, written independently of the reader as NumPy expressions."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.language import LanguageError, parse

_CORPUS = Path(__file__).parent / "corpora" / "people.txt"


def _lifted(function):
    def guarded(*values):
        try:
            return function(*values)
        except (ValueError, ZeroDivisionError, OverflowError):
            return math.nan

    return np.vectorize(guarded, otypes=[float])


def _root(x, n):
    return np.where(x < 0, -(np.abs(x) ** (1 / n)) if n % 2 else np.nan, np.abs(x) ** (1 / n))


_MEANINGS = {
    **{name: getattr(np, name) for name in "sin cos tan exp log log10 log2 sqrt cbrt sinh cosh tanh floor ceil sign "
       "where".split()},
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "atan2": np.arctan2, "asinh": np.arcsinh,
    "acosh": np.arccosh, "atanh": np.arctanh, "abs": np.abs,
    "sec": lambda x: 1 / np.cos(x), "csc": lambda x: 1 / np.sin(x), "cot": lambda x: 1 / np.tan(x),
    "sech": lambda x: 1 / np.cosh(x), "csch": lambda x: 1 / np.sinh(x), "coth": lambda x: 1 / np.tanh(x),
    "asec": lambda x: np.arccos(1 / x), "acot": lambda x: np.arctan(1 / x),
    "round": lambda x: np.floor(x + 0.5), "mod": lambda x, m: x - m * np.floor(x / m), "root": _root,
    "gamma": _lifted(math.gamma), "fact": _lifted(lambda x: math.gamma(x + 1)), "erf": _lifted(math.erf),
    "erfc": _lifted(math.erfc), "step": lambda x: np.heaviside(x, 0.5),
    "mx": lambda *values: np.max(np.broadcast_arrays(*values), axis=0),
    "mn": lambda *values: np.min(np.broadcast_arrays(*values), axis=0),
    "sg": lambda x: 1 / (1 + np.exp(-x)), "sp": lambda x: np.log(1 + np.exp(x)), "relu": lambda x: np.maximum(0, x),
    "leaky": lambda x, slope=0.01: np.where(x > 0, x, slope * x),
    "elu": lambda x, alpha=1: np.where(x > 0, x, alpha * (np.exp(x) - 1)),
    "gelu": lambda x: x * (1 + _lifted(math.erf)(x / np.sqrt(2))) / 2, "silu": lambda x: x / (1 + np.exp(-x)),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "pi": np.pi, "e": np.e, "E": np.e, "tau": 2 * np.pi, "phi": (1 + 5**0.5) / 2, "nan": np.nan, "np": np,
}  # fmt: skip


def _sections() -> Iterator[tuple[str, list[list[str]]]]:
    title, rows = "", []
    for line in _CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            if rows:
                yield title, rows
            title, rows = line[3:], []
        elif line.strip():
            rows.append(line.split(" ;; "))
    yield title, rows


def _fault(text: str, meaning: str, variables: tuple[str, ...]) -> str | None:
    """What is wrong with the answer to a text, or None."""
    try:
        function = parse(text, variables)
    except LanguageError as refusal:
        return None if meaning == "!!" else f"refused: {refusal.message}"
    if meaning == "!!":
        return f"read as {function.latex}"
    generator = np.random.default_rng(len(text))
    sizes = generator.choice([0.3, 1.0, 3.0], (len(variables), 200)) * generator.choice([-1, 1, 1, 1], 200)
    points = sizes * generator.uniform(0.2, 1.5, sizes.shape)
    parameters = {name: generator.uniform(0.3, 2.0) for name in function.parameters}
    if parameters:  # NumPy expressions of a root need one above and one below 1
        parameters |= {name: 0.6 for name in ("a",) if name in parameters}
    symbols = dict(zip(variables, points, strict=True)) | parameters
    with np.errstate(all="ignore"):
        wanted = eval(meaning, {"__builtins__": {}}, _MEANINGS | symbols)
    wanted = np.broadcast_to(np.asarray(wanted, float), points[0].shape)
    defined = np.isfinite(wanted)
    assert defined.any(), text
    good = np.isclose(function(*points, **parameters)[defined], wanted[defined], rtol=1e-8, atol=1e-9)
    return None if good.all() else f"read as {function.latex}"


@pytest.mark.parametrize(
    ("title", "rows"), list(_sections()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_people_are_understood(title, rows):
    faults = {}
    for text, meaning, *variables in rows:
        typed = text.replace("␤", "\n").replace("⇥", "\t")
        if fault := _fault(typed, meaning.strip(), tuple((variables or ["x"])[0].strip().split(","))):
            faults[text] = fault
    assert not faults
