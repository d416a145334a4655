"""Tells Python whether a section is near the screen: it holds the section's place until it is drawn."""

from __future__ import annotations

from pathlib import Path

from core.widgets.component import SHARED, component

near = component(
    Path(__file__).parent,
    "near",
    html="<h3 hidden></h3>",
    css=[SHARED / "section_heading.css"],
)
