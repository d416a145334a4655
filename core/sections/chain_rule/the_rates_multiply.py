"""The links as a table: each with its value and its rate, and the rates multiplied."""

from __future__ import annotations

import math

import pyarrow as pa
import streamlit as st

from core.charts.template import arrow
from core.charts.theme import coloured
from core.graphs.links import Chain, Reading
from core.language.printing import to_latex
from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import latex_name, lowered, rate_name, spoken
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.words import number

LONGEST_IN_TABLE = 70  # characters of LaTeX


def draw(subject: Subject, address: Address) -> None:
    """The links as a table, and the numbers of the lines."""
    with st.container(key="links_table"):
        st.markdown(links_table(subject.chain, subject.reading))
    numbers(address, "The numbers on the lines above", "chain_rule.lines", lambda: lines_table(subject, address["dx"]))


def lines_table(subject: Subject, dx: float) -> pa.Table:
    """What the number lines show: where each stands, its rate, and how far the nudge moves it, said and in truth."""
    chain, here = subject.chain, subject.reading
    there = chain.at(subject.x + dx, subject.parameters)
    return arrow(
        name=[lowered(name) for name in chain.names],
        formula=["", *(spoken(link.function.tree, 80) for link in chain.links)],
        value=here.values,
        rate=[math.nan, *here.rates],
        rates_multiplied=here.so_far,
        move_by_the_rates=[stretch * dx for stretch in here.so_far],
        move_really=[after - before for before, after in zip(here.values, there.values, strict=True)],
    )


def links_table(chain: Chain, here: Reading) -> str:
    """Every link with its formula, its value, the formula of its rate and the rate here, as a Markdown table."""
    rows = ["| link | value | rate | its formula |", "|:--|--:|--:|:--|"]
    rows.append(f"| ${latex_name(chain.variable)}$ | {coloured('function', number(here.values[0], 5))} | | |")
    for i, link in enumerate(chain.links):
        formula = f"{latex_name(link.name)} = {to_latex(link.function.tree)}"
        rate = f"{rate_name(link.name, link.inner)} = {to_latex(link.rate_tree)}"
        rows.append(
            f"| ${_cell(formula)}$ | {coloured('function', number(here.values[i + 1], 5))} "
            f"| {coloured('slope', number(here.rates[i], 5))} | ${_cell(rate)}$ |"
        )
    if chain.is_composite:
        total = coloured("slope", number(here.product, 5))
        product = r" \cdot ".join(rate_name(link.name, link.inner) for link in reversed(chain.links))
        formula = f"{rate_name(chain.output, chain.variable)} = {product}"
        gathered = to_latex(chain.derivative)
        if len(gathered) <= LONGEST_IN_TABLE:
            formula += f" = {gathered}"
        rows.append(f"| all together | | {total} | ${_cell(formula)}$ |")
    return "\n".join(rows)


def _cell(latex: str) -> str:
    # A bar would end the cell of a Markdown table.
    return latex.replace(r"\left|", r"\left\lvert ").replace(r"\right|", r"\right\rvert ").replace("|", r"\vert ")
