"""Functions in pieces in brackets of their own, in every notation people bring along.

``{x < 0: -x, x^2}`` as Desmos has it, ``If(x < 0, -x, x^2)`` as GeoGebra and spreadsheets, ``where(x < 0, -x, x^2)`` as
NumPy, ``Piecewise((x, x > 0), (0, True))`` as SymPy and Mathematica, and LaTeX's ``cases``.
"""

from __future__ import annotations

from core.language import limits
from core.language.ahead import is_keyword
from core.language.brackets import close, comparing_bracket
from core.language.choices import choice, wanted_condition
from core.language.errors import LanguageError, Unfinished
from core.language.keywords import INFIX, OTHERWISE
from core.language.piecewise import ALWAYS, EXAMPLE, ONE, ZERO, alone, condition_of, piecewise, too_many
from core.language.stream import Stream
from core.language.syntax import Condition, Joined, Node, Piecewise
from core.language.tokens import Token


def called(parser: Stream) -> Node:
    """``If(c, a, b)``, ``where(c, a, b)``: condition and value by turns, then what holds elsewhere."""
    name = parser.next()
    if name.text == "piecewise":
        return _piecewise(parser, name)
    if parser.peek.kind == "end":
        raise Unfinished(f"{parser.as_typed(name)} is waiting for a condition and values, as in {EXAMPLE}.", name.end)
    parts = comparing_bracket(parser)
    if len(parts) < 2:
        raise LanguageError(
            f"`{parser.as_typed(name)}` takes a condition and values, as in If(x < 0, -x, x^2).", name.at
        )
    last = parts.pop() if len(parts) % 2 else None
    return piecewise(list(zip(parts[::2], parts[1::2], strict=True)), last, name.at)


def indicator(parser: Stream) -> Node:
    """``1_{x > 0}``, ``\\mathbb{1}[x > 0]``: 1 where the condition is true, 0 elsewhere."""
    name = parser.next()
    parts = tuple(map(condition_of, comparing_bracket(parser)))
    condition = parts[0] if len(parts) == 1 else Joined("and", parts, name.at)
    return Piecewise((condition,), (ONE,), ZERO, name.at)


def _piecewise(parser: Stream, name: Token) -> Node:
    """``Piecewise((v, c), (v, c))`` and ``Piecewise[{{v, c}, {v, c}}, v]``."""
    if parser.peek.kind != "open":
        raise parser.missing(name)
    depth = 1 + (parser.peek.text in "[(" and [t.text for t in parser.tokens[parser.position + 1 :][:2]] == ["{", "{"])
    opening = parser.peek
    for _ in range(depth):
        parser.open.append(parser.next().text)
    found: list[tuple[Node, Node]] = []
    last = None
    while True:
        if parser.peek.kind == "open" and _is_pair(parser):
            pair = comparing_bracket(parser)
            if len(pair) != 2:
                raise LanguageError("Each piece is a value and its condition, as in (x, x > 0).", name.at)
            found.append((pair[1], pair[0]))
        else:
            last = choice(parser)
            if not found or parser.peek.kind == "comma":
                raise LanguageError("Each piece is a value and its condition in brackets, as in (x, x > 0).", name.at)
        if depth > 1 and parser.peek.text == "}":
            close(parser, opening)
            depth -= 1
        if parser.peek.kind != "comma":
            break
        parser.next()
        if len(found) > limits.MAX_ARGUMENTS:
            raise too_many(name)
    close(parser, opening)
    return piecewise(found, last, name.at)


def _is_pair(parser: Stream) -> bool:
    """Does a comma stand in the bracket that opens here?"""
    return any(token.kind == "comma" for token in parser.inside_bracket())


def braces(parser: Stream) -> Node:  # noqa: C901 (the ways of writing pieces may be mixed, so one loop reads them all)
    """``{c: v, c: v, v}``; also ``{v if c, v otherwise}``, ``{v, c, v, c}`` and ``{c}``, which is 1 where it holds."""
    opening = parser.next()
    parser.open.append(opening.text)
    parser.comparing += 1
    found: list[tuple[Node, Node]] = []
    bare: list[Node] = []
    while True:
        first = choice(parser)
        if parser.peek.kind == "colon":
            colon = parser.next()
            if parser.peek.kind == "end":
                raise parser.still_open()
            if bare:
                raise LanguageError(f"Type each piece as condition: value, as in {EXAMPLE}.", colon.at)
            found.append((first, choice(parser)))
        elif found and first is ALWAYS and parser.peek.kind not in ("comma", "close"):
            found.append((first, choice(parser)))  # else v
        elif (piece := alone(first)) is not None:
            found.append(piece)
        else:
            bare.append(first)
            if found and is_keyword(parser.peek, *OTHERWISE):
                parser.next()
        if parser.peek.kind != "comma":
            break
        parser.next()
        if parser.peek.kind == "close":
            break
        if len(found) + len(bare) > limits.MAX_ARGUMENTS:
            raise too_many(opening)
    parser.comparing -= 1
    close(parser, opening)
    return _from_braces(found, bare, opening)


def _from_braces(found: list[tuple[Node, Node]], bare: list[Node], opening: Token) -> Node:
    if not found and len(bare) > 1:
        last = bare.pop() if len(bare) % 2 else None
        return piecewise(list(zip(bare[1::2], bare[::2], strict=True)), last, opening.at)
    if len(bare) > 1:
        raise LanguageError(f"Type each piece as condition: value, as in {EXAMPLE}.", opening.at)
    last = bare[0] if bare else None
    if isinstance(last, Condition):
        return piecewise([*found, (last, ONE)], None, opening.at)
    return piecewise(found, last, opening.at)


def cases(parser: Stream) -> Node:
    """LaTeX: a row a piece, value & condition."""
    opening = parser.next()
    parser.open.append(opening.text)
    parser.comparing += 1
    found: list[tuple[Node, Node]] = []
    last = None
    while parser.peek.kind != "close":
        if parser.peek.kind == "ampersand":  # where aligned rows begin
            parser.next()
        value = choice(parser)
        if (piece := alone(value)) is not None:
            found.append(piece)
        else:
            condition = _row_condition(parser)
            if condition is None:
                last = value
            else:
                found.append((condition, value))
        while parser.peek.kind == "comma":
            parser.next()
        if parser.peek.kind != "row":
            break
        parser.next()
        if len(found) > limits.MAX_ARGUMENTS:
            raise too_many(opening)
    parser.comparing -= 1
    close(parser, opening)
    return piecewise(found, last, opening.at)


def _row_condition(parser: Stream) -> Node | None:
    """What stands behind the value of a row; None for a value that holds elsewhere."""
    while parser.peek.kind in ("comma", "ampersand"):
        parser.next()
    if parser.peek.kind == "keyword" and parser.peek.text in INFIX:
        parser.next()
    if parser.peek.kind in ("row", "close"):
        return None
    return wanted_condition(parser)
