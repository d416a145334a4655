"""Where a tree has a value, as conditions on its parts: ln u where u > 0, a quotient where its bottom is not 0.

So a typed derivative, which has a value only where what it is the slope of has one, is an ordinary function in pieces:
d/dx ln x is {x > 0: 1/x}. Every meaning of the tree then knows, graphs and chains too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from core.language.rational import rational_value
from core.language.syntax import (
    Call,
    Comparison,
    Condition,
    Constant,
    Joined,
    Node,
    Number,
    Piecewise,
    Power,
    Quotient,
    Symbol,
    children,
)

_ZERO, _ONE, _MINUS_ONE = (Number(Fraction(value)) for value in (0, 1, -1))


class _Unknown(Exception):
    """Where a part has a value is no comparison of its inputs."""


def _compare(sign: str, bound: Number) -> Callable[[Node], tuple[Node, ...]]:
    return lambda u: (Comparison(sign, u, bound),)


def _turns(name: str) -> Callable[[Node], tuple[Node, ...]]:
    return lambda u: (Comparison("!=", Call(name, (u,)), _ZERO),)


def _within(low: str, high: str) -> Callable[[Node], tuple[Node, ...]]:
    return lambda u: (Comparison(low, u, _MINUS_ONE), Comparison(high, u, _ONE))


def _beyond_one(sign: str) -> Callable[[Node], tuple[Node, ...]]:
    return lambda u: (Comparison(sign, Call("abs", (u,)), _ONE),)


_OF_ONE: dict[str, Callable[[Node], tuple[Node, ...]]] = {
    **dict.fromkeys(("ln", "log10", "log2"), _compare(">", _ZERO)),
    "log1p": _compare(">", _MINUS_ONE),
    "sqrt": _compare(">=", _ZERO),
    "acosh": _compare(">=", _ONE),
    **dict.fromkeys(("asin", "acos"), _within(">=", "<=")),
    "atanh": _within(">", "<"),
    **dict.fromkeys(("asec", "acsc"), _beyond_one(">=")),
    "acoth": _beyond_one(">"),
    "asech": lambda u: (Comparison(">", u, _ZERO), Comparison("<=", u, _ONE)),
    **dict.fromkeys(("csch", "coth", "acsch"), _compare("!=", _ZERO)),
    **dict.fromkeys(("tan", "sec"), _turns("cos")),
    **dict.fromkeys(("cot", "csc"), _turns("sin")),
}
_MOST = 20  # conditions that are looked at: each is a glance over the whole line
_OPEN = frozenset({"root", "gamma", "factorial", "digamma", "polygamma", "atan2"})


def within_domain(tree: Node, guards: tuple[Node, ...]) -> tuple[Node, tuple[Node, ...]]:
    """The tree with a value only where the guards have one, and the guards that this could not say in conditions."""
    try:
        own = set(_conditions((tree,)))
    except _Unknown:
        own = set()
    try:
        asked = tuple(dict.fromkeys(_conditions(guards)))
    except _Unknown:
        return tree, guards
    if len(asked) > _MOST:
        return tree, guards
    needed = tuple(condition for condition in asked if not _follows(condition, own))
    if not needed:
        return tree, ()
    condition = needed[0] if len(needed) == 1 else Joined("and", needed)
    return Piecewise((condition,), (tree,), None, tree.at), ()


def guarded(tree: Node, guards: tuple[Node, ...]) -> Node:
    """One tree with a value only where the guards have one: a comparison of a guard with itself holds just there."""
    if not guards:
        return tree
    there = tuple(Comparison("=", guard, guard) for guard in guards)
    return Piecewise((there[0] if len(there) == 1 else Joined("and", there),), (tree,), None, tree.at)


def _conditions(trees: Iterable[Node]) -> Iterator[Comparison]:
    for tree in trees:
        for condition in _own(tree):
            yield _simpler(condition)
        if isinstance(tree, Piecewise):  # what is needed in a piece is needed there alone
            if tree.otherwise is None or any(_conditions(children(tree))):
                raise _Unknown
            continue
        yield from _conditions(children(tree))


def _own(node: Node) -> tuple[Node, ...]:
    """What the outermost operation needs."""
    match node:
        case Quotient(_, bottom):
            return (Comparison("!=", bottom, _ZERO),)
        case Power(base, exponent):
            return _of_power(base, exponent)
        case Call("log", (u, base)):
            bounds = Comparison(">", base, _ZERO), Comparison("!=", base, _ONE)
            return (Comparison(">", u, _ZERO), *bounds)
        case Call("mod", (_, divisor)):
            return (Comparison("!=", divisor, _ZERO),)
        case Call(name, arguments):
            if name in _OPEN:
                raise _Unknown
            return _OF_ONE[name](arguments[0]) if name in _OF_ONE else ()
    return ()


def _of_power(base: Node, exponent: Node) -> tuple[Node, ...]:
    exact = rational_value(exponent)
    if exact is None:
        if isinstance(base, Constant) or (isinstance(base, Number) and base.value > 0):
            return ()
        raise _Unknown
    if exact.denominator % 2 == 0:
        return (Comparison(">" if exact < 0 else ">=", base, _ZERO),)
    return (Comparison("!=", base, _ZERO),) if exact < 0 else ()


def _simpler(condition: Node) -> Comparison:
    """x² ≠ 0, |x| > 0 and the like as x ≠ 0."""
    if not isinstance(condition, Comparison):
        raise _Unknown
    match condition:
        case Comparison("!=", Power(base, Number()), right) if right == _ZERO:
            return _simpler(Comparison("!=", base, _ZERO))
        case Comparison("!=" | ">", Call("abs", (inside,)), right) if right == _ZERO:
            return _simpler(Comparison("!=", inside, _ZERO))
    return condition


def _follows(condition: Comparison, known: set[Comparison]) -> bool:
    """Whether a condition is among those known, or surely true wherever it has a value."""
    if condition in known or (
        condition.sign in (">=", "!=") and Comparison(">", condition.left, condition.right) in known
    ):
        return True
    return _always(condition)


def _always(condition: Condition) -> bool:
    from core.language.enclosure import Enclosing
    from core.language.function import Function

    letters = tuple(sorted(_letters(condition)))
    holds = Function(Piecewise((condition,), (_ONE,), _ZERO), letters)
    if not letters:
        return float(holds()) == 1.0
    from flint import arb

    everywhere = arb(0, "inf")
    found = Enclosing((holds,))(dict.fromkeys(letters, everywhere))[0]
    return bool(found.low == 1 and found.high == 1)


def _letters(tree: Node) -> set[str]:
    own = {tree.name} if isinstance(tree, Symbol) else set()
    return own.union(*map(_letters, children(tree)))
