"""From operators, relations and points to tokens."""

from __future__ import annotations

import re

from core.language.errors import Unfinished
from core.language.lexer import KINDS, Lexer

_END_OF_ROW = re.compile(r"\s*(?:\}|\\\\|\\end\b|&)")


def operator(lexer: Lexer, text: str) -> None:
    """The operator or relation that begins here."""
    rest = lexer.chars[lexer.index + len(text) :].strip()
    if text == "//" and lexer.chars[: lexer.index].endswith(":"):
        raise lexer.fail("A link is not read here. Type only a formula such as x^2.")
    if text == "//":
        raise lexer.fail("The sign // is not read. For whole-number division type floor(x/2).")
    if text in ("&", "&&", "∧", "∨"):
        if text == "&" and lexer.environments:
            lexer.add("ampersand", text, 1)
        else:
            lexer.add("word", "or" if text == "∨" else "and", len(text))
        return
    if text in ("++", "--", "<-"):  # two signs, which may be written together
        text = text[0]
    if text == "." and _says_nothing(lexer, rest):
        lexer.index += 1
        return
    lexer.add(KINDS.get(text, "op"), "^" if text == "**" else text, len(text))


def _says_nothing(lexer: Lexer, rest: str) -> bool:
    """Is the point here one of MATLAB's ``x.^2``, or of the sentence around pieces? Raises for two in a row."""
    if (rest[:1] in ("^", "*", "/") and lexer.chars[lexer.index + 1] != " ") or (
        lexer.environments and _END_OF_ROW.match(rest)
    ):
        return True
    if not rest and (not lexer.tokens or lexer.tokens[-1].kind in ("word", "close")):
        raise Unfinished("Waiting for what comes after the point.", lexer.place(lexer.index + 1))
    if lexer.chars[lexer.index + 1 : lexer.index + 2] == ".":
        raise lexer.fail("There are two points in a row. Numbers have one, as in 2.5.")
    return False
