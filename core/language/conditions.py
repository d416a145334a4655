"""The signs that compare two numbers, one row each: values, and how each is written."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.language import truth
from core.language.syntax import Comparison, Joined, Node


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. ``evaluate`` gives 1 where it is true, 0 where false, NaN where a side has no value.

    ``opposite`` is its contrary; ``compare`` is the same of two floats.
    ``latex``, ``sympy`` (a class) and ``python`` say how it is written.
    """

    evaluate: Callable[[np.ndarray, np.ndarray], np.ndarray]
    compare: Callable[[float, float], bool]
    opposite: str
    latex: str
    sympy: str
    python: str


SIGNS: dict[str, Sign] = {
    "<": Sign(truth.less, operator.lt, ">=", "<", "StrictLessThan", "<"),
    "<=": Sign(truth.less_equal, operator.le, ">", r"\le", "LessThan", "<="),
    ">": Sign(truth.greater, operator.gt, "<=", ">", "StrictGreaterThan", ">"),
    ">=": Sign(truth.greater_equal, operator.ge, "<", r"\ge", "GreaterThan", ">="),
    "=": Sign(truth.equal, operator.eq, "!=", "=", "Equality", "=="),
    "!=": Sign(truth.not_equal, operator.ne, "=", r"\ne", "Unequality", "!="),
}

#: every accepted spelling → the sign
SPELLINGS: dict[str, str] = {sign: sign for sign in SIGNS} | {
    "==": "=", "≤": "<=", "=<": "<=", "≥": ">=", "=>": ">=", "≠": "!=", "<>": "!=",
}  # fmt: skip


def contrary(condition: Node) -> Node:
    """What is true exactly where ``condition`` is false (both have a value at the same places)."""
    match condition:
        case Comparison(sign, left, right, at):
            return Comparison(SIGNS[sign].opposite, left, right, at)
        case Joined(word, parts, at):
            return Joined("or" if word == "and" else "and", tuple(map(contrary, parts)), at)
    raise TypeError(f"{type(condition).__name__} is no condition")


def chained(condition: Joined) -> tuple[tuple[Node, ...], tuple[str, ...]] | None:
    """The terms and signs of a chain such as 0 < x <= 1; None where the parts do not hang together so."""
    parts = [part for part in condition.parts if isinstance(part, Comparison)]
    if condition.word != "and" or len(parts) < len(condition.parts):
        return None
    if any(before.right != after.left for before, after in itertools.pairwise(parts)):
        return None
    rising = {part.sign[0] for part in parts}
    if len(rising) > 1 or "!" in rising:
        return None
    return (parts[0].left, *(part.right for part in parts)), tuple(part.sign for part in parts)
