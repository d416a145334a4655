"""Looking ahead: what the next tokens begin, with none of them taken."""

from __future__ import annotations

from core.language.borrowed import INDICATOR
from core.language.characters import RAISED_CLOSE, RAISED_OPEN
from core.language.keywords import INFIX, OTHERWISE
from core.language.stream import Stream
from core.language.tokens import Token

CALLS = frozenset({"if", "where", "piecewise"})  # keywords that are called like functions


def starts_factor(parser: Stream) -> bool:
    """Does a factor begin here, with no sign in between?"""
    token = parser.peek
    if token.kind == "function":
        return token.text != "mod" or mod_is_call(parser)
    if token.kind == "keyword":
        return token.text == INDICATOR or is_call(parser)
    if token.kind == "open" and is_restriction(parser):
        return False
    if token.kind == "bar":
        return not (parser.open and parser.open[-1] == "|")
    return token.kind in ("number", "symbol", "constant", "root", "latex", "open", "series", "derivative")


def mod_is_call(parser: Stream) -> bool:
    """``mod(x, 3)`` has a comma in its bracket; in ``x mod (3)`` the word stands between two numbers."""
    if parser.position == 0 or parser.tokens[parser.position - 1].kind in ("op", "open", "comma"):
        return True
    depth = 0
    for token in parser.tokens[parser.position + 1 :]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth <= 0:
            return False
        if depth == 1 and token.kind == "comma":
            return True
    return False


def raised_root(parser: Stream, start: int | None = None) -> bool:
    """Do the tokens from ``start`` on spell ``³√``?"""
    start = parser.position if start is None else start
    caret, opening, order, closing, sign = (parser.tokens[start : start + 5] + [parser.tokens[-1]] * 5)[:5]
    return (caret.text, opening.text, order.kind, closing.text, sign.kind) == (
        "^", RAISED_OPEN, "number", RAISED_CLOSE, "root"
    )  # fmt: skip


def is_call(parser: Stream) -> bool:
    """Does ``If(…)``, ``where(…)`` or ``Piecewise(…)`` begin here?"""
    token = parser.peek
    if token.kind != "keyword" or token.text not in CALLS:
        return False
    if token.text == "piecewise":
        return True
    after = parser.tokens[parser.position + 1]
    if after.kind == "end":
        return parser.position == 0 or parser.tokens[parser.position - 1].kind in ("op", "open", "comma", "colon")
    return (
        opens(parser, 1)
        and (after.text == "(" or after.text == "[")
        and (any(token.kind in ("comma", "end") for token in parser.inside_bracket(parser.position + 1)))
    )


def is_pieces(parser: Stream) -> bool:
    """Do pieces stand in the brace that opens here, and not what LaTeX puts in braces?"""
    return any(
        token.kind in ("colon", "relation") or (token.kind == "keyword" and token.text not in CALLS)
        or (token.kind == "keyword" and token.text in INFIX) or (token.kind == "define")
        for token in parser.inside_bracket()
    )  # fmt: skip


def is_restriction(parser: Stream) -> bool:
    """Does a brace with a condition alone open here, as Desmos writes it behind a formula?"""
    if parser.peek.text != "{" or parser.peek.kind != "open":
        return False
    inside = list(parser.inside_bracket())
    kinds = {token.kind for token in inside}
    return (
        bool(kinds & {"relation", "define"})
        and not kinds & {"colon", "comma"}
        and not any(token.kind == "keyword" and token.text in (*INFIX, *OTHERWISE) for token in inside)
    )


def opens(parser: Stream, ahead: int) -> bool:
    """Does a bracket open so many tokens ahead?"""
    return parser.tokens[min(parser.position + ahead, len(parser.tokens) - 1)].kind == "open"


def is_keyword(token: Token, *words: str) -> bool:
    """Is the token one of these words of conditions?"""
    return token.kind == "keyword" and token.text in words
