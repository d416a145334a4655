"""The tokens of one text while its words are given a meaning: the modules that know one kind of word each ask it."""

from __future__ import annotations

from dataclasses import replace

from core.language.names import Names, Piece
from core.language.notes import Notes
from core.language.tokens import Token

_KINDS = {"variable": "symbol", "parameter": "symbol"}


class Words:
    """A place in the tokens, the tokens so far in which words have their meaning, and what is to be said about it."""

    def __init__(self, tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> None:
        self.tokens, self.names, self.notes = tokens, Names(variables), notes
        self.index = 0
        self.out: list[Token] = []

    def is_a_number(self, letter: str) -> bool:
        """Does the letter also stand where no bracket follows it, as a parameter does?"""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return any(token.text == letter and after.text not in ("(", "⟨bar") for token, after in pairs)

    def ahead(self, count: int = 1) -> Token:
        """The token ``count`` places ahead; the end token beyond the end."""
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def adjacent(self, count: int = 1) -> Token:
        """The token ``count`` places ahead if no white space stands before it or any between, else the end token."""
        run = [self.ahead(k) for k in range(1, count + 1)]
        return self.tokens[-1] if any(token.spaced for token in run) else run[-1]

    def put(self, token: Token, pieces: list[Piece], consumed: int = 1) -> None:
        """Put the pieces of a word in its place, and go on behind ``consumed`` tokens."""
        as_typed = token.end - token.at == len(token.text)  # not so in \sin, or with invisible characters inside
        for piece in pieces:
            at, end = (token.at + piece.start, token.at + piece.stop) if as_typed else (token.at, token.end)
            spaced = token.spaced and piece.start == 0
            self.out.append(Token(_KINDS.get(piece.kind, piece.kind), piece.name, at, end, spaced))
        if consumed > 1:
            self.out[-1] = replace(self.out[-1], end=self.ahead(consumed - 1).end)
        self.index += consumed

    def put_one(self, token: Token, kind: str, name: str, consumed: int) -> bool:
        """Put one name in the place of a word and what belongs to it; True, for it is dealt with."""
        self.put(token, [Piece(kind, name, 0, len(token.text))], consumed)
        return True

    def variable_with(self, letters: str, index: str) -> str | None:
        """The variable that x₁, x_1 and x1 all mean."""
        return next((n for n in (f"{letters}_{index}", letters + index) if n in self.names.variables), None)
