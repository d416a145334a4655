"""Roots and fractions by their signs and by LaTeX: √x, ³√x, sqrt[3]{x}, \\frac{1}{2}."""

from __future__ import annotations

from fractions import Fraction

from core.language import limits
from core.language.errors import LanguageError, Unfinished
from core.language.groups import group
from core.language.powers import postfix, power
from core.language.stream import Stream
from core.language.syntax import Call, Negative, Node, Number, Quotient, children
from core.language.tokens import Token


def root(parser: Stream) -> Node:
    """√x, √(x+1), ∛x: one part, with its power unless it is bracketed."""
    with parser.deeper():
        sign, start = parser.next(), parser.position - 1
        order = order_in_brackets(parser, sign) if sign.value == 2 else None
        if order is not None:
            return rooted(parser.primary(sign), order, sign.at)
        minus, before = parser.signs(sign)
        token = parser.peek
        bracketed = token.kind == "open"
        value = parser.primary(before)
        if not bracketed:
            value = postfix(parser, value)
            if parser.peek.text == "^" and parser.peek.kind == "op":
                value = power(parser, value, parser.position - 1)
                inside = parser.typed(start + 1, parser.position)
                stem, _, raised = inside.partition("^")
                if raised:
                    parser.notes.other_reading(
                        f"{sign.text}{inside}", f"{sign.text}({inside})", f"({sign.text}{stem})^{raised}"
                    )
        _note_root(parser, sign, token)
        value = Negative(value, token.at) if minus else value
        return rooted(value, Number(sign.amount), sign.at)


def order_in_brackets(parser: Stream, root: Token) -> Node | None:
    """The order of ``sqrt[3]{x}``, LaTeX without its backslash; None where a bracket is what the root acts on."""
    depth, index = 0, parser.position
    if parser.peek.text != "[":
        return None
    while True:
        depth += (parser.tokens[index].kind == "open") - (parser.tokens[index].kind == "close")
        index += 1
        if depth == 0 or parser.tokens[index].kind == "end":
            break
    after = parser.tokens[index]
    inside = parser.tokens[parser.position + 1 : index - 1]
    varies = any(token.kind == "symbol" and token.text in parser.variables for token in inside)
    if depth or varies or after.spaced or after.text not in ("{", "("):
        return None  # Mathematica's Sqrt[x](x+1)
    if after.text == "(":
        order = parser.typed(parser.position + 1, index - 1)
        raise LanguageError(
            f"This can be read in two ways. Type root(x, {order}), or * before the round bracket.", root.at
        )
    return group(parser)


def root_with_raised_order(parser: Stream) -> Node:
    """``³√x``"""
    order = parser.tokens[parser.position + 2]
    parser.position += 4
    value = children(root(parser))[0]
    return rooted(value, Number(order.amount, order.at), order.at)


def _note_root(parser: Stream, sign: Token, token: Token) -> None:
    """Tell that √2x has only the 2 under the root."""
    after = parser.peek
    if token.kind == "number" and not after.spaced and after.kind in ("symbol", "constant"):
        name = parser.typed(parser.position, parser.position + 1)
        parser.notes.other_reading(f"{sign.text}{token.text}{name}", f"{sign.text}{token.text}·{name}",
                                 f"{sign.text}({token.text}{name})")  # fmt: skip


def rooted(value: Node, order: Node, at: int) -> Node:
    """The root of a value."""
    if order == Number(Fraction(2)):
        return Call("sqrt", (value,), at)
    if order == Number(Fraction(3)):
        return Call("cbrt", (value,), at)
    return Call("root", (value, order), at)


def latex_command(parser: Stream) -> Node:
    """``\\frac{…}{…}``, ``\\frac12``, ``\\sqrt[n]{…}``."""
    with parser.deeper():
        token = parser.next()
        if token.text == "\\frac":
            numerator = _piece(parser, token)
            return Quotient(numerator, _piece(parser, token), token.at)
        order: Node = Number(Fraction(2), token.at)
        if parser.peek.text == "[":
            order = group(parser)
            if isinstance(order, Number) and abs(order.value) > limits.MAX_POWER:
                raise LanguageError(f"This root is too high: at most order {limits.MAX_POWER:,} is read.", token.at)
        return rooted(_piece(parser, token), order, token.at)


def _piece(parser: Stream, command: Token) -> Node:
    """What a LaTeX command acts on: a group or a single sign."""
    token = parser.peek
    example = "\\frac{x}{2}" if command.text == "\\frac" else "\\sqrt{x}"
    if token.kind == "end":
        raise (
            parser.still_open()
            if parser.open
            else Unfinished(f"{command.text} is waiting for what belongs to it, as in {example}.", token.at)
        )
    if token.kind == "function" and parser.tokens[parser.position + 1].kind != "open":
        raise LanguageError(f"Put what belongs to {command.text} in {{ }}, as in {example}.", token.at)
    return parser.primary(command)
