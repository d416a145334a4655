"""The expression tree: what was read, before anyone computes with it.

Nodes are immutable and know nothing of SymPy or NumPy. A tree may share sub-trees, so whoever walks one remembers nodes
by identity. ``at`` is the index into the typed text where the node begins; it takes no part in equality.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all expressions."""

    @property
    def at(self) -> int:
        """Where it begins in the typed text."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact rational number; ``0.1`` is one tenth."""

    value: Fraction
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A named constant of the vocabulary: pi, e, tau, phi."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A variable or a parameter, by its name."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """-operand"""

    operand: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """terms[0] + terms[1] + …; a subtracted term is a ``Negative``."""

    terms: tuple[Node, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Product(Node):
    """factors[0] · factors[1] · …"""

    factors: tuple[Node, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    """numerator / denominator"""

    numerator: Node
    denominator: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Power(Node):
    """base ^ exponent; an exponent p/q with odd q takes the real root."""

    base: Node
    exponent: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """An operation of the vocabulary applied to its arguments; ``name`` is the canonical name."""

    name: str
    arguments: tuple[Node, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """Base of what is true or false at a place: it decides between values and is none itself."""


@dataclass(frozen=True, slots=True)
class Comparison(Condition):
    """left sign right, with one of the signs of ``core.language.conditions``: < <= > >= = !="""

    sign: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """Several conditions, joined by the word "and" or "or"."""

    word: str
    parts: tuple[Node, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Piecewise(Node):
    """The value of the first condition that holds; where none does ``otherwise``, or no value where that is None."""

    conditions: tuple[Node, ...]
    values: tuple[Node, ...]
    otherwise: Node | None = None
    at: int = field(default=0, compare=False)

    @property
    def pieces(self) -> tuple[Node, ...]:
        """All values, the last one included."""
        return self.values if self.otherwise is None else (*self.values, self.otherwise)


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, left to right."""
    match node:
        case Sum(terms):
            return terms
        case Product(factors):
            return factors
        case Call(_, arguments):
            return arguments
        case Negative(operand):
            return (operand,)
        case Quotient(numerator, denominator):
            return (numerator, denominator)
        case Power(base, exponent):
            return (base, exponent)
        case Comparison(_, left, right):
            return (left, right)
        case Joined(_, parts):
            return parts
        case Piecewise(conditions, _, _):
            return (*conditions, *node.pieces)
    return ()


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:  # noqa: C901 (one case a kind of node)
    """The same node with ``change`` of each of its direct parts; the node itself where none changed."""
    before = children(node)
    after = tuple(map(change, before))
    if all(new is old for new, old in zip(after, before, strict=True)):
        return node
    match node:
        case Sum():
            return replace(node, terms=after)
        case Product():
            return replace(node, factors=after)
        case Call():
            return replace(node, arguments=after)
        case Negative():
            return replace(node, operand=after[0])
        case Quotient():
            return replace(node, numerator=after[0], denominator=after[1])
        case Power():
            return replace(node, base=after[0], exponent=after[1])
        case Comparison():
            return replace(node, left=after[0], right=after[1])
        case Joined():
            return replace(node, parts=after)
        case Piecewise():
            return _with_parts(node, after)
    raise TypeError(f"no parts in {type(node).__name__}")


def _with_parts(node: Piecewise, parts: tuple[Node, ...]) -> Piecewise:
    count = len(node.conditions)
    conditions, values = parts[:count], parts[count : 2 * count]
    return replace(
        node, conditions=conditions, values=values, otherwise=parts[2 * count] if parts[2 * count :] else None
    )
