"""Links of lessons as text: the address, its QR code, a line of a plan in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

import segno

LONGEST_QR = 1200  # characters: a larger code cannot be read from the back of a room


def lesson_link(url: str, query: Mapping[str, str]) -> str:
    """The address of a page with these values in it; empty ones are left out."""
    parts = urlsplit(url)
    told = urlencode({name: value for name, value in query.items() if value})
    return urlunsplit((parts.scheme, parts.netloc, parts.path, told, ""))


def qr_code(text: str) -> str:
    """A QR code as SVG, dark on white with its quiet zone, so that it is read in dark mode too."""
    return segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000000", light="#ffffff")


def plan(lessons: Sequence[tuple[str, str]]) -> str:
    """A lesson plan in Markdown: a numbered list of titles, each with its link."""
    return "\n".join(f"{place}. [{plain(title)}]({link})" for place, (title, link) in enumerate(lessons, 1))


def plain(title: str) -> str:
    """A title without the signs that mean something in Markdown."""
    return "".join(sign if sign not in "[]()\\`<>*_#!|" else " " for sign in title).strip() or "Lesson"
