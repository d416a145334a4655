"""What a call means: the tree of a function, its values, its power and its base."""

from __future__ import annotations

from core.language import limits
from core.language.arguments import INVERSES, arguments_of, example, mentions_variable, spelled
from core.language.brackets import comparing_bracket
from core.language.errors import LanguageError
from core.language.rewriting import ARITY, DEGREES, rewritten
from core.language.roots import order_in_brackets, rooted
from core.language.series import written_out
from core.language.stream import Stream
from core.language.syntax import Call, Comparison, Constant, Negative, Node, Number, Power, Symbol
from core.language.tokens import Token

#: steps whose value at the jump differs between programs
_JUMPS = ("heaviside", "unitstep", "heavisidetheta")
_RANGE = "A sum over a range is typed as sum(x^k/k!, k, 0, 9), or with its bounds as in \\sum_{k=0}^{9}."


def application(parser: Stream) -> Node:
    """A function and what it acts on: ``sin(x)``, ``sin 2x``, ``sin^2 x``, ``log_2 x``."""
    with parser.deeper():
        name, start = parser.next(), parser.position - 1
        order = order_in_brackets(parser, name) if name.text == "sqrt" else None
        if order is not None:
            return rooted(parser.primary(name), order, name.at)
        base = exponent = None
        for _ in range(2):  # the base of a logarithm and a power, in either order
            if parser.peek.text == "_" and name.text == "log" and base is None:
                parser.next()
                base = _attached(parser, name)
            elif parser.peek.text == "^" and parser.peek.kind == "op" and exponent is None:
                sign = parser.next()
                exponent = _attached(parser, sign)
        base_first = parser.peek.text == "["  # Mathematica's Log[2, x]
        arguments = arguments_of(parser, name, start)
        if base_first and len(arguments) == 2 and name.text == "log":
            arguments.reverse()
        value = _call(parser, name, base, arguments, exponent)
        if exponent is None or _is_inverse(exponent):
            return value
        return Power(value, exponent, name.at)


def _attached(parser: Stream, sign: Token) -> Node:
    """The base in ``log_2`` or the power in ``sin^2``: a number, a letter or a bracket, with its sign."""
    minus, last = parser.signs(sign)
    token = parser.peek
    if token.kind not in ("number", "symbol", "constant", "open", "latex"):
        raise parser.missing(last)
    value = parser.primary(last)
    return Negative(value, token.at) if minus else value


def _is_inverse(exponent: Node | None) -> bool:
    """Is this the power -1 that makes an inverse function?"""
    match exponent:
        case Negative(Number(value)):
            return value == 1
        case Number(value):
            return value == -1
    return False


def _call(parser: Stream, name: Token, base: Node | None, arguments: list[Node], exponent: Node | None) -> Node:
    """The tree of a function and its values; checks how many there are."""
    operation, at = name.text, name.at
    if _is_inverse(exponent):
        if operation not in INVERSES:
            raise LanguageError(
                f"The inverse of {spelled(parser, name)} is not read. For 1/f type 1/{operation}(x).", at
            )
        word = parser.text[name.at : name.end].lstrip("\\")
        operation = INVERSES[operation]
        parser.notes.other_reading(f"{word}^-1", "arc" + word, f"1/{word}(x)")
    if operation in ("ln", "log"):
        return _logarithm(parser, name, base, arguments)
    fewest, most = ARITY[operation]
    if not fewest <= len(arguments) <= most:
        raise LanguageError(_arity_sentence(parser, name, len(arguments)), at)
    if operation == "root" and isinstance(arguments[1], Number) and abs(arguments[1].value) > limits.MAX_POWER:
        raise LanguageError(f"This root is too high: at most order {limits.MAX_POWER:,} is read.", at)
    _remark(parser, name, operation, len(arguments))
    if operation in ("sum", "prod"):
        body, index, first, last = arguments
        return _series(parser, operation, body, index, first, last)
    return rewritten(operation, arguments, at) or Call(operation, tuple(arguments), at)


def _remark(parser: Stream, name: Token, operation: str, count: int) -> None:
    """Say how a function with ``count`` values is read, where others read it in another way."""
    if operation in DEGREES:
        parser.notes.say(f"{operation} works in degrees; all other functions work in radians.")
    elif operation == "step" and count == 1 and parser.as_typed(name).lower().endswith(_JUMPS):
        parser.notes.say(f"Read {parser.as_typed(name)} with the value 1/2 at 0. For 1 there, type heaviside(x, 1).")
    elif operation == "sinc":
        parser.notes.say("Read sinc(x) as sin(x)/x, and 1 at 0. NumPy's is sinc(pi*x).")
    elif operation == "softmax" and count > 1:
        parser.notes.say("Read softmax as its first value: e to the first, over the sum of all.")


def _series(parser: Stream, name: str, body: Node, index: Node, first: Node, last: Node) -> Node:
    """A sum or product over a range; its letter is no parameter."""
    tree = written_out(name, body, index, first, last, parser.variables)
    if isinstance(index, Symbol):
        parser.bound.add(index.name)
    return tree


def big_operator(parser: Stream) -> Node:
    """``\\sum_{k=1}^{9} …`` and ``Π``: the range, and one term behind it."""
    with parser.deeper():
        sign = parser.next()
        if parser.peek.text != "_":
            raise parser.missing(sign) if parser.peek.kind == "end" else LanguageError(_RANGE, sign.at)
        parser.next()
        if parser.peek.kind != "open":
            raise parser.missing(sign) if parser.peek.kind == "end" else LanguageError(_RANGE, sign.at)
        begin = comparing_bracket(parser)
        if len(begin) != 1 or not isinstance(begin[0], Comparison) or begin[0].sign != "=":
            raise LanguageError(_RANGE, sign.at)
        if parser.peek.text != "^":
            raise parser.missing(sign) if parser.peek.kind == "end" else LanguageError(_RANGE, sign.at)
        last = _attached(parser, parser.next())
        return _series(parser, sign.text, parser.term(sign), begin[0].left, begin[0].right, last)


def _arity_sentence(parser: Stream, name: Token, given: int) -> str:
    """What to say when a function has too few or too many values."""
    fewest, most = ARITY[name.text]
    if name.text == "sqrt" and given == 2:
        return "`sqrt` takes one value. For other roots type root(x, 3)."
    if name.text == "atan" and given == 2:
        return f"{spelled(parser, name)} takes one value. For the angle of a point type atan2(y, x)."
    wanted = {1: "one value", 2: "two values", 3: "three values"}
    takes = wanted.get(fewest, str(fewest)) if fewest == most else f"{fewest} to {most} values"
    if name.text in ("clip", "clamp") and given < 3:
        return f"{spelled(parser, name)} takes a value and two bounds. For one bound type max(x, 0) or min(x, 1)."
    hint = " Decimals are written with a point, as in 0.5." if given > most else ""
    return f"{spelled(parser, name)} takes {takes}, as in {example(parser, name)}.{hint}"


def _logarithm(parser: Stream, name: Token, base: Node | None, arguments: list[Node]) -> Node:
    """ln, or the logarithm to a base: 2 and 10 have functions of their own."""
    if len(arguments) == 2 and base is None and name.text == "log":
        base = arguments.pop()
        if mentions_variable(parser, base) and not mentions_variable(parser, arguments[0]):
            parser.notes.say("Read the second value of log as its base, as in log(x, 2).")
    if len(arguments) != 1:
        raise LanguageError(
            f"{spelled(parser, name)} takes one value, as in ln(x), or a base, as in log(x, 2).", name.at
        )
    match base:
        case None:
            if name.text == "log":
                parser.notes.other_reading("log", "the natural logarithm ln", "log10(x)")
            return Call("ln", tuple(arguments), name.at)
        case Constant("e"):
            return Call("ln", tuple(arguments), name.at)
        case Number(value) if value in (2, 10):
            return Call(f"log{value}", tuple(arguments), name.at)
    return Call("log", (arguments[0], base), name.at)
