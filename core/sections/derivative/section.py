"""A section of the page: a heading, a few words, and a small stage that follows what is typed and dragged elsewhere.

Typing and dragging rerun only the stage at the top. When a value has settled, each section that is on the screen
asks for its own rerun; the others wait until they are scrolled to (section.js). So a long page costs a keystroke
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from core.sections.derivative.subject import Subject, stamp, subject_of
from core.ui.address import Address
from core.ui.frame import lesson
from core.ui.live_slider import live_slider, released, set_live_slider, slider_value
from core.ui.prose import sections
from core.ui.stage import fragment
from core.ui.style_sheet import style_sheet

_HERE = Path(__file__).parent
_in_step = st.components.v2.component(
    "in_step", html="<span hidden></span>", js=(_HERE / "section.js").read_text(encoding="utf-8")
)

Draw = Callable[[Address, Subject], None]


def sections_below(address: Address, *parts: tuple[str, Draw]) -> None:
    """All sections of the page, in lesson order: (heading in lessons/derivative.md, what draws it)."""
    files = ("sections.css", "sections_present.css") if address.present else ("sections.css",)
    st.html(style_sheet(*(_HERE / file for file in files)))
    for slug, draw in parts:
        show_section(address, slug, draw)


def show_section(address: Address, slug: str, draw: Draw) -> None:
    """Heading, prose and stage of one section, unless ``hide=`` names it."""
    if slug in address.hidden:
        return
    with st.container(key=f"section_{slug}"):
        if address.present:
            st.subheader(sections("derivative")[slug][0], anchor=False)
        else:
            lesson(address, "derivative", slug)
        _stage(address, slug, draw)


@fragment
def _stage(address: Address, slug: str, draw: Draw) -> None:
    draw(address, subject_of(address))
    keep_in_step(address, slug)


def keep_in_step(address: Address, key: str) -> None:
    """Call at the end of a fragment: it tells the other fragments of the page what it shows, and reruns when they
    moved on.
    """
    _in_step(key=f"in_step_{key}", data={"stamp": stamp(address)}, default={"wanted": None}, on_wanted_change=_nothing)


def _nothing() -> None:
    """The rerun itself is what is wanted."""


def section_slider(address: Address, section: str, name: str, label: str, **options: object) -> float:
    """A second slider for the number ``name`` of the address, in another section of the page."""
    key = f"{section}_{name}"
    if slider_value(key) != address[name]:
        set_live_slider(key, address[name])
    value = live_slider(label, key=key, value=address[name], large=address.present, **options)  # type: ignore[arg-type]
    address.put(**{name: value})
    if released(key):
        address.write()
    return value


def point_slider(address: Address, subject: Subject, section: str) -> float:
    """The point x, also here. A change is told to the rest of the page."""
    low, high, *_ = subject.picture.limits
    return section_slider(address, section, "x", "point x", minimum=low, maximum=high, limits=(-1e6, 1e6))


def not_here(sentence: str) -> None:
    """One sentence where a section has nothing to show."""
    st.markdown(sentence)
