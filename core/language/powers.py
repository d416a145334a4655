"""Powers, and what stands behind a part: factorials, degree signs and primes."""

from __future__ import annotations

from fractions import Fraction

from core.language import derivative_operator, limits
from core.language.ahead import raised_root, starts_factor
from core.language.characters import RAISED_OPEN
from core.language.errors import LanguageError
from core.language.stream import Stream
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient
from core.language.tokens import Token


def factor(parser: Stream, before: Token | None) -> Node:
    """A part with its power."""
    start = parser.position
    base = postfix(parser, parser.primary(before))
    if parser.peek.kind == "op" and parser.peek.text == "^":
        base = power(parser, base, start)
    parser.last_start = start
    return base


def power(parser: Stream, base: Node, start: int) -> Node:
    """A power whose base has been read; to the right of ^ stand signs and one part."""
    with parser.deeper():
        operator = parser.next()
        minus, before = parser.signs(operator)
        begin = parser.position
        raised = parser.peek.text == RAISED_OPEN
        if raised_root(parser, begin - 1):
            raise LanguageError(
                "This root can be read in two ways. Type root(x, 3), or * before the root.", operator.at
            )
        bracketed = parser.peek.kind == "open"
        exponent = postfix(parser, parser.primary(before))
        if parser.peek.kind == "op" and parser.peek.text == "^":
            if raised:
                raise LanguageError("Put brackets to show which power comes first, as in (x^2)^3.", parser.peek.at)
            exponent = power(parser, exponent, begin)
        elif not bracketed:
            _note_exponent(parser, base, exponent, minus, start, begin)
        if isinstance(exponent, Number) and abs(exponent.value) > limits.MAX_POWER:
            raise LanguageError(
                f"This power is too large: at most {limits.MAX_POWER:,} is read.", parser.tokens[begin].at
            )
        if minus:
            exponent = Negative(exponent, operator.end)
        return Power(base, exponent, parser.tokens[start].at)


def _note_exponent(parser: Stream, base: Node, exponent: Node, minus: bool, start: int, begin: int) -> None:
    """Tell where an exponent without brackets was taken to end."""
    token = parser.peek
    power = parser.typed(start, parser.position)
    stem = parser.typed(start, begin - 1 if not minus else begin - 2)
    inside = ("-" if minus else "") + parser.typed(begin, parser.position)
    if token.text == "/" and isinstance(exponent, Number) and exponent.value == 1:
        after = parser.tokens[parser.position + 1]
        parser.notes.other_reading(
            f"{power}/{after.text}", f"({power})/{after.text}", f"{stem}^({inside}/{after.text})"
        )
        return
    doubtful = isinstance(base, Constant | Number) or not isinstance(exponent, Number)  # not x^2y
    if doubtful and not token.spaced and token.kind in ("symbol", "constant", "open") and starts_factor(parser):
        behind = "(…)" if token.kind == "open" else parser.typed(parser.position, parser.position + 1)
        other = f"{stem}^({inside}{behind})" if token.kind != "open" else f"{stem}^({inside}*{behind})"
        parser.notes.other_reading(f"{power}{behind}", f"{power}·{behind}", other)


def postfix(parser: Stream, node: Node) -> Node:
    """What stands behind a part: a factorial, a degree sign or primes."""
    count = 0
    while parser.peek.kind == "op" and parser.peek.text in ("!", "°"):
        token = parser.next()
        count += 1
        if count > 1:
            raise LanguageError("Two of these signs in a row are not read. Use brackets, as in (x!)!.", token.at)
        if token.text == "!":
            node = Call("factorial", (node,), token.at)
        else:
            node = Quotient(
                Product((node, Constant("pi", token.at)), token.at), Number(Fraction(180), token.at), token.at
            )
    if _degree_power(parser):
        node = Quotient(
            Product(
                (node, Constant("pi")),
            ),
            Number(Fraction(180)),
        )
    if _behind_bracket(parser) and (length := _plus_length(parser)):
        at = parser.peek.at
        parser.position += length
        parser.notes.say("Read (…)₊ as relu(…): what is below 0 becomes 0.")
        return Call("relu", (node,), at)
    return derivative_operator.primed(parser, node) if _behind_bracket(parser) else node


def _plus_length(parser: Stream) -> int:
    """How many tokens the sign of the positive part is: ``(…)_+`` or ``(…)_{+}``; 0 where there is none."""
    texts = [token.text for token in parser.tokens[parser.position : parser.position + 4]]
    return 2 if texts[:2] == ["_", "+"] else 4 if texts == ["_", "{", "+", "}"] else 0


def _behind_bracket(parser: Stream) -> bool:
    """Has a bracket or bar just been closed?"""
    return bool(parser.position) and parser.tokens[parser.position - 1].kind in ("close", "bar")


def _degree_power(parser: Stream) -> bool:
    """LaTeX writes degrees as ``30^\\circ`` or ``30^{\\circ}``."""
    texts = [token.text for token in parser.tokens[parser.position : parser.position + 4]]
    length = 2 if texts[:2] == ["^", "°"] else 4 if texts == ["^", "{", "°", "}"] else 0
    parser.position += length
    return bool(length)
