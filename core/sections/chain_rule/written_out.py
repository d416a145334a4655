"""The chain rule written out as a teacher would: the rates, their product, u replaced, the value."""

from __future__ import annotations

import math

import streamlit as st

from core.graphs.links import Chain
from core.language.printing import to_latex
from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import aligned, latex_name, product, rate_name
from core.ui.address import Address
from core.ui.words import latex_number

TOO_LONG = 1200  # characters of LaTeX in one line


def draw(subject: Subject, address: Address) -> None:
    """Show the steps as one aligned block."""
    with st.container(key="steps_substitution"):
        st.latex(substitution_latex(subject))


def substitution_latex(subject: Subject) -> str:
    """The steps in LaTeX, each with a word on what it does; numbers for the x on screen at the end."""
    chain, here = subject.chain, subject.reading
    whole = rate_name(chain.output, chain.variable)
    place = f"{latex_name(chain.variable)} = {latex_number(subject.x)}"
    at = rf"\left.{whole}\right|_{{{place}}}"
    if not chain.is_composite:
        rate = to_latex(chain.links[0].rate_tree)
        return aligned([(whole, rate, "nothing inside: one rate is all"), (at, latex_number(here.product), "put in x")])
    back = list(reversed(chain.links))
    lines = [
        (latex_name(link.name), to_latex(link.function.tree), _role(i, len(chain.links)))
        for i, link in enumerate(chain.links)
    ]
    rates = [(rate_name(link.name, link.inner), to_latex(link.rate_tree), "") for link in back]
    lines += [(*rates[0][:2], "the rate of each part"), *rates[1:]]
    names = r" \cdot ".join(rate_name(link.name, link.inner) for link in back)
    lines.append((whole, names, "the chain rule: multiply"))
    steps = {
        product([link.rate_tree for link in back]): "put in the rates",
        product(chain.rates_in_x): f"put back what {_inner_names(chain)} for",
        to_latex(chain.derivative): "tidy up",
    }
    for step, words in steps.items():
        lines.append(("", step if len(step) <= TOO_LONG else r"\text{(too long to write out)}", words))
    numbers = r" \cdot ".join(_factor(rate, i) for i, rate in enumerate(reversed(here.rates)))
    if math.isfinite(here.product):
        numbers += f" = {latex_number(here.product)}"
    lines.append((at, numbers, "put in the numbers"))
    slope = chain.place(subject.x, subject.parameters).slope
    if slope is not None and math.isfinite(slope) and not math.isfinite(here.product):
        lines.append((at, latex_number(slope), "the slope all the same: ask f as a whole"))
    return aligned(lines)


def _role(place: int, count: int) -> str:
    if place == 0:
        return "the inner part" if count == 2 else "the innermost part"
    return ("the outer part" if count == 2 else "the outermost part") if place == count - 1 else ""


def _inner_names(chain: Chain) -> str:
    *others, last = (rf"${latex_name(link.name)}$" for link in chain.links[:-1])
    return f"{others[0]}, …, {last} stand" if others else f"{last} stands"


def _factor(rate: float, place: int) -> str:
    text = latex_number(rate)
    return rf"\left({text}\right)" if text.startswith("-") and place else text
