"""Functions that are written out in other operations while they are read."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from core.language.limits import MAX_ARGUMENTS
from core.language.syntax import (
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
)
from core.language.vocabulary import OPERATIONS

DEGREES = frozenset({"sind", "cosd", "tand", "asind", "acosd", "atand"})

#: fewest and most arguments of every function that can be typed
ARITY: dict[str, tuple[int, int]] = {name: operation.arity for name, operation in OPERATIONS.items()} | {
    **dict.fromkeys(DEGREES | {"exp2", "logit", "square", "reciprocal"}, (1, 1)),
    **dict.fromkeys(("selu", "relu6", "mish", "hardtanh", "hardsigmoid", "hardswish", "logsigmoid"), (1, 1)),
    **dict.fromkeys(("hardshrink", "softshrink", "silu"), (1, 2)),
    **dict.fromkeys(("celu", "softplus", "step"), (1, 2)),
    **dict.fromkeys(("unitbox", "unittriangle"), (1, 1)),
    **dict.fromkeys(("threshold", "lerp", "smoothstep"), (3, 3)),
    "rational": (2, 2),
    "prelu": (2, 2),
    "log": (1, 2),  # with one value the natural logarithm
    "pow": (2, 2),
    **dict.fromkeys(("hypot", "norm", "softmax", "softmin", "logsumexp"), (1, MAX_ARGUMENTS)),
    "sum": (4, 4),
    "prod": (4, 4),
    "clip": (3, 3),
    "clamp": (3, 3),
}


#: SELU's constants: Klambauer et al., "Self-normalizing neural networks" (2017)
_SELU_ALPHA, _SELU_SCALE = Fraction("1.6732632423543772"), Fraction("1.0507009873554805")


def _number(value: int | Fraction, at: int) -> Number:
    return Number(Fraction(value), at)


def _clipped(x: Node, low: int, high: int, at: int) -> Node:
    return Call("min", (Call("max", (x, _number(low, at)), at), _number(high, at)), at)


def _hard_sigmoid(x: Node, at: int) -> Node:
    return Quotient(_clipped(Sum((x, _number(3, at)), at), 0, 6, at), _number(6, at), at)


def _activation(name: str, arguments: list[Node], at: int) -> Node | None:  # noqa: C901 (one case a function)
    """Activations as PyTorch defines them."""
    match name, tuple(arguments):
        case "selu", (x,):
            return Product((_number(_SELU_SCALE, at), Call("elu", (x, _number(_SELU_ALPHA, at)), at)), at)
        case "celu", (x,):
            return Call("elu", (x,), at)
        case "celu", (x, alpha):
            below = Quotient(Call("min", (x, _number(0, at)), at), alpha, at)
            return Sum((Call("max", (x, _number(0, at)), at), Product((alpha, Call("expm1", (below,), at)), at)), at)
        case "silu", (x, sharpness):
            return Product((x, Call("sigmoid", (Product((sharpness, x), at),), at)), at)
        case (("hardshrink" | "softshrink"), (x, *width)):
            return _shrunk(name, x, width[0] if width else Number(Fraction(1, 2), at), at)
        case "prelu", (x, slope):
            return Call("leaky_relu", (x, slope), at)
        case "relu6", (x,):
            return _clipped(x, 0, 6, at)
        case "mish", (x,):
            return Product((x, Call("tanh", (Call("softplus", (x,), at),), at)), at)
        case "hardtanh", (x,):
            return _clipped(x, -1, 1, at)
        case "hardsigmoid", (x,):
            return _hard_sigmoid(x, at)
        case "hardswish", (x,):
            return Product((x, _hard_sigmoid(x, at)), at)
        case "logsigmoid", (x,):
            return Negative(Call("softplus", (Negative(x, at),), at), at)
    return None


def _shrunk(name: str, x: Node, width: Node, at: int) -> Node:
    """0 near 0; beyond ``width`` x itself ("hardshrink") or what is left of it ("softshrink")."""
    right, left = Comparison(">", x, width, at), Comparison("<", x, Negative(width, at), at)
    above = x if name == "hardshrink" else Sum((x, Negative(width, at)), at)
    below = x if name == "hardshrink" else Sum((x, width), at)
    return Piecewise((right, left), (above, below), _number(0, at), at)


def _folded(name: str, parts: tuple[Node, ...], at: int) -> Node:
    """An operation of two values on several, from the last to the first."""
    total = parts[-1]
    for part in reversed(parts[:-1]):
        total = Call(name, (part, total), at)
    return total


def _switched(arguments: tuple[Node, ...], at: int) -> Node | None:
    """NumPy's heaviside(x, h) with the value h at the jump; without it the 1/2 of our own."""
    if len(arguments) == 1 or arguments[1] == Number(Fraction(1, 2)):
        return Call("step", arguments[:1], at)
    x, middle = arguments
    nought = _number(0, at)
    conditions = Comparison("<", x, nought, at), Comparison("=", x, nought, at)
    return Piecewise(conditions, (nought, middle), _number(1, at), at)


def _softplus(arguments: tuple[Node, ...], at: int) -> Node | None:
    """PyTorch's softplus(x, beta)."""
    if len(arguments) == 1:
        return None
    x, sharpness = arguments
    return Quotient(Call("softplus", (Product((sharpness, x), at),), at), sharpness, at)


def _unit_box(arguments: tuple[Node, ...], at: int) -> Node:
    near = Comparison("<=", Call("abs", arguments, at), _number(Fraction(1, 2), at), at)
    return Piecewise((near,), (_number(1, at),), _number(0, at), at)


def _unit_triangle(arguments: tuple[Node, ...], at: int) -> Node:
    return Call("relu", (Sum((_number(1, at), Negative(Call("abs", arguments, at), at)), at),), at)


def _threshold(arguments: tuple[Node, ...], at: int) -> Node:
    """PyTorch's: x above the threshold, a fixed value elsewhere."""
    x, least, other = arguments
    return Piecewise((Comparison(">", x, least, at),), (x,), other, at)


def _between(arguments: tuple[Node, ...], at: int) -> Node:
    """From the first to the second value, by a share of the way."""
    start, end, share = arguments
    return Sum((start, Product((Sum((end, Negative(start, at)), at), share), at)), at)


def _smooth_step(arguments: tuple[Node, ...], at: int) -> Node:
    """Of shaders: t²(3 − 2t), t the clipped share of the way from the first to the second value."""
    start, end, x = arguments
    way = Quotient(Sum((x, Negative(start, at)), at), Sum((end, Negative(start, at)), at), at)
    share = _clipped(way, 0, 1, at)
    turned = Sum((_number(3, at), Negative(Product((_number(2, at), share), at), at)), at)
    return Product((Power(share, _number(2, at), at), turned), at)


_SHAPES: dict[str, Callable[[tuple[Node, ...], int], Node | None]] = {
    "step": _switched,
    "softplus": _softplus,
    "unitbox": _unit_box,
    "unittriangle": _unit_triangle,
    "threshold": _threshold,
    "lerp": _between,
    "smoothstep": _smooth_step,
}


def rewritten(name: str, arguments: list[Node], at: int) -> Node | None:  # noqa: C901 (one case a function)
    """The meaning of a function that is no operation of its own, or None."""
    match name, tuple(arguments):
        case "pow", (base, exponent):
            return Power(base, exponent, at)
        case "exp2", (x,):
            return Power(_number(2, at), x, at)
        case (("norm" | "hypot"), parts):
            return _folded("hypot", parts, at) if len(parts) > 1 else Call("abs", parts, at)
        case "logsumexp", parts:
            return _folded("logaddexp", parts, at)
        case "softmax", (first, *others):
            if not others:
                return _number(1, at)
            return Call("sigmoid", (Sum((first, Negative(_folded("logaddexp", tuple(others), at), at)), at),), at)
        case "softmin", parts:
            return rewritten("softmax", [Negative(part, at) for part in parts], at)
        case "logit", (x,):
            return Call("ln", (Quotient(x, Sum((_number(1, at), Negative(x, at)), at), at),), at)
        case "square", (x,):
            return Power(x, _number(2, at), at)
        case "reciprocal", (x,):
            return Quotient(_number(1, at), x, at)
        case (("clip" | "clamp"), (x, low, high)):
            return Call("min", (Call("max", (x, low), at), high), at)
        case "rational", (top, bottom):
            return Quotient(top, bottom, at)
        case _ if name in _SHAPES:
            return _SHAPES[name](tuple(arguments), at)
        case (("sind" | "cosd" | "tand"), (x,)):
            radians = Quotient(Product((x, Constant("pi", at)), at), _number(180, at), at)
            return Call(name[:-1], (radians,), at)
        case (("asind" | "acosd" | "atand"), (x,)):
            return Quotient(Product((Call(name[:-1], (x,), at), _number(180, at)), at), Constant("pi", at), at)
    return _activation(name, arguments, at)
