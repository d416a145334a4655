"""A composite taken apart into a chain x → u₁ → u₂ → … → f, to any depth.

A part u is a link of the chain when everything f learns about x passes through it: every path from f down to x in the
expression with its shared parts (that is, u dominates x). ``sin(x^2) + x^6`` has no such part but x itself;
``sin(x^2) + (x^2)^3`` has x^2.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from core.curves import Place, place
from core.curves.place import as_float
from core.graphs.branching import Branching, branching_of
from core.graphs.dominators import dominators
from core.graphs.places import place_along, rate_of
from core.language.definedness import guarded
from core.language.differentiation import depends_on, differentiate, divide, multiply, negative, substitute
from core.language.enclosure import Enclosing, precision
from core.language.function import Function
from core.language.interval import DEFINED, ball, exact
from core.language.portable import portable
from core.language.syntax import (
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
    children,
    map_children,
)

_LETTERS = "uvwst"
_BITS = 400


@dataclass(frozen=True)
class Link:
    """One link ``name = function(inner)``. ``whole`` is the same written in x."""

    name: str
    inner: str
    function: Function
    whole: Node

    @cached_property
    def rate(self) -> Function:
        """d name / d inner, as a function of inner."""
        return self.function.derivative(self.inner)

    @cached_property
    def program(self) -> dict[str, object] | None:
        """Value and rate as plain data that the browser runs too (``core.language.portable``), None where it cannot."""
        return portable((self.function, self.rate))

    def place(self, inner: float, parameters: Mapping[str, float] | None) -> Place:
        """What this link does where its inside has that value."""
        return place_along(self.function, self.inner, {**(parameters or {}), self.inner: inner})

    @cached_property
    def rate_tree(self) -> Node:
        """The rate as it is written: gathered by SymPy where u occurs more than once, else as the rule gives it."""
        if _count(self.function.tree, self.inner) > 1 and self.rate.is_symbolic and self.rate.simplified is not None:
            return self.rate.simplified
        return _numbers_gathered(self.rate.tree)


@dataclass(frozen=True)
class Reading:
    """The chain at one x: ``values`` has one entry more than ``rates`` (it begins with x). NaN where undefined."""

    values: tuple[float, ...]
    rates: tuple[float, ...]

    @property
    def product(self) -> float:
        """The product of the rates: df/dx by the chain rule."""
        return float(np.prod(self.rates))

    @property
    def so_far(self) -> tuple[float, ...]:
        """How much a nudge of x is stretched by the time it reaches each value; begins with 1."""
        return tuple(np.cumprod((1.0, *self.rates)).tolist())


@dataclass(frozen=True)
class Chain:
    """``candidates`` are all parts that could be a u, inner to outer; ``cut`` the indices of those that are."""

    variable: str
    output: str
    links: tuple[Link, ...]
    candidates: tuple[Node, ...]
    cut: tuple[int, ...]
    branching: Branching | None

    @property
    def is_composite(self) -> bool:
        """Whether there is a function inside a function on one chain."""
        return len(self.links) > 1

    @property
    def names(self) -> tuple[str, ...]:
        """x, u₁, …, f"""
        return (self.variable, *(link.name for link in self.links))

    def at(self, x: float, parameters: Mapping[str, float] | None = None) -> Reading:
        """Values and local rates along the chain at x; a link that stands on a corner has no rate (NaN).

        Values are those of exact arithmetic, rounded once: 3·0.3 − 0.9 is 0. One that is too large for a float is ±∞.
        """
        values = (float(x), *self._values(float(x), parameters))
        rates = (rate_of(link.place(value, parameters)) for link, value in zip(self.links, values, strict=False))
        return Reading(values, tuple(rates))

    def _values(self, x: float, parameters: Mapping[str, float] | None) -> list[float]:
        """What every link comes to; those that a few hundred digits leave open ask the study of the place."""
        if not math.isfinite(x):
            return [math.nan] * len(self.links)
        with precision(_BITS):
            bounds = self._enclosing.intervals({**(parameters or {}), self.variable: exact(Fraction(repr(x)))})
        values = []
        for i, (low, high, known) in enumerate(bounds):
            number = ball(low) if low is high else ball(low).union(ball(high))
            sharp = known & DEFINED and number.is_finite() and (number == 0 or number.rel_accuracy_bits() > 60)
            values.append(as_float(number) if sharp else self.place(x, parameters, i).value)
        return values

    @cached_property
    def _enclosing(self) -> Enclosing:
        return Enclosing(self._wholes)

    def place(self, x: float, parameters: Mapping[str, float] | None, link: int = -1) -> Place:
        """What f does at x, or the part of it that ends with a link: asked as a whole, whatever its links do."""
        whole = self._wholes[link]
        given = parameters or {}
        return place(whole, x, **{name: given[name] for name in whole.parameters if name in given})

    @cached_property
    def _wholes(self) -> tuple[Function, ...]:
        letters: dict[str, None] = {}
        found = []
        for link in self.links:
            letters |= dict.fromkeys(link.function.parameters)
            found.append(Function(link.whole, (self.variable,), tuple(letters)))
        return tuple(found)

    @property
    def whole(self) -> Function:
        """f as a function of x."""
        return self._wholes[-1]

    @cached_property
    def rates_in_x(self) -> tuple[Node, ...]:
        """Every rate with its u replaced by what it stands for, outermost first."""
        inner = {link.name: link.whole for link in self.links[:-1]}
        return tuple(substitute(link.rate_tree, inner) for link in reversed(self.links))

    @cached_property
    def derivative(self) -> Node:
        """The product of the rates in x as one fraction: first numbers, then powers of letters, then the rest."""
        tops, bottoms = zip(*map(_fraction, self.rates_in_x), strict=True)
        top, bottom = _in_order(tops), _in_order(bottoms)
        common = math.gcd(_whole_factor(top), _whole_factor(bottom))
        shared = Number(Fraction(1, common))
        return divide(_in_order((shared, top)), _in_order((shared, bottom))) if common > 1 else divide(top, bottom)


def chain_of(function: Function, variable: str = "x", cut: Sequence[int] | None = None, output: str = "f") -> Chain:
    """Take a function of one variable apart. ``cut`` chooses among the candidates (default.

    A teacher's choice, see ``default_cut``).
    """
    whole = guarded(function.tree, function.guards)
    candidates = dominators(whole, variable)
    chosen = default_cut(candidates, whole, variable) if cut is None else tuple(sorted(set(cut)))
    chosen = tuple(i for i in chosen if 0 <= i < len(candidates))
    links = _links(function, variable, [*(candidates[i] for i in chosen), whole], output)
    return Chain(variable, output, links, candidates, chosen, None if candidates else branching_of(whole, variable))


def default_cut(candidates: Sequence[Node], whole: Node, variable: str) -> tuple[int, ...]:
    """Where a teacher would cut: before every bend.

    A straight-line step (times 3, plus 2) goes with the bend it follows.
    """
    stages = [Symbol(variable), *candidates, whole]
    bends = [_is_bend(inner, outer) for inner, outer in itertools.pairwise(stages)]
    if not any(bends):
        return tuple(range(len(candidates)))
    # The candidate i ends step i; it is a u when step i + 1 bends.
    return tuple(i for i in range(len(candidates)) if bends[i + 1])


def _is_bend(inner: Node, outer: Node) -> bool:
    formula = _replace(outer, inner, Symbol("#"))
    return depends_on(differentiate(formula, "#"), frozenset("#"))


def _links(function: Function, variable: str, stages: list[Node], output: str) -> tuple[Link, ...]:
    names = _names(len(stages) - 1, taken={variable, output, *function.parameters})
    links: list[Link] = []
    inner = variable
    inside: Node = Symbol(variable)
    for name, stage in zip((*names, output), stages, strict=True):
        formula = _replace(stage, inside, Symbol(inner))
        parameters = tuple(p for p in function.parameters if depends_on(formula, frozenset((p,))))
        links.append(Link(name, inner, Function(formula, (inner,), parameters), stage))
        inner, inside = name, stage
    return tuple(links)


def _count(tree: Node, name: str) -> int:
    return int(tree == Symbol(name)) + sum(_count(child, name) for child in children(tree))


def _numbers_gathered(tree: Node) -> Node:
    """``2·x/2`` as ``x``: a division by a number is a factor like others."""
    match tree:
        case Negative(operand):
            return negative(_numbers_gathered(operand))
        case Quotient(top, Number(value)) if isinstance(top, Product | Number):
            return multiply(Number(1 / value), top)
    return tree


def _fraction(tree: Node) -> tuple[Node, Node]:
    """Numerator and denominator of a factor."""
    match tree:
        case Negative(operand):
            top, bottom = _fraction(operand)
            return negative(top), bottom
        case Quotient(top, bottom):
            return top, bottom
        case Product(factors):
            tops, bottoms = zip(*map(_fraction, factors), strict=True)
            return multiply(*tops), multiply(*bottoms)
    return tree, Number(Fraction(1))


def _in_order(factors: Sequence[Node]) -> Node:
    match multiply(*factors):
        case Negative(Product(parts)):
            return Negative(Product(tuple(sorted(parts, key=_rank))))
        case Product(parts):
            return Product(tuple(sorted(parts, key=_rank)))
        case gathered:
            return gathered


def _whole_factor(tree: Node) -> int:
    """The whole number in front of a product; 1 where there is none."""
    match tree:
        case Negative(operand):
            return _whole_factor(operand)
        case Product((Number() as first, *_)) | (Number() as first):
            return int(first.value) if first.value.denominator == 1 and first.value > 0 else 1
    return 1


def _rank(factor: Node) -> int:
    if isinstance(factor, Number):
        return 0
    base = factor.base if isinstance(factor, Power) else factor
    return 1 if isinstance(base, Symbol) else 2


def _names(count: int, taken: set[str]) -> tuple[str, ...]:
    letter = next(letter for letter in (*_LETTERS, "link") if letter not in taken)
    return (letter,) if count == 1 else tuple(f"{letter}_{i + 1}" for i in range(count))


def _replace(tree: Node, part: Node, by: Node) -> Node:
    """``tree`` with every copy of ``part`` replaced."""
    return by if tree == part else map_children(tree, lambda inside: _replace(inside, part, by))
