"""The derivative of a tree, as a tree.

Sum, product, quotient and power rules are here; every other rule is a line of the vocabulary, in our own language.
The result shares its parts with the original, so it grows in proportion to it, however deeply functions are nested.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from core.language.rational import rational_value
from core.language.syntax import (
    Call,
    Constant,
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
    map_children,
)
from core.language.vocabulary import OPERATIONS, complete

ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
E = Constant("e")

_LONG_PRODUCT = 6


def differentiate(tree: Node, variable: str) -> Node:
    """The derivative of ``tree`` with respect to the symbol ``variable``, everything else held constant."""
    return _Differentiator(variable).of(tree)


class _Differentiator:
    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.memory: dict[int, tuple[Node, Node]] = {}

    def of(self, node: Node) -> Node:
        known = self.memory.get(id(node))
        if known is None:
            known = self.memory[id(node)] = (node, self._rule(node))
        return known[1]

    def _rule(self, node: Node) -> Node:
        match node:
            case Symbol(name):
                return ONE if name == self.variable else ZERO
            case Negative(operand):
                return negative(self.of(operand))
            case Sum(terms):
                return add(*map(self.of, terms))
            case Product(factors):
                return self._product(factors)
            case Quotient(numerator, denominator):
                return self._quotient(numerator, denominator)
            case Power(base, exponent):
                return self._power(node, base, exponent)
            case Call(name, arguments):
                return self._call(name, arguments)
            case Piecewise():
                return self._pieces(node)
        return ZERO

    def _product(self, factors: tuple[Node, ...]) -> Node:
        if len(factors) > _LONG_PRODUCT:  # halves: n factors would otherwise make n² terms
            middle = len(factors) // 2
            return self._product((Product(factors[:middle]), Product(factors[middle:])))
        slopes = [self.of(factor) for factor in factors]
        return add(*(multiply(*factors[:i], slope, *factors[i + 1 :]) for i, slope in enumerate(slopes)))

    def _quotient(self, top: Node, bottom: Node) -> Node:
        top_slope, bottom_slope = self.of(top), self.of(bottom)
        if bottom_slope == ZERO:
            return divide(top_slope, bottom)
        change = add(multiply(top_slope, bottom), negative(multiply(top, bottom_slope)))
        return divide(change, power(bottom, Number(Fraction(2))))

    def _power(self, node: Node, base: Node, exponent: Node) -> Node:
        base_slope, exponent_slope = self.of(base), self.of(exponent)
        if exponent_slope == ZERO:
            return multiply(exponent, power(base, _less_one(exponent)), base_slope)
        growth = exponent_slope if base == E else multiply(Call("ln", (base,)), exponent_slope)
        if base_slope == ZERO:
            return multiply(node, growth)
        return multiply(node, add(growth, divide(multiply(exponent, base_slope), base)))

    def _call(self, name: str, arguments: tuple[Node, ...]) -> Node:
        if name in ("min", "max") and len(arguments) != 2:
            nested = arguments[0] if len(arguments) == 1 else Call(name, (arguments[0], Call(name, arguments[1:])))
            return self.of(nested)
        if name in ("root", "cbrt") and (degree := _degree(name, arguments)) is not None:
            return self.of(Power(arguments[0], Number(1 / degree)))
        if name == "hypot":
            return self._length(Call(name, arguments))
        arguments = complete(name, arguments)
        slopes = [self.of(argument) for argument in arguments]
        return add(*(multiply(partial(name, i, arguments), slope) for i, slope in enumerate(slopes) if slope != ZERO))

    def _length(self, whole: Call) -> Node:
        """Of all values at once: the length within a length may be 0 where the whole one is not."""
        parts = [whole.arguments[0]]
        rest = whole.arguments[1]
        while isinstance(rest, Call) and rest.name == "hypot":
            parts.append(rest.arguments[0])
            rest = rest.arguments[1]
        return divide(add(*(multiply(part, self.of(part)) for part in (*parts, rest))), whole)

    def _pieces(self, node: Piecewise) -> Node:
        """Piece by piece; at a joint it is the slope of the piece that holds there, a convention as at other kinks."""
        slopes = tuple(map(self.of, node.values))
        last = None if node.otherwise is None else self.of(node.otherwise)
        if all(slope == ZERO for slope in slopes) and last in (None, ZERO):
            return ZERO
        return Piecewise(node.conditions, slopes, last)


def _degree(name: str, arguments: tuple[Node, ...]) -> Fraction | None:
    """The whole-number degree of a root, None where it has none."""
    degree = Fraction(3) if name == "cbrt" else rational_value(arguments[1])
    return degree if degree and degree.denominator == 1 else None


def partial(name: str, index: int, arguments: tuple[Node, ...]) -> Node:
    """The partial derivative of an operation of the vocabulary by its ``index``-th argument, at these arguments."""
    return substitute(partial_rule(name, index), dict(zip("uv", arguments, strict=False)))


def partial_rule(name: str, index: int) -> Node:
    """The vocabulary's rule for ∂/∂(argument ``index``) as a tree in u and v."""
    return _in_u_and_v(OPERATIONS[name].partials[index])


@lru_cache(maxsize=256)
def _in_u_and_v(text: str) -> Node:
    from core.language.grammar import read

    return read(text, ("u", "v")).tree


def spelled_out(name: str, arguments: tuple[Node, ...]) -> Node:
    """An operation with a definition in the vocabulary, written out in more elementary ones at these arguments."""
    operation = OPERATIONS[name]
    return substitute(
        _in_u_and_v(operation.definition or operation.elementary), dict(zip("uv", arguments, strict=False))
    )


def substitute(tree: Node, replacements: dict[str, Node]) -> Node:
    """``tree`` with symbols replaced by trees; what then changes nothing (0 + a, 1·a) is left out."""
    if isinstance(tree, Symbol):
        return replacements.get(tree.name, tree)
    return shortened(map_children(tree, lambda part: substitute(part, replacements)))


def shortened(node: Node) -> Node:
    """The node without those of its direct parts that change nothing: 0 + a, 1·a, a¹."""
    match node:
        case Negative(operand):
            return negative(operand)
        case Sum(terms):
            return add(*terms)
        case Product(factors):
            return multiply(*factors)
        case Quotient(numerator, denominator):
            return divide(numerator, denominator)
        case Power(base, exponent):
            return power(base, exponent)
    return node


def depends_on(tree: Node, names: frozenset[str], memory: dict[int, bool] | None = None) -> bool:
    """Whether any of the symbols ``names`` occurs in the tree."""
    memory = {} if memory is None else memory
    if id(tree) not in memory:
        memory[id(tree)] = (
            tree.name in names
            if isinstance(tree, Symbol)
            else any(depends_on(child, names, memory) for child in children(tree))
        )
    return memory[id(tree)]


def _less_one(exponent: Node) -> Node:
    exact = rational_value(exponent)
    return Number(exact - 1) if exact is not None else add(exponent, Number(Fraction(-1)))


# Builders that leave out what changes nothing: 0 + a, 1·a, 0·a, a¹. They keep no hole open that the original had:
# a Function remembers where its original is defined.


def add(*terms: Node) -> Node:
    """Sum of the terms without zeros."""
    flat = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,)) if part != ZERO]
    return ZERO if not flat else flat[0] if len(flat) == 1 else Sum(tuple(flat))


def multiply(*factors: Node) -> Node:
    """Product of the factors: 0 if one is 0, ones left out, signs and numbers gathered in front."""
    number = Fraction(1)
    rest: list[Node] = []
    for factor in factors:
        while isinstance(factor, Negative):
            number, factor = -number, factor.operand
        for part in factor.factors if isinstance(factor, Product) else (factor,):
            if isinstance(part, Number):
                number *= part.value
            else:
                rest.append(part)
    if number == 0 or not rest:
        return Number(number)
    size = abs(number)
    parts = tuple(rest) if size == 1 else (Number(size), *rest)
    product = parts[0] if len(parts) == 1 else Product(parts)
    return product if number > 0 else Negative(product)


def divide(top: Node, bottom: Node) -> Node:
    """Quotient, unless it is 0 or a division by 1."""
    if top == ZERO or bottom == ONE:
        return top
    if isinstance(top, Negative):
        return Negative(divide(top.operand, bottom))
    return Quotient(top, bottom)


def power(base: Node, exponent: Node) -> Node:
    """Power, unless the exponent is 0 or 1."""
    if exponent == ONE:
        return base
    return ONE if exponent == ZERO else Power(base, exponent)


def negative(node: Node) -> Node:
    """The node with the other sign."""
    match node:
        case Number(value):
            return Number(-value)
        case Negative(operand):
            return operand
    return Negative(node)
