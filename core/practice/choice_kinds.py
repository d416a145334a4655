"""Exercises with a choice: which curve, which path, which sign, which line, which function."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from core.descent.descend import descend
from core.language import Function, parse
from core.language.printing import to_latex
from core.language.syntax import Node, Symbol
from core.practice.exercise import Choice, Exercise, Picture
from core.practice.formulas import formula, polynomial
from core.practice.question import question_about
from core.practice.shapes import View
from core.practice.slips import Slip, Slips


def _shuffled(random: Random, right: Choice, wrong: Sequence[Choice]) -> tuple[tuple[Choice, ...], int]:
    choices = [right, *wrong]
    random.shuffle(choices)
    return tuple(choices), choices.index(right)


def which_curve(random: Random, level: int) -> Exercise:
    """Which of four curves is f′?"""
    texts = (
        f"{random.choice(('', '-'))}x^3 + {random.choice((-3, -2, -1, 2))}x^2 + {random.randint(-3, 3)}x",
        f"{random.choice(('sin', 'cos'))}({random.choice((1, 2))}x) + {random.choice(('x/2', 'x^2/8', '-x/3'))}",
        f"{random.choice(('x', 'x^2', 'x + 1'))}*e^(-x^2/{random.choice((2, 3, 4))})",
    )
    function = parse(texts[level - 1])
    slope = function.derivative("x")
    minus = parse(f"-({slope.source})")
    wrong = (
        Choice("", minus, "answer is the negative"),
        Choice("", function, "function given back undifferentiated"),
        Choice("", slope.derivative("x"), "differentiated once too often"),
    )
    choices, right = _shuffled(random, Choice("", slope), wrong)
    lettered = tuple(
        Choice(f"Curve {letter}", c.function, c.mistake) for letter, c in zip("ABCD", choices, strict=True)
    )
    return Exercise(
        "which-curve",
        prompt=r"The upper picture shows $f$. Which of the four curves below is its slope $f'$?",
        key=str(right + 1),
        choices=lettered,
        right=right,
        picture=Picture((function,), ("f",), window=(-3.0, 3.0)),
        hints=(
            "Where is $f$ level? There its slope is 0.",
            "Where $f$ rises the slope lies above the axis, where it falls below.",
        ),
        solution=(rf"$f(x) = {function.latex}$ has the slope $f'(x) = {slope.latex}$: curve {'ABCD'[right]}.",),
    )


def which_function(random: Random, level: int) -> Exercise:
    """Which function has this derivative?"""
    function = parse(formula(random, level))
    slope = function.derivative("x")
    seen = {function.latex, slope.latex}
    wrong = [Choice(f"${slope.latex}$", mistake="function given back undifferentiated",
                    sentence="This is the derivative itself. Which function has it as its slope?")]  # fmt: skip
    for changed in _neighbours(random, function):
        latex = changed.latex
        if latex not in seen and len(wrong) < 3:
            seen.add(latex)
            wrong.append(
                Choice(
                    f"${latex}$",
                    sentence=f"Its slope is ${changed.derivative('x').latex}$. Compare it with the one asked.",
                )
            )
    second = slope.derivative("x").latex
    if second not in seen and len(wrong) < 3:
        wrong.append(Choice(f"${second}$", mistake="differentiated once too often"))
    choices, right = _shuffled(random, Choice(f"${function.latex}$"), wrong)
    return Exercise(
        "which-function",
        prompt=rf"Which function has the derivative ${slope.latex}$?",
        key=str(right + 1),
        choices=choices,
        right=right,
        hints=("Differentiate the four, the easiest first.", "A number in front can tell them apart."),
        solution=(rf"The derivative of ${function.latex}$ is ${slope.latex}$.",),
    )


def _neighbours(random: Random, function: Function) -> list[Function]:
    """Functions that look alike and have another slope: one number changed."""
    text = function.source
    places = [i for i, sign in enumerate(text) if sign.isdigit() and not (i and text[i - 1].isdigit())]
    found = []
    for place in random.sample(places, len(places)):
        for more in (1, 2):
            changed = f"{text[:place]}{int(text[place]) % 9 + more}{text[place + 1 :]}"
            other = parse(changed)
            if not _same_slope(other, function):
                found.append(other)
    minus = parse(f"-({text})")
    return [*found, minus]


def _same_slope(one: Function, other: Function) -> bool:
    xs = np.linspace(0.1, 2.9, 40)
    a, b = one.derivative("x")(xs), other.derivative("x")(xs)
    both = np.isfinite(a) & np.isfinite(b)
    return bool(np.allclose(a[both], b[both], rtol=1e-6))


_STEEP = 0.6  # enough for its sign to be read off level lines


def sign_on_map(random: Random, level: int) -> Exercise:
    """The sign of a partial derivative, read off level lines."""
    p, q = random.choice((-1, 0, 1)), random.choice((-1, 0, 1))
    a, b = random.randint(1, 3), random.randint(1, 3)
    texts = (
        f"{random.choice(('', '-'))}({a}(x - {p})^2 + {b}(y - {q})^2)",
        f"(x - {p})*(y - {q}) + {a}x",
        f"sin(x + {p}) + cos({b}y)/{a}",
    )
    function = parse(texts[level - 1].replace("- -", "+ ").replace("+ -", "- "), ("x", "y"))
    by = random.choice(("x", "y"))
    slope = function.derivative(by)
    steep = {(x / 2, y / 2): abs(float(slope(x / 2, y / 2))) for x in range(-4, 5) for y in range(-4, 5)}
    least = min(_STEEP, 0.8 * max(steep.values()))  # some hills are gentle all over
    place = random.choice([place for place, size in steep.items() if size > least])
    positive = float(slope(*place)) > 0
    way = "east" if by == "x" else "north"
    choices = (
        Choice("positive", sentence=f"Walk a little {way}: do the heights of the lines grow or shrink?",
        mistake="answer is the negative"),
        Choice("negative", sentence=f"Walk a little {way}: do the heights of the lines grow or shrink?",
        mistake="answer is the negative"),
        Choice("zero", sentence=f"Zero would mean that a step {way} runs along a level line. Does it?"),
    )  # fmt: skip
    right = 0 if positive else 1
    return Exercise(
        "sign-on-map",
        prompt=rf"The map shows level lines with their heights. Which sign has $\frac{{\partial f}}{{\partial "
        rf"{by}}}$ at the point?",
        key=str(right + 1),
        choices=choices,
        right=right,
        picture=Picture((function,), ("f",), place, window=(-3.0, 3.0)),
        hints=(f"Only ${by}$ moves: go a little {way} from the point.", "Read the heights of the lines you cross."),
        solution=(
            rf"Going {way} the heights {'grow' if positive else 'shrink'}: "
            rf"$\frac{{\partial f}}{{\partial {by}}} = {float(slope(*place)):.3g}$ there.",
        ),
    )


_OPTIMISERS = {"gd": "plain gradient descent", "momentum": "momentum", "adam": "Adam", "rmsprop": "RMSProp"}


def which_optimiser(random: Random, level: int) -> Exercise:
    """Which optimiser walked this path?"""
    steep = random.choice((8, 10, 12))
    text = f"x^2/2 + {steep}y^2/2" if level < 3 else f"x^2/2 + {steep}y^2/2 + x*y"
    names = ["gd", "momentum", "adam"] if level < 3 else ["gd", "momentum", "adam", "rmsprop"]
    name = random.choice(names)
    start = (random.choice((-4.0, 4.0)), random.choice((-2.0, 2.0)))
    rates = {"gd": 1.7 / steep, "momentum": 0.4 / steep, "adam": 0.4, "rmsprop": 0.25}
    run = descend(parse(text, ("x", "y")), start, optimizer=name, learning_rate=rates[name], steps=30)
    path = tuple((float(x), float(y)) for x, y in run.points)
    told = {
        "gd": "Plain descent goes at right angles to the level lines and, in a valley, jumps from side to side.",
        "momentum": "Momentum swings in wide curves and overshoots the bottom before it comes back.",
        "adam": "Adam starts along the diagonal: each coordinate takes steps of about the same length.",
        "rmsprop": "RMSProp also evens out the coordinates, but its first steps are longer than later ones.",
    }
    choices = tuple(Choice(_OPTIMISERS[each], sentence=f"{told[each]} Does this path?") for each in names)
    right = names.index(name)
    return Exercise(
        "which-optimiser",
        prompt="A run of 30 steps starts at the large dot. Which optimiser was it?",
        key=str(right + 1),
        choices=choices,
        right=right,
        picture=Picture((parse(text, ("x", "y")),), ("f",), start, path, (-5.0, 5.0)),
        hints=("Look at the first steps: do they follow the gradient?", "Does the path overshoot and come back?"),
        solution=(told[name],),
    )


def wrong_line(random: Random, level: int) -> Exercise:
    """Find the line of a derivation in which a slip was made."""
    text = formula(random, level) if level > 1 else polynomial(random, "x", 3)
    asked = question_about("derivative", text)
    view = View("x")
    slips = Slips(view)
    tree = asked.formula.tree
    parts = [node for node in _parts(tree, slips) if node is not tree or level == 1] or [tree]
    options = [(slip, part) for part in parts for slip in slips.one(part) if slip.place is part]
    random.shuffle(options)
    slip, part = next((s, p) for s, p in options if _differ(s.tree, slips.right(p)))
    lines = _lines(tree, slips, part, slip)
    wrong_at = next((i for i, (_, _, bad) in enumerate(lines) if bad), 0)
    choices = tuple(
        Choice(
            rf"$\left({to_latex(node)}\right)' = {to_latex(result)}$",
            sentence="This line is right, or follows rightly from those before it. Differentiate its left side "
            "yourself.",
        )
        for node, result, _ in lines
    )
    node = lines[wrong_at][0]
    return Exercise(
        "wrong-line",
        prompt=rf"Somebody differentiates $f(x) = {asked.formula.latex}$. In which line does it go wrong first?",
        key=str(wrong_at + 1),
        choices=choices,
        right=wrong_at,
        hints=("Go from the top: cover the right side and differentiate the left one yourself.",),
        solution=(
            rf"Line {wrong_at + 1}: {slip.names[0]}. Right is "
            rf"$\left({to_latex(node)}\right)' = {to_latex(slips.right(node))}$.",
        ),
    )


def _differ(one: Node, other: Node) -> bool:
    """Whether two slopes differ wherever both have a value."""
    xs = np.linspace(0.15, 2.85, 20)
    a, b = Function(one, ("x",))(xs), Function(other, ("x",))(xs)
    both = np.isfinite(a) & np.isfinite(b)
    return bool(both.sum() > 5 and not np.isclose(a[both], b[both], rtol=1e-6).any())


def _parts(tree: Node, slips: Slips) -> list[Node]:
    """The parts that are differentiated on the way, inner ones first, without bare letters."""
    found: dict[int, Node] = {}

    def walk(node: Node) -> None:
        if not slips.view.varies(node) or isinstance(node, Symbol) or id(node) in found:
            return
        for part in slips.shape(node).parts:
            walk(part)
        found[id(node)] = node

    walk(tree)
    return list(found.values())


def _lines(tree: Node, slips: Slips, place: Node, slip: Slip) -> list[tuple[Node, Node, bool]]:
    """Each part with its slope; those that hold the place carry the slip on."""
    results: dict[int, Node] = {}
    lines = []
    for node in _parts(tree, slips):
        shape = slips.shape(node)
        slopes = tuple(results.get(id(part), slips.right(part)) for part in shape.parts)
        result = slip.tree if node is place else shape.right(*slopes)
        results[id(node)] = result
        lines.append((node, result, node is place))
    return lines
