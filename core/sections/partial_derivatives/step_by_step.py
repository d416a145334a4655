"""Both partial derivatives rule by rule, with what is held constant in grey."""

from __future__ import annotations

import streamlit as st

from core.language import Function
from core.language.printing import to_latex
from core.language.syntax import Node, Symbol, map_children
from core.rules.derivation import Step, derivation
from core.sections.partial_derivatives.subject import Subject, function_of
from core.ui.address import Address

_MOST = 40


def draw(subject: Subject, address: Address) -> None:
    """Two columns of steps, one a variable."""
    function = function_of(address)
    for variable, column in zip("xy", st.columns(2, gap="large"), strict=True):
        with column:
            other = "y" if variable == "x" else "x"
            held = ", ".join((other, *function.parameters))
            st.markdown(rf"**$\frac{{\partial f}}{{\partial {variable}}}$** — :gray[held constant: {held}]")
            st.markdown(written(function, variable))


def written(function: Function, variable: str) -> str:
    """The steps as Markdown, outermost first, and the tidied result."""
    held = {name for name in (*function.variables, *function.parameters) if name != variable}
    lines = list(_lines(derivation(function, variable), held, 0))
    shown = lines[:_MOST]
    if len(lines) > _MOST:
        shown.append(f"- … and {len(lines) - _MOST} more steps of the same kinds")
    result = function.derivative(variable)
    tidy = grey(result.simplified, held) if result.simplified is not None else result.latex
    return (
        "\n".join(shown) + f"\n\n**Tidied up:** $\\displaystyle \\frac{{\\partial f}}{{\\partial {variable}}} = {tidy}$"
    )


def _lines(step: Step, held: set[str], depth: int):
    name = step.variable
    # The derivative by a letter of the chain rule holds the same things constant.
    symbol = rf"\frac{{\partial}}{{\partial {name}}}" if len(name) == 1 else rf"\frac{{d}}{{d{name}}}"
    inner = f" with ${name} = {grey(step.inner, held)}$" if step.inner is not None else ""
    yield (
        f"{'  ' * min(depth, 6)}- {step.rule.name}: "
        rf"$\displaystyle {symbol}\left({grey(step.part, held)}\right) = {grey(step.result, held)}$" + inner
    )
    for part in step.substeps:
        yield from _lines(part, held, depth + 1)


def grey(tree: Node, held: set[str]) -> str:
    """LaTeX of a tree with the letters in ``held`` in grey."""
    return to_latex(_grey(tree, held))


def _grey(node: Node, held: set[str]) -> Node:
    if isinstance(node, Symbol) and node.name in held and len(node.name) == 1:
        return Symbol(rf"\textcolor{{gray}}{{{node.name}}}")  # a name of our own that the printer passes through
    return map_children(node, lambda part: _grey(part, held))
