"""How a tree is written down with as few brackets as its reader needs: the one walk that all notations share.

Text of our own language, LaTeX, Python with SymPy and Python with NumPy say only how each form looks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import IntEnum
from fractions import Fraction

from core.language.conditions import chained
from core.language.syntax import (
    Call,
    Comparison,
    Constant,
    Joined,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)


class Holds(IntEnum):
    """How tightly a form holds together; a part that holds less tightly than its place asks for is bracketed."""

    CHOICE = 0  # a value that depends on conditions, and conditions joined by "or"
    AND = 1
    COMPARISON = 2
    SUM = 3
    SIGNED = 4
    PRODUCT = 5
    MINUS = 6  # -x where the notation lets it stand beside * without brackets
    POWER = 7
    ATOM = 8


class Writer(ABC):
    """Walks a tree; a subclass says how each form looks. Forms are (text, how tightly it holds together)."""

    #: how tightly −a holds
    minus = Holds.SIGNED

    def write(self, tree: Node) -> str:
        """The whole tree."""
        return self.show(tree, Holds.CHOICE)

    def show(self, node: Node, at_least: Holds) -> str:
        """A part, in brackets where it holds less tightly than its place asks for."""
        text, holds = self.form(node)
        return text if holds >= at_least else self.bracket(text)

    def form(self, node: Node) -> tuple[str, Holds]:  # noqa: C901 (one case a kind of node)
        """A node and how tightly it holds."""
        match node:
            case Number(value):
                return self.number(value)
            case Constant(name):
                return self.constant(name), Holds.ATOM
            case Symbol(name):
                return self.symbol(name), Holds.ATOM
            case Negative(operand):
                return "-" + self.show(operand, Holds.PRODUCT), self.minus
            case Sum(terms):
                return self.sum(terms), Holds.SUM
            case Product(factors):
                return self.product(factors), Holds.PRODUCT
            case Quotient(numerator, denominator):
                return self.quotient(numerator, denominator)
            case Power(base, exponent):
                return self.power(base, exponent)
            case Call(name, arguments):
                return self.call(name, arguments)
            case Comparison(sign, left, right):
                return self.comparison((left, right), (sign,)), Holds.COMPARISON
            case Joined():
                return self.joined(node)
            case Piecewise():
                return self.pieces(node)
        raise TypeError(f"no written form for {type(node).__name__}")

    def bracket(self, text: str) -> str:
        """The text in brackets."""
        return f"({text})"

    def sum(self, terms: tuple[Node, ...]) -> str:
        """Terms with + and −."""
        text = self.show(terms[0], Holds.SIGNED)
        for term in terms[1:]:
            shown = self.show(term, Holds.SIGNED)
            text += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
        return text

    def product(self, factors: tuple[Node, ...]) -> str:
        """Factors with * between them."""
        first, *rest = factors
        return "*".join([self.show(first, Holds.PRODUCT), *(self.show(factor, Holds.POWER) for factor in rest)])

    def quotient(self, top: Node, bottom: Node) -> tuple[str, Holds]:
        """A fraction on one line."""
        return f"{self.show(top, Holds.PRODUCT)}/{self.show(bottom, Holds.POWER)}", Holds.PRODUCT

    def comparison(self, terms: tuple[Node, ...], signs: tuple[str, ...]) -> str:
        """Terms with signs between them, such as 0 < x <= 1."""
        first, *rest = (self.show(term, Holds.SUM) for term in terms)
        return first + "".join(f" {self.sign(sign)} {term}" for sign, term in zip(signs, rest, strict=True))

    def joined(self, node: Joined) -> tuple[str, Holds]:
        """Conditions with "and" or "or" between them; a chain as one."""
        if (chain := chained(node)) is not None:
            return self.comparison(*chain), Holds.COMPARISON
        holds = Holds.AND if node.word == "and" else Holds.CHOICE
        parts = [self.show(part, Holds(holds + 1)) for part in node.parts]
        return self.word(node.word).join(parts), holds

    def word(self, word: str) -> str:
        """ "and" or "or" with what surrounds it."""
        return f" {word} "

    def listed(self, nodes: tuple[Node, ...]) -> str:
        """Values with commas between them."""
        return ", ".join(self.show(node, Holds.CHOICE) for node in nodes)

    @abstractmethod
    def sign(self, sign: str) -> str:
        """The sign of a comparison."""

    @abstractmethod
    def pieces(self, node: Piecewise) -> tuple[str, Holds]:
        """A function in pieces."""

    @abstractmethod
    def number(self, value: Fraction) -> tuple[str, Holds]:
        """A rational number."""

    @abstractmethod
    def constant(self, name: str) -> str:
        """A named constant."""

    @abstractmethod
    def symbol(self, name: str) -> str:
        """A variable or parameter."""

    @abstractmethod
    def power(self, base: Node, exponent: Node) -> tuple[str, Holds]:
        """A power."""

    @abstractmethod
    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds]:
        """An operation of the vocabulary."""
