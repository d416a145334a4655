"""For teachers: a link that opens exactly this lesson, its QR code for the projector, a sheet to print."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import segno
import streamlit as st

from core.practice.own import OWN
from core.practice.progress import Item
from core.practice.sheet import MOST, sheet
from core.ui.address import LONGEST_SENTENCE, Address
from core.ui.prose import sections

_LONGEST_QR = 1200  # characters: a larger code cannot be read from the back of a room


def draw_for_teachers(address: Address, item: Item, title: str, *, widget: str) -> None:
    """Folded away: the link panel and the sheet."""
    with st.expander("For teachers: a link to this lesson, a sheet to print"):
        link = _link(address, widget)
        st.code(link, language=None, wrap_lines=True)
        st.markdown("For a lesson plan:")
        st.code(f"- [{_plain(address)}]({link})", language="markdown", wrap_lines=True)
        if len(link) <= _LONGEST_QR:
            st.image(qr_code(link), width=260)
        else:
            st.markdown("This link is too long for a QR code. A shorter function or fewer values help.")
        if item.kind != OWN:
            _sheet(item, title, widget)


def _link(address: Address, widget: str) -> str:
    titles = {slug: heading for slug, (heading, _) in sections(address.page).items() if slug}
    shown = st.multiselect(
        "Sections that are shown",
        list(titles),
        default=[slug for slug in titles if slug not in address.hidden],
        format_func=titles.__getitem__,
        key=f"{widget}.shown",
    )
    sentence = st.text_input(
        "A sentence of yours above the page", address["say"], max_chars=LONGEST_SENTENCE, key=f"{widget}.say"
    )
    present = st.toggle("Open it for the projector", address.present, key=f"{widget}.present")
    query = {**address.query(), "hide": ",".join(slug for slug in titles if slug not in shown), "say": sentence.strip()}
    query["present"] = "1" if present else ""
    return lesson_link(st.context.url or "", {name: value for name, value in query.items() if value})


def lesson_link(url: str, query: dict[str, str]) -> str:
    """The address of a page with these values in it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def qr_code(text: str) -> str:
    """A QR code as SVG, dark on white with its quiet zone, so that it is read in dark mode too."""
    return segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000000", light="#ffffff")


def _plain(address: Address) -> str:
    words = address["say"] or address["f"]
    return "".join(sign if sign not in "[]()\\`" else " " for sign in words)


def _sheet(item: Item, title: str, widget: str) -> None:
    count = st.slider("Exercises on the sheet", 1, MOST, 8, key=f"{widget}.count")
    for solutions, label in ((False, "Sheet"), (True, "Sheet with solutions")):
        st.download_button(
            f"{label} (Markdown)",
            lambda s=solutions: sheet(title, item.kind, item.level, item.seed, count, solutions=s),
            f"{item.kind}-{item.level}{'-solutions' if solutions else ''}.md",
            "text/markdown",
            key=f"{widget}.sheet.{solutions}",
            on_click="ignore",
        )
