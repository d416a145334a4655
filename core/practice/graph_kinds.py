"""Exercises on graphs and networks: a gradient going back, a neuron, vanishing slopes, chains in a table or a graph."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from core.language import Function, parse
from core.language.printing import to_latex
from core.practice.exercise import Exercise, Picture
from core.practice.numbers_asked import number_asked, shown
from core.practice.question import question_about
from core.practice.worked import place_latex

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
        where, told = rf"each with the slope ${shown(slope)}$ there", "the slope of the activation"
    asked = number_asked(
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
        rf"$w = {shown(weight)}$. How much of it arrives?",
        hints=(
            f"Each layer multiplies by two numbers: its weight and {told}.",
            r"The slope of the sigmoid is $\sigma(z)(1 - \sigma(z))$; at $0$ that is $\tfrac14$."
            if level < 3
            else "Multiply slope and weight, then once for every layer.",
        ),
        solution=(rf"$\left({shown(slope)} \cdot {shown(weight)}\right)^{{{layers}}} = {shown(share)}$",),
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
        lines = (rf"$h'({a}) = f'(g({a})) \cdot g'({a}) = f'({b}) \cdot g'({a}) = {shown(value)}$",)
    elif level == 2:
        asks, value = rf"h(x) = f(x)\,g(x)$. Find $h'({a})", dfa * ga + fa * dga
        wrong = [
            ("product of derivatives", dfa * dga), ("only one term of the product rule", dfa * ga),
            ("product rule with a minus sign", dfa * ga - fa * dga), ("product treated as a sum", dfa + dga),
            ("product rule pairs each factor with its own derivative", fa * dfa + ga * dga),
        ]  # fmt: skip
        lines = (rf"$h'({a}) = f'({a})\,g({a}) + f({a})\,g'({a}) = {shown(value)}$",)
    else:
        asks, value = rf"h(x) = x^2 f(g(x))$. Find $h'({a})", 2 * a * fb + a * a * dfb * dga
        wrong = [
            ("inner derivative forgotten", 2 * a * fb + a * a * dfb), ("only one term of the product rule", 2 * a * fb),
            ("product of derivatives", 2 * a * dfb * dga),
            ("argument of the outer function stripped", 2 * a * fb + a * a * dfa * dga),
            ("exponent not brought down", a * fb + a * a * dfb * dga),
        ]  # fmt: skip
        lines = (rf"$h'({a}) = 2 \cdot {a}\, f({b}) + {a}^2 f'({b})\, g'({a}) = {shown(value)}$",)
    rows = "".join(
        f"\n| {x} | {_shown_plain(f[x][0])} | {_shown_plain(f[x][1])} | {_shown_plain(g[x][0])} | "
        f"{_shown_plain(g[x][1])} |"
        for x in sorted((a, b))
    )
    table = f"| x | f | f′ | g | g′ |\n| --- | --- | --- | --- | --- |{rows}"
    rule = "slope of the outside, taken at the inside, times the slope of the inside" if level != 2 else "$f'g + fg'$"
    return Exercise(
        "chain-table",
        number_asked(value, *wrong),
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
    asked = number_asked(
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
            rf"$g({a}) = {ga}$, $f'({ga}) = {shown(outer)}$, $g'({a}) = {shown(below)}$",
            rf"$h'({a}) = {shown(value)}$",
        ),
    )
