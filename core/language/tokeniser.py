"""From characters to tokens: what a first character begins, and which module reads it."""

from __future__ import annotations

import re
from fractions import Fraction

from core.language.characters import FRACTIONS, Source, quoted
from core.language.errors import Unfinished
from core.language.latex_commands import command
from core.language.lexer import SERIES, WORD, Lexer
from core.language.number_tokens import number, vulgar_fraction
from core.language.operator_signs import operator
from core.language.signs import SENTENCES
from core.language.tokens import CLOSING, OPENING, Token

_OPERATORS = re.compile(r"\*\*|->|=>|:=|==|!=|<=|>=|=<|<>|<-|//|\+\+|--|&&|[-+*/^!°_%.?]|[=<>≤≥≠≈∈∉≔→:,|‖&∧∨]")
_OR = re.compile(r" \|\| |(?<=\)) \| (?=\()")  # of programs; bars stand closer to what they enclose
_ROOTS = {"√": 2, "∛": 3, "∜": 4}


def tokenise(source: Source, variables: tuple[str, ...]) -> list[Token]:
    """The tokens of a text, the last one of kind "end". Raises LanguageError or Unfinished."""
    return _run(Lexer(source, variables))


def _run(lexer: Lexer) -> list[Token]:
    _skip_dollars(lexer)
    while lexer.index < len(lexer.chars):
        if lexer.chars[lexer.index] == " " or lexer.index in lexer.skipped:
            lexer.index, lexer.spaced = lexer.index + 1, True
            continue
        braceless = lexer.after_first or (bool(lexer.tokens) and lexer.tokens[-1].text == "\\frac")
        before, lexer.after_first = lexer.after_first, False
        known = len(lexer.tokens)
        _step(lexer, braceless)
        if braceless and not before and len(lexer.tokens) > known and lexer.tokens[-1].kind in ("number", "word"):
            lexer.after_first = True
        elif len(lexer.tokens) == known:  # white space of LaTeX
            lexer.after_first = before
    lexer.add("end", "", 0)
    return lexer.tokens


def _skip_dollars(lexer: Lexer) -> None:
    """Leave out the signs that open and close mathematics in LaTeX: $…$, \\(…\\), \\[…\\]."""
    for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        if lexer.chars.lstrip().startswith(opening):
            lexer.index = len(lexer.chars) - len(lexer.chars.lstrip()) + len(opening)
            stripped = lexer.chars.rstrip()
            if stripped[:-1].rstrip().endswith(closing) and stripped[-1] in ".,;":  # of the sentence around it
                stripped = stripped[:-1].rstrip()
            if opening == "$$" and stripped.endswith("$") and not stripped.endswith("$$"):
                stripped += "$"  # half typed
            if stripped.endswith(closing) and len(stripped) - len(closing) >= lexer.index:
                lexer.chars = stripped[: -len(closing)]
            if not lexer.chars[lexer.index :].strip():
                raise Unfinished("Type a function of x, for example x^2.", lexer.place(lexer.index))
            return


def _step(lexer: Lexer, braceless: bool) -> None:  # noqa: C901 (one line a first character; the order decides)
    char = lexer.chars[lexer.index]
    if char.isdigit() or (char == "." and lexer.chars[lexer.index + 1 : lexer.index + 2].isdigit()):
        number(lexer, braceless)
    elif char in FRACTIONS:
        vulgar_fraction(lexer)
    elif char == ";" and lexer.tokens and not lexer.chars[lexer.index + 1 :].strip():
        lexer.index += 1  # the end of a line of a program
    elif char == ";" and lexer.compares:
        lexer.add("comma", ",", 1)  # between pieces
    elif char == "$" and lexer.environments:
        lexer.index += 1  # around a condition within words: \\text{if $x > 0$}
    elif char in SENTENCES:
        if char == ";" and lexer.first_parts:
            raise lexer.fail("Values in brackets are separated by a comma, as in max(x, 0).")
        digits_follow = lexer.chars[lexer.index + 1 : lexer.index + 2].isdigit()
        if char == "'" and digits_follow and lexer.tokens and lexer.tokens[-1].kind == "number":
            raise lexer.fail("Numbers are written without signs between the digits, as in 1000.")
        if lexer.of_derivative(char):
            return lexer.add("word" if char == "∂" else "op", char, 1)
        opens_text = char == "'" and not (lexer.tokens and lexer.tokens[-1].kind in ("word", "close", "number"))
        raise lexer.fail(SENTENCES['"' if opens_text else char])
    elif char in SERIES:
        lexer.add("series", SERIES[char], 1)
    elif match := WORD.match(lexer.chars, lexer.index):
        lexer.add("word", char if braceless else match[0], 1 if braceless else len(match[0]))
    elif char in _ROOTS:
        lexer.add("root", char, 1, Fraction(_ROOTS[char]))
    elif char == "\\":
        command(lexer)
    elif char in OPENING:
        lexer.opening(char, 1)
    elif char in CLOSING:
        lexer.closing(char, 1)
    elif lexer.compares and char == "|" and (match := _OR.match(lexer.chars, lexer.index - 1)):
        lexer.add("word", "or", len(match[0].strip()))
    elif match := _OPERATORS.match(lexer.chars, lexer.index):
        operator(lexer, match[0])
    else:
        raise lexer.fail(f"The sign {quoted(char)} has no meaning here.")
