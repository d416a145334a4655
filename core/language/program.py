"""A tree made ready to run: straight-line NumPy, every shared part computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from core.language import numerics, truth
from core.language.conditions import SIGNS
from core.language.operation import CALL, POINT
from core.language.rational import rational_value
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
from core.language.vocabulary import CONSTANTS, OPERATIONS, complete


@dataclass(frozen=True, slots=True)
class Instruction:
    """Apply ``operation`` to the values in the slots ``arguments``; the result takes the next slot.

    ``name`` says which operation it is to those who give it another meaning (``core.language.enclosure``): the
    canonical name of the vocabulary, a sign of arithmetic or of a comparison, ("^", p, q) for the power p/q, or one of
    "and", "or", "select" (of a condition, a value, the value elsewhere), "only where" (with no value elsewhere).
    """

    operation: Callable[..., np.ndarray]
    arguments: tuple[int, ...]
    name: str | tuple[str, int, int] = ""


_COSTS = {operation.evaluate: operation.cost for operation in OPERATIONS.values()}


@dataclass(frozen=True, slots=True)
class Program:
    """``inputs`` and ``constants`` fill the first slots, each instruction adds one; ``outputs`` are slots asked for.

    ``exact`` says what the constants are: rational numbers, or names of the vocabulary.
    """

    inputs: tuple[str, ...]
    constants: tuple[np.float64, ...]
    instructions: tuple[Instruction, ...]
    outputs: tuple[int, ...]
    exact: tuple[Fraction | str, ...] = ()

    def run(self, values: Mapping[str, np.ndarray | np.float64]) -> tuple[np.ndarray, ...]:
        """The outputs for these inputs (float64, any shapes that broadcast); quiet about NaN and overflow."""
        slots: list[Any] = [values[name] for name in self.inputs]
        slots.extend(self.constants)
        with np.errstate(all="ignore"):
            for instruction in self.instructions:
                slots.append(instruction.operation(*[slots[i] for i in instruction.arguments]))
        return tuple(slots[i] for i in self.outputs)

    def work(self, points: int) -> float:
        """About how many nanoseconds a run over so many points takes, counted from the operations."""
        costs = (_COSTS.get(instruction.operation, (CALL, POINT)) for instruction in self.instructions)
        return sum(call + points * point for call, point in costs)


def compile_trees(trees: tuple[Node, ...], inputs: tuple[str, ...], varying: tuple[str, ...]) -> Program:
    """The program that computes ``trees`` from the symbols ``inputs``.

    ``varying`` are the inputs that a function varies over; an exponent free of them may be a whole number at run time,
    and then negative bases are allowed.
    """
    compiler = _Compiler(inputs, frozenset(varying))
    outputs = tuple(compiler.slot(tree) for tree in trees)
    return compiler.program(outputs)


class _Compiler:
    """Value numbering: equal operations on equal slots share one slot."""

    def __init__(self, inputs: tuple[str, ...], varying: frozenset[str]) -> None:
        self.inputs = inputs
        self.varying = varying
        self.keys: dict[tuple, int] = {}
        self.by_node: dict[int, int] = {}
        self.varies: dict[int, bool] = {}
        self.constants: list[np.float64] = []
        self.exact: list[Fraction | str] = []
        self.pending: list[tuple[int, Instruction]] = []
        self.kept: list[Node] = []
        self.next_key = 0

    def program(self, outputs: tuple[int, ...]) -> Program:
        first = len(self.inputs) + len(self.constants)
        place = {number: first + i for i, (number, _) in enumerate(self.pending)}
        place |= dict(self._leading_places())
        instructions = tuple(
            Instruction(step.operation, tuple(place[a] for a in step.arguments), step.name) for _, step in self.pending
        )
        outlets = tuple(place[o] for o in outputs)
        return Program(self.inputs, tuple(self.constants), instructions, outlets, tuple(self.exact))

    def _leading_places(self) -> Iterator[tuple[int, int]]:
        for key, number in self.keys.items():
            if key[0] == "input":
                yield number, self.inputs.index(key[1])
            elif key[0] == "constant":
                yield number, len(self.inputs) + self.exact.index(key[1])

    def slot(self, node: Node) -> int:
        known = self.by_node.get(id(node))
        if known is None:
            known = self._compile(node)
            self.by_node[id(node)] = known
            self.kept.append(node)  # keeps id(node) from being used again
        return known

    def _compile(self, node: Node) -> int:  # noqa: C901 (one case a kind of node)
        match node:
            case Number(value):
                return self._constant(value, float(value))
            case Constant(name):
                return self._constant(name, CONSTANTS[name])
            case Symbol(name):
                return self._number(("input", name), varies=name in self.varying)
            case Negative(operand):
                return self._apply("negative", np.negative, self.slot(operand))
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return self._chain("*", np.multiply, factors)
            case Quotient(numerator, denominator):
                return self._apply("/", numerics.divide, self.slot(numerator), self.slot(denominator))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call(name, arguments):
                return self._apply(name, OPERATIONS[name].evaluate, *map(self.slot, complete(name, arguments)))
            case Comparison(sign, left, right):
                return self._apply(sign, SIGNS[sign].evaluate, self.slot(left), self.slot(right))
            case Joined(word, parts):
                return self._chain(word, truth.both if word == "and" else truth.either, parts)
            case Piecewise():
                return self._pieces(node)
        raise TypeError(f"no program for {type(node).__name__}")

    def _sum(self, terms: tuple[Node, ...]) -> int:
        total = self.slot(terms[0])
        for term in terms[1:]:
            if isinstance(term, Negative):
                total = self._apply("-", np.subtract, total, self.slot(term.operand))
            else:
                total = self._apply("+", np.add, total, self.slot(term))
        return total

    def _chain(self, name: str, operation: Callable[..., np.ndarray], nodes: tuple[Node, ...]) -> int:
        total = self.slot(nodes[0])
        for node in nodes[1:]:
            total = self._apply(name, operation, total, self.slot(node))
        return total

    def _pieces(self, node: Piecewise) -> int:
        """The pieces from the last to the first: each takes over where its condition holds."""
        chosen = None if node.otherwise is None else self.slot(node.otherwise)
        for condition, value in reversed(list(zip(node.conditions, node.values, strict=True))):
            where, what = self.slot(condition), self.slot(value)
            if chosen is None:
                chosen = self._apply("only where", truth.only_where, where, what)
            else:
                chosen = self._apply("select", truth.select, where, what, chosen)
        if chosen is None:
            raise TypeError("no pieces to choose from")
        return chosen

    def _power(self, base: Node, exponent: Node) -> int:
        if isinstance(base, Constant) and base.name == "e":
            return self._apply("exp", np.exp, self.slot(exponent))
        exact = rational_value(exponent)
        if exact is not None:
            numerator, denominator = exact.numerator, exact.denominator
            argument = self.slot(base)
            return self._apply(("^", numerator, denominator), numerics.rational_power(numerator, denominator), argument)
        below, above = self.slot(base), self.slot(exponent)
        if self.varies[above]:
            return self._apply("power", numerics.power, below, above)
        return self._apply("fixed power", numerics.fixed_power, below, above)

    def _constant(self, exact: Fraction | str, value: float) -> int:
        number = self._number(("constant", exact), varies=False)
        if len(self.exact) > len(self.constants):
            self.constants.append(np.float64(value))
        return number

    def _number(self, key: tuple, *, varies: bool) -> int:
        number = self.keys.get(key)
        if number is None:
            number = self.keys[key] = self.next_key
            self.next_key += 1
            self.varies[number] = varies
            if key[0] == "constant":
                self.exact.append(key[1])
        return number

    def _apply(self, name: str | tuple[str, int, int], operation: Callable[..., np.ndarray], *arguments: int) -> int:
        key = ("apply", name, arguments)
        if key in self.keys:
            return self.keys[key]
        number = self._number(key, varies=any(self.varies[a] for a in arguments))
        self.pending.append((number, Instruction(operation, arguments, name)))
        return number
