"""From LaTeX commands to tokens."""

from __future__ import annotations

import re

from core.language import latex_input as latex
from core.language.errors import Unfinished
from core.language.lexer import KINDS, SERIES, Lexer, matched
from core.language.signs import SENTENCES
from core.language.tokens import CASES, CASES_END, CLOSING, OPENING

_COMMAND = re.compile(r"\\([A-Za-z]+|.?)", re.DOTALL)
_FONT_GROUP = re.compile(
    r"\*?\s*\{\s*(?P<nested>\\(?:math|text)(?:rm|sf|it)\s*\{\s*)?"
    r"(?P<word>[A-Za-z]+(?:\\?_[A-Za-z]+)*|atan2|arctan2)\s*[.,;:]?\s*\}(?(nested)\s*\})"
)
_CONDITION_IN_WORDS = re.compile(r"\s*\{(?P<inside>[^{}]*(?:[<>=≤≥≠$]|\\[lg]eq?\b|\\neq?\b)[^{}]*)\}")


def command(lexer: Lexer) -> None:  # noqa: C901 (one line a kind of command)
    """The LaTeX command that begins here."""
    match = matched(_COMMAND, lexer.chars, lexer.index)
    name, length = match[1], len(match[0])
    if name in ("begin", "end") and _environment(lexer, name, length):
        return
    if name == "\\" and lexer.environments:
        lexer.add("row", name, length + len(matched(latex.ROW_HEIGHT, lexer.chars, lexer.index + length)[0]))
        return
    if _of_papers(lexer, name, length):
        return
    latex.check_command(name, lexer.place(lexer.index), lexer.index + length >= len(lexer.chars))
    if name in latex.SPACES:
        lexer.index, lexer.spaced = lexer.index + length, True
    elif name in latex.SIZES:
        _sized(lexer, name, length)
    elif name in latex.FONTS:
        _font(lexer, length)
    elif name in latex.FRACTIONS:
        lexer.add("latex", "\\frac", length)
    elif name == "sqrt":
        lexer.add("latex", "\\sqrt", length)
    elif name in latex.GREEK:
        lexer.add("word", latex.GREEK[name], length)
    elif name in latex.FUNCTIONS:
        lexer.add("word", latex.FUNCTIONS[name], length)
    else:
        _plain(lexer, latex.PLAIN[name], length)


def _of_papers(lexer: Lexer, name: str, length: int) -> bool:
    """``\\hat{y} = …``, where the accent says nothing, and ``\\mathbb{1}``, the sign of an indicator."""
    if not lexer.tokens and latex.ACCENTED.match(lexer.chars, lexer.index):
        _font(lexer, length)
    elif indicator := latex.INDICATOR.match(lexer.chars, lexer.index):
        lexer.add("word", "indicator", len(indicator[0]))
    else:
        return False
    return True


def _environment(lexer: Lexer, name: str, length: int) -> bool:
    """``\\begin{cases}`` and its end are brackets; all other environments are refused."""
    match = latex.ENVIRONMENT.match(lexer.chars, lexer.index + length)
    if match is None:
        return False
    kind, whole = match["name"], length + len(match[0])
    pieces = kind in latex.PIECES or (kind in latex.BRACED_PIECES and lexer.braced_pieces)
    if not match["end"] and lexer.index + whole >= len(lexer.chars):
        raise Unfinished("Waiting for the rest of the LaTeX command.", lexer.place(len(lexer.chars)))
    if name == "begin":
        if not pieces:
            raise lexer.fail(latex.environment_sentence(kind))
        lexer.environments.append(kind)
        lexer.opening(CASES, whole)
    elif lexer.environments and lexer.environments.pop() == kind:
        lexer.closing(CASES_END, whole)
    else:
        return False
    return True


def _plain(lexer: Lexer, char: str, length: int) -> None:
    """A command that stands for one character of the plain language."""
    if lexer.of_derivative(char):
        return lexer.add("word" if char == "∂" else "op", char, length)
    if char in SENTENCES:
        raise lexer.fail(SENTENCES[char])
    if char in SERIES:
        lexer.add("series", SERIES[char], length)
    elif char in "∧∨":
        lexer.add("word", "and" if char == "∧" else "or", length)
    elif char in OPENING:
        lexer.opening(char, length)
    elif char in CLOSING:
        lexer.closing(char, length)
    else:
        lexer.add(KINDS.get(char, "op"), char, length)


def _sized(lexer: Lexer, name: str, length: int) -> None:
    """``\\left`` and its kind: nothing by themselves, but they tell which bar opens and which closes."""
    rest = re.match(r"\s*(\\[lr]?[vV]ert\b|\||\.)", lexer.chars[lexer.index + length :])
    braced = latex.BRACED.match(lexer.chars, lexer.index + length)
    if braced and name == "left":
        lexer.braced_pieces = True
        lexer.index += length + len(braced[0])
        return
    if rest and rest[1] == "." and name == "right" and lexer.braced_pieces:
        lexer.index += length + len(rest[0])
        return
    if rest and rest[1] == ".":
        raise lexer.fail("A bracket without a partner is not read here.")
    if rest and name.endswith(("left", "l")):
        lexer.opening("⟨bar", length + len(rest[0]))
    elif rest and name.endswith(("right", "r")):
        lexer.closing("⟩bar", length + len(rest[0]))
    else:
        lexer.index += length


def _font(lexer: Lexer, length: int) -> None:
    """``\\operatorname{floor}`` is the word floor."""
    group = _FONT_GROUP.match(lexer.chars, lexer.index + length)
    words = _CONDITION_IN_WORDS.match(lexer.chars, lexer.index + length)
    if words and lexer.environments:  # \\text{if $x > 0$}
        lexer.skipped.add(words.end() - 1)
        lexer.index, lexer.spaced = words.start("inside"), True
    elif group:
        lexer.add("word", group["word"].replace("\\", ""), length + len(group[0]))
    else:
        lexer.index += length
