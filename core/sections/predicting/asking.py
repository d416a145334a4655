"""The stage of a page while it asks: the picture without its answer, fields for the guess, and after it the distance.

A guess belongs to one question: where the function or the place changes, another is asked.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from core.charts.theme import spoken
from core.language import LanguageError, parse
from core.practice.predict import FATES, LARGEST, NONE, Guess, read_guess, show_guess
from core.ui.address import Address
from core.ui.controls import switch
from core.ui.section import keep_in_step
from core.ui.words import number
from core.widgets.guess.guess import Answer, Scene, guess_picture, placed_on


@dataclass(frozen=True)
class Asked:
    """What a stage asks.

    ``about``: what the question depends on. ``question`` in words, ``alt`` what is on the picture, for those who do
    not see it: neither may tell the answer. ``fields``: the names of the numbers of a guess. ``nothing``: the words of
    the guess that there is no answer, empty where there always is one. ``fates``: whether a fate is guessed too.
    ``answer`` and ``told`` (the distance of a guess, in words) are asked for only when they may be seen.
    """

    about: str
    question: str
    alt: str
    scene: Scene
    fields: tuple[str, ...]
    answer: Callable[[], Answer]
    told: Callable[[Guess], str]
    nothing: str = ""
    fates: bool = False


@dataclass
class _Draft:
    """The guess of a session that is not shown yet: its texts in the fields and its fate."""

    visit: int
    about: str
    texts: list[str] = field(default_factory=list)
    fate: str | None = None
    revision: int = 0

    @property
    def numbers(self) -> tuple[float, ...] | None:
        """The numbers in the fields; None while one is missing or cannot be read."""
        read = [_number_in(text) for text in self.texts]
        return None if None in read else tuple(value for value in read if value is not None)


def right_stage(address: Address, *, asks: bool) -> None:
    """Call first in the fragment of a stage that ``asks``, or of one that does not: where the toggle says otherwise by
    now, the page is drawn again.
    """
    if address.predicting != asks:
        st.rerun()


def predict_switch(address: Address) -> None:
    """The toggle that lets the stage ask first."""
    switch(address, "predict", "Predict first", forget=("guess",))


def ask(address: Address, asked: Asked, sliders: Callable[[], None]) -> None:
    """Draw the stage that asks. ``sliders``: draws what sets the place that is asked about. Use in a fragment."""
    key = f"{address.page}.guess"
    draft = _draft(address, asked, key)
    shown = read_guess(address["guess"])
    placed = placed_on(f"{key}.picture", len(asked.fields))
    if placed is not None and shown is None:
        draft.texts = [number(value, 6) for value in placed]
    seen = draft.numbers if shown is None else (shown.numbers or None)
    with st.container(key="stage_guess"):
        guess_picture(
            f"{key}.picture",
            asked.scene,
            seen,
            None if shown is None else asked.answer(),
            revision=draft.revision,
            large=address.present,
            alt=asked.alt,
        )
        with st.container(key="sliders_guess", horizontal=True, gap="large"):
            sliders()
        with st.container(key="sentence_guess"):
            told = _asked(address, asked, draft, key) if shown is None else _told(address, asked, shown, draft, key)
        if not asked.fates:
            predict_switch(address)
        keep_in_step(address, "guess", told)


def _draft(address: Address, asked: Asked, key: str) -> _Draft:
    draft: _Draft | None = st.session_state.get(key)
    fits = _fits(read_guess(address["guess"]), asked)
    if draft is None or draft.visit != address.visit or draft.about != asked.about or not fits:
        if (draft is not None and draft.visit == address.visit) or not fits:
            address.put(guess=None)  # it was about something else
        revision = draft.revision + 1 if draft is not None else 1
        draft = st.session_state[key] = _Draft(address.visit, asked.about, [""] * len(asked.fields), None, revision)
    return draft


def _fits(guess: Guess | None, asked: Asked) -> bool:
    if guess is None:
        return True
    if guess.word == NONE:
        return bool(asked.nothing)
    return len(guess.numbers) == len(asked.fields) and (guess.word in FATES) == asked.fates


# -- before -----------------------------------------------------------------------------------------------------------


def _asked(address: Address, asked: Asked, draft: _Draft, key: str) -> str:
    st.markdown(f"**{asked.question}** Place it on the picture, or type it.")
    with st.container(horizontal=True, vertical_alignment="bottom", key="guess_fields"):
        for place, name in enumerate(asked.fields):
            _field(draft, place, name, f"{key}.{place}")
    if asked.fates:
        _fate(draft, f"{key}.fate")
    if any(text and _number_in(text) is None for text in draft.texts):
        st.text("That is no number I can read.")

    def show(guess: Guess) -> None:
        address.put(guess=show_guess(guess))
        address.write()

    ready = draft.numbers is not None and (draft.fate is not None or not asked.fates)
    guess = Guess(draft.numbers or (), draft.fate or "" if asked.fates else "")
    with st.container(horizontal=True, key="guess_buttons"):
        st.button(
            "Show the answer", key=f"{key}.show", on_click=show, args=(guess,), disabled=not ready, type="primary"
        )
        if asked.nothing:
            st.button(asked.nothing, key=f"{key}.none", on_click=show, args=(Guess(word=NONE),))
    return f"{spoken(asked.alt)} {spoken(asked.question)}"


def _field(draft: _Draft, place: int, name: str, key: str) -> None:
    st.session_state[key] = draft.texts[place]

    def typed() -> None:
        draft.texts[place] = str(st.session_state.get(key) or "")
        draft.revision += 1

    st.text_input(name, key=key, max_chars=60, autocomplete="off", on_change=typed, width=150)


def _fate(draft: _Draft, key: str) -> None:
    st.session_state[key] = draft.fate

    def chosen() -> None:
        fate = st.session_state.get(key)
        draft.fate = fate if fate in FATES else None

    words = {fate: words[:1].upper() + words[1:] for fate, words in FATES.items()}
    st.selectbox("What becomes of it?", list(FATES), index=None, format_func=words.get, key=key, on_change=chosen)


def _number_in(text: str) -> float | None:
    """A typed number (3/4, −2, 0.5); None for anything else."""
    try:
        typed = parse(text, ("x",))
        value = math.nan if typed.expression.free_symbols else float(typed(0.0))
    except LanguageError:
        return None
    return value if abs(value) <= LARGEST else None


# -- after ------------------------------------------------------------------------------------------------------------


def _told(address: Address, asked: Asked, guess: Guess, draft: _Draft, key: str) -> str:
    words = asked.told(guess)
    st.markdown(words)

    def again() -> None:
        draft.texts, draft.fate = [""] * len(asked.fields), None
        draft.revision += 1
        address.put(guess=None)
        address.write()

    st.button("New guess", key=f"{key}.again", on_click=again)
    return spoken(words)
