"""The frame of every page: the row of pages, present and share, the question, and the words of the lessons.

A page is composed like this (see pages/1_derivative.py):

>>> address = page_frame("derivative", "How fast is f changing, right here?", Text("f", "x^2", …), Number("x", 3.0))
>>> @fragment                          # typing reruns this and no more
... def body(address):
...     with function_input(address):
...         tangent_stage(address)       # a nested fragment (core/ui/stage.py): dragging reruns only this
>>> first_screen(body, address)
>>> lesson(address, "derivative", "the-limit")   # prose: reruns with neither
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.ui import gate, pages_left, said_together
from core.ui.address import Address, open_address
from core.ui.entries import Entry
from core.ui.prose import sections
from core.ui.style_sheet import style_sheet
from core.widgets.address_bar.address_bar import address_bar
from core.widgets.component import widgets_code

_HERE = Path(__file__).parent

gate.install()
said_together.install()
pages_left.install()  # asked first, so installed last


@dataclass(frozen=True)
class Page:
    """A page of the app: its name in the address, its file, its title, its variables."""

    path: str
    file: str
    title: str


HOME = Page("", "streamlit_app.py", "Start")
CONCEPTS = (
    Page("derivative", "pages/1_derivative.py", "Derivative"),
    Page("partial_derivatives", "pages/2_partial_derivatives.py", "Partial derivatives"),
    Page("chain_rule", "pages/3_chain_rule.py", "Chain rule"),
    Page("gradient_descent", "pages/4_gradient_descent.py", "Gradient descent"),
)
PAGES = {page.path: page for page in (HOME, *CONCEPTS)}


def page_frame(
    path: str,
    question: str,
    *entries: Entry,
    style: Path | None = None,
    teach: Callable[[Address], None] | None = None,
) -> Address:
    """Set up the page ``path`` ("" is the front door): title, style, row of pages, question. Returns its address.

    ``style``: the folder of the page's own style.css and present.css, if it has any. ``teach``: opens the
    teacher's panel.
    """
    page = PAGES[path]
    st.set_page_config(page_title=page.title, page_icon=str(_HERE / "icon.svg"), layout="wide")
    address = open_address(path or "start", *entries)
    _styles(address, style)
    _row_of_pages(address, teach)
    _notices(address)
    with st.container(key="question"):
        st.header(question, anchor=False)
        _first_words(address, path or "front_door")
    if address["say"]:
        st.text(address["say"])  # never Markdown: it comes from the address
    return address


def _first_words(address: Address, name: str) -> None:
    """What stands above the first heading of lessons/<name>.md: what the page is about, in a sentence."""
    if (words := sections(name)[""][1]) and not address.present and "prose" not in address.hidden:
        st.markdown(words)


def first_screen(draw: Callable[[Address], None], address: Address) -> None:
    """Draw the input and the stage where they stand on one screen (first_screen.css)."""
    with st.container(key="first_screen"):
        draw(address)


def _styles(address: Address, folder: Path | None) -> None:
    # All in one element: each element of a page costs time at every rerun.
    files: list[str | Path] = ["style.css", "first_screen.css", "sections.css"]
    if folder is not None:
        files.append(folder / "style.css")
    if address.present:
        files += ["present.css", "sections_present.css"]
        if folder is not None and (folder / "present.css").exists():
            files.append(folder / "present.css")
    st.html(style_sheet(*files))


def _row_of_pages(address: Address, teach: Callable[[Address], None] | None) -> None:
    key = f"{address.page}.present"
    if st.session_state.get(f"{key}.visit") != address.visit or key not in st.session_state:
        st.session_state[f"{key}.visit"], st.session_state[key] = address.visit, address.present
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="frame"):
        widgets_code()
        for page in PAGES.values():
            st.page_link(page.file, label=page.title)
        st.space("stretch")
        if st.toggle("Present", key=key) != address.present:
            address.put(present="0" if address.present else "1")
            address.write()
        if teach is not None and st.button("Teach", key=f"{address.page}.teach"):
            teach(address)
        address_bar(key="share", width="content", data={"large": address.present})


def _notices(address: Address) -> None:
    # st.text: what the address holds is never read as Markdown.
    # One line: a link from elsewhere may hold a dozen names that mean nothing here.
    first, *more = address.notices or ("",)
    with st.container(key="notices"):
        if first:
            st.text(f"{first} And {len(more)} more like this." if more else first)


def lesson(address: Address, name: str, section: str = "", *, heading: bool = True) -> None:
    """Show a section of lessons/<name>.md, unless the page is projected or ``hide=`` names the section (or "prose")."""
    if address.present or address.hidden & {section, "prose"}:
        return
    title, text = sections(name)[section]
    if title and heading:
        st.subheader(title, anchor=False)
    st.markdown(text, width=820)
