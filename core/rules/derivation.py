"""The derivative, rule by rule, as a tree of steps that speaks of what was typed.

The steps follow the tree the person typed. Where a rule needs an inner function, it is given a letter of its own (u,
v, w, …), and the outer function is differentiated by that letter, as one does on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from core.language.differentiation import (
    add,
    depends_on,
    differentiate,
    divide,
    multiply,
    negative,
    partial,
    power,
    substitute,
)
from core.language.function import Function
from core.language.rational import rational_value
from core.language.syntax import (
    Call,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
)
from core.language.vocabulary import complete
from core.rules.one_line import on_one_line
from core.rules.rules import RULES, Rule, function_rule, is_e

ZERO = Number(Fraction(0))
_LETTERS = ("u", "v", "w", "p", "q", "r", "s", "t", "m", "k")


@dataclass(frozen=True, slots=True)
class Step:
    """One rule at work: the derivative of ``part`` by ``variable`` is ``result``, by ``rule``.

    ``substeps`` are the derivatives the rule asked for; ``pending`` is the result as the rule leaves it, with the
    symbols ``waiting(0)``, ``waiting(1)``, … where they will go. ``inner`` is what ``variable`` stands for when it
    is not the variable of the function itself (the u of the chain rule). ``place`` is the node of the typed tree
    the step speaks of. ``key`` names the rule. ``is_piece`` says that the part is one piece of several, ``where`` on
    which condition it holds (None: elsewhere).
    """

    key: str
    rule: Rule
    part: Node
    variable: str
    result: Node
    pending: Node
    place: Node
    substeps: tuple[Step, ...] = ()
    inner: Node | None = None
    is_piece: bool = False
    where: Node | None = None

    def walk(self) -> Iterator[Step]:
        """This step and all below it, in reading order."""
        yield self
        for step in self.substeps:
            yield from step.walk()


def waiting(index: int) -> Symbol:
    """The symbol that stands for the result of a substep; no typed letter looks like it."""
    return Symbol(f"⟨{index}⟩")


def derivation(function: Function, variable: str = "x") -> Step:
    """How ``function`` is differentiated by ``variable``; every other letter is held constant.

    The result of the first step is the derivative as it comes out of the rules, before anything is tidied up.
    """
    return _Walk(variable, _names(function.tree) | {variable}).of(function.tree)


def _names(tree: Node) -> set[str]:
    own = {tree.name} if isinstance(tree, Symbol) else set()
    return own.union(*map(_names, children(tree)))


class _Walk:
    """Derivations by one variable; ``taken`` are the letters that already mean something."""

    def __init__(self, variable: str, taken: set[str]) -> None:
        self.variable = variable
        self.taken = taken
        self.memory: dict[int, bool] = {}
        self.kept: list[Node] = []

    def of(self, node: Node, place: Node | None = None) -> Step:
        place = node if place is None else place
        if not self.varies(node):
            return self.table("constant", node, ZERO, place)
        match node:
            case Symbol():
                return self.table("variable", node, Number(Fraction(1)), place)
            case Negative(operand):
                return self._negative(node, operand, place)
            case Sum(terms):
                return self._sum(node, terms, place)
            case Product(factors):
                return self._product(node, factors, place)
            case Quotient(top, bottom):
                return self._quotient(node, top, bottom, place)
            case Power(base, exponent):
                return self._power(node, base, exponent, place)
            case Call(name, arguments):
                return self._call(node, name, arguments, place)
            case Piecewise():
                return self._pieces(node, place)
        raise TypeError(f"no rule for {type(node).__name__}")

    def table(self, key: str, part: Node, result: Node, place: Node, rule: Rule | None = None) -> Step:
        """A step that needs no other: a line of the table of slopes."""
        return Step(key, rule or RULES[key], part, self.variable, result, result, place)

    def step(self, key: str, part: Node, place: Node, build: Callable[..., Node], *substeps: Step) -> Step:
        """A step whose result is ``build`` of the results of its substeps."""
        result = on_one_line(build(*(step.result for step in substeps)))
        pending = build(*(waiting(i) for i in range(len(substeps))))
        return Step(key, RULES[key], part, self.variable, result, pending, place, substeps)

    def varies(self, node: Node) -> bool:
        self.kept.append(node)  # depends_on remembers by identity
        return depends_on(node, frozenset({self.variable}), self.memory)

    def is_variable(self, node: Node) -> bool:
        return isinstance(node, Symbol) and node.name == self.variable

    def _sum(self, node: Sum, terms: tuple[Node, ...], place: Node) -> Step:
        """Term by term; a minus sign before a term stays where it is."""
        minus = [isinstance(term, Negative) for term in terms]
        parts = [term.operand if isinstance(term, Negative) else term for term in terms]

        def build(*slopes: Node) -> Node:
            return add(*(negative(slope) if sign else slope for slope, sign in zip(slopes, minus, strict=True)))

        return self.step("sum", node, place, build, *map(self.of, parts))

    def _negative(self, node: Negative, operand: Node, place: Node) -> Step:
        if isinstance(operand, Product):
            still, moving = self._split(operand.factors)
            if still:  # −5 is one constant, not a sign and a 5
                inside = self.of(moving, moving if moving in operand.factors else place)
                return self.step(
                    "constant multiple", node, place, lambda slope: negative(multiply(*still, slope)), inside
                )
        if isinstance(operand, Quotient) and not self.varies(operand.denominator):
            bottom, top = operand.denominator, operand.numerator
            return self.step(
                "constant multiple", node, place, lambda slope: negative(divide(slope, bottom)), self.of(top)
            )
        return self.step("negative", node, place, negative, self.of(operand))

    def _split(self, factors: tuple[Node, ...]) -> tuple[list[Node], Node]:
        """The constant factors, and the product of the others."""
        moving = tuple(factor for factor in factors if self.varies(factor))
        still = [factor for factor in factors if not self.varies(factor)]
        return still, moving[0] if len(moving) == 1 else Product(moving)

    def _product(self, node: Product, factors: tuple[Node, ...], place: Node) -> Step:
        still, moving = self._split(factors)
        if still:
            inside = self.of(moving, moving if moving in factors else place)
            return self.step("constant multiple", node, place, lambda slope: multiply(*still, slope), inside)

        def each_in_turn(*slopes: Node) -> Node:
            return add(*(multiply(*factors[:i], slope, *factors[i + 1 :]) for i, slope in enumerate(slopes)))

        return self.step("product", node, place, each_in_turn, *map(self.of, factors))

    def _quotient(self, node: Quotient, top: Node, bottom: Node, place: Node) -> Step:
        if not self.varies(bottom):
            return self.step("constant multiple", node, place, lambda slope: divide(slope, bottom), self.of(top))
        if not self.varies(top) and (exponent := self._power_of_variable(bottom)) is not None:
            return self.table("negative power", node, _negative_power(top, bottom, exponent), place)
        square = _squared(bottom)
        if not self.varies(top):
            return self.step(
                "reciprocal", node, place, lambda slope: negative(divide(multiply(top, slope), square)), self.of(bottom)
            )

        def build(above: Node, below: Node) -> Node:
            return divide(add(multiply(above, bottom), negative(multiply(top, below))), square)

        return self.step("quotient", node, place, build, self.of(top), self.of(bottom))

    def _power_of_variable(self, node: Node) -> Fraction | None:
        if self.is_variable(node):
            return Fraction(1)
        return rational_value(node.exponent) if isinstance(node, Power) and self.is_variable(node.base) else None

    def _power(self, node: Power, base: Node, exponent: Node, place: Node) -> Step:
        if not self.varies(exponent):
            if self.is_variable(base):
                return self.table("power", node, differentiate(node, self.variable), place)
            return self._chain(node, base, lambda u: Power(u, exponent), place)
        if not self.varies(base):
            if self.is_variable(exponent):
                key = "natural exponential" if is_e(base) else "exponential"
                return self.table(key, node, differentiate(node, self.variable), place)
            return self._chain(node, exponent, lambda u: Power(base, u), place)
        logarithm = self.of(Product((exponent, Call("ln", (base,)))), place)
        return self.step("general power", node, place, lambda slope: multiply(node, slope), logarithm)

    def _call(self, node: Call, name: str, arguments: tuple[Node, ...], place: Node) -> Step:
        if name in ("min", "max") and len(arguments) != 2:
            inside = arguments[0] if len(arguments) == 1 else Call(name, (arguments[0], Call(name, arguments[1:])))
            return self.step("pairs", node, place, lambda slope: slope, self.of(inside, place))
        if (as_power := _root_as_power(name, arguments)) is not None:
            return self.step("root", node, place, lambda slope: slope, self.of(as_power, place))
        arguments = complete(name, arguments)
        moving = [i for i, argument in enumerate(arguments) if self.varies(argument)]
        if name in ("min", "max") or len(moving) > 1:
            return self._several_inputs(node, name, arguments, moving, place)
        index = moving[0]
        if self.is_variable(arguments[index]):
            return self.table("function", node, partial(name, index, arguments), place, function_rule(name, index))
        return self._chain(
            node, arguments[index], lambda u: Call(name, (*arguments[:index], u, *arguments[index + 1 :])), place
        )

    def _pieces(self, node: Piecewise, place: Node) -> Step:
        """Each piece by itself, where it holds."""
        where = (*node.conditions, *([] if node.otherwise is None else [None]))
        steps = [replace(self.of(piece), where=on, is_piece=True) for piece, on in zip(node.pieces, where, strict=True)]

        def build(*slopes: Node) -> Node:
            last = None if node.otherwise is None else slopes[-1]
            return Piecewise(node.conditions, slopes[: len(node.values)], last)

        return self.step("pieces", node, place, build, *steps)

    def _several_inputs(
        self, node: Call, name: str, arguments: tuple[Node, ...], moving: list[int], place: Node
    ) -> Step:
        rates = [partial(name, i, arguments) for i in moving]

        def build(*slopes: Node) -> Node:
            return add(*(multiply(rate, slope) for rate, slope in zip(rates, slopes, strict=True)))

        key = "extreme" if name in ("min", "max") else "several inputs"
        return self.step(key, node, place, build, *(self.of(arguments[i]) for i in moving))

    def _chain(self, node: Node, inner: Node, outer: Callable[[Symbol], Node], place: Node) -> Step:
        """The chain rule: the outer function by a letter of its own, the inner by the variable."""
        letter = next(
            (letter for letter in _LETTERS if letter not in self.taken),
            f"u_{sum(name.startswith('u_') for name in self.taken) + 1}",
        )
        above = replace(_Walk(letter, self.taken | {letter}).of(outer(Symbol(letter)), place), inner=inner)
        below = _Walk(self.variable, self.taken | {letter}).of(inner)
        outside = substitute(above.result, {letter: inner})
        return self.step("chain", node, place, lambda _, slope: multiply(outside, slope), above, below)


def _squared(node: Node) -> Node:
    if (
        isinstance(node, Power)
        and (exponent := rational_value(node.exponent)) is not None
        and exponent.denominator == 1
    ):
        return power(node.base, Number(2 * exponent))
    return power(node, Number(Fraction(2)))


def _negative_power(top: Node, bottom: Node, exponent: Fraction) -> Node:
    """The slope of top / x^exponent, kept as a fraction."""
    base = bottom.base if isinstance(bottom, Power) else bottom
    return negative(divide(multiply(Number(exponent), top), power(base, Number(exponent + 1))))


def _root_as_power(name: str, arguments: tuple[Node, ...]) -> Power | None:
    degree = Fraction(3) if name == "cbrt" else rational_value(arguments[1]) if name == "root" else None
    return Power(arguments[0], Number(1 / degree)) if degree else None
