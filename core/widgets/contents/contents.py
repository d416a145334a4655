"""A strip with the sections of a page: it leads to them, says which one is in sight, and lets some be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from core.widgets.component import component
from core.widgets.news import show_with_news

_contents = component(Path(__file__).parent, "contents")


@dataclass(frozen=True)
class Heading:
    """A section: its short name, its title, and whether the page shows it."""

    slug: str
    title: str
    shown: bool


def contents(key: str, headings: Sequence[Heading], *, target: str, visit: int, large: bool) -> None:
    """Draw the strip. ``target``: the section that the address asks for in this ``visit``, "" for none. News:
    {section} that was chosen, {hide: [...]} the short names of those left out.
    """
    data = {"headings": [asdict(heading) for heading in headings], "target": target, "visit": visit, "large": large}
    show_with_news(_contents, key, data)
