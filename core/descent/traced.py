"""An optimiser as a program for the browser: its rule, run once on letters instead of numbers, writes itself down."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from core.descent.optimiser import Numbers, Optimiser, State
from core.descent.optimisers import OPTIMISERS
from core.language.portable import plain
from core.language.program import compile_trees
from core.language.syntax import Negative, Node, Number, Power, Product, Quotient, Sum, Symbol

_GIVEN = ("x", "g", "rate", "v0", "s0", "done")
_TAKEN = ("new", "v", "s", "done")


class Expression:
    """A number that is not known yet: arithmetic with it builds a tree."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree

    def __add__(self, other: Numbers) -> Expression:
        return Expression(Sum((self.tree, tree_of(other))))

    def __radd__(self, other: Numbers) -> Expression:
        return Expression(Sum((tree_of(other), self.tree)))

    def __sub__(self, other: Numbers) -> Expression:
        return Expression(Sum((self.tree, Negative(tree_of(other)))))

    def __rsub__(self, other: Numbers) -> Expression:
        return Expression(Sum((tree_of(other), Negative(self.tree))))

    def __mul__(self, other: Numbers) -> Expression:
        return Expression(Product((self.tree, tree_of(other))))

    def __rmul__(self, other: Numbers) -> Expression:
        return Expression(Product((tree_of(other), self.tree)))

    def __truediv__(self, other: Numbers) -> Expression:
        return Expression(Quotient(self.tree, tree_of(other)))

    def __rtruediv__(self, other: Numbers) -> Expression:
        return Expression(Quotient(tree_of(other), self.tree))

    def __pow__(self, other: Numbers) -> Expression:
        return Expression(Power(self.tree, tree_of(other)))

    def __neg__(self) -> Expression:
        return Expression(Negative(self.tree))


def tree_of(value: Numbers) -> Node:
    """The tree of an expression or of a number."""
    return value.tree if isinstance(value, Expression) else Number(Fraction(value))


@cache
def portable_rule(name: str) -> dict[str, Any] | None:
    """The rule of an optimiser as the browser takes it; None for one that sees more than the slope.

    ``program``: as ``core.language.portable`` has it, of ``x``, ``g``, ``rate``, the state and the constants.
    ``gives``: the names of its outputs, in order. ``numbers``: the step in numbers.
    """
    row = OPTIMISERS[name]
    if row.update is None:
        return None
    given, outputs = _outputs(row)
    program = compile_trees(tuple(map(tree_of, outputs.values())), given, given)
    return {
        "program": plain(program, [[slot] for slot in program.outputs]),
        "gives": list(outputs),
        "numbers": row.numbers,
    }


def _outputs(row: Optimiser) -> tuple[tuple[str, ...], dict[str, Numbers]]:
    letters = {name: Expression(Symbol(name)) for name in (*_GIVEN, *row.constants)}
    x, gradient, rate, velocity, squares, done = (letters[name] for name in _GIVEN)
    constants = {name: letters[name] for name in row.constants}
    before = State(velocity, squares, done)
    if row.update is None:
        raise ValueError(f"{row.name} has no rule for one coordinate")
    new, after = row.update(x, gradient, rate, before, **constants)
    more = row.quantities(x, gradient, rate, before, after, **constants)
    return tuple(letters), dict(zip(_TAKEN, (new, *after), strict=True)) | more
