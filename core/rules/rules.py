"""The rules of differentiation: how each is called, what it says, and its formula.

f and g stand for the parts that vary with the variable, c and a for what does not, n for a constant exponent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.language.differentiation import partial_rule
from core.language.printing import to_latex
from core.language.syntax import Call, Constant, Node, Symbol
from core.language.vocabulary import OPERATIONS


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its ``name``, what it says in ``words`` (a plain sentence), and its ``formula`` in LaTeX."""

    name: str
    words: str
    formula: str


RULES: dict[str, Rule] = {
    "constant": Rule("Constant rule", "What does not change has slope 0.", r"(c)' = 0"),
    "variable": Rule("Variable", "The variable itself grows as fast as it grows: slope 1.", r"(x)' = 1"),
    "sum": Rule(
        "Sum rule", "Take the terms one at a time; plus and minus stay as they are.", r"(f \pm g)' = f' \pm g'"
    ),
    "constant multiple": Rule("Constant multiple", "A constant factor waits outside.", r"(c \, f)' = c \, f'"),
    "negative": Rule("Constant multiple", "A minus sign is the factor −1: it waits outside.", r"(-f)' = -f'"),
    "power": Rule(
        "Power rule",
        "The exponent comes down in front, and the power drops by one.",
        r"\left(x^{n}\right)' = n \, x^{n-1}",
    ),
    "negative power": Rule(
        "Power rule",
        "One over a power is a negative power: the exponent comes down, and the power drops by one.",
        r"\left(\frac{c}{x^{n}}\right)' = -\frac{n \, c}{x^{n+1}}",
    ),
    "product": Rule(
        "Product rule",
        "Let one factor move while the others stand still, each in turn, and add.",
        r"(f \, g)' = f' \, g + f \, g'",
    ),
    "quotient": Rule(
        "Quotient rule",
        "Slope of the top times the bottom, minus the top times the slope of the bottom, over the bottom squared.",
        r"\left(\frac{f}{g}\right)' = \frac{f' \, g - f \, g'}{g^{2}}",
    ),
    "reciprocal": Rule(
        "Reciprocal rule",
        "Only the bottom moves: when it grows, the fraction shrinks.",
        r"\left(\frac{c}{g}\right)' = -\frac{c \, g'}{g^{2}}",
    ),
    "chain": Rule(
        "Chain rule",
        "Slope of the outside, taken at the inside, times the slope of the inside.",
        r"f(g(x))' = f'(g(x)) \cdot g'(x)",
    ),
    "exponential": Rule(
        "Exponential rule",
        "Its slope is itself, times the logarithm of the base.",
        r"\left(a^{x}\right)' = a^{x} \, \ln a",
    ),
    "natural exponential": Rule(
        "Exponential rule", "The function that is its own slope.", r"\left(e^{x}\right)' = e^{x}"
    ),
    "general power": Rule(
        "Power with both parts moving",
        "Write it as e to the exponent times ln of the base, and differentiate that (logarithmic differentiation).",
        r"\left(f^{\,g}\right)' = f^{\,g} \left(g \, \ln f\right)'",
    ),
    "root": Rule("Root as a power", "A root is a power with a fraction on top.", r"\sqrt[n]{f} = f^{\,1/n}"),
    "several inputs": Rule(
        "Chain rule with several inputs",
        "Move one input at a time, as if the others stood still, and add what each contributes.",
        r"F(f, g)' = F_u \, f' + F_v \, g'",
    ),
    "pieces": Rule(
        "Piece by piece",
        "Differentiate each piece where it holds. "
        "Where two pieces meet, the rules say nothing: look at the slopes from both sides.",
        r"\begin{cases} f & \text{here} \\ g & \text{there} \end{cases}{}' = "
        r"\begin{cases} f' & \text{here} \\ g' & \text{there} \end{cases}",
    ),
    "pairs": Rule("Two at a time", "Compare two of them, then the winner with the rest.", ""),
    "extreme": Rule(
        "Whoever wins, rules",
        "Only the winning input shows, so only its slope counts. "
        "step is the switch: 1 for the winner, 0 for the loser, ½ at a tie.",
        r"\max(f, g)' = f' \text{ where } f > g, \; g' \text{ where } g > f",
    ),
}

TABLE_WORDS = "One line of the table of slopes."
_INVERSE = re.compile(r"\\(?:operatorname\{)?(ar[a-z]+)\}?")  # asin is typeset arcsin, so that is how it is called


def function_rule(name: str, index: int = 0) -> Rule:
    """The rule of an operation of the vocabulary by its ``index``-th input, read from the vocabulary itself."""
    operation = OPERATIONS[name]
    inverse = _INVERSE.fullmatch(operation.latex)
    spoken = inverse[1] if inverse else operation.spoken or name
    return Rule(f"Slope of {spoken}", operation.words or TABLE_WORDS, function_formula(name, index))


def function_formula(name: str, index: int = 0) -> str:
    """LaTeX of ∂/∂u (or ∂/∂v) of the operation in the letters u, v; with its definition where it has one."""
    letters: tuple[Node, ...] = tuple(Symbol(letter) for letter in "uv")
    inputs = letters[: max(len(OPERATIONS[name].partials), OPERATIONS[name].arity[0])]
    call = to_latex(Call(name, inputs))
    d = "d" if len(inputs) == 1 else r"\partial"
    return rf"\frac{{{d}}}{{{d} {'uv'[index]}}} {call} = {to_latex(partial_rule(name, index))}"


def is_e(node: Node) -> bool:
    """Whether the node is the constant e."""
    return isinstance(node, Constant) and node.name == "e"
