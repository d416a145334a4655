"""Functions that are written out in other operations while they are read."""

from __future__ import annotations

from fractions import Fraction

from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum
from core.language.vocabulary import OPERATIONS

DEGREES = frozenset({"sind", "cosd", "tand", "asind", "acosd", "atand"})

#: fewest and most arguments of every function that can be typed
ARITY: dict[str, tuple[int, int]] = {name: operation.arity for name, operation in OPERATIONS.items()} | {
    **dict.fromkeys(DEGREES | {"exp2", "expm1", "log1p", "logit"}, (1, 1)),
    "log": (1, 2),  # with one value the natural logarithm
    "pow": (2, 2),
    "hypot": (2, 2),
    "clip": (3, 3),
    "clamp": (3, 3),
}


def _number(value: int, at: int) -> Number:
    return Number(Fraction(value), at)


def rewritten(name: str, arguments: list[Node], at: int) -> Node | None:
    """The meaning of a function that is no operation of its own, or None."""
    match name, *arguments:
        case "pow", base, exponent:
            return Power(base, exponent, at)
        case "exp2", x:
            return Power(_number(2, at), x, at)
        case "expm1", x:
            return Sum((Call("exp", (x,), at), Negative(_number(1, at), at)), at)
        case "log1p", x:
            return Call("ln", (Sum((_number(1, at), x), at),), at)
        case "logit", x:
            return Call("ln", (Quotient(x, Sum((_number(1, at), Negative(x, at)), at), at),), at)
        case "hypot", x, y:
            return Call("sqrt", (Sum((Power(x, _number(2, at), at), Power(y, _number(2, at), at)), at),), at)
        case (("clip" | "clamp"), x, low, high):
            return Call("min", (Call("max", (x, low), at), high), at)
        case (("sind" | "cosd" | "tand"), x):
            radians = Quotient(Product((x, Constant("pi", at)), at), _number(180, at), at)
            return Call(name[:-1], (radians,), at)
        case (("asind" | "acosd" | "atand"), x):
            return Quotient(Product((Call(name[:-1], (x,), at), _number(180, at)), at), Constant("pi", at), at)
    return None
