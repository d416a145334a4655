"""The stage: number lines on which a nudge travels from x through every u to f; below it the table of the links."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.charts.theme import coloured
from core.curves import Place
from core.curves.picture import own_range
from core.graphs.links import Chain, Reading
from core.graphs.places import rate_of
from core.graphs.way import met_on_the_way
from core.language.presets import INSIDE
from core.sections.chain_rule.predict import asked_of
from core.sections.chain_rule.subject import Subject, choose_links, subject_of
from core.sections.chain_rule.wording import TIMES, lowered, spoken
from core.sections.predicting.asking import ask, predict_switch, right_stage
from core.ui.address import Address
from core.ui.controls import address_slider, follow_sliders
from core.ui.function_input import function_input
from core.ui.section import keep_in_step
from core.ui.stage import fragment
from core.ui.window import take_window, window_bar_of
from core.ui.words import number
from core.widgets.number_lines.number_lines import NumberLine, halves, in_one_scale, show_number_lines

X, DX = "chain_rule.x", "chain_rule.dx"  # the sliders, as the lines in the browser know them
LARGEST_NUDGE = 1.0
SHOWN_NUDGE = 0.5  # nudges up to this fit on the lines without a change of their scale
X_RANGE = 5.0
OWN_SCALES = "Each line has its own scale: read the ticks."
MOST_SPOKEN = 6  # factors that a sentence lists
LONGEST_IN_TABLE = 70  # characters of LaTeX


@fragment
def draw(address: Address) -> None:
    """The input, the choice of links, and the number lines; typing reruns this and no more."""
    with function_input(address, prepare=subject_of, first=INSIDE, range_of=own_range):
        subject = choose_links(address)
        if address.predicting:
            _ask(address)
        else:
            _links(subject, address)


@fragment
def _ask(address: Address) -> None:
    """The chain without its rates: a guess first."""
    right_stage(address, asks=True)
    follow_sliders(address, "x")
    low, high = _reach(address)
    ask(
        address,
        asked_of(subject_of(address)),
        lambda: address_slider(address, "x", "x", minimum=low, maximum=high, limits=(-1e6, 1e6)),
    )


def _reach(address: Address) -> tuple[float, float]:
    """The ends of the slider for x."""
    reach = max(X_RANGE, abs(address["x"]))
    low = -reach if address["from"] is None else address["from"]
    high = reach if address["to"] is None else address["to"]
    return low, max(high, low + 1e-6)


@fragment
def _links(subject: Subject, address: Address) -> None:
    """Number lines, sliders for x and dx, and the sentence."""
    right_stage(address, asks=False)
    chain = subject.chain
    take_window(address)
    with st.container(key="stage_links"):
        picture = st.container(key="lines")
        low, high = _reach(address)
        window_bar_of(address, "links", (low, high, -1.0, 1.0), (address["x"], 0.0))
        with st.container(key="sliders_links", horizontal=True, gap="large"):
            x = address_slider(address, "x", "x", minimum=low, maximum=high, limits=(-1e6, 1e6), drives=X)
            dx = address_slider(
                address, "dx", "nudge dx", minimum=-LARGEST_NUDGE, maximum=LARGEST_NUDGE, step=0.01, drives=DX
            )
        here, there = chain.at(x, subject.parameters), chain.at(x + dx, subject.parameters)
        with picture:
            lines = number_lines(chain, here, there, dx)
            show_number_lines(
                lines,
                alt=sentence(chain, here, there, dx, subject.parameters, plain=True),
                key="chain_rule.lines",
                note="" if in_one_scale(here.so_far) else OWN_SCALES,
                large=address.present,
                chain=portable_chain(chain, x, dx, subject.parameters),
                hands={X: "x", DX: "dx"},
                window=(low, high),
                zoom=1.0 if address["from"] is None else (high - low) / (2 * X_RANGE),
            )
        with st.container(key="sentence_links"):
            st.markdown(sentence(chain, here, there, dx, subject.parameters))
        predict_switch(address)
    keep_in_step(address, "links")


def portable_chain(chain: Chain, x: float, dx: float, letters: Mapping[str, float]) -> dict[str, Any] | None:
    """The chain as programs that the browser runs while a hand moves; None where it cannot."""
    links = [{"inner": link.inner, "program": link.program} for link in chain.links]
    if any(link["program"] is None for link in links):
        return None
    return {"x": x, "dx": dx, "links": links, "letters": dict(letters)}


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
                _move(title, guess, moves[i], i),
                _value(here.values[i]),
                _stretch(here, i),
            )
        )
    return lines


def _move(title: str, guess: float, move: float, place: int) -> str:
    """``du ≈ 0.75``, and what it really is where that is something else."""
    if not math.isfinite(guess):
        return ""
    if place == 0:
        return f"d{title} = {number(guess, 3)}"
    about = f"d{title} ≈ {number(guess, 3)}"
    if not math.isfinite(move) or number(move, 3) == number(guess, 3):
        return about
    return f"{about}, really {number(move, 3)}"


def _value(value: float) -> str:
    return "too large" if math.isinf(value) else "no value" if math.isnan(value) else number(value, 4)


def _stretch(here: Reading, place: int) -> str:
    if place == 0 or not math.isfinite(here.values[place]):
        return ""
    rate = here.rates[place - 1]
    return f"× {number(rate, 4)}" if math.isfinite(rate) else "no rate"


def sentence(
    chain: Chain,
    here: Reading,
    there: Reading,
    dx: float,
    parameters: Mapping[str, float],
    *,
    plain: bool = False,
) -> str:
    """What is on screen, in words; ``plain`` without colours."""

    def say(meaning: str, text: str) -> str:
        return text if plain else coloured(meaning, text)

    at = f"At x = {number(here.values[0])}"
    broken = _where_it_breaks(chain, here, parameters)
    whole = chain.place(here.values[0], parameters)
    if broken and (not chain.is_composite or not whole.has_slope or not math.isfinite(whole.value)):
        return f"{at} {'the chain breaks: ' if chain.is_composite else ''}{broken}."
    slope = rate_of(whole)
    if broken:
        all_the_same = f"f has the slope {say('slope', number(slope))} all the same" if math.isfinite(slope) else ""
        first = f"{at} the chain cannot be used link by link: {broken}. But {all_the_same or TOO_STEEP}."
    elif len(here.rates) == 1:
        first = f"{at} {_compared(say('slope', number(here.product)), here.product)}."
    else:
        factors = [
            f"({said})" if rate < 0 and i else said
            for i, rate in enumerate(here.rates)
            for said in (say("slope", number(rate)),)
        ]
        product = say("slope", number(here.product))
        first = f"{at} the rates multiply: {TIMES.join(factors)} = {product}."
        if len(factors) > MOST_SPOKEN:  # the lines show each of them
            first = f"{at} the {len(factors)} rates on the lines multiply to {product}."
    first += _convention(chain, here, slope, parameters)
    if not math.isfinite(slope):
        return first
    return f"{first} {_nudge(chain, here, there, slope * dx, dx, parameters, say)}"


def _nudge(
    chain: Chain,
    here: Reading,
    there: Reading,
    expected: float,
    dx: float,
    parameters: Mapping[str, float],
    say: Callable[[str, str], str],
) -> str:
    """What a nudge of x should do, what it really does, and what it meets on its way."""
    really = there.values[-1] - here.values[-1]
    should = f"A nudge of {number(dx)} should change f by about {say('slope', number(expected))}"
    met = met_on_the_way(chain.whole, here.values[0], there.values[0], **_letters(chain, parameters))
    if not math.isfinite(really):
        return f"{should}, but at x + dx {_why_no_value(chain, there, met, parameters)}."
    changes = f"{should}; it really changes by {say('function', number(really))}"
    if met is not None and met.kind in CROSSED:
        return f"{changes}: {CROSSED[met.kind]} at x = {number(met.x)}."
    if number(expected) == number(really):
        return f"{should}, and so it does."
    if not _is_far_off(expected, really):
        return f"{changes}."
    if met is not None:
        return f"{changes}. On the way lies {BENDS[met.kind]}, at x = {number(met.x)}."
    return f"{changes}. The nudge is too long: on the way the rates change."


TOO_STEEP = "f has a slope, too large for a computer's numbers"
CROSSED = {
    "pole": "a pole lies between",
    "jump": "a jump was crossed",
    "hole": "the nudge passes over a hole",
    "oscillation": "the curve swings ever faster on the way",
    "edge": "part of the way has no curve, from an edge",
    "lone point": "part of the way has no curve, but for a lone point",
    "undefined": "part of the way has no curve, from a place",
}
BENDS = {"corner": "a corner", "cusp": "a sharp tip", "vertical tangent": "a place where the curve stands upright"}


def _letters(chain: Chain, parameters: Mapping[str, float]) -> dict[str, float]:
    return {name: parameters[name] for name in chain.whole.parameters if name in parameters}


def _convention(chain: Chain, here: Reading, slope: float, parameters: Mapping[str, float]) -> str:
    """What autodiff says where it says something else: it takes a number of its own at every corner."""
    if not math.isfinite(slope):
        return ""
    whole, x, letters = chain.whole, here.values[0], _letters(chain, parameters)
    if whole.enclose(**{chain.variable: x}, **letters).smooth:
        return ""
    number_of_programs = float(whole.derivative(chain.variable)(x, **letters))
    if not math.isfinite(number_of_programs) or math.isclose(number_of_programs, slope, rel_tol=1e-9, abs_tol=1e-12):
        return ""
    return f" (Autodiff says {number(number_of_programs)} here: a convention for corners, which here cancel.)"


def _why_no_value(chain: Chain, there: Reading, met: Place | None, parameters: Mapping[str, float]) -> str:
    found = chain.place(there.values[0], parameters)
    if math.isinf(found.value):
        return "f is too large for a computer's numbers"
    if met is not None and met.kind == "edge":
        return f"f has no value: the curve ends at x = {number(met.x)}"
    return "f has a pole" if found.kind == "pole" else "f has no value"


def _where_it_breaks(chain: Chain, here: Reading, parameters: Mapping[str, float]) -> str:
    """The first link without a value or a rate, in words; empty where all is well."""
    for i, link in enumerate(chain.links):
        where = f"where {lowered(link.inner)} = {number(here.values[i])}" if i else "there"
        formula = f"{lowered(link.name)} = {spoken(link.function.tree, 30)}"
        if math.isinf(here.values[i + 1]):
            return f"{formula} is too large for a computer's numbers {where}"
        if not math.isfinite(here.values[i + 1]):
            return f"{formula} has no value {where}"
        if not math.isfinite(here.rates[i]):
            return f"{formula} has no rate {where} ({link.place(here.values[i], parameters).reason})"
    return ""


def _compared(rate: str, value: float) -> str:
    if value == 0:
        return f"the rate is {rate}: to a tiny nudge f does not answer"
    far = "just" if abs(value) == 1 else f"{number(abs(value))} times"
    return f"the rate is {rate}: f moves {far} as far as x{', the other way' if value < 0 else ''}"


def _is_far_off(expected: float, really: float) -> bool:
    # Where the rate is 0 every nudge is off by all of it; that is no fault of its length.
    return expected != 0 and abs(really - expected) > 0.5 * max(abs(expected), abs(really))
