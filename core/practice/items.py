"""Exercises by kind, seed and level. Items in which a mistake would not show are thrown away and made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from random import Random

import numpy as np

from core.language import LanguageError
from core.language.printing import to_text
from core.practice import choice_kinds, descent_kinds, graph_kinds, slope_kinds
from core.practice.catalogue import chief
from core.practice.checking import explained, judge
from core.practice.exercise import Exercise
from core.practice.explain import OF_ONE, Explained
from core.practice.question import Question
from core.practice.slips import Slip
from core.practice.slope_kinds import plain_number
from core.practice.worked import at_place, hints_for, key_text, solution_for

Maker = Callable[[Random, int], Exercise]

MAKERS: dict[str, Maker] = {
    "derivative": slope_kinds.derivative,
    "second-derivative": slope_kinds.second_derivative,
    "slope": slope_kinds.slope,
    "which-curve": choice_kinds.which_curve,
    "which-function": choice_kinds.which_function,
    "wrong-line": choice_kinds.wrong_line,
    "partial": slope_kinds.partial,
    "mixed-partial": slope_kinds.mixed_partial,
    "gradient": slope_kinds.gradient,
    "directional": slope_kinds.directional,
    "sign-on-map": choice_kinds.sign_on_map,
    "chain-table": graph_kinds.chain_table,
    "chain-graph": graph_kinds.chain_graph,
    "backprop": graph_kinds.backprop,
    "neuron": graph_kinds.neuron,
    "vanishing": graph_kinds.vanishing,
    "descent-step": descent_kinds.descent_step,
    "momentum-step": descent_kinds.momentum_step,
    "adam-step": descent_kinds.adam_step,
    "learning-rate": descent_kinds.learning_rate,
    "which-optimiser": choice_kinds.which_optimiser,
    "batch-noise": descent_kinds.batch_noise,
}
LEVELS = (1, 2, 3)
_TRIES = 40
_LONGEST_KEY = 200  # characters
_NOTHING = 1e-9

#: the commonest mistakes: an item in which one of them makes the right answer is no use
_TELLING = frozenset({
    "exponent not brought down", "exponent not lowered", "inner derivative forgotten", "product of derivatives",
    "only one term of the product rule", "quotient of derivatives", "plus sign in the quotient rule",
    "quotient denominator not squared", "minus sign of cos derivative lost", "minus sign gained on sin derivative",
    "wrong variable: the other partial derivative", "answer is the negative", "step uphill: plus sign",
    "learning rate forgotten", "gradient components exchanged", "one path only, paths not added",
    "upstream gradient forgotten", "function value instead of the slope", "activation derivative forgotten",
    "inner derivative incomplete", "derivative of ln: reciprocal of the argument only",
    "argument of the outer function stripped", "product treated as a sum",
})  # fmt: skip


@lru_cache(maxsize=256)
def exercise(kind: str, seed: int, level: int = 1) -> Exercise:
    """The exercise of a kind of ``MAKERS`` with this seed at level 1, 2 or 3; always the same for the same three.

    Raises ValueError for a kind or level there is none of.
    """
    if kind not in MAKERS or level not in LEVELS:
        raise ValueError(f"no exercise of the kind {kind!r} at level {level!r}")
    random = Random(f"{kind} {seed} {level}")
    made: Exercise | None = None
    for _ in range(_TRIES):
        try:
            made = MAKERS[kind](random, level)
        except LanguageError:  # a constant without a value came about: another one, then
            continue
        if len(made.choices) > 2 or made.interval is not None or (made.asks is not None and _tells_apart(made.asks)):
            break
    if made is None:
        raise RuntimeError(f"no exercise of the kind {kind} came about")
    return _completed(replace(made, seed=seed, level=level))


def _completed(made: Exercise) -> Exercise:
    if made.asks is None:
        return made
    return replace(
        made,
        key=made.key or key_text(made.asks),
        hints=made.hints or hints_for(made.asks),
        solution=made.solution or solution_for(made.asks),
    )


def _tells_apart(question: Question) -> bool:
    """Whether an item is useful, and no two mistakes in a vector make the same wrong answer: (−a, a) is both −∇f and
    ∇f with its components exchanged where ∇f = (a, −a).
    """
    if not is_useful(question):
        return False
    return question.kind != "gradient" or all(
        judge(question, text).mistake == name for name, text in built_mistakes(question).items()
    )


def is_useful(question: Question) -> bool:
    """Whether the item tells mistakes apart from the right answer and from one another."""
    if question.at_place and question.function is not None and not question.given and not plain_number(question):
        return False
    components = explained(question)
    if any(component.places.key.size == 0 for component in components):
        return False
    if question.kind != "number" and len(key_text(question)) > _LONGEST_KEY:
        return False
    hidden = set.union(*(_hidden(component) for component in components))
    return not hidden and (question.number is not None or len(list(islice(_built(components[0]), 2))) == 2)


def _hidden(component: Explained) -> set[str]:
    """Telling mistakes that make the right answer of a component wherever they are made alone."""
    if not component.single:
        return set()
    same = component.places.agree(component.single_values, component.places.key)
    makes: dict[str, list[bool]] = {}
    for slip, right in zip(component.single, same, strict=True):
        makes.setdefault(slip.names[0], []).append(bool(right))
    several = component.question.kind in ("gradient", "descent")
    return {name for name, right in makes.items() if name in _TELLING and all(right) and not several}


def built_mistakes(question: Question) -> dict[str, str]:
    """Wrong answers to the question as text, by the name of the mistake; each is explained by no other name as well."""
    components = explained(question)
    if len(components) > 1:
        return _built_vectors(question, components)
    return {name: _text(question, slip) for name, slip in _built(components[0])}


def _built(component: Explained) -> Iterator[tuple[str, Slip]]:
    """The wrong answers to one component that have one explanation only, by the name of the mistake."""
    found: set[str] = set()
    values_of = component.single_values
    finite = np.isfinite(values_of).any(axis=1) if component.single else []
    if component.question.at_place and component.single:
        finite &= (np.abs(values_of) > _NOTHING).any(axis=1)  # a 0 of rounding would be told from another 0
    for slip, values, has_value in zip(component.single, component.single_values, finite, strict=True):
        name = chief(slip.names)
        if name in found or not has_value:
            continue
        matches = component.single_matches(values)
        if matches and chief(matches[0].names) == name:
            found.add(name)
            yield name, slip


def _text(question: Question, slip: Slip) -> str:
    return to_text(at_place(question, slip.tree) if question.at_place else slip.tree)


def _built_vectors(question: Question, components: tuple[Explained, ...]) -> dict[str, str]:
    """For vectors: the same slip in every component."""
    by_name: dict[str, list[str]] = {}
    for component in components:
        for name, slip in _built(component):
            by_name.setdefault(name, []).append(_text(question, slip))
    whole = {n: texts for n, texts in by_name.items() if len(texts) == len(components) and n not in OF_ONE}
    return {name: f"({', '.join(texts)})" for name, texts in whole.items()}
