"""Twenty texts and more of each notation and family of functions, against mpmath's values of what they mean."""

import math
from collections.abc import Iterator
from pathlib import Path

import mpmath
import pytest

from core.language import LanguageError, parse

_CORPORA = Path(__file__).parent / "corpora"
_XS = (-2.25, -1.0, -0.75, 0.0, 0.25, 0.5, 1.0, 1.75, 3.0)
_YS = (0.5, -1.0, 1.25, 0.0, 0.75, 2.0, 0.0, -0.5, 3.5)
_NAMES = {name: getattr(mpmath, name) for name in "sin cos tan sinh cosh tanh exp expm1 log sqrt mpf pi e nan".split()}
_NAMES |= {"abs": abs, "min": min, "max": max}
_LETTERS = dict(zip("a b A α β γ δ θ κ λ μ ρ σ ω".split(), (1.25, 0.75, 1.5, 0.5, 1.75, 2.0, 0.875) * 2, strict=True))
_LETTERS |= dict.fromkeys(("w_1", "θ_1", "x_0", "η_max"), 1.125) | dict.fromkeys(("w_2", "w_out", "ω_0"), 0.625)
_LETTERS |= dict.fromkeys(("b_1", "θ_0", "w_in"), -0.375)


def _sections() -> Iterator[tuple[str, list[list[str]]]]:
    for name in ("notations.txt", "families.txt"):
        for section in (_CORPORA / name).read_text(encoding="utf-8").split("\n## ")[1:]:
            title, *rows = section.strip().splitlines()
            yield title, [row.split(" ;; ") for row in rows]


def _value(meaning: str, symbols: dict[str, mpmath.mpf]) -> float:
    try:
        return float(eval(meaning, {"__builtins__": {}}, _NAMES | symbols))
    except (ValueError, ZeroDivisionError):
        return math.nan


def _fault(text: str, meaning: str, variables: tuple[str, ...]) -> str | None:
    """What is wrong with the answer to a text, or None."""
    try:
        function = parse(text, variables)
    except LanguageError as refusal:
        return None if meaning == "!!" else f"refused: {refusal.message}"
    if meaning == "!!":
        return f"read as {function.latex}"
    letters = {name: _LETTERS[name] for name in function.parameters}
    for x, y in zip(_XS, _YS, strict=True):
        point = (x, y)[: len(variables)]
        symbols = {name: mpmath.mpf(value) for name, value in (_LETTERS | dict(zip("xy", point, strict=False))).items()}
        with mpmath.workdps(30):
            expected = _value(meaning, symbols)
        found = float(function(*point, **letters))
        if found != pytest.approx(expected, rel=1e-11, abs=1e-13, nan_ok=True):
            return f"{found}, not {expected}, at {point}; read as {function.latex}"
    return None


_SECTIONS = list(_sections())


def test_each_notation_and_family_has_twenty_texts():
    assert len(_SECTIONS) > 15
    assert {title: len(rows) for title, rows in _SECTIONS if len({row[0] for row in rows}) < 20} == {}


@pytest.mark.parametrize(("title", "rows"), _SECTIONS, ids=[title for title, _ in _SECTIONS])
def test_a_text_means_what_was_written_beside_it(title, rows):
    faults = {}
    for text, meaning, *variables in rows:
        names = tuple(variables[0].split(",")) if variables else ("x",)
        if fault := _fault(text, meaning, names):
            faults[text] = fault
    assert faults == {}


_BRACKETS = ("derivatives of computer algebra", "select and piecewise", "conditions behind the values", "conversions")


@pytest.mark.parametrize("title", _BRACKETS)
def test_on_its_way_a_text_is_calm(title):
    for text, _, *variables in dict(_SECTIONS)[title]:
        for stop in range(1, len(text)):
            try:
                parse(text[:stop], tuple(variables[0].split(",")) if variables else ("x",))
            except LanguageError as refusal:
                assert refusal.message.endswith((".", "?"))
