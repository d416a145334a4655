"""Brackets and bars as parts of a formula: (…), |…|, ⌊…⌋, ⌈…⌉."""

from __future__ import annotations

from itertools import takewhile

from core.language.brackets import bracketed
from core.language.errors import LanguageError
from core.language.signs import AS_TYPED
from core.language.stream import Stream
from core.language.syntax import Call, Node

_WRAPPERS = {"⌊": "floor", "⌈": "ceil", "⟨bar": "abs"}


def group(parser: Stream) -> Node:
    """A bracketed expression, |…|, ⌊…⌋ or ⌈…⌉."""
    token = parser.peek
    if token.kind == "bar":
        return _bars(parser)
    if token.text == "[" and parser.position and not token.spaced:
        _refuse_index(parser)
    before = parser.tokens[parser.position - 1] if parser.position else token
    inside = bracketed(parser)
    if len(inside) > 1 and before.text in ("d", "D"):  # d(x^2, x), as computer algebra has it
        raise LanguageError(AS_TYPED, before.at)
    if len(inside) > 1:
        raise LanguageError("Several values in one bracket are not read here. Type one formula.", token.at)
    wrapper = _WRAPPERS.get(token.text)
    return Call(wrapper, (inside[0],), token.at) if wrapper else inside[0]


def _bars(parser: Stream) -> Node:
    """``|x|``: a bar closes where something has just ended, and opens elsewhere."""
    opening = parser.next()
    parser.open.append("|")
    inside = parser.sum()
    if parser.peek.kind == "bar":
        parser.next()
        parser.open.pop()
        _skip_norm(parser)
        return Call("abs", (inside,), opening.at)
    if parser.peek.kind == "end":
        raise parser.still_open()
    if parser.peek.kind == "close":
        raise LanguageError("The bar | opened here is not closed.", opening.at)
    raise parser.unexpected(parser.peek)


def _skip_norm(parser: Stream) -> None:
    """The index of a norm, ‖x‖₂: of one number all norms are its absolute value."""
    texts = [token.text for token in parser.tokens[parser.position : parser.position + 4]]
    if texts[:1] == ["_"] and texts[1:2] in (["1"], ["2"], ["p"]):
        parser.position += 2
    elif texts[:2] == ["_", "{"] and texts[3:] == ["}"]:
        parser.position += 4


def _refuse_index(parser: Stream) -> None:
    """``x[0]`` is a list element in programs; ``2[x+1]`` is a product."""
    before = parser.tokens[parser.position - 1]
    after = parser.tokens[parser.position + 1 :]
    numbers = list(takewhile(lambda token: token.kind == "number" or token.text == "-", after))
    numbers = numbers or [token for token in after[:1] if token.text in ("i", "j", "k", "n")]
    if before.kind in ("symbol", "close", "constant") and numbers and after[len(numbers)].kind == "close":
        raise LanguageError("An index in square brackets is not read. To multiply type *.", parser.peek.at)
