"""Tells Python whether a section is near the screen: it holds the section's place until it is drawn, and folds it.

The state ``near`` says whether it is to be drawn; news: {fold}, whether the reader wants it folded.
"""

from __future__ import annotations

from pathlib import Path

from core.widgets.component import SHARED, component
from core.widgets.news import answered

_near = component(
    Path(__file__).parent,
    "near",
    css=[SHARED / "section_heading.css", "near.css"],
)


def place_of_section(key: str, slug: str, title: str, *, drawn: bool, folded: bool, large: bool) -> None:
    """Hold the place of the section ``slug``. ``drawn``: it stands below, on the page."""
    _near(
        key=key,
        data={
            "drawn": drawn,
            "title": title,
            "slug": slug,
            "folded": folded,
            "large": large,
            "answered": answered(key),
        },
        default={"near": False, "news": None},
        on_near_change=lambda: None,
        on_news_change=lambda: None,
    )
