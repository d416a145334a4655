"""Exercises on descent: a step, a step with momentum or Adam, a rate that converges, the noise of a batch."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from random import Random

from core.descent.optimiser import START, State
from core.descent.optimisers import adam
from core.language import parse
from core.practice.exercise import Exercise
from core.practice.formulas import bowl, times
from core.practice.numbers_asked import number_asked, shown
from core.practice.question import question_about
from core.practice.worked import fraction_text, place_latex

_RATES = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(1, 100))


def descent_step(random: Random, level: int) -> Exercise:
    """One step of gradient descent."""
    rate = random.choice(_RATES)
    names: tuple[str, ...]
    if level == 1:
        text, names, at = (
            f"{times(random.randint(1, 4), 'w^2')} - {random.randint(2, 8)}w",
            ("w",),
            {"w": random.choice((-3, -2, 2, 4, 5))},
        )
    else:
        text, names, at = (
            bowl(random, level),
            ("x", "y"),
            {"x": random.choice((-2, 2, 5)), "y": random.choice((-3, 1, 3))},
        )
    asked = question_about("descent", text, names, at=at, rate=rate)
    return Exercise(
        "descent-step",
        asked,
        rf"One step of gradient descent on $f({', '.join(names)}) = {asked.formula.latex}$ from "
        rf"${place_latex(asked)}$ "
        rf"with the learning rate $\eta = {shown(rate)}$. Where are you then?",
    )


def momentum_step(random: Random, level: int) -> Exercise:
    """One step with momentum."""
    a, w, v = random.randint(1, 4), random.choice((2, 3, 4, 5)), random.choice((-3, -2, 2, 3))
    v = 0 if level == 1 else v
    rate, keep = (
        random.choice(_RATES[:3]),
        Fraction(9, 10) if level < 3 else random.choice((Fraction(1, 2), Fraction(4, 5))),
    )
    gradient = Fraction(2 * a * w)
    velocity = keep * v + gradient
    asked = number_asked(
        w - rate * velocity,
        ("step uphill: plus sign", w + rate * velocity),
        ("learning rate forgotten", w - velocity),
        ("plus sign and no learning rate", w + velocity),
        ("old value overwritten instead of updated", -rate * velocity),
        ("step given instead of the new point", rate * velocity),
        ("no step taken", Fraction(w)),
        ("function value used instead of the gradient", w - rate * (keep * v + a * w * w)),
        ("factor of the square lost in the gradient", w - rate * (keep * v + a * w)),
    )
    f = parse(times(a, "w^2"), ("w",)).latex
    return Exercise(
        "momentum-step",
        asked,
        rf"One step with momentum on $f(w) = {f}$: $v \leftarrow {shown(keep)}\,v + f'(w)$, then "
        rf"$w \leftarrow w - {shown(rate)}\,v$. You are at $w = {w}$ with $v = {v}$. What is the new $w$?",
        hints=(
            rf"First the slope here: $f'({w})$.",
            rf"Then the velocity: ${shown(keep)} \cdot ({v})$ plus the slope.",
            r"Last the step: take the rate times the velocity away from $w$.",
        ),
        solution=(
            rf"Slope: $f'({w}) = {shown(gradient)}$",
            rf"Velocity: ${shown(keep)} \cdot ({v}) + {shown(gradient)} = {shown(velocity)}$",
            rf"New place: ${w} - {shown(rate)} \cdot {shown(velocity)} = {shown(w - rate * velocity)}$",
        ),
    )


def adam_step(random: Random, level: int) -> Exercise:
    """A step of Adam: the first, then with a memory of one gradient."""
    w, rate = Fraction(random.choice((2, 3, 5, 8))), random.choice((Fraction(1, 10), Fraction(1, 2), Fraction(1, 100)))
    first = Fraction(random.choice((-12, -6, -3, 4, 9, 30)))
    gradients = (
        (first,) if level == 1 else (first, first * random.choice((Fraction(1, 2), Fraction(1, 3), Fraction(-1, 2))))
    )
    if level == 3:
        gradients = (*gradients, first / 4)
    here, state = float(w), START
    for gradient in gradients:
        before = here
        here, state = _adam(here, float(gradient), float(rate), state)
    asked = number_asked(
        Fraction(here).limit_denominator(10**9) if level > 1 else w - rate * (1 if first > 0 else -1),
        ("step uphill: plus sign", Fraction(2 * before - here).limit_denominator(10**9)),
        ("learning rate forgotten", Fraction(before + (here - before) / float(rate)).limit_denominator(10**9)),
        ("step given instead of the new point", Fraction(before - here).limit_denominator(10**9)),
        *([("no step taken", w)] if level == 1 else []),
    )
    listed = ", then ".join(f"${shown(g)}$" for g in gradients)
    return Exercise(
        "adam-step",
        asked,
        rf"Adam starts at $w = {shown(w)}$ with $\eta = {shown(rate)}$, $\beta_1 = 0.9$, $\beta_2 = 0.999$, "
        rf"and $\epsilon$ so "
        rf"small that it does not matter. The gradients it meets: {listed}. Where is $w$ after "
        f"{('the first step', 'both steps', 'all three steps')[level - 1]}? (three digits that count)",
        hints=(
            r"Adam keeps two means: $m$ of the gradients, $s$ of their squares.",
            r"Divide them by $1 - \beta_1^t$ and $1 - \beta_2^t$: they began at zero.",
            r"The step is $\eta\,\hat m / \sqrt{\hat s}$. In the first step that is $\eta$ times the sign of the "
            r"gradient.",
        ),
        solution=_adam_lines(float(w), [float(g) for g in gradients], float(rate)),
    )


def _adam(w: float, gradient: float, rate: float, state: State) -> tuple[float, State]:
    new, after = adam(w, gradient, rate, state, eps=0.0)
    return float(new), after


def _adam_lines(w: float, gradients: list[float], rate: float) -> tuple[str, ...]:
    lines, state = [], START
    for step, gradient in enumerate(gradients, 1):
        w, state = _adam(w, gradient, rate, state)
        m, s = state.velocity / (1 - 0.9**step), state.squares / (1 - 0.999**step)
        lines.append(rf"Step {step}: $\hat m = {m:.5g}$, $\sqrt{{\hat s}} = {sqrt(s):.5g}$, so $w = {w:.5g}$")
    return tuple(lines)


def learning_rate(random: Random, level: int) -> Exercise:
    """A rate with which plain descent converges: anything below 2/λ."""
    a, b = random.randint(1, 6), random.randint(1, 6)
    names: tuple[str, ...]
    if level == 1:
        text, names, steepest = f"{times(a, 'x^2')} - {times(b, 'x')}", ("x",), Fraction(2 * a)
    elif level == 2:
        text, names, steepest = f"{times(a, 'x^2')} + {times(b, 'y^2')}", ("x", "y"), Fraction(2 * max(a, b))
    else:
        text, names, steepest = f"{a + b}x^2 + {2 * a}x*y + {a + b}y^2", ("x", "y"), Fraction(4 * a + 2 * b)
    high = 2 / steepest
    f = parse(text, names).latex
    return Exercise(
        "learning-rate",
        None,
        rf"Choose a learning rate with which plain gradient descent on $f({', '.join(names)}) = {f}$ converges.",
        key=fraction_text(high / 2),
        interval=(Fraction(0), high),
        hints=(
            "How fast does the slope itself grow? That is the second derivative.",
            r"Each step multiplies the distance to the bottom by $1 - \eta\lambda$, with $\lambda$ the second "
            r"derivative "
            "along the steepest direction.",
            r"That factor must lie between $-1$ and $1$: so $\eta < 2/\lambda$.",
        ),
        solution=(
            rf"The largest second derivative in any direction is $\lambda = {shown(steepest)}$.",
            rf"$|1 - \eta\lambda| < 1$ where $0 < \eta < {shown(high)}$.",
            rf"For example $\eta = {shown(high / 2)}$.",
        ),
    )


def batch_noise(random: Random, level: int) -> Exercise:
    """How much the gradient of a mini-batch scatters."""
    root = random.choice((2, 3, 4, 5, 8, 10))
    sigma = Fraction(root * random.choice((1, 2, 3)))
    size = root * root
    prompt = (
        rf"The gradient of one example scatters by $\sigma = {shown(sigma)}$ around the mean. By how much does "
        rf"the mean of "
        rf"a mini-batch of $B = {size}$ examples scatter?"
    )
    value, lines = sigma / root, [rf"${shown(sigma)}/\sqrt{{{size}}} = {shown(sigma / root)}$"]
    if level == 2:
        factor = random.choice((2, 3, 4))
        prompt = (
            rf"A mini-batch of $B = {size}$ examples gives a gradient that scatters by ${shown(sigma)}$. How "
            rf"many examples "
            rf"does a batch need for the scatter to be {('', '', 'half', 'a third', 'a quarter')[factor]} of that?"
        )
        value = Fraction(size * factor * factor)
        lines = [
            rf"The scatter falls like $1/\sqrt B$: ${factor}$ times less needs ${factor}^2 = {factor**2}$ times "
            rf"as many."
        ]
    if level == 3:
        prompt = (
            rf"There are $n = {2 * size - 1}$ examples, and the gradient of one scatters by $\sigma = "
            rf"{shown(sigma)}$. A "
            rf"mini-batch of $B = {size}$ of them is drawn without taking any twice. By how much does its mean "
            rf"scatter? "
            "(three digits that count)"
        )
        scatter = float(sigma) / root * sqrt((size - 1) / (2 * size - 2))
        value = Fraction(scatter).limit_denominator(10**9)
        lines = [rf"$\frac{{\sigma}}{{\sqrt B}}\sqrt{{\frac{{n - B}}{{n - 1}}}} = {scatter:.5g}$"]
    return Exercise(
        "batch-noise",
        number_asked(value),
        prompt,
        hints=(
            "Means scatter less than single values. By which factor?",
            r"The mean of $B$ independent values scatters by $\sigma/\sqrt B$.",
        ),
        solution=tuple(lines),
    )
