"""Exercises whose answer is a number on the way of an algorithm: a step of descent, a gradient going back."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from random import Random

from core.descent.optimiser import START, State
from core.descent.optimisers import adam
from core.language import Function, parse
from core.language.printing import to_latex
from core.language.syntax import Number
from core.practice.exercise import Exercise, Picture
from core.practice.formulas import bowl, times
from core.practice.question import NUMBER, Question, question_about
from core.practice.worked import fraction_text, place_latex

_RATES = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(1, 100))


def _number(value: Fraction, *wrong: tuple[str, Fraction]) -> Question:
    """A question for a number, with the wrong ones by their mistakes."""
    return Question(NUMBER, ("x",), number=value, wrong=tuple(pair for pair in wrong if pair[1] != value))


def _shown(value: Fraction | int) -> str:
    return to_latex(Number(Fraction(value)))


# -- descent ----------------------------------------------------------------------------------------------------------


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
        rf"with the learning rate $\eta = {_shown(rate)}$. Where are you then?",
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
    asked = _number(
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
        rf"One step with momentum on $f(w) = {f}$: $v \leftarrow {_shown(keep)}\,v + f'(w)$, then "
        rf"$w \leftarrow w - {_shown(rate)}\,v$. You are at $w = {w}$ with $v = {v}$. What is the new $w$?",
        hints=(
            rf"First the slope here: $f'({w})$.",
            rf"Then the velocity: ${_shown(keep)} \cdot ({v})$ plus the slope.",
            r"Last the step: take the rate times the velocity away from $w$.",
        ),
        solution=(
            rf"Slope: $f'({w}) = {_shown(gradient)}$",
            rf"Velocity: ${_shown(keep)} \cdot ({v}) + {_shown(gradient)} = {_shown(velocity)}$",
            rf"New place: ${w} - {_shown(rate)} \cdot {_shown(velocity)} = {_shown(w - rate * velocity)}$",
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
    asked = _number(
        Fraction(here).limit_denominator(10**9) if level > 1 else w - rate * (1 if first > 0 else -1),
        ("step uphill: plus sign", Fraction(2 * before - here).limit_denominator(10**9)),
        ("learning rate forgotten", Fraction(before + (here - before) / float(rate)).limit_denominator(10**9)),
        ("step given instead of the new point", Fraction(before - here).limit_denominator(10**9)),
        *([("no step taken", w)] if level == 1 else []),
    )
    listed = ", then ".join(f"${_shown(g)}$" for g in gradients)
    return Exercise(
        "adam-step",
        asked,
        rf"Adam starts at $w = {_shown(w)}$ with $\eta = {_shown(rate)}$, $\beta_1 = 0.9$, $\beta_2 = 0.999$, "
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
            rf"The largest second derivative in any direction is $\lambda = {_shown(steepest)}$.",
            rf"$|1 - \eta\lambda| < 1$ where $0 < \eta < {_shown(high)}$.",
            rf"For example $\eta = {_shown(high / 2)}$.",
        ),
    )


def batch_noise(random: Random, level: int) -> Exercise:
    """How much the gradient of a mini-batch scatters."""
    root = random.choice((2, 3, 4, 5, 8, 10))
    sigma = Fraction(root * random.choice((1, 2, 3)))
    size = root * root
    prompt = (
        rf"The gradient of one example scatters by $\sigma = {_shown(sigma)}$ around the mean. By how much does "
        rf"the mean of "
        rf"a mini-batch of $B = {size}$ examples scatter?"
    )
    value, lines = sigma / root, [rf"${_shown(sigma)}/\sqrt{{{size}}} = {_shown(sigma / root)}$"]
    if level == 2:
        factor = random.choice((2, 3, 4))
        prompt = (
            rf"A mini-batch of $B = {size}$ examples gives a gradient that scatters by ${_shown(sigma)}$. How "
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
            rf"{_shown(sigma)}$. A "
            rf"mini-batch of $B = {size}$ of them is drawn without taking any twice. By how much does its mean "
            rf"scatter? "
            "(three digits that count)"
        )
        scatter = float(sigma) / root * sqrt((size - 1) / (2 * size - 2))
        value = Fraction(scatter).limit_denominator(10**9)
        lines = [rf"$\frac{{\sigma}}{{\sqrt B}}\sqrt{{\frac{{n - B}}{{n - 1}}}} = {scatter:.5g}$"]
    return Exercise(
        "batch-noise",
        _number(value),
        prompt,
        hints=(
            "Means scatter less than single values. By which factor?",
            r"The mean of $B$ independent values scatters by $\sigma/\sqrt B$.",
        ),
        solution=tuple(lines),
    )


# -- going back -------------------------------------------------------------------------------------------------------

_GRAPHS = (
    (("(a*b + c)*d", "a*b*c + d", "(a + b)*c"), "abcd"),
    (("(a*b + c)*(a - c)", "(a*b + c)^2", "a*(b + c)*b"), "abc"),
    (("relu(a*b + c)*d", "(a*b - c)^2*a", "relu(a*b)*(b + c)", "(a + b*c)^3*c"), "abcd"),
)


def backprop(random: Random, level: int) -> Exercise:
    """The gradient arriving at one letter of a computation graph."""
    texts, _ = _GRAPHS[level - 1]
    text = random.choice(texts)
    names = tuple(letter for letter in "abcd" if letter in text.replace("relu", ""))
    at = {name: random.choice((-4, -3, -2, 2, 3, 4, 5)) for name in names}
    by = random.choice(names)
    asked = question_about("chain", text, names, by=by, at=at)
    return Exercise(
        "backprop",
        asked,
        rf"A computation graph works out $L = {asked.formula.latex}$ with ${place_latex(asked)}$. Which gradient "
        rf"$\frac{{\partial L}}{{\partial {by}}}$ arrives at ${by}$ on the way back?",
    )


def neuron(random: Random, level: int) -> Exercise:
    """The gradient of one weight (or the error sent back) at a neuron."""
    activation, name = (("(w*s)^2", "z^2"), ("(w*s)^3", "z^3"), ("relu(w*s)", r"\operatorname{relu}(z)"))[level - 1]
    side = random.choice(("input", "weight"))
    collected = random.choice((3, 4, 5, 6)) if level < 3 else random.choice((-4, -2, 3, 6))
    given = {side: random.choice((2, 3, 7, 10)), "collected input": collected, "back value": random.choice((2, 5, -3))}
    asked = question_about("chain", activation, ("w", "s"), by="w" if side == "input" else "s", given=given)
    wanted = "the gradient of the weight" if side == "input" else "the error sent back through the weight"
    n = asked.neuron
    return Exercise(
        "neuron",
        asked,
        rf"At a neuron with the activation ${name}$ the collected input is $z = {collected}$. From above arrives "
        rf"${given['back value']}$; the {side} is ${given[side]}$. What is {wanted}?",
        hints=(
            "Three numbers are multiplied.",
            r"They are: what arrives from above, the slope of the activation at $z$, and the " + side + ".",
            rf"The slope of the activation at $z = {collected}$ is ${to_latex(n.slope)}$.",
        ),
        solution=(
            rf"From above: ${given['back value']}$; slope of the activation at ${collected}$: ${to_latex(n.slope)}$; "
            rf"{side}: ${given[side]}$.",
            "The product of the three is the answer.",
        ),
    )


def vanishing(random: Random, level: int) -> Exercise:
    """How much of a gradient is left after several layers."""
    layers = random.choice((2, 3, 4, 5, 6)) if level == 1 else random.choice((3, 4, 5))
    weight = Fraction(1) if level == 1 else Fraction(random.choice((2, 3, 8)), random.choice((1, 2)))
    slope = Fraction(1, 4) if level < 3 else Fraction(random.choice((1, 3)), random.choice((5, 8, 16)))
    share = (slope * weight) ** layers
    if level < 3:
        where, told = "all at $z = 0$", r"the slope of the sigmoid at $0$"
    else:
        where, told = rf"each with the slope ${_shown(slope)}$ there", "the slope of the activation"
    asked = _number(
        share,
        ("activation derivative forgotten", weight**layers),
        ("weight forgotten going back", slope**layers),
        ("upstream gradient forgotten", slope * weight),
        ("activation used instead of its derivative", (weight / 2) ** layers if level < 3 else share),
    )
    return Exercise(
        "vanishing",
        asked,
        rf"A gradient of $1$ goes back through ${layers}$ sigmoid layers, {where}, each with one weight "
        rf"$w = {_shown(weight)}$. How much of it arrives?",
        hints=(
            f"Each layer multiplies by two numbers: its weight and {told}.",
            r"The slope of the sigmoid is $\sigma(z)(1 - \sigma(z))$; at $0$ that is $\tfrac14$."
            if level < 3
            else "Multiply slope and weight, then once for every layer.",
        ),
        solution=(rf"$\left({_shown(slope)} \cdot {_shown(weight)}\right)^{{{layers}}} = {_shown(share)}$",),
    )


# -- the chain rule on tables and graphs ------------------------------------------------------------------------------


def chain_table(random: Random, level: int) -> Exercise:
    """(f∘g)′, (fg)′ or (f/g)′ from a table of values and slopes."""
    a, b = random.sample((1, 2, 3, 4), 2)
    pick = lambda: Fraction(random.choice((-4, -3, -2, 2, 3, 5, 6)))  # noqa: E731
    f = {a: (pick(), pick()), b: (pick(), pick())}
    g = {a: (Fraction(b), pick()), b: (pick(), pick())}
    (fa, dfa), (ga, dga), (fb, dfb) = f[a], g[a], f[b]
    if level == 1:
        asks, value = rf"h(x) = f(g(x))$. Find $h'({a})", dfb * dga
        wrong = [
            ("inner derivative forgotten", dfb), ("argument of the outer function stripped", dfa * dga),
            ("outer function not differentiated", fb * dga), ("function given back undifferentiated", fb),
            ("outer derivative taken at the inner derivative", f.get(int(dga), (Fraction(0), dfb))[1]),
        ]  # fmt: skip
        lines = (rf"$h'({a}) = f'(g({a})) \cdot g'({a}) = f'({b}) \cdot g'({a}) = {_shown(value)}$",)
    elif level == 2:
        asks, value = rf"h(x) = f(x)\,g(x)$. Find $h'({a})", dfa * ga + fa * dga
        wrong = [
            ("product of derivatives", dfa * dga), ("only one term of the product rule", dfa * ga),
            ("product rule with a minus sign", dfa * ga - fa * dga), ("product treated as a sum", dfa + dga),
            ("product rule pairs each factor with its own derivative", fa * dfa + ga * dga),
        ]  # fmt: skip
        lines = (rf"$h'({a}) = f'({a})\,g({a}) + f({a})\,g'({a}) = {_shown(value)}$",)
    else:
        asks, value = rf"h(x) = x^2 f(g(x))$. Find $h'({a})", 2 * a * fb + a * a * dfb * dga
        wrong = [
            ("inner derivative forgotten", 2 * a * fb + a * a * dfb), ("only one term of the product rule", 2 * a * fb),
            ("product of derivatives", 2 * a * dfb * dga),
            ("argument of the outer function stripped", 2 * a * fb + a * a * dfa * dga),
            ("exponent not brought down", a * fb + a * a * dfb * dga),
        ]  # fmt: skip
        lines = (rf"$h'({a}) = 2 \cdot {a}\, f({b}) + {a}^2 f'({b})\, g'({a}) = {_shown(value)}$",)
    rows = "".join(
        f"\n| {x} | {_shown_plain(f[x][0])} | {_shown_plain(f[x][1])} | {_shown_plain(g[x][0])} | "
        f"{_shown_plain(g[x][1])} |"
        for x in sorted((a, b))
    )
    table = f"| x | f | f′ | g | g′ |\n| --- | --- | --- | --- | --- |{rows}"
    rule = "slope of the outside, taken at the inside, times the slope of the inside" if level != 2 else "$f'g + fg'$"
    return Exercise(
        "chain-table",
        _number(value, *wrong),
        f"Let ${asks}$ from the table.\n\n{table}",
        hints=(
            f"Which rule is it? {rule[:1].upper()}{rule[1:]}.",
            f"At which number does $f$ work here: at ${a}$ or at $g({a})$?",
        ),
        solution=lines,
    )


def _shown_plain(value: Fraction) -> str:
    return str(value).replace("-", "−")


def chain_graph(random: Random, level: int) -> Exercise:
    """(f∘g)′ read off two drawn broken lines."""
    s, t = random.choice((1, 2, 3)), random.choice((-2, -1, 1, 2))
    p, q = random.choice((-1, 0, 1)), random.choice((0, 1))
    f = f"{s}|x - {p}| - {random.randint(1, 2)}" if p else f"{s}|x| - {random.randint(1, 2)}"
    g = f"{t}x + {q}" if level == 1 else f"{t}|x - 1| + {q}"
    drawn = (parse(f), parse(g))
    places = [x for x in (-2, -1, 0, 2, 3) if abs(float(drawn[1](float(x))) - p) > 0.5 and abs(x - p) > 0.5]
    a = random.choice(places or [2])
    h = 1e-4
    ga = round(float(drawn[1](float(a))))

    def rate(function: Function, x: float) -> Fraction:
        return Fraction(round(float(function(x + h) - function(x - h)) / (2 * h)))

    outer, own, below = rate(drawn[0], ga), rate(drawn[0], a), rate(drawn[1], a)
    value = outer * below
    if level == 3:
        value = value + below
    asked = _number(
        value,
        ("inner derivative forgotten", outer + (below if level == 3 else 0)),
        ("argument of the outer function stripped", own * below + (below if level == 3 else 0)),
        ("a term lost", outer * below),
    )
    name = "h(x) = f(g(x))" if level < 3 else "h(x) = f(g(x)) + g(x)"
    return Exercise(
        "chain-graph",
        asked,
        rf"The curves $f$ and $g$ are drawn. Let ${name}$. What is $h'({a})$?",
        picture=Picture(drawn, ("f", "g"), window=(-4.0, 4.0)),
        hints=(
            rf"Read $g({a})$ off its curve.",
            rf"How steep is $f$ at $g({a}) = {ga}$, and how steep is $g$ at ${a}$?",
        ),
        solution=(
            rf"$g({a}) = {ga}$, $f'({ga}) = {_shown(outer)}$, $g'({a}) = {_shown(below)}$",
            rf"$h'({a}) = {_shown(value)}$",
        ),
    )
