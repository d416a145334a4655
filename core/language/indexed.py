"""Letters with an index: ``w_1``, ``w1``, ``w₁``, ``theta_0``, ``\\omega_{0}``, ``w_out`` are one name each.

The index belongs to the letter right before it. Digits end where they end (``w_1x`` is w₁·x), letters too; in LaTeX
braces anything short goes. Without the underscore only a letter that is no variable and no constant takes digits:
``w1 x`` is w₁·x.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.language.tokens import Token

LONGEST = 10  # letters and digits of an index
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Index:
    """The index found behind a word: its text, and how many tokens the word, the index and its brackets are."""

    text: str
    consumed: int


def after_underscore(tokens: Sequence[Token]) -> Index | None:
    """The index in the tokens of ``w _ 1`` or ``w _ { out }``, the word first; None where there is none."""
    first = tokens[2] if len(tokens) > 2 else None
    if first is None or first.spaced:
        return None
    if first.kind in ("number", "word"):
        return _checked(first.text, 3)
    if first.kind != "open":
        return None
    inside: list[str] = []
    for token in tokens[3:]:
        if token.kind == "close":
            return _checked("".join(inside), 4 + len(inside)) if inside else None
        if token.kind not in ("number", "word", "keyword", "function"):
            return None
        inside.append(token.text)
    return None


def _checked(text: str, consumed: int) -> Index | None:
    fits = text.isalnum() and len(text) <= LONGEST
    return Index(text, consumed) if fits else None


def is_short_whole_number(number: Token) -> bool:
    """Can the digits right behind a letter be its index?"""
    return number.kind == "number" and number.text.isdigit() and len(number.text) <= _MOST_DIGITS
