"""Which mistake makes an answer: the mistaken answers are made from the formula and compared with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache, partial

import numpy as np

from core.language import Function
from core.language.differentiation import differentiate
from core.language.syntax import Node, Number, Power, Product, Quotient, children
from core.practice.agreement import Places, place_at, places_for, wide_places_for
from core.practice.catalogue import chief, mistakes, rank
from core.practice.question import Question
from core.practice.slips import Slip, Slips
from core.practice.whole import whole_slips

_HIGHEST = 14  # of what is multiplied out
_AT_ONCE = 400  # trees compiled into one program

#: what a slip is called in one of two derivatives
_TWICE = {"inner derivative forgotten": "inner derivative incomplete"}
#: what a slip is called when it is made in the second of two derivatives
_LATER = {
    "only one term of the product rule": "product rule dropped in the second derivative",
}


class Explained:
    """One component of a question with the wrong answers to it."""

    def __init__(self, question: Question, index: int = 0) -> None:
        self.question = question
        self.index = index
        self.key = question.key[index]

    @cached_property
    def places(self) -> Places:
        """Where answers are compared with the key."""
        q = self.question
        if q.at_place:
            return place_at(self.key, q.variables, self._parameters, q.point)
        return places_for(self.key, q.guards[self.index], q.variables, self._parameters)

    @cached_property
    def wide_places(self) -> Places:
        """Where answers in pieces are compared as well."""
        q = self.question
        return wide_places_for(self.key, q.guards[self.index], q.variables, self._parameters)

    @property
    def _parameters(self) -> tuple[str, ...]:
        return self.question.function.parameters if self.question.function is not None else ()

    @cached_property
    def single(self) -> tuple[Slip, ...]:
        """The wrong answers with one slip, made once or everywhere."""
        return tuple(self._single())

    def _single(self) -> Iterator[Slip]:
        yield from whole_slips(self.question, self.index)
        for slips, tree, after in self._passes():
            yield from map(after, slips.one(tree))
            yield from map(after, slips.everywhere(tree))

    def _double(self) -> Iterator[Slip]:
        for slips, tree, after in list(self._passes())[-1:]:  # of two derivatives only in the last
            yield from map(after, slips.two(tree))
        yield from self._multiplied_out()

    def _multiplied_out(self) -> Iterator[Slip]:
        """One slip in the function multiplied out first, as learners do before they differentiate."""
        q = self.question
        if q.function is None or q.given or q.order > 1 or q.kind == "descent" or not q.function.is_symbolic:
            return
        if (tree := multiplied_out(q.function)) is not None:
            yield from Slips(q.view(q.variables[self.index] if q.kind == "gradient" else q.letters[0])).one(tree)

    def _passes(self) -> Iterator[tuple[Slips, Node, Callable[[Slip], Slip]]]:
        """The derivatives to be taken in turn: (slips, of which tree, what becomes of a slip after it)."""
        q = self.question
        if q.function is None or q.given:
            return
        if q.kind in ("gradient", "descent"):
            slips = Slips(q.view(q.variables[self.index]))
            yield slips, q.function.tree, self._stepped
            return
        tree = q.function.tree
        for number, letter in enumerate(q.letters):
            slips, rest = Slips(q.view(letter)), q.letters[number + 1 :]
            yield slips, tree, partial(self._carried, rest=rest, number=number)
            tree = slips.right(tree)

    def _carried(self, slip: Slip, rest: tuple[str, ...], number: int) -> Slip:
        tree = slip.tree
        for letter in rest:
            tree = differentiate(tree, letter)
        names = slip.names
        if self.question.order > 1:
            names = tuple(_TWICE.get(name, name) for name in names)
        if number:
            names = tuple(_LATER.get(name, name) for name in names)
        return replace(slip, names=names, tree=tree)

    def _stepped(self, slip: Slip) -> Slip:
        if self.question.kind == "descent":
            return replace(slip, tree=self.question.stepped(self.index, slip.tree))
        return slip

    # -- comparing ----------------------------------------------------------------------------------------------------

    @cached_property
    def single_values(self) -> np.ndarray:
        """The values of the wrong answers with one slip, one row each."""
        return self._values(self.single)

    @cached_property
    def _doubles(self) -> tuple[tuple[Slip, ...], np.ndarray]:
        """The wrong answers with two slips and their values. Their many trees are not kept."""
        slips = tuple(self._double())
        return tuple(replace(slip, tree=slip.place) for slip in slips), self._values(slips)

    def _values(self, slips: tuple[Slip, ...]) -> np.ndarray:
        trees = [slip.tree for slip in slips]
        rows = [self.places.of(*trees[i : i + _AT_ONCE]) for i in range(0, len(trees), _AT_ONCE)]
        return np.concatenate(rows) if rows else np.empty((0, self.places.key.size))

    def single_matches(self, answer: np.ndarray) -> list[Slip]:
        """The wrong answers with one slip that equal the answer, the best explanation first."""
        found = self._matching(self.single, self.single_values, answer, self.places)
        if found or self.question.at_place or not (held := self._held):
            return found
        keep = self.places.positive(held)  # roots of squares: learners think of positive letters
        return self._matching(self.single, self.single_values[:, keep], answer[keep], self.places.only(keep))

    def double_matches(self, answer: np.ndarray) -> list[Slip]:
        """The same with two slips. Two slips that cancel to 0 explain no answer."""
        if not self.question.at_place and not np.nan_to_num(answer).any():
            return []
        return self._matching(*self._doubles, answer, self.places)

    @property
    def _held(self) -> tuple[str, ...]:
        q = self.question
        return () if q.kind in ("gradient", "descent") else q.view(q.letters[-1]).others

    @staticmethod
    def _matching(slips: tuple[Slip, ...], rows: np.ndarray, answer: np.ndarray, places: Places) -> list[Slip]:
        if not slips:
            return []
        agree = places.agree(rows, answer) & ~places.agree(rows, places.key)
        return sorted((slip for slip, hit in zip(slips, agree, strict=True) if hit), key=lambda slip: rank(slip.names))


@lru_cache(maxsize=64)
def multiplied_out(function: Function) -> Node | None:
    """The function multiplied out; None where that changes nothing or has no form in the language."""
    if not any(isinstance(node, Product | Power | Quotient) for node in parts_of(function.tree)):
        return None
    from core.language.symbolic import to_sympy
    from core.language.tidying import NoTree, from_sympy

    expression = to_sympy(function.tree, named=True)
    numerator, denominator = expression.as_numer_denom()
    if not numerator.is_polynomial() or not denominator.is_polynomial() or _degree(function.tree) > _HIGHEST:
        return None
    try:
        expanded = from_sympy(expression.expand())
    except (NoTree, ValueError):
        return None
    return None if expanded == function.tree else expanded


def parts_of(node: Node) -> Iterator[Node]:
    """A tree and all its parts."""
    yield node
    for child in children(node):
        yield from parts_of(child)


def _degree(tree: Node) -> int:
    """A bound for the degree: what is multiplied out must stay small."""
    exponents = [
        int(n.exponent.value) for n in parts_of(tree) if isinstance(n, Power) and isinstance(n.exponent, Number)
    ]
    return sum(abs(n) for n in exponents) + sum(len(n.factors) for n in parts_of(tree) if isinstance(n, Product))


def integrated(explained: Explained, answer: Node) -> bool:
    """Whether the derivative of the answer is the function that was to be differentiated."""
    q = explained.question
    if q.function is None or q.at_place or q.kind in ("descent", "gradient", "directional"):
        return False
    slope = differentiate(answer, q.letters[-1])
    values = explained.places.of(slope, q.function.tree)
    return bool(explained.places.agree(values[:1], values[1])[0])


def explanation(components: list[Explained], answers: list[np.ndarray], wrong: list[bool]) -> Slip | None:
    """The slip that explains the wrong components of an answer: the same in all of them, where there is one."""
    found: list[list[Slip]] = [
        component.single_matches(answer)
        for component, answer, is_wrong in zip(components, answers, wrong, strict=True)
        if is_wrong
    ]
    if not all(found):
        found = [
            matches or component.double_matches(answer)
            for matches, (component, answer) in zip(
                found, [(c, a) for c, a, w in zip(components, answers, wrong, strict=True) if w], strict=True
            )
        ]
    if not any(found):
        return None
    return _shared(found, all_wrong=all(wrong))


#: mistakes of the whole vector; and mistakes of one component beside right ones
OF_ALL = frozenset({"descent direction given for the gradient", "only the terms of one variable differentiated"})
OF_ONE = frozenset({"sign of one component lost", "point not put into one component"})


def _shared(found: list[list[Slip]], *, all_wrong: bool) -> Slip | None:
    """One slip for all wrong components; else slips of one family; else the best of any."""
    several = len(found) > 1
    names = [[chief(slip.names) for slip in matches] for matches in found]
    names = [[name for name in own if not (several and all_wrong and name in OF_ONE)] for own in names]
    names = [[name for name in own if all_wrong or name not in OF_ALL] for own in names]
    common = [name for name in names[0] if all(name in own for own in names)]
    if not common:
        families = {name: mistake.family for name, mistake in mistakes().items()}
        names = [[name for name in own if name not in OF_ALL] for own in names]
        shared = set.intersection(*({families[name] for name in own} for own in names))
        common = [name for own in names for name in own if families[name] in shared]
        common.sort(key=lambda name: families[name] not in ("gradient", "partial", "descent"))
        common = common or [name for own in names for name in own]
    chosen = common[0] if common else None
    return next((slip for matches in found for slip in matches if chief(slip.names) == chosen), None)
