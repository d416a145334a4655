"""The catalogue of mistakes: their names, their families, which is the more specific, and what is said about each.

The sentences are in lessons/mistakes.md, so that a teacher edits them without touching Python: a heading ``##`` opens a
family, ``###`` names a mistake; its first paragraph is said at the first time, the second is the longer help.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TEXT = Path(__file__).parents[2] / "lessons" / "mistakes.md"

#: The order in which explanations of one answer are preferred: the more a name says about the step, the earlier.
ORDER = (
    "mixed partial taken by the same variable twice",
    "partial product: both inner variables brought out",
    "point not put into one component",
    "gradient components exchanged",
    "only the terms of one variable differentiated",
    "descent direction given for the gradient",
    "sign of one component lost",
    "no step taken",
    "step uphill: plus sign",
    "learning rate forgotten",
    "plus sign and no learning rate",
    "old value overwritten instead of updated",
    "step given instead of the new point",
    "function value used instead of the gradient",
    "paths multiplied instead of added",
    "one path only, paths not added",
    "sign of one path lost",
    "inactive ReLU passed through",
    "own value instead of the other factor",
    "pre-activation used instead of the activation derivative",
    "activation used instead of its derivative",
    "output rule of the activation fed with its input",
    "activation derivative forgotten",
    "weight forgotten going back",
    "input factor forgotten",
    "upstream gradient squared",
    "wrong variable: the other partial derivative",
    "held factor differentiated too",
    "plus sign in the quotient rule",
    "minus sign of cos derivative lost",
    "minus sign of a co-function lost",
    "minus sign of a negative power lost",
    "minus sign gained on sin derivative",
    "only one term of the product rule",
    "product of derivatives",
    "product rule pairs each factor with its own derivative",
    "product rule with a minus sign",
    "product treated as a sum",
    "product multiplied out term by term, not differentiated",
    "quotient of derivatives",
    "one over the derivative of the denominator",
    "only the numerator differentiated",
    "lowering minus one taken as zero",
    "quotient divided by the square of the numerator",
    "quotient sign swapped",
    "the reciprocal differentiated",
    "lower-order term left out of the slope",
    "function value instead of the slope",
    "second derivative at the point",
    "function value and slope added",
    "sum treated as a product",
    "derivative of ln divided by the ln",
    "ln kept",
    "derivative of ln upside down",
    "derivative of ln: coefficient counted twice",
    "coefficient inside ln dropped",
    "base and exponent exchanged in the logarithm",
    "power rule on an exponential",
    "exponent of the exponential lowered",
    "exponent brought down whole in front of the exponential",
    "power of a function read as a multiple of its argument",
    "second derivative as the square of the first",
    "product rule dropped in the second derivative",
    "differentiated once too few",
    "derivative of ln: reciprocal of the argument only",
    "inner derivative forgotten",
    "factor of the square lost in the gradient",
    "exponent not brought down",
    "multiplied by the root degree instead of divided",
    "numerical factor of the power rule lost",
    "root lost",
    "function given back undifferentiated",
    "outer function not differentiated",
    "trig function not exchanged",
    "trig function not exchanged and sign wrong",
    "constant term added to the slope",
    "a term left undifferentiated",
    "exponent not lowered",
    "outer derivative taken at the inner derivative",
    "exponent lowered too far",
    "exponent moved the wrong way",
    "quotient denominator not squared",
    "the variable of differentiation held constant",
    "linear terms differentiated to zero",
    "differentiated once too often",
    "wrong inverse-trig derivative",
    "answer is the negative",
    "wrong standard derivative",
    "argument of the outer function stripped",
    "minus sign of the inner derivative lost",
    "inner factor applied twice",
    "inner derivative incomplete",
    "mixed term dropped",
    "other variable differentiated too",
    "held variable dropped",
    "one term differentiated by the wrong variable",
    "upstream gradient forgotten",
    "factor two added to linear terms",
    "constant differentiated to itself",
    "constant treated as the variable",
    "sign of a term lost",
    "a term lost",
    "constant factor lost",
    "divided by the inner factor instead of multiplied",
    "lowered exponent brought down",
    "divided by the exponent",
    "integrated instead of differentiated",
    "intermediate variable left in the answer",
)

#: slips that happen beside others: of two, the other one is spoken of
_SMALL = frozenset(
    name
    for name in ORDER
    if name.startswith(("minus sign", "sign of", "answer is the negative", "product rule with a minus"))
) | {"inner derivative forgotten", "inner derivative incomplete", "constant factor lost", "a term lost"}

_RANK = {name: rank for rank, name in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: its ``name`` and ``family``, the ``sentence`` said first, the longer ``help`` for the second time."""

    name: str
    family: str
    sentence: str
    help: str


@cache
def mistakes() -> dict[str, Mistake]:
    """All mistakes by name, as lessons/mistakes.md has them."""
    found: dict[str, Mistake] = {}
    family, name = "", ""
    paragraphs: list[str] = []

    def close() -> None:
        if name:
            found[name] = Mistake(name, family, paragraphs[0], paragraphs[1])

    for line in _TEXT.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            close()
            name, paragraphs = line[4:].strip(), []
        elif line.startswith("## "):
            close()
            family, name = line[3:].strip(), ""
        elif name and line.strip():
            paragraphs.append(line.strip())
    close()
    return found


def rank(names: tuple[str, ...]) -> tuple[int, int, int]:
    """Of two explanations the one with the smaller rank is preferred: fewer slips, then the more specific one."""
    return (1, 0, _RANK[names[0]]) if len(names) == 1 else (len(names), *_weight(chief(names)))


def chief(names: tuple[str, ...]) -> str:
    """Of several slips the one to speak of: a wrong line of the table before a rule, a rule before a lost sign."""
    return min(names, key=_weight)


def _weight(name: str) -> tuple[int, int]:
    if name in _SMALL:
        return 2, _RANK[name]
    return (0 if mistakes()[name].family in ("table", "logarithm", "exponential") else 1), _RANK[name]
