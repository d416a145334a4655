"""Questions whose answer is one number, and how such a number is shown."""

from __future__ import annotations

from fractions import Fraction

from core.language.printing import to_latex
from core.language.syntax import Number
from core.practice.question import NUMBER, Question


def number_asked(value: Fraction, *wrong: tuple[str, Fraction]) -> Question:
    """A question for a number, with the wrong ones by their mistakes."""
    return Question(NUMBER, ("x",), number=value, wrong=tuple(pair for pair in wrong if pair[1] != value))


def shown(value: Fraction | int) -> str:
    """A number in LaTeX."""
    return to_latex(Number(Fraction(value)))
