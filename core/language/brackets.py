"""What stands in a bracket, from its opening sign to its closing one."""

from __future__ import annotations

from core.language import limits
from core.language.characters import RAISED_CLOSE, RAISED_OPEN
from core.language.errors import LanguageError, Unfinished
from core.language.stream import Stream
from core.language.syntax import Node
from core.language.tokens import CASES, CASES_END, OPENING, Token


def bracketed(parser: Stream) -> list[Node]:
    """The expressions, separated by commas, in the bracket that opens here."""
    opening = parser.next()
    parser.open.append(opening.text)
    values = [parser.choice()]
    while parser.peek.kind == "comma":
        comma = parser.next()
        if len(values) == limits.MAX_ARGUMENTS:
            raise LanguageError(f"At most {limits.MAX_ARGUMENTS} values can stand in one bracket.", comma.at)
        if parser.peek.kind == "end":
            raise Unfinished("Waiting for what comes after the comma.", parser.peek.at)
        values.append(parser.choice())
    close(parser, opening)
    return values


def comparing_bracket(parser: Stream) -> list[Node]:
    """The same where = compares two things."""
    parser.comparing += 1
    values = bracketed(parser)
    parser.comparing -= 1
    return values


def close(parser: Stream, opening: Token) -> None:
    """Take the bracket that closes what was opened last."""
    closing = parser.peek
    if closing.kind == "end":
        raise parser.still_open()
    if closing.kind == "close" and closing.text == OPENING[parser.open[-1]]:
        parser.next()
        parser.open.pop()
        return
    if closing.kind == "close":
        raise LanguageError(
            f"The bracket {_shown(parser.open[-1])} opened here is closed by {_shown(closing.text)}.", opening.at
        )
    raise parser.unexpected(closing)


def _shown(bracket: str) -> str:
    return {
        "⟨bar": "|",
        "⟩bar": "|",
        RAISED_OPEN: "(",
        RAISED_CLOSE: ")",
        CASES: "\\begin{cases}",
        CASES_END: "\\end{cases}",
    }.get(bracket, bracket)
