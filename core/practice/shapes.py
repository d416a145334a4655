"""How a learner sees a formula (a sum, a product, a fraction, a function of something) and what goes wrong with each.

A shape says which parts are differentiated, how the right slope is put together from theirs, and the wrong ways to do
it, each with the name it has in the catalogue of mistakes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from core.language.differentiation import depends_on, multiply
from core.language.syntax import Negative, Node, Number, Product, Quotient, Symbol

ZERO, ONE, TWO = (Number(Fraction(n)) for n in (0, 1, 2))

#: puts a slope together from the slopes of the parts; None where this cannot be done wrongly in this way
Build = Callable[..., Node | None]
#: the right way, which there always is
Right = Callable[..., Node]


@dataclass(frozen=True)
class View:
    """What a slope is asked for: by which letter, which others are variables too, and in which kind of question."""

    variable: str
    others: tuple[str, ...] = ()
    kind: str = "derivative"
    memory: dict[int, tuple[Node, bool]] = field(default_factory=dict, compare=False)

    def varies(self, node: Node) -> bool:
        """Whether the node changes with the variable."""
        known = self.memory.get(id(node))
        if known is None:
            known = self.memory[id(node)] = node, depends_on(node, frozenset({self.variable}))
        return known[1]

    def held(self, node: Node) -> tuple[str, ...]:
        """The other variables in a node."""
        return tuple(name for name in self.others if depends_on(node, frozenset({name})))

    def is_variable(self, node: Node) -> bool:
        """Whether the node is the variable and nothing else."""
        return isinstance(node, Symbol) and node.name == self.variable

    @property
    def here(self) -> Node:
        """The variable as a node."""
        return Symbol(self.variable)

    @property
    def on_a_graph(self) -> bool:
        """Whether the question is about going back through a computation of several inputs."""
        return self.kind == "chain" and bool(self.others)


#: (which part, the name of the slip, what the slope of the part becomes)
Swap = tuple[int, str, Callable[[Node], Node]]


@dataclass(frozen=True)
class Shape:
    """``right`` and each of ``wrong`` build a slope from those of ``parts``; ``swaps`` go wrong with one part only."""

    parts: tuple[Node, ...]
    right: Right
    wrong: tuple[tuple[str, Build], ...] = ()
    swaps: tuple[Swap, ...] = ()

    def scaled(self, *factors: Node) -> Shape:
        """The shape of this one times constant factors."""

        def times(build: Build) -> Build:
            def scaled(*slopes: Node) -> Node | None:
                result = build(*slopes)
                return None if result is None else multiply(*factors, result)

            return scaled

        wrong = tuple((name, times(build)) for name, build in self.wrong)
        return Shape(self.parts, lambda *slopes: multiply(*factors, self.right(*slopes)), wrong, self.swaps)

    def with_wrong(self, *more: tuple[str, Build]) -> Shape:
        """The same shape with more that can go wrong."""
        return Shape(self.parts, self.right, (*self.wrong, *more), self.swaps)


def coefficient(node: Node) -> tuple[Fraction, Node]:
    """The number in front of a product or fraction, and the rest (1 for a plain number)."""
    match node:
        case Number(value):
            return value, ONE
        case Negative(operand):
            number, rest = coefficient(operand)
            return -number, rest
        case Product(factors):
            number = Fraction(1)
            kept: list[Node] = []
            for factor in factors:
                own, left = coefficient(factor)
                number *= own
                if left != ONE:
                    kept.append(left)
            return number, multiply(*kept) if kept else ONE
        case Quotient(top, bottom):
            above, left = coefficient(top)
            below, under = coefficient(bottom)
            if below == 0:
                return Fraction(1), node
            return above / below, left if under == ONE else Quotient(left, under)
    return Fraction(1), node


def number(value: Fraction | int) -> Node:
    """A number as a node."""
    return Number(Fraction(value))
