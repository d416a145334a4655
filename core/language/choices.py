"""Values that depend on conditions: comparisons joined by and, or, not, and what stands around them without a bracket.

``x > 0 ? x : 0`` as C has it, ``x^2 if x > 0 else -x`` as Python, ``if x > 0 then x else 0``, Desmos' ``x^2 {x > 0}``,
and lists in words. The functions here take the parser, whose own rules are in ``grammar``; notations in brackets are in
``pieces``.
"""

from __future__ import annotations

from collections.abc import Callable

from core.language import limits
from core.language.ahead import is_call, is_keyword, is_restriction, opens
from core.language.borrowed import MEMBER, NO_MEMBER
from core.language.brackets import close, comparing_bracket
from core.language.conditions import SPELLINGS, contrary
from core.language.errors import LanguageError, Unfinished
from core.language.keywords import INFIX, OTHERWISE
from core.language.piecewise import ALWAYS, alone, condition_of, piecewise, too_many
from core.language.stream import Stream
from core.language.syntax import Comparison, Condition, Joined, Node
from core.language.tokens import Token


def choice(parser: Stream) -> Node:
    """A value that may depend on conditions, or a condition; the loosest of all rules."""
    start = parser.peek
    if is_keyword(start, "if") and not is_call(parser):
        return _if_then(parser)
    value = _joined(parser, "or", lambda: _joined(parser, "and", lambda: _negation(parser)))
    restrictions: list[Node] = []
    while is_restriction(parser):
        restrictions.append(_restriction(parser))
    if restrictions:
        both = restrictions[0] if len(restrictions) == 1 else Joined("and", tuple(restrictions), start.at)
        value = piecewise([(both, value)], None, start.at)
    if parser.peek.kind == "op" and parser.peek.text == "?":
        return _ternary(parser, value, start)
    if parser.peek.kind == "keyword" and parser.peek.text in INFIX:
        return _if_else(parser, value, start)
    return value


def _restriction(parser: Stream) -> Node:
    """The condition in ``{0 < x < 1}``."""
    opening = parser.next()
    parser.open.append(opening.text)
    condition = wanted_condition(parser)
    close(parser, opening)
    return condition


def _deeper_choice(parser: Stream) -> Node:
    with parser.deeper():
        return choice(parser)


def _joined(parser: Stream, word: str, part: Callable[[], Node]) -> Node:
    at = parser.peek.at
    parts = [part()]
    while is_keyword(parser.peek, word):
        joint = parser.next()
        if parser.peek.kind == "end":
            raise Unfinished(f"Waiting for what comes after {joint.text}.", parser.peek.at)
        parts.append(part())
    if len(parts) == 1:
        return parts[0]
    return Joined(word, tuple(condition_of(one) for one in parts), at)


def _negation(parser: Stream) -> Node:
    if not is_keyword(parser.peek, "not"):
        return _relation(parser)
    with parser.deeper():
        parser.next()
        return contrary(condition_of(_negation(parser)))


def _relation(parser: Stream) -> Node:
    """Sums with signs between them; 0 < x <= 1 is 0 < x and x <= 1."""
    at = parser.peek.at
    if parser.peek.kind == "keyword" and parser.peek.text in (*OTHERWISE, "true"):
        parser.next()
        return ALWAYS
    if parser.peek.kind == "keyword" and parser.peek.text in ("and", "or") and opens(parser, 1):
        return _called_join(parser)
    left = parser.sum()
    found: list[Node] = []
    if parser.peek.kind == "relation" and parser.peek.text in (MEMBER, NO_MEMBER):
        return _membership(parser, left)
    while (sign := _sign(parser)) is not None:
        token = parser.next()
        if parser.peek.kind == "end":
            raise Unfinished(f"Waiting for what comes after {parser.as_typed(token)}.", parser.peek.at)
        right = parser.sum()
        found.append(Comparison(sign, left, right, token.at))
        left = right
        if len(found) > limits.MAX_ARGUMENTS:
            raise LanguageError("There are too many comparisons in a row.", token.at)
    if not found:
        return left
    return found[0] if len(found) == 1 else Joined("and", tuple(found), at)


def _membership(parser: Stream, value: Node) -> Node:
    """``x ∈ [0, 1)``: between two ends, of which a square bracket belongs to it."""
    sign = parser.next()
    opening = parser.next()
    if opening.kind == "end":
        raise Unfinished("Waiting for an interval, as in [0, 1].", opening.at)
    if opening.text not in ("[", "("):
        raise LanguageError("Behind ∈ stands an interval, as in [0, 1].", opening.at)
    low = parser.sum()
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for the rest of the interval, as in [0, 1].", parser.peek.at)
    if parser.peek.kind != "comma":
        raise LanguageError("An interval has two ends with a comma between them, as in [0, 1].", parser.peek.at)
    parser.next()
    high = parser.sum()
    closing = parser.next()
    if closing.kind == "end":
        raise Unfinished("Waiting for the end of the interval, as in [0, 1].", closing.at)
    if closing.text not in ("]", ")"):
        raise LanguageError("An interval ends with ] or ), as in [0, 1).", closing.at)
    above = Comparison(">=" if opening.text == "[" else ">", value, low, sign.at)
    below = Comparison("<=" if closing.text == "]" else "<", value, high, sign.at)
    inside = Joined("and", (above, below), sign.at)
    return contrary(inside) if sign.text == NO_MEMBER else inside


def _sign(parser: Stream) -> str | None:
    token = parser.peek
    if token.kind == "relation" or (token.kind in ("define", "arrow") and parser.comparing):
        return SPELLINGS.get(token.text)
    return None


def _called_join(parser: Stream) -> Node:
    """A spreadsheet's ``AND(x > 0, x < 1)``."""
    word = parser.next()
    parts = comparing_bracket(parser)
    if len(parts) < 2:
        return condition_of(parts[0])
    return Joined(word.text, tuple(map(condition_of, parts)), word.at)


def wanted_condition(parser: Stream) -> Node:
    """A condition; where it is still being typed the text is unfinished."""
    parser.comparing += 1
    node = _joined(parser, "or", lambda: _joined(parser, "and", lambda: _negation(parser)))
    parser.comparing -= 1
    if parser.peek.kind == "end" and not isinstance(node, Condition):
        raise Unfinished("Waiting for the rest of the condition, as in x > 0.", parser.peek.at)
    return condition_of(node)


def _ternary(parser: Stream, condition: Node, start: Token) -> Node:
    """``c ? a : b``"""
    question = parser.next()
    if not isinstance(condition, Condition):
        raise LanguageError("Before ? stands a condition, as in x > 0 ? x : 0.", question.at)
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for the value where that is so.", parser.peek.at)
    first = _deeper_choice(parser)
    if parser.peek.kind == "end":
        raise parser.still_open() if parser.open else Unfinished("Waiting for : and the other value.", parser.peek.at)
    if parser.peek.kind != "colon":
        raise parser.unexpected(parser.peek)
    colon = parser.next()
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for what comes after the colon.", colon.end)
    return piecewise([(condition, first)], _deeper_choice(parser), start.at)


def _if_else(parser: Stream, value: Node, start: Token) -> Node:
    """``a if c else b``, and ``a for c``; without the rest there is no value elsewhere."""
    parser.next()
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for a condition, as in x > 0.", parser.peek.at)
    condition = wanted_condition(parser)
    if not is_keyword(parser.peek, "else"):
        return piecewise([(condition, value)], None, start.at)
    parser.next()
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for the value elsewhere.", parser.peek.at)
    return piecewise([(condition, value)], _deeper_choice(parser), start.at)


def _if_then(parser: Stream) -> Node:
    """``if c then a else b``"""
    start = parser.next()
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for a condition, as in x > 0.", parser.peek.at)
    condition = wanted_condition(parser)
    if is_keyword(parser.peek, "then") or parser.peek.kind in ("colon", "comma"):
        parser.next()
    elif parser.peek.kind == "end":
        raise Unfinished("Waiting for then and a value.", parser.peek.at)
    else:
        raise parser.unexpected(parser.peek)
    value = _joined(parser, "or", lambda: _relation(parser))
    if parser.peek.kind == "comma" and is_keyword(parser.tokens[parser.position + 1], "else", "otherwise"):
        parser.next()
    if not is_keyword(parser.peek, "else", "otherwise"):
        return piecewise([(condition, value)], None, start.at)
    parser.next()
    if parser.peek.kind == "colon":
        parser.next()
    if parser.peek.kind == "end":
        raise Unfinished("Waiting for the value elsewhere.", parser.peek.at)
    return piecewise([(condition, value)], _deeper_choice(parser), start.at)


def listed(parser: Stream, first: Node) -> Node:
    """``-x for x < 0, x^2 otherwise``: the rest of a list of pieces that stands in no bracket."""
    piece = alone(first)
    if piece is None or parser.peek.kind != "comma":
        return first
    found, last = [piece], None
    while parser.peek.kind == "comma":
        comma = parser.next()
        if parser.peek.kind == "end":
            raise Unfinished("Waiting for the next piece.", parser.peek.at)
        value = choice(parser)
        if value is ALWAYS:
            value = choice(parser)
        following = alone(value)
        if following is None:
            last = value
            if is_keyword(parser.peek, *OTHERWISE):
                parser.next()
            break
        found.append(following)
        if len(found) > limits.MAX_ARGUMENTS:
            raise too_many(comma)
    return piecewise(found, last, first.at)
