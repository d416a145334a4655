"""The stage: number lines on which a nudge travels from x through every u to f; below it the table of the links."""

from __future__ import annotations

import math

import streamlit as st

from core.calculus.links import Chain, Reading
from core.charts.theme import coloured
from core.language.printing import to_latex
from core.sections.chain_rule.chain import OnScreen
from core.sections.chain_rule.number_lines import NumberLine, halves, show_number_lines
from core.sections.chain_rule.wording import latex_name, latex_number, lowered, rate_name, spoken
from core.ui.controls import address_slider
from core.ui.section import keep_in_step
from core.ui.stage import fragment
from core.ui.words import number

LARGEST_NUDGE = 1.0
SHOWN_NUDGE = 0.5  # nudges up to this fit on the lines without a change of their scale
X_RANGE = 5.0


@fragment
def links_stage(shown: OnScreen) -> None:
    """Number lines, sliders for x and dx, and the sentence."""
    address, chain = shown.address, shown.chain
    with st.container(key="stage_links"):
        picture = st.container(key="lines")
        with st.container(key="sliders_links", horizontal=True, gap="large"):
            reach = max(X_RANGE, abs(address["x"]))
            low = -reach if address["from"] is None else address["from"]
            high = reach if address["to"] is None else address["to"]
            x = address_slider(address, "x", "x", minimum=low, maximum=max(high, low + 1e-6), limits=(-1e6, 1e6))
            dx = address_slider(
                address, "dx", "dx, the nudge", minimum=-LARGEST_NUDGE, maximum=LARGEST_NUDGE, step=0.01
            )
        here, there = chain.at(x, shown.parameters), chain.at(x + dx, shown.parameters)
        with picture:
            lines = number_lines(chain, here, there, dx)
            show_number_lines(
                lines, alt=sentence(chain, here, there, dx, plain=True), key="chain_rule.lines", large=address.present
            )
        with st.container(key="sentence_links"):
            st.markdown(sentence(chain, here, there, dx))
    keep_in_step(address, "links")


def number_lines(chain: Chain, here: Reading, there: Reading, dx: float) -> list[NumberLine]:
    """The lines x, u₁, …, f as they stand for this nudge."""
    stretches = here.so_far
    moves = [after - before for before, after in zip(here.values, there.values, strict=True)]
    half = halves(stretches, moves, max(SHOWN_NUDGE, 1.15 * abs(dx)))
    lines = []
    for i, name in enumerate(chain.names):
        title = lowered(name)
        formula = title if i == 0 else f"{title} = {spoken(chain.links[i - 1].function.tree, 30)}"
        guess = stretches[i] * dx
        lines.append(
            NumberLine(
                title,
                formula,
                here.values[i],
                here.values[i] + guess,
                there.values[i],
                half[i],
                f"d{title} = {number(guess, 3)}" if i == 0 else f"d{title} ≈ {number(guess, 3)}",
                f"{number(here.values[i], 4)}",
                "" if i == 0 else f"× {number(here.rates[i - 1], 4)}",
            )
        )
    return lines


def sentence(chain: Chain, here: Reading, there: Reading, dx: float, *, plain: bool = False) -> str:
    """What is on screen, in words; ``plain`` without colours."""

    def say(meaning: str, text: str) -> str:
        return text if plain else coloured(meaning, text)

    x = number(here.values[0])
    if not math.isfinite(here.values[-1]):
        lost = next(name for name, value in zip(chain.names, here.values, strict=True) if not math.isfinite(value))
        return f"At x = {x} the chain breaks: {lowered(lost)} has no value there, so neither has f."
    if not math.isfinite(here.product):
        return f"At x = {x} one of the links has no rate, so the chain rule has nothing to multiply there."
    rates = [say("slope", number(rate)) for rate in here.rates]
    if len(rates) == 1:
        first = f"At x = {x} f changes {rates[0]} times as fast as x."
    else:
        rates = [
            f"({rate})" if value < 0 and i else rate
            for i, (rate, value) in enumerate(zip(rates, here.rates, strict=True))
        ]
        total = say("slope", number(here.product))
        first = f"At x = {x} the rates multiply: {' · '.join(rates)} = {total}."
    expected, really = here.product * dx, there.values[-1] - here.values[-1]
    second = f"A nudge of {number(dx)} should change f by about {say('slope', number(expected))}"
    if not math.isfinite(really):
        return f"{first} {second}, but x + dx is a place where f has no value."
    return f"{first} {second}; it really changes by {say('function', number(really))}."


def links_section(shown: OnScreen) -> None:
    """The links as a table."""
    with st.container(key="links_table"):
        st.markdown(links_table(shown.chain, shown.reading))


def links_table(chain: Chain, here: Reading) -> str:
    """Every link with its formula, its value, the formula of its rate and the rate here, as a Markdown table."""
    rows = [f"| link | value at $x = {latex_number(here.values[0])}$ | rate | here |", "|:--|--:|:--|--:|"]
    for i, link in enumerate(chain.links):
        formula = f"{latex_name(link.name)} = {to_latex(link.function.tree)}"
        rate = f"{rate_name(link.name, link.inner)} = {to_latex(link.rate_tree)}"
        rows.append(
            f"| ${_cell(formula)}$ | {coloured('function', number(here.values[i + 1], 5))} "
            f"| ${_cell(rate)}$ | {coloured('slope', number(here.rates[i], 5))} |"
        )
    if chain.is_composite:
        total = coloured("slope", number(here.product, 5))
        product = r" \cdot ".join(rate_name(link.name, link.inner) for link in reversed(chain.links))
        rows.append(f"| all together | | ${rate_name(chain.output, chain.variable)} = {product}$ | {total} |")
    return "\n".join(rows)


def _cell(latex: str) -> str:
    # A bar would end the cell of a Markdown table.
    return latex.replace(r"\left|", r"\left\lvert ").replace(r"\right|", r"\right\rvert ").replace("|", r"\vert ")
