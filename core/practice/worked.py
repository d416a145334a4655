"""The way to an answer: hints that are given one after another, and the worked solution, both of this very item."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

from core.language import Function
from core.language.differentiation import substitute
from core.language.printing import to_latex, to_text
from core.language.rational import rational_value
from core.language.syntax import Negative, Node, Number, Product, Quotient, Sum, Symbol
from core.practice.question import Question
from core.rules.derivation import Step, derivation

_LONGEST = 400  # characters of LaTeX in one line
_MOST_LINES = 14


def key_text(question: Question) -> str:
    """The right answer as text that the judge accepts."""
    parts = [_part_text(question, index) for index in range(len(question.key))]
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _part_text(question: Question, index: int) -> str:
    tree = question.key[index]
    if question.at_place:
        tree = at_place(question, tree)
        value = number_of(tree)
        return fraction_text(value) if value is not None else to_text(tree)
    if question.kind == "directional" or index >= len(question.slopes):
        return to_text(tree)
    return question.slopes[index].source


def at_place(question: Question, tree: Node) -> Node:
    """The tree with the numbers of the place put in."""
    return substitute(tree, {name: Number(value) for name, value in question.place or ()})


def number_of(tree: Node) -> Fraction | None:
    """The value of a tree without letters, where it is a fraction with a small denominator."""
    exact = rational_value(tree)
    if exact is not None:
        return exact
    value = float(Function(tree, ())())
    near = Fraction(value).limit_denominator(1000) if isfinite(value) else None
    return near if near is not None and abs(float(near) - value) <= 1e-13 * max(1.0, abs(value)) else None


def fraction_text(value: Fraction) -> str:
    """A rational number as a learner writes it."""
    text = to_text(Number(value))
    return text if "e" not in text else str(value)


def place_latex(question: Question) -> str:
    """``x = 2, y = 1``"""
    return ",\\; ".join(f"{to_latex(Symbol(name))} = {to_latex(Number(value))}" for name, value in question.place or ())


def steps_of(function: Function, letter: str) -> list[str]:
    """The derivation, one line a rule, the outermost rule first."""
    lines = []
    for step in derivation(function, letter).walk():
        line = _line(step)
        if step.key not in ("constant", "variable") and len(line) <= _LONGEST:
            lines.append(line)
    return lines[:_MOST_LINES]


def _line(step: Step) -> str:
    inside = f" (with ${to_latex(Symbol(step.variable))} = {to_latex(step.inner)}$)" if step.inner is not None else ""
    variable = to_latex(Symbol(step.variable))
    asked = rf"\frac{{d}}{{d{variable}}}\left[{to_latex(step.part)}\right]"
    return f"{step.rule.name}{inside}: ${asked} = {to_latex(step.result)}$"


def hints_for(question: Question) -> tuple[str, ...]:
    """Three hints: which rule comes first, what it says, and its first line here."""
    if question.function is None or question.given:
        return ()
    letter = question.letters[0]
    step = derivation(question.function, letter)
    hints = [f"Begin at the outside: what is done last in $f$? It is **{_outermost(question.function.tree)}**."]
    formula = f" ${step.rule.formula}$" if step.rule.formula else ""
    hints.append(f"{step.rule.name}: {step.rule.words}{formula}")
    if step.substeps:
        first = step.substeps[0]
        hints.append(f"The first part: {_line(first)}.")
    return tuple(hints)


def _outermost(tree: Node) -> str:
    match tree:
        case Sum():
            return "a sum"
        case Product():
            return "a product"
        case Quotient():
            return "a fraction"
        case Negative():
            return "a minus sign"
    return "a function of something"


def solution_for(question: Question) -> tuple[str, ...]:
    """The worked solution, line by line, ending in the answer."""
    if question.function is None or question.given:
        return (f"Answer: ${_key_latex(question)}$",)
    if question.kind in ("gradient", "descent", "directional"):
        lines = [line for name in question.variables for line in _partial_lines(question, name)]
    else:
        lines = steps_of(question.function, question.letters[0])
        function = question.function
        for letter in question.letters[1:]:
            function = function.derivative(question.letters[0])
            tidy = Function(function.simplified or function.tree, question.variables, question.function.parameters)
            lines.append(f"Once more, by ${letter}$:")
            lines += steps_of(tidy, letter)
    if question.kind == "directional":
        lines.append("Multiply each component by that of the direction, and add.")
    if question.kind == "descent":
        lines.append(
            f"Each new value is the old one minus the rate ${to_latex(Number(question.learning_rate))}$ "
            "times its slope."
        )
    if question.place is not None:
        lines.append(f"Put ${place_latex(question)}$ in.")
    return (*lines, f"Answer: ${_key_latex(question)}$")


def _partial_lines(question: Question, letter: str) -> list[str]:
    slope = question.formula.derivative(letter)
    return [*steps_of(question.formula, letter)[:3], rf"So $\frac{{\partial f}}{{\partial {letter}}} = {slope.latex}$"]


def _key_latex(question: Question) -> str:
    parts = []
    for index, tree in enumerate(question.key):
        if question.at_place:
            tree = at_place(question, tree)
            value = number_of(tree)
            parts.append(to_latex(Number(value) if value is not None else tree))
        else:
            parts.append(question.slopes[index].latex if index < len(question.slopes) else to_latex(tree))
    return parts[0] if len(parts) == 1 else rf"\left({', '.join(parts)}\right)"
