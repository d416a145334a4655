"""How the sections of this page write names, expressions and products.

As plain text for diagrams and as LaTeX for prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.language.printing import to_latex, to_text
from core.language.syntax import Negative, Node, Number, Sum, Symbol
from core.ui.words import bracketed, number

TIMES = " ·\u00a0"  # between the factors of a product in a sentence: no line begins with a lonely dot
WIDE = 220  # characters of LaTeX in a line that leaves no room for words beside it
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def spoken(tree: Node, longest: int = 40) -> str:
    """An expression as one line of text: ``3·x + 2``, ``v₁²``, ``√(u)``, ``|x|``."""
    text = _with_bars(lowered(to_text(tree)))
    text = re.sub(r"\^(\d+)(?![\d.eE])", lambda found: found[1].translate(_RAISED), text)
    text = text.replace("*", "·").replace("-", "−").replace("sqrt(", "√(").replace("pi", "π")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _with_bars(text: str) -> str:
    """``abs(…)`` between bars, the innermost where they are nested: bars inside bars cannot be told apart."""
    return re.sub(r"(?<![^\W\d_])abs\(((?:[^()|]|\([^()|]*\))*)\)", r"|\1|", text)


def lowered(text: str) -> str:
    """``v_12`` as ``v₁₂``"""
    return re.sub(r"_(\d+)", lambda found: found[1].translate(_LOWERED), text)


def latex_name(name: str) -> str:
    """A name in LaTeX."""
    return to_latex(Symbol(name))


def rate_name(top: str, bottom: str) -> str:
    """du/dx in LaTeX."""
    return rf"\frac{{d{latex_name(top)}}}{{d{latex_name(bottom)}}}"


def factor(tree: Node) -> str:
    """LaTeX of a factor: a sum or something negative in brackets."""
    bracketed = isinstance(tree, Sum | Negative) or (isinstance(tree, Number) and tree.value < 0)
    return rf"\left({to_latex(tree)}\right)" if bracketed else to_latex(tree)


def product(trees: Sequence[Node]) -> str:
    """LaTeX of factors one after the other; the first keeps its minus without brackets."""
    first = to_latex(trees[0]) if isinstance(trees[0], Negative | Number) else factor(trees[0])
    return r" \cdot ".join([first, *map(factor, trees[1:])])


def aligned(lines: Sequence[tuple[str, str, str]]) -> str:
    """A block of LaTeX lines (left side, right side, a few words on what is done).

    The words stand in a column of their own, or where a line is long, right behind each line: else they would stand
    beyond the edge of the screen.
    """
    column = "&&" if max(len(right) for _, right, _ in lines) <= WIDE else r"\qquad"
    rows = (
        f"{left} &= {right}" + (rf" {column} \quad\textsf{{\small {words}}}" if words else "")
        for left, right, words in lines
    )
    return r"\begin{aligned}" + r" \\[0.5em] ".join(rows) + r"\end{aligned}"


def signed(value: float, digits: int = 4) -> str:
    """A number as a factor or a term of a sum: negative ones in brackets."""
    return bracketed(number(value, digits))
