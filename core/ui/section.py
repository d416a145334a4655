"""The sections of a page: a heading, the words of the lesson, and a small stage that follows what is typed and dragged.

>>> sections_below(address, subject_of, the_limit, under_the_microscope, …)

Typing and dragging rerun only the stage at the top. When a value has settled, each section that is on the screen asks
for its own rerun (in_step.js). And a section is on the page only while it is near the screen (near.js): Streamlit
renders every element of a page anew at each rerun, so on a long page each key would wait for what nobody sees.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import streamlit as st

from core.ui.address import Address
from core.ui.failing import in_its_place
from core.ui.frame import lesson
from core.ui.prose import sections
from core.ui.stage import fragment
from core.widgets.contents.contents import Heading, contents
from core.widgets.in_step.in_step import in_step
from core.widgets.near.near import place_of_section
from core.widgets.news import news_of

CLOSED = "*This part opens when you have guessed, at the top of the page.*"
_OF_THE_WHOLE_PAGE = ("present", "section", "hide", "folded", "say", "lock")  # no picture depends on them


def sections_below(address: Address, subject_of: Callable[[Address], Any], *parts: ModuleType | str) -> None:
    """All sections of the page, in lesson order: the modules that draw them, named like their headings in
    lessons/<page>.md (``the_limit.py``: "The limit"), or the short name of a heading that has words only.

    Each is drawn by its ``draw(subject, address)``; what the page is about is asked of the address each time, for a
    section draws again whenever the page has moved on.
    """
    _strip(address, [part if isinstance(part, str) else slug_of(part) for part in parts])
    for part in parts:
        slug, draw = (part, None) if isinstance(part, str) else (slug_of(part), _about(subject_of, part.draw))
        # On the projector there are no words without a picture; ``hide=`` names what a teacher leaves out.
        if slug not in address.hidden and (draw or not address.present):
            _section(address, slug, draw)


def _strip(address: Address, slugs: list[str]) -> None:
    """The contents of the page; what is chosen in it goes into the address."""
    key = f"{address.page}.contents"
    if (news := news_of(key)) is not None:
        if news.values.get("section") in slugs:
            address.put(section=news.values["section"])
        if isinstance(hide := news.values.get("hide"), list):
            others = address.hidden - set(slugs)
            address.put(hide=",".join([*sorted(others), *(slug for slug in slugs if slug in hide)]))
        address.write()
    titles = sections(address.page)
    headings = [Heading(slug, titles[slug][0], slug not in address.hidden) for slug in slugs]
    contents(key, headings, target=address["section"], visit=address.visit, large=address.present)


def slug_of(section: ModuleType) -> str:
    """The short name of the heading that this module draws: ``core.sections.derivative.the_limit`` → ``the-limit``."""
    return section.__name__.rpartition(".")[2].replace("_", "-")


def _about(subject_of: Callable[[Address], Any], draw: Callable[[Any, Address], None]) -> Callable[[Address], None]:
    return lambda address: draw(subject_of(address), address)


@fragment
def _section(address: Address, slug: str, draw: Callable[[Address], None] | None) -> None:
    title = sections(address.page)[slug][0]
    folded = _take_fold(address, slug)
    drawn = not folded and _is_near(f"near_{slug}")
    place_of_section(f"near_{slug}", slug, title, drawn=drawn, folded=folded, large=address.present)
    drawing = _count_drawings(f"{address.page}.{slug}.drawn", drawn)
    if not drawn:
        return
    address = address.drawn_for_the(drawing)
    with st.container(key=f"section_{slug}"):
        if address.present:
            st.subheader(title, anchor=False)
        else:
            lesson(address, address.page, slug)
        if draw is not None:
            _stage(address, slug, draw)


def _take_fold(address: Address, slug: str) -> bool:
    """Whether the section is folded away, with what the reader has just done to it."""
    if (news := news_of(f"near_{slug}")) is not None and isinstance(fold := news.values.get("fold"), bool):
        others = address.folded - {slug}
        address.put(folded=",".join(sorted(others | {slug} if fold else others)))
        address.write()
    return slug in address.folded


def _count_drawings(key: str, drawn: bool) -> int:
    """How often a section has come onto the page in this session: each time its widgets are new ones."""
    count, before = st.session_state.get(key, (0, False))
    count += drawn and not before
    st.session_state[key] = count, drawn
    return count


def _is_near(key: str) -> bool:
    """What the browser says of the section; where there is no browser to ask (a test in process), all are drawn."""
    if not st.context.headers:
        return True
    state = st.session_state.get(key)
    return bool(state.get("near")) if state is not None and hasattr(state, "get") else False


@fragment
def _stage(address: Address, slug: str, draw: Callable[[Address], None]) -> None:
    with in_its_place(slug):
        if address.awaits_guess:
            st.markdown(CLOSED)
        else:
            draw(address)
    keep_in_step(address, slug)


def keep_in_step(address: Address, key: str, description: str = "") -> None:
    """Call at the end of a fragment: it tells the other fragments of the page what it shows, and reruns when they
    moved on. ``description``: the picture in a sentence, for those who do not see it.
    """
    in_step(
        key=f"in_step_{key}",
        data={"stamp": stamp(address), "description": description},
        default={"wanted": None},
        on_wanted_change=_nothing,
    )


def stamp(address: Address) -> str:
    """What a picture of the page depends on, in one short text."""
    return repr(sorted((name, value) for name, value in address.values.items() if name not in _OF_THE_WHOLE_PAGE))


def _nothing() -> None:
    """The rerun itself is what is wanted."""
