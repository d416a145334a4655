"""Sums, products and quotients: the rules that are looser than a power."""

from __future__ import annotations

from dataclasses import dataclass

from core.language import limits
from core.language.ahead import starts_factor
from core.language.errors import LanguageError
from core.language.stream import Stream
from core.language.syntax import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol, children
from core.language.tokens import Token


def added(parser: Stream) -> Node:
    """Terms with + and - between them."""
    with parser.deeper():
        at = parser.peek.at
        terms = [multiplied(parser)]
        while parser.peek.text in ("+", "-") and parser.peek.kind == "op":
            sign = parser.next()
            term = multiplied(parser, sign)
            terms.append(Negative(term, sign.at) if sign.text == "-" else term)
        return terms[0] if len(terms) == 1 else Sum(tuple(terms), at)


def multiplied(parser: Stream, before: Token | None = None) -> Node:
    """Products and quotients, from left to right, with the signs before them."""
    at = parser.peek.at
    minus, before = parser.signs(before)
    left = _implied(parser, before)
    product: list[Node] = list(left.factors)  # multiplied so far
    numeric = all(map(_is_constant, left.factors))
    first = left.starts[0]
    while True:
        operator = parser.peek
        if operator.kind == "op" and operator.text == "*":
            parser.next()
            negative, before = parser.signs(operator)
            right = _implied(parser, before)
            minus ^= negative
            numeric = all(map(_is_constant, right.factors))
            first = right.starts[0]
            product += right.factors
        elif operator.kind == "op" and operator.text == "/":
            slash = parser.position
            parser.next()
            negative, before = parser.signs(operator)
            right = _implied(parser, before)
            minus ^= negative
            _check_chain(parser, product, operator)
            product = _divide(parser, product, right, numeric, first, slash, at)
        elif operator.kind == "function" and operator.text == "mod":
            parser.next()
            negative, before = parser.signs(operator)
            right = _implied(parser, before)
            value = _product(product, at)
            modulus = _product(right.factors, operator.end)
            value = Negative(value, at) if minus else value
            modulus = Negative(modulus, operator.end) if negative else modulus
            product, minus, numeric = [Call("mod", (value, modulus), at)], False, False
        else:
            value = _product(product, at)
            return Negative(value, at) if minus else value


def _check_chain(parser: Stream, product: list[Node], operator: Token) -> None:
    """a/b/c/… nests to the left, one level each."""
    parser.quotients += 1
    if parser.quotients > limits.MAX_DEPTH and isinstance(product[0], Quotient):
        raise LanguageError("There are too many divisions in this formula.", operator.at)


def _divide(
    parser: Stream, product: list[Node], right: _Implied, numeric: bool, first: int, slash: int, at: int
) -> list[Node]:
    """The product divided by what follows the slash: all of it, but after number / number only the number."""
    many = len(right.factors) > 1
    coefficient = many and numeric and _is_coefficient(right.factors[0], parser.tokens[right.starts[1] - 1])
    if many:
        top = parser.typed(first, slash)
        head = parser.typed(slash + 1, right.starts[1])
        tail = parser.typed(right.starts[1], parser.position)
        whole = parser.typed(first, parser.position)
        if coefficient:
            parser.notes.other_reading(whole, f"({top}/{head})·{tail}", f"{top}/({head} {tail})".replace("} ", "}")
                                     if parser.spaced(right.starts[1]) else f"{top}/({head}{tail})")  # fmt: skip
        else:
            denominator = parser.typed(slash + 1, parser.position)
            parser.notes.other_reading(whole, f"{top}/({denominator})", f"({top}/{head})*{tail}")
    if coefficient:
        quotient = Quotient(product[-1], right.factors[0], at)
        return [*product[:-1], quotient, *right.factors[1:]]
    return [Quotient(_product(product, at), _product(right.factors, at), at)]


def _product(factors: list[Node], at: int) -> Node:
    """One factor, or the product of several."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors), at)


@dataclass(slots=True)
class _Implied:
    """Factors written side by side, with the tokens each begins at."""

    factors: list[Node]
    starts: list[int]


def _implied(parser: Stream, before: Token | None) -> _Implied:
    """One factor or more, side by side."""
    implied = _Implied([parser.factor(before)], [parser.last_start])
    while starts_factor(parser):
        last, token = parser.tokens[parser.position - 1], parser.peek
        if last.kind == "number" and token.kind == "number":
            thousand = last.text.isdigit() and len(last.text) < 4 and len(token.text.partition(".")[0]) == 3
            if thousand and token.spaced:
                raise LanguageError("Numbers are written without spaces between the digits, as in 1000.", last.at)
            raise LanguageError(
                "Two numbers stand side by side. Put an operator such as * or + between them.", token.at
            )
        if token.kind == "bar" and last.kind != "bar" and any(parser.tokens[i].kind == "bar" for i in implied.starts):
            raise LanguageError("These bars can be read in two ways. Use abs(…) or put * between.", token.at)
        implied.factors.append(parser.factor(None))
        implied.starts.append(parser.last_start)
    return implied


def _is_constant(node: Node) -> bool:
    """Is it a number, such as 3, 2π or √3?"""
    return not isinstance(node, Symbol) and all(map(_is_constant, children(node)))


def _is_coefficient(node: Node, last: Token) -> bool:
    """Is it a number whose end can be seen: 3, 10^3, (2π), √(2π), 3! – unlike the π of 1/πx?"""
    plain = isinstance(node, Number) or (
        isinstance(node, Power) and isinstance(node.base, Number) and isinstance(node.exponent, Number)
    )
    return plain or (_is_constant(node) and last.text in (")", "]", "}", "!"))
