"""The tokens of one text as the parser sees them: what comes next, what is open, what to say if it does not fit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from core.language import limits
from core.language.characters import RAISED_CLOSE, quoted
from core.language.definitions import why_not
from core.language.errors import LanguageError, Unfinished
from core.language.notes import Notes
from core.language.piecewise import EXAMPLE
from core.language.signs import SENTENCES
from core.language.syntax import Node
from core.language.tokens import Token


class Stream(ABC):
    """A place in the tokens, how deep in brackets it is, and the five rules of which all notations are made."""

    def __init__(self, text: str, tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> None:
        self.text, self.tokens, self.variables, self.notes = text, tokens, frozenset(variables), notes
        self.position = 0
        self.last_start = 0
        self.depth = 0
        self.quotients = 0
        self.bound: set[str] = set()  # letters that count in a sum
        self.comparing = 0  # > 0 where = compares two things
        self.open: list[str] = []  # brackets open at this point, as typed

    # -- the rules, from loose to tight: the parser has them, each module of the grammar asks for them ----------------

    @abstractmethod
    def choice(self) -> Node:
        """A value that may depend on conditions, or a condition; the loosest of all rules."""

    @abstractmethod
    def sum(self) -> Node:
        """Terms with + and - between them."""

    @abstractmethod
    def term(self, before: Token | None = None) -> Node:
        """Products and quotients, from left to right, with the signs before them."""

    @abstractmethod
    def factor(self, before: Token | None) -> Node:
        """A part with its power."""

    @abstractmethod
    def primary(self, before: Token | None) -> Node:
        """A number, a name, a function with its argument, or a bracket; ``before`` is the operator before it."""

    # -- the tokens ---------------------------------------------------------------------------------------------------

    @property
    def peek(self) -> Token:
        """The next token."""
        return self.tokens[self.position]

    def next(self) -> Token:
        """Take the next token; the end token stays."""
        token = self.tokens[self.position]
        if token.kind != "end":
            self.position += 1
        return token

    def typed(self, start: int, stop: int) -> str:
        """The typed text of the tokens start … stop - 1."""
        return self.text[self.tokens[start].at : self.tokens[stop - 1].end] if stop > start else ""

    def as_typed(self, token: Token) -> str:
        """How the person wrote this sign, for a sentence: ``**`` for a power, ``×`` for a product."""
        return "".join(filter(str.isprintable, self.text[token.at : token.end])) or token.text

    def spaced(self, index: int) -> bool:
        """Does white space stand before this token?"""
        return self.tokens[index].spaced

    def inside_bracket(self, position: int | None = None) -> Iterator[Token]:
        """The tokens of the bracket that opens here (or at ``position``), without those of brackets inside it."""
        depth = 0
        for token in self.tokens[self.position if position is None else position :]:
            depth -= token.kind == "close"
            if depth == 1 and token.kind not in ("open", "close"):
                yield token
            depth += token.kind == "open"
            if depth == 0:
                return

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Guards every recursion of the parser."""
        self.depth += 1
        if self.depth > limits.MAX_BRACKETS:
            raise LanguageError(
                f"This formula is nested too deeply: at most {limits.MAX_BRACKETS} levels are read.", self.peek.at
            )
        yield
        self.depth -= 1

    def still_open(self) -> Unfinished:
        """What is missing at the end of the text."""
        count = len(self.open)
        if not count:
            return Unfinished("Type a function of x, for example x^2.", self.peek.at)
        if self.open[-1] in ("|", "⟨bar"):
            return Unfinished("One bar | is still open.", self.peek.at)
        words = "One bracket is" if count == 1 else "Two brackets are" if count == 2 else f"{count} brackets are"
        return Unfinished(f"{words} still open.", self.peek.at)

    def signs(self, before: Token | None) -> tuple[bool, Token | None]:
        """Skip signs; True if they make a minus. Also the last operator seen, to say what is missing after it."""
        minus, count = False, 0
        while self.peek.kind == "op" and self.peek.text in ("+", "-"):
            before = self.next()
            minus ^= before.text == "-"
            count += 1
            if count > limits.MAX_SIGNS:
                raise LanguageError("Too many signs stand in a row. Keep one + or -.", before.at)
        return minus, before

    # -- what does not fit ----------------------------------------------------------------------------------------

    def unexpected(self, token: Token) -> LanguageError:
        """The error for a token that cannot stand here."""
        if token.kind == "close":
            sign = "|" if token.text == "⟩bar" else token.text
            if self.open:
                return LanguageError(f"Something is missing before {quoted(sign)}.", token.at)
            return LanguageError(f"There is a closing {quoted(sign)} without an opening one before it.", token.at)
        if token.kind in ("relation", "define", "arrow", "colon"):
            return LanguageError(why_not(token, self.tokens), token.at)
        if token.kind == "keyword":
            return LanguageError(
                f"The word {quoted(token.text)} cannot stand here. Type pieces as in {EXAMPLE}.", token.at
            )
        if token.kind == "comma":
            return LanguageError(self.comma_sentence(token), token.at)
        if token.text == "%":
            return LanguageError(
                "The sign % is not read. For a remainder type mod(x, 3), for percent type /100.", token.at
            )
        if token.text == "'":
            return LanguageError(SENTENCES["'"], token.at)
        if token.text == "_":
            return LanguageError("The sign _ is not read here. Use one letter without an index.", token.at)
        return LanguageError(f"The sign {quoted(token.text)} cannot stand here.", token.at)

    def comma_sentence(self, token: Token) -> str:
        """What to say about a comma outside the values of a function."""
        before, after = self.tokens[self.position - 1], self.tokens[self.position + 1]
        if before.kind == "number" and after.kind == "number" and not token.spaced and not after.spaced:
            whole = before.text.replace(".", "")  # 1.000,5 is how much of Europe writes 1000.5
            return f"Decimals are written with a point: write {whole}.{after.text}."
        return "A comma is read only between the values of a function, as in max(x, 0). Type one function."

    def missing(self, before: Token | None) -> LanguageError:
        """Something should stand here but does not."""
        token = self.peek
        if token.text == RAISED_CLOSE:  # 2ˣ⁺ may be waiting for more
            token = self.tokens[self.position + 1]
        if token.kind == "end":
            if before is not None:
                return Unfinished(f"Waiting for what comes after {self.as_typed(before)}.", token.at)
            return self.still_open()
        if token.kind == "close" and self.tokens[self.position - 1].kind == "open":
            return Unfinished("Something is missing between the brackets.", token.at)
        if before is not None:
            return LanguageError(f"Something is missing after {self.as_typed(before)}.", before.at)
        if token.kind == "op" and token.text in ("*", "/", "^", "!", "°"):
            return LanguageError(f"Something is missing before {quoted(self.as_typed(token))}.", token.at)
        return self.unexpected(token)
