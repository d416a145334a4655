"""The values a function is given: in brackets, or without them a coefficient and one variable, or another function."""

from __future__ import annotations

from core.language.ahead import starts_factor
from core.language.brackets import bracketed
from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.names import FUNCTIONS
from core.language.rewriting import ARITY
from core.language.stream import Stream
from core.language.syntax import Negative, Node, Product, Symbol, children
from core.language.tokens import Token
from core.language.vocabulary import OPERATIONS

INVERSES = {name: "a" + name for name in OPERATIONS if "a" + name in OPERATIONS}


def arguments_of(parser: Stream, name: Token, start: int) -> list[Node]:
    """The values a function is given, in brackets or without."""
    token = parser.peek
    fewest = ARITY[name.text][0]
    if token.kind == "end":
        raise Unfinished(
            f"{spelled(parser, name)} is waiting for what it acts on, as in {example(parser, name)}.", token.at
        )
    if token.kind == "open" and token.text in ("(", "[", "{"):
        if parser.tokens[parser.position + 1].kind == "close":
            raise Unfinished(f"Something is missing between the brackets of {spelled(parser, name)}.", token.end)
        return bracketed(parser)
    if fewest > 1 or name.text in ("min", "max", "mod"):
        raise LanguageError(f"{spelled(parser, name)} needs brackets, as in {example(parser, name)}.", name.at)
    return [_bare_argument(parser, name, start)]


def _bare_argument(parser: Stream, name: Token, start: int) -> Node:
    """The argument of a function without brackets: a coefficient and one variable with its power, or a function."""
    at = parser.peek.at
    minus, sign = False, None
    if parser.peek.text == "-" and parser.peek.kind == "op" and not parser.tokens[parser.position + 1].spaced:
        minus, sign = True, parser.next()
        _refuse_lowered_inverse(parser, name)
    factors: list[Node] = []
    begin = parser.position
    finished = False
    bracketed = False
    while not finished and starts_factor(parser):
        token = parser.peek
        if factors and token.kind == "function":
            break
        if factors and token.kind == "number" and parser.tokens[parser.position - 1].kind == "number":
            break
        bracketed = bool(factors) and token.kind in ("open", "bar")
        factor = parser.factor(None)
        factors.append(factor)
        finished = token.kind not in ("number", "constant", "symbol") or mentions_variable(parser, factor)
        finished = finished or parser.tokens[parser.position - 1].text == "°"  # an angle is whole: sin 30° x
    if not factors:
        if parser.peek.kind == "end":
            raise parser.missing(sign or name)
        raise LanguageError(
            f"{spelled(parser, name)} needs something to act on, as in {example(parser, name)}.", name.at
        )
    _note_bare(parser, name, start, begin, factors, bracketed)
    value = factors[0] if len(factors) == 1 else Product(tuple(factors), at)
    return Negative(value, at) if minus else value


def _refuse_lowered_inverse(parser: Stream, name: Token) -> None:
    """``sin-1(x)`` is what is left of sin⁻¹(x) when it is copied as plain text."""
    sign, number, after = (parser.tokens + [parser.tokens[-1]] * 2)[parser.position - 1 : parser.position + 2]
    if name.text in INVERSES and not sign.spaced and number.text == "1" and after.kind in ("open", "symbol"):
        word = parser.text[name.at : name.end].lstrip("\\")
        raise LanguageError(f"This can be read in two ways. Type arc{word}(x), or {word}(-x).", name.at)


def _note_bare(parser: Stream, name: Token, start: int, begin: int, factors: list[Node], bracketed: bool) -> None:
    """Tell where the argument of a function without brackets was taken to end."""
    word = parser.text[name.at : name.end]
    inside, token = parser.typed(begin, parser.position), parser.peek
    letters = [f for f in factors if isinstance(f, Symbol) and f.name not in parser.variables]
    under = parser.tokens[min(parser.position + 1, len(parser.tokens) - 1)]
    varies = any(mentions_variable(parser, factor) for factor in factors)
    lonely = under.kind in ("symbol", "constant") and not varies  # sin 1/x
    if token.text == "/" and (under.kind == "number" or lonely):
        number = under.text
        parser.notes.other_reading(
            f"{word} {inside}/{number}", f"({word} {inside})/{number}", f"{word}({inside}/{number})"
        )
    elif token.kind in ("symbol", "constant", "number", "open") and starts_factor(parser):
        after = "(…)" if token.kind == "open" else parser.typed(parser.position, parser.position + 1)
        parser.notes.other_reading(f"{word} {inside} {after}", f"{word}({inside})·{after}", f"{word}({inside}*{after})")
    elif len(factors) > 1 and (bracketed or letters):
        parser.notes.other_reading(f"{word} {inside}", f"{word}({inside})", None)


def mentions_variable(parser: Stream, node: Node) -> bool:
    """Does a variable occur in this part?"""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Symbol) and part.name in parser.variables:
            return True
        stack += children(part)
    return False


def example(parser: Stream, name: Token) -> str:
    """How the function is typed, for a sentence: by the name it was given."""
    typed = parser.text[name.at : name.end].lstrip("\\").rpartition(".")[2]  # np.arctan
    word = typed if typed.lower() in FUNCTIONS else name.text
    if name.text in ("min", "max"):
        return f"{word}(x, 0)"
    if name.text in ("sum", "prod"):
        return f"{word}(x^k/k!, k, 0, 9)"
    return f"{word}(x, 2)" if ARITY[name.text][1] > 1 and ARITY[name.text][0] > 1 else f"{word}(x)"


def spelled(parser: Stream, name: Token) -> str:
    """The name as it was typed, for a sentence."""
    return quoted(parser.text[name.at : name.end])
