"""|x|, max, min, sign, relu and their kin written out as cases, for who asks to see them so.

The values are the same everywhere, at the joints too: relu(u) is u where u > 0, else 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from core.language.differentiation import add, divide, multiply, negative, power
from core.language.rational import rational_value
from core.language.syntax import Call, Comparison, Node, Number, Piecewise, children, map_children
from core.language.vocabulary import complete

_ZERO, _HALF, _ONE, _TWO = (Number(Fraction(value)) for value in ("0", "1/2", "1", "2"))


def in_cases(tree: Node) -> Node:
    """The tree with every function of one formula a side as pieces; the tree itself where there is none."""
    memory: dict[int, Node] = {}

    def of(node: Node) -> Node:
        if id(node) not in memory:
            memory[id(node)] = _written(map_children(node, of))
        return memory[id(node)]

    return of(tree)


def has_cases(tree: Node) -> bool:
    """Whether anything in the tree would be written out."""
    own = isinstance(tree, Call) and tree.name in _CASES
    return own or any(map(has_cases, children(tree)))


def _written(node: Node) -> Node:
    if not isinstance(node, Call) or node.name not in _CASES:
        return node
    if any(map(_holds_pieces, node.arguments)) and node.name not in ("min", "max"):
        return node  # pieces within a condition say less than the name does
    return _CASES[node.name](*complete(node.name, node.arguments))


def _holds_pieces(tree: Node) -> bool:
    return isinstance(tree, Piecewise) or any(map(_holds_pieces, children(tree)))


def _two(sign: str) -> Callable[[Node, Node], Node]:
    def pieces(u: Node, v: Node, *rest: Node) -> Node:
        name = "max" if sign == ">=" else "min"
        if rest:
            return Call(name, (u, v, *rest))
        if clipped := _clipped(name, u, v):
            return clipped
        if _holds_pieces(u) or _holds_pieces(v):
            return Call(name, (u, v))
        return Piecewise((Comparison(sign, u, v),), (u,), v)

    return lambda u, *others: pieces(u, *others) if others else u


def _clipped(name: str, u: Node, v: Node) -> Node | None:
    """min(max(u, a), b) with numbers a < b, whose inner half is written out already."""
    low, high = (rational_value(u.otherwise) if isinstance(u, Piecewise) and u.otherwise else None), rational_value(v)
    if name != "min" or low is None or high is None or low >= high:
        return None
    match u:
        case Piecewise((Comparison(">=", x, least),), (value,), otherwise) if value == x and otherwise == least:
            return Piecewise((Comparison("<", x, least), Comparison(">", x, v)), (least, v), x)
    return None


def _sign(u: Node) -> Node:
    return Piecewise((Comparison("<", u, _ZERO), Comparison("=", u, _ZERO)), (negative(_ONE), _ZERO), _ONE)


def _step(u: Node) -> Node:
    return Piecewise((Comparison("<", u, _ZERO), Comparison("=", u, _ZERO)), (_ZERO, _HALF), _ONE)


def _above(value: Callable[..., Node]) -> Callable[..., Node]:
    """u where it is above 0, else ``value``."""
    return lambda u, *rest: Piecewise((Comparison(">", u, _ZERO),), (u,), value(u, *rest))


def _huber(u: Node, width: Node) -> Node:
    size = Call("abs", (u,))
    far = multiply(width, add(size, negative(divide(width, _TWO))))
    return Piecewise((Comparison("<=", size, width),), (divide(power(u, _TWO), _TWO),), far)


_CASES: dict[str, Callable[..., Node]] = {
    "abs": lambda u: Piecewise((Comparison("<", u, _ZERO),), (negative(u),), u),
    "sign": _sign,
    "step": _step,
    "max": _two(">="),
    "min": _two("<="),
    "relu": _above(lambda u: _ZERO),
    "leaky_relu": _above(lambda u, slope: multiply(slope, u)),
    "elu": _above(lambda u, alpha: multiply(alpha, Call("expm1", (u,)))),
    "huber": _huber,
}
