"""What is asked: the slope of which function, by which letter, where; and the answer, computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from core.language import Function, parse
from core.language.differentiation import add, multiply, negative
from core.language.syntax import Node, Number, Symbol
from core.practice.outer import outer_of
from core.practice.shapes import View

KINDS = ("derivative", "value", "partial", "gradient", "directional", "chain", "descent")
NUMBER = "number"  # a number that no one formula gives; its wrong answers are given with it

Value = int | float | str | Fraction


def exact(value: Value) -> Fraction:
    """A given number without rounding: 0.1 is one tenth, "1/2" a half."""
    return Fraction(value) if isinstance(value, int | Fraction | str) else Fraction(repr(float(value)))


@dataclass(frozen=True)
class Question:
    """A question. ``place`` is where (None: everywhere), ``order`` how often, ``letters`` by which letters in turn.

    ``given`` are the numbers on a neuron (input or weight, collected input, back value); ``gradient`` a given gradient
    instead of a function; ``direction`` the direction of a directional derivative; ``number`` a number worked out
    elsewhere, with the ``wrong`` ones by the names of their mistakes.
    """

    kind: str
    variables: tuple[str, ...]
    function: Function | None = None
    letters: tuple[str, ...] = ()
    place: tuple[tuple[str, Fraction], ...] | None = None
    rate: Fraction | None = None
    given: tuple[tuple[str, Fraction], ...] = ()
    gradient: tuple[Fraction, ...] = ()
    direction: tuple[Fraction, ...] = ()
    number: Fraction | None = None
    wrong: tuple[tuple[str, Fraction], ...] = ()

    @property
    def at_place(self) -> bool:
        """Whether numbers are asked for."""
        return self.place is not None or bool(self.given) or self.number is not None

    @property
    def formula(self) -> Function:
        """The function that is asked about, in the kinds of question that have one."""
        if self.function is None:
            raise TypeError(f"this question ({self.kind}) is about no function")
        return self.function

    @property
    def learning_rate(self) -> Fraction:
        """The rate of a step of descent."""
        if self.rate is None:
            raise TypeError(f"this question ({self.kind}) has no learning rate")
        return self.rate

    @cached_property
    def point(self) -> dict[str, float]:
        """The place as floats."""
        return {name: float(value) for name, value in self.place or ()}

    @property
    def order(self) -> int:
        """How often is differentiated."""
        return len(self.letters)

    def view(self, letter: str) -> View:
        """How the function is seen when it is differentiated by ``letter``."""
        return View(letter, tuple(name for name in self.variables if name != letter), self.kind)

    @cached_property
    def slopes(self) -> tuple[Function, ...]:
        """The asked derivatives, one a component."""
        if self.function is None:
            return ()
        if self.kind in ("gradient", "descent", "directional"):
            return tuple(self.function.derivative(name) for name in self.variables)
        slope = self.function
        for letter in self.letters:
            slope = slope.derivative(letter)
        return (slope,)

    @cached_property
    def key(self) -> tuple[Node, ...]:
        """The right answer as trees, one a component."""
        if self.number is not None:
            return (Number(self.number),)
        if self.given:
            return (self.neuron.key,)
        if self.kind == "descent":
            return tuple(map(self.stepped, range(len(self.variables)), self.gradient_trees))
        if self.kind == "directional":
            return (add(*(multiply(Number(u), g.tree) for u, g in zip(self.direction, self.slopes, strict=True))),)
        return tuple(slope.tree for slope in self.slopes)

    @cached_property
    def guards(self) -> tuple[tuple[Node, ...], ...]:
        """For each component what must have a value wherever the answer is to have one."""
        if self.given or not self.slopes or len(self.slopes) != len(self.key):
            return tuple(() for _ in self.key)
        return tuple(slope.guards for slope in self.slopes)

    @cached_property
    def gradient_trees(self) -> tuple[Node, ...]:
        """The gradient of a step of descent."""
        return tuple(map(Number, self.gradient)) if self.gradient else tuple(slope.tree for slope in self.slopes)

    def stepped(self, index: int, slope: Node) -> Node:
        """The new value of a variable after a step along minus ``slope``."""
        return add(Symbol(self.variables[index]), negative(multiply(Number(self.learning_rate), slope)))

    @cached_property
    def neuron(self) -> Neuron:
        """The numbers on a neuron."""
        values = dict(self.given)
        outer = outer_of(self.formula.tree, self.view(self.letters[0]))
        if outer is None:
            raise ValueError("the function of a neuron is an activation of a weighted input")
        side = "weight" if "weight" in values else "input"
        one = Fraction(1)
        collected = Number(values.get("collected input", one))
        activation = outer[0]
        return Neuron(
            side,
            Number(values.get("back value", one)),
            Number(values.get(side, one)),
            collected,
            activation.apply(collected),
            activation.slope(collected),
        )


@dataclass(frozen=True, slots=True)
class Neuron:
    """What stands at a neuron on the way back, as trees of numbers; ``side`` is what the factor is: input or weight."""

    side: str
    back: Node
    factor: Node
    collected: Node
    value: Node
    slope: Node

    @property
    def key(self) -> Node:
        """Back value times slope of the activation times input (or weight)."""
        return multiply(self.back, self.slope, self.factor)


def question_about(
    kind: str,
    function: str | Function,
    variables: Sequence[str] = ("x",),
    *,
    by: str | None = None,
    at: Mapping[str, Value] | None = None,
    rate: Value | None = None,
    order: int | None = None,
    then: Sequence[str] | None = None,
    given: Mapping[str, Value] | None = None,
    gradient: Sequence[Value] | None = None,
    direction: Sequence[Value] | None = None,
) -> Question:
    """A question from plain values. ``then`` are the letters of a mixed derivative in turn.

    Raises LanguageError where the function cannot be read, ValueError for a question that makes no sense.
    """
    if kind not in KINDS:
        raise ValueError(f"no question of the kind {kind!r}")
    names = tuple(variables)
    letters = tuple(then) if then else (by or names[0],) * (order or 1)
    if not set(letters) <= set(names):
        raise ValueError(f"{', '.join(letters)} is not among {', '.join(names)}")
    if kind == "descent" and (at is None or rate is None):
        raise ValueError("a step of descent needs a place and a learning rate")
    read = None if gradient else function if isinstance(function, Function) else parse(function, names)
    return Question(
        kind,
        names,
        read,
        letters,
        tuple((name, exact(value)) for name, value in at.items()) if at is not None else None,
        None if rate is None else exact(rate),
        tuple((name, exact(value)) for name, value in (given or {}).items()),
        tuple(map(exact, gradient or ())),
        tuple(map(exact, direction or ())),
    )
