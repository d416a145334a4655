"""A token: a number, word, operator or bracket, with its place in the typed text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.language.characters import RAISED_CLOSE, RAISED_OPEN

CASES, CASES_END = "\\cases", "\\endcases"  # the brackets of LaTeX's functions in pieces
OPENING = {
    CASES: CASES_END,
    "(": ")",
    "[": "]",
    "{": "}",
    "⌊": "⌋",
    "⌈": "⌉",
    RAISED_OPEN: RAISED_CLOSE,
    "⟨bar": "⟩bar",
}
CLOSING = frozenset(OPENING.values())


@dataclass(frozen=True, slots=True)
class Token:
    """One sign or word.

    kind: number, word, keyword, function, constant, symbol, op, open, close, bar, comma, root, latex, relation, arrow,
    define, colon, ampersand, row, series or end. ``at`` … ``end`` are its bounds in the typed text; ``spaced`` says
    that white space stands before it.
    """

    kind: str
    text: str
    at: int
    end: int
    spaced: bool = False
    value: Fraction | None = None

    @property
    def amount(self) -> Fraction:
        """The value of a number or of a root sign, which surely have one."""
        if self.value is None:
            raise TypeError(f"{self.kind} has no value")
        return self.value
