"""From one slope to many: the gradient of f(x) + f(y), and the way to the next page."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.theme import coloured
from core.language.differentiation import substitute
from core.language.printing import to_latex, to_text
from core.language.syntax import Node, Symbol
from core.sections.derivative.subject import Subject
from core.ui.address import Address
from core.ui.frame import PAGES
from core.ui.words import number

_LONGEST = 220  # characters of LaTeX on a phone


def draw(subject: Subject, address: Address) -> None:
    """The gradient of g(x, y) = f(x) + f(y), computed from what is typed."""
    if "y" in subject.function.parameters:
        st.markdown(
            "Your f already has a letter y. On the next page it becomes a second variable, with a slope of its own."
        )
        _link(to_text(subject.function.tree))
        return
    tree, slope = subject.function.tree, subject.function.derivative("x").simplified
    there = _other_point(subject)
    if slope is not None:
        gradient = rf"\nabla g = \left({_shown(slope)},\; {_shown(_in_y(slope))}\right)"
        g = rf"g(x, y) = {_shown(tree)} + {_shown(_in_y(tree), term=True)}"
        if len(g + gradient) > _LONGEST:
            g, gradient = r"g(x, y) = f(x) + f(y)", r"\nabla g = \left(f'(x),\; f'(y)\right)"
        st.latex(g)
        st.latex(gradient)
    st.markdown(_sentence(subject, there))
    _link(f"{to_text(tree)} + {_bracketed(_in_y(tree))}")


def _in_y(tree: Node) -> Node:
    return substitute(tree, {"x": Symbol("y")})


def _shown(tree: Node, term: bool = False) -> str:
    text = to_latex(tree)
    return rf"\left({text}\right)" if term and text.startswith("-") else text


def _bracketed(tree: Node) -> str:
    text = to_text(tree)
    return f"({text})" if text.startswith("-") else text


def _other_point(subject: Subject) -> float:
    """A second place where f has a slope: x + Δx, else near x."""
    for y in (subject.x + subject.h, subject.x + 1.0, subject.x - 1.0):
        if math.isfinite(float(subject.df(y))):
            return y
    return subject.x


def _sentence(subject: Subject, there: float) -> str:
    if subject.slope is None:
        return f"{subject.no_slope}, so g has no gradient there either: each entry needs its slope."
    rates = subject.slope, float(subject.df(there))
    if not math.isfinite(rates[1]):
        return f"At x = {number(subject.x)} the first entry is {coloured('slope', number(rates[0]))}."
    return (
        f"At ({number(subject.x)}, {number(there)}) the gradient is ({coloured('slope', number(rates[0]))}, "
        f"{coloured('slope', number(rates[1]))}): one slope for each direction you can walk."
    )


def _link(text: str) -> None:
    page = PAGES["partial_derivatives"]
    st.page_link(page.file, label="Walk on this hill: partial derivatives →", query_params={"f": text})
