"""Fragments that follow each other: each tells the page what it shows and reruns when the others moved on."""

from __future__ import annotations

from pathlib import Path

from core.widgets.component import SHARED, component

in_step = component(
    Path(__file__).parent,
    "in_step",
    html="<p></p>",
    css=[SHARED / "section_heading.css"],
)
