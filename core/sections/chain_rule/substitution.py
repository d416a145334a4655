"""The chain rule written out as a teacher would: the rates, their product, u replaced, the value."""

from __future__ import annotations

import streamlit as st

from core.language.printing import to_latex
from core.sections.chain_rule.chain import OnScreen
from core.sections.chain_rule.wording import latex_name, latex_number, product, rate_name

TOO_LONG = 1200  # characters of LaTeX in one line


def substitution(shown: OnScreen) -> None:
    """Show the steps as one aligned block."""
    with st.container(key="steps_substitution"):
        st.latex(substitution_latex(shown))


def substitution_latex(shown: OnScreen) -> str:
    """The steps in LaTeX, numbers for the x on screen at the end."""
    chain, here = shown.chain, shown.reading
    whole = rate_name(chain.output, chain.variable)
    at = rf"\left.{whole}\right|_{{{latex_name(chain.variable)} = {latex_number(shown.x)}}}"
    if not chain.is_composite:
        rate = to_latex(chain.links[0].rate_tree)
        lines = [rf"{whole} &= {rate}", rf"{at} &= {latex_number(here.product)}"]
        return _aligned(lines)
    back = list(reversed(chain.links))
    names = r" \cdot ".join(rate_name(link.name, link.inner) for link in back)
    lines = [rf"{latex_name(link.name)} &= {to_latex(link.function.tree)}" for link in chain.links]
    lines += [rf"{rate_name(link.name, link.inner)} &= {to_latex(link.rate_tree)}" for link in back]
    in_links, in_x, gathered = (
        product([link.rate_tree for link in back]),
        product(chain.rates_in_x),
        to_latex(chain.derivative),
    )
    lines.append(rf"{whole} &= {names}")
    for step in dict.fromkeys((in_links, in_x, gathered)):
        lines.append(rf"&= {step}" if len(step) <= TOO_LONG else r"&= \text{(too long to write out)}")
    numbers = r" \cdot ".join(_factor(rate, i) for i, rate in enumerate(reversed(here.rates)))
    lines.append(rf"{at} &= {numbers} = {latex_number(here.product)}")
    return _aligned(lines)


def _factor(rate: float, place: int) -> str:
    text = latex_number(rate)
    return rf"\left({text}\right)" if text.startswith("-") and place else text


def _aligned(lines: list[str]) -> str:
    return r"\begin{aligned}" + r" \\[0.5em] ".join(lines) + r"\end{aligned}"
