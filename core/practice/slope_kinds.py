"""Exercises whose answer is a slope: as a formula, as a number, as a vector."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from core.practice.exercise import Exercise
from core.practice.formulas import chain, formula, inner, polynomial, surface
from core.practice.question import Question, question_about
from core.practice.worked import at_place, number_of, place_latex

XY = ("x", "y")


def derivative(random: Random, level: int) -> Exercise:
    """f′ as a formula."""
    asked = question_about("derivative", formula(random, level))
    return Exercise("derivative", asked, rf"Differentiate $f(x) = {asked.formula.latex}$.")


def second_derivative(random: Random, level: int) -> Exercise:
    """f″ as a formula."""
    plain = (
        polynomial(random, "x", 3),
        f"{random.randint(2, 5)}sin({random.randint(2, 5)}x)",
        f"e^({random.randint(2, 5)}x)",
    )
    texts = (
        random.choice(plain[:1]),
        random.choice(plain[1:]) + f" + {polynomial(random, 'x', 2)}",
        chain(random, "x"),
    )
    asked = question_about("derivative", texts[level - 1], order=2)
    return Exercise("second-derivative", asked, rf"Find the second derivative of $f(x) = {asked.formula.latex}$.")


def slope(random: Random, level: int) -> Exercise:
    """f′ at a place, as a number."""
    texts = (
        polynomial(random, "x", 3),
        f"({inner(random, 'x')})^{random.randint(2, 4)}",
        f"({polynomial(random, 'x', 2)})/({random.randint(2, 5)}x + {random.randint(1, 5)})",
    )
    asked = question_about("value", texts[level - 1], at={"x": random.choice((-2, -1, 1, 2, 3))})
    where = place_latex(asked)
    return Exercise("slope", asked, rf"How steep is $f(x) = {asked.formula.latex}$ at ${where}$? Give $f'$ there.")


def partial(random: Random, level: int) -> Exercise:
    """∂f/∂x or ∂f/∂y as a formula."""
    by = random.choice(XY)
    asked = question_about("partial", surface(random, level), XY, by=by)
    return Exercise(
        "partial", asked, rf"Find $\frac{{\partial f}}{{\partial {by}}}$ of $f(x, y) = {asked.formula.latex}$."
    )


def mixed_partial(random: Random, level: int) -> Exercise:
    """f_xy as a formula."""
    letters = random.choice((("x", "y"), ("y", "x")))
    asked = question_about("partial", surface(random, level), XY, then=letters)
    return Exercise(
        "mixed-partial",
        asked,
        rf"Differentiate $f(x, y) = {asked.formula.latex}$ by ${letters[0]}$, then the result by ${letters[1]}$.",
    )


def gradient(random: Random, level: int) -> Exercise:
    """∇f: at level 1 at a place, else as formulas."""
    at = {"x": random.choice((-2, -1, 1, 2, 3)), "y": random.choice((-1, 1, 2, 3))} if level == 1 else None
    asked = question_about("gradient", surface(random, max(1, level - 1)), XY, at=at)
    where = f" at ${place_latex(asked)}$" if at else ""
    return Exercise("gradient", asked, rf"Find the gradient of $f(x, y) = {asked.formula.latex}${where}.")


def directional(random: Random, level: int) -> Exercise:
    """The slope in a direction of length 1, at a place."""
    u = random.choice(
        ((Fraction(3, 5), Fraction(4, 5)), (Fraction(4, 5), Fraction(3, 5)), (Fraction(5, 13), Fraction(12, 13)))
    )
    if level > 1:
        u = (u[0], -u[1])
    at = {"x": random.choice((1, 2, 3)), "y": random.choice((1, 2))}
    asked = question_about("directional", surface(random, 1), XY, at=at, direction=u)
    if level == 3:
        asked = question_about("directional", surface(random, 2), XY, at=at, direction=u)
    shown = ", ".join(_fraction(component) for component in u)
    return Exercise(
        "directional",
        asked,
        rf"You stand on $f(x, y) = {asked.formula.latex}$ at ${place_latex(asked)}$ and walk in the direction "
        rf"$u = \left({shown}\right)$. How steep is it that way?",
    )


def _fraction(value: Fraction) -> str:
    sign = "-" if value < 0 else ""
    return rf"{sign}\tfrac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def plain_number(question: Question) -> bool:
    """Whether the numbers asked for are fractions a learner can work out by hand."""
    for tree in question.key:
        value = number_of(at_place(question, tree))
        if value is None or value == 0 or abs(value) > 2000 or value.denominator > 200:
            return False
    return True
