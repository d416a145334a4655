"""The state of reading characters as tokens: the modules that read one kind of sign each ask it, and add to it."""

from __future__ import annotations

import re
from fractions import Fraction

from core.language.characters import GREEK, RAISED_CLOSE, Source
from core.language.errors import LanguageError
from core.language.tokens import Token

WORD = re.compile(f"[A-Za-z{GREEK}]+")
#: a sign → the kind of its token, unless it is an operator; and the operators over many terms
KINDS = {
    **dict.fromkeys(("==", "!=", "<=", ">=", "=<", "<>", "<", ">", "≤", "≥", "≠", "≈", "∈", "∉"), "relation"),
    **dict.fromkeys(("->", "=>", "→"), "arrow"),
    **dict.fromkeys(("=", ":=", "≔"), "define"),
    ":": "colon",
    ",": "comma",
    "|": "bar",
    "‖": "bar",
}
SERIES = {"Σ": "sum", "Π": "prod"}


def matched(pattern: re.Pattern[str], text: str, index: int) -> re.Match[str]:
    """The match of a pattern that always fits there."""
    match = pattern.match(text, index)
    if match is None:
        raise ValueError(f"{pattern.pattern} does not fit at {index}")
    return match


class Lexer:
    """A place in the characters, the tokens so far, and which brackets and environments are open.

    ``compares``: the text has relations in it. ``variables`` are the names that mean the axes.
    """

    def __init__(self, source: Source, variables: tuple[str, ...]) -> None:
        self.source, self.chars, self.variables = source, source.chars, variables
        self.index, self.spaced = 0, False
        self.tokens: list[Token] = []
        self.first_parts: list[bool] = []  # of every open bracket: is it the numerator of a \frac?
        self.after_first = False
        self.compares = any(sign in self.chars for sign in "<>≤≥=")
        self.skipped: set[int] = set()  # places of signs that say nothing
        self.environments: list[str] = []  # open ones that hold pieces
        self.braced_pieces = False  # by \\left\\{ … \\right.

    def place(self, index: int) -> int:
        """The place in the typed text of a character."""
        return self.source.place(index)

    def add(self, kind: str, text: str, length: int, value: Fraction | None = None) -> None:
        """Add a token of ``length`` characters that begins here, and go on behind it."""
        ends_here = not length or text == RAISED_CLOSE  # which nobody typed: it stands before what comes next
        end = self.place(self.index) if ends_here else self.place(self.index + length - 1) + 1
        self.tokens.append(Token(kind, text, self.place(self.index), end, self.spaced, value))
        self.spaced = False
        self.index += length

    def fail(self, sentence: str) -> LanguageError:
        """An error at this place."""
        return LanguageError(sentence, self.place(self.index))

    def of_derivative(self, char: str) -> bool:
        """Does this sign take part in a derivative: ∂, or a prime behind what has just ended?"""
        if char != "'" or not self.tokens or self.spaced:
            return char == "∂"
        last = self.tokens[-1]
        return last.kind in ("word", "close", "bar") or last.text in ("'", "^", "{")

    def opening(self, text: str, length: int) -> None:
        """Add an opening bracket."""
        self.first_parts.append(bool(self.tokens) and self.tokens[-1].text == "\\frac")
        self.add("open", text, length)

    def closing(self, text: str, length: int) -> None:
        """Add a closing bracket."""
        self.add("close", text, length)
        self.after_first = self.first_parts.pop() if self.first_parts else False
