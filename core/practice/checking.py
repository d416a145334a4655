"""The judge: is an answer right, in any form; and if not, which step went wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core.language import LanguageError
from core.language.differentiation import ZERO
from core.language.syntax import Call, Node, Piecewise, Sum, Symbol, children
from core.practice.agreement import ENOUGH, Comparison, compare
from core.practice.answer import NotAnAnswer, Part, letters_besides, put, read_answer, with_decimal_comma
from core.practice.catalogue import chief, mistakes
from core.practice.explain import Explained, explanation, integrated
from core.practice.question import Question
from core.practice.slips import Slip

_ROUNDED = 5e-4  # a decimal nearer than this to the key is the key, rounded
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said about an answer.

    ``verdict``: right, wrong, undecided or unfinished. ``mistake``: its name in the catalogue, None where none is
    known. ``sentence`` is said first, ``help`` when the same mistake comes again. ``free``: nothing is counted against
    the learner. ``place`` is the part of the formula where the step went wrong, where one part is to blame.
    """

    verdict: str
    sentence: str
    mistake: str | None = None
    help: str = ""
    free: bool = False
    place: Node | None = None


@lru_cache(maxsize=64)
def explained(question: Question) -> tuple[Explained, ...]:
    """The components of a question, ready to be compared with."""
    return tuple(Explained(question, index) for index in range(len(question.key)))


def judge(question: Question, text: str) -> Judgement:
    """What to say about ``text`` as an answer to ``question``; never raises."""
    if question.at_place and len(question.key) == 1 and (decimal := with_decimal_comma(text)) is not None:
        judgement = _judge(question, decimal)
        if judgement.verdict != "wrong":
            return judgement
    return _judge(question, text)


def _judge(question: Question, text: str) -> Judgement:
    try:
        parts = read_answer(text, question.variables, len(question.key))
    except NotAnAnswer as gap:
        return _unfinished(str(gap))
    except LanguageError as gap:
        return _unfinished(gap.message)
    known = question.function.parameters if question.function is not None else ()
    if foreign := tuple(dict.fromkeys(name for part in parts for name in letters_besides(part.function, known))):
        return _foreign(question, parts, foreign)
    components = explained(question)
    answers = [component.places.of(part.function.tree)[0] for component, part in zip(components, parts, strict=True)]
    beside = [compare(component.places, part.function.tree) for component, part in zip(components, parts, strict=True)]
    if (early := _asked_at_a_place(question, parts)) is not None:
        return early
    if any(component.places.key.size == 0 for component in components):
        return _undecided("The function asked for has no value that I could find, so I cannot compare.")
    marks = [_mark(question, part, one, c) for part, one, c in zip(parts, beside, components, strict=True)]
    if "wrong" in marks:
        slip = explanation(list(components), answers, [mark == "wrong" for mark in marks])
        return _wrong(question, parts, components, slip)
    if "undecided" in marks:
        return _undecided("Your answer has values at too few places for me to compare. Is it written as you mean it?")
    if "rounded" in marks:
        return _unfinished("Nearly: this is rounded. Give the exact number, a fraction, or three digits that count.")
    if "positive" in marks:
        return Judgement(
            "right", "Right where the letters that are held still are positive. For negative ones the sign turns."
        )
    return _right(beside)


def _mark(question: Question, part: Part, beside: Comparison, component: Explained) -> str:
    if question.at_place:
        return _mark_number(part, beside, component)
    if beside.apart and _right_where_positive(question, part, component):
        return "positive"
    if beside.apart:
        return "rounded" if beside.nearly < _ROUNDED and "." in part.text else "wrong"
    if beside.both < min(ENOUGH, component.places.key.size):
        return "undecided"
    if in_pieces(part.function.tree) and compare(component.wide_places, part.function.tree).apart:
        return "wrong"
    return "right"


_TURNING = frozenset({"abs", "sign", "min", "max", "relu", "leaky_relu", "step", "positive"})


_STEPS = frozenset({"floor", "ceil", "round", "mod", "elu", "softsign"})


def in_pieces(tree: Node) -> bool:
    """Whether a formula may be one thing here and another further out."""
    own = isinstance(tree, Piecewise) or (isinstance(tree, Call) and tree.name in _TURNING | _STEPS)
    return own or any(map(in_pieces, children(tree)))


def _right_where_positive(question: Question, part: Part, component: Explained) -> bool:
    """√(y²) written as y: right for positive held letters, of the right size for all.

    Not where the question itself turns there.
    """
    view = question.view(question.letters[-1])
    if not view.others or question.function is None or _calls(question.function.tree) & _TURNING:
        return False
    answer = part.function.tree
    positive = compare(component.places.only(component.places.positive(view.others)), answer)
    places = replace(component.places, key=np.abs(component.places.key), tree=Call("abs", (component.key,)))
    size = compare(places, Call("abs", (answer,)))
    return not positive.apart and positive.both >= ENOUGH and not size.apart


def _calls(tree: Node) -> set[str]:
    own = {tree.name} if isinstance(tree, Call) else set()
    return own.union(*map(_calls, children(tree)))


def _mark_number(part: Part, beside: Comparison, component: Explained) -> str:
    """A number is right exactly, or rounded to at least three digits that count."""
    if not beside.both:
        return "wrong"
    if not beside.apart:
        return "right"
    if part.decimals is not None:
        key = float(component.places.key[0])
        typed = float(component.places.of(part.function.tree)[0, 0])
        unit = 10.0**-part.decimals
        cut = np.trunc(key / unit) * unit
        if abs(typed - key) <= 0.5 * unit * (1 + 1e-9) or abs(typed - cut) <= 1e-9 * unit:
            return "right" if part.digits >= _FEWEST_DIGITS else "rounded"
        return "wrong"
    return "right" if "." in part.text and beside.nearly < _ROUNDED else "wrong"


def _right(beside: list[Comparison]) -> Judgement:
    if any(one.lacking for one in beside):
        return Judgement(
            "right",
            "Right, wherever both have a value. At some places your form has none although the slope exists: "
            "say for which values it holds.",
        )
    return Judgement("right", "Right.")


def _undecided(sentence: str) -> Judgement:
    return Judgement("undecided", sentence, free=True)


def _unfinished(sentence: str) -> Judgement:
    return Judgement("unfinished", sentence, free=True)


def _asked_at_a_place(question: Question, parts: tuple[Part, ...]) -> Judgement | None:
    """A formula where a number is asked for: right, but not yet what was asked."""
    varying = any(_letters(part.function.tree) & set(question.variables) for part in parts)
    if not question.at_place or question.given or not varying:
        return None
    if question.kind == "descent":
        return _unfinished("A number is asked for. Put the place and the learning rate in.")
    everywhere = Question(
        question.kind, question.variables, question.function, question.letters, direction=question.direction
    )
    judgement = judge(everywhere, ", ".join(part.text for part in parts))
    where = ", ".join(f"{name} = {value}" for name, value in question.place or ())
    if judgement.verdict == "right":
        return _unfinished(f"That is the slope everywhere, and it is right. Now put {where} in.")
    return judgement


def _letters(tree: Node) -> set[str]:
    own = {tree.name} if hasattr(tree, "name") and not children(tree) else set()
    return own.union(*map(_letters, children(tree)))


def _wrong(
    question: Question, parts: tuple[Part, ...], components: tuple[Explained, ...], slip: Slip | None
) -> Judgement:
    if question.kind == "gradient" and len(parts) == 2 and _exchanged(parts, components, slip is None):
        return named("gradient components exchanged")
    if slip is None and len(parts) == 1 and integrated(components[0], parts[0].function.tree):
        return named("integrated instead of differentiated")
    if slip is None:
        return Judgement("wrong", "Not yet. Which rule did you use first, and on which part?")
    return named(chief(slip.names), slip.place)


def _exchanged(parts: tuple[Part, ...], components: tuple[Explained, ...], with_slip: bool) -> bool:
    """Whether each component is right in the other's place, or (``with_slip``) wrong there in a known way."""
    for component, part in zip(components, reversed(parts), strict=True):
        value = component.places.of(part.function.tree)[0]
        right = bool(component.places.agree(value[None], component.places.key)[0])
        if not right and not (with_slip and component.single_matches(value)):
            return False
    return True


def named(name: str, place: Node | None = None) -> Judgement:
    """The judgement that speaks of a mistake of the catalogue."""
    mistake = mistakes()[name]
    return Judgement("wrong", mistake.sentence, name, mistake.help, place=place)


def _foreign(question: Question, parts: tuple[Part, ...], foreign: tuple[str, ...]) -> Judgement:
    """A letter that is not in the question: the u of the chain rule left standing, or the variable by another name."""
    letter = foreign[0]
    if len(parts) == 1 and len(foreign) == 1 and question.function is not None:
        component = explained(question)[0]
        for inner in _inner_parts(question.function.tree):
            beside = compare(component.places, put(parts[0].function, letter, inner))
            if not beside.apart and beside.both >= min(ENOUGH, component.places.key.size):
                return named("intermediate variable left in the answer", inner)
        if integrated(component, put(parts[0].function, letter, ZERO)) and _only_added(parts[0].function.tree, letter):
            return named("integrated instead of differentiated")
    asked = " and ".join(question.variables)
    return _unfinished(f"The letter {letter} is not in the question. Answer in {asked}.")


def _only_added(tree: Node, letter: str) -> bool:
    """Whether a letter is nothing but a constant added at the end: the C of an antiderivative."""
    return isinstance(tree, Sum) and Symbol(letter) in tree.terms


def _inner_parts(tree: Node) -> list[Node]:
    """The parts of a formula that may have been given a letter, without single letters and numbers."""
    found: dict[Node, None] = {}

    def walk(node: Node) -> None:
        if children(node):
            found.setdefault(node)
            for child in children(node):
                walk(child)

    walk(tree)
    return list(found)[:60]
