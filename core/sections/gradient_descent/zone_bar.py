"""The zones of the learning rate, drawn under its slider on the same logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from core.descent.theory import Stretch

# zone → (colour of the theme, sign and word): never colour alone
_LOOKS = {
    "crawls": ("gray", "· crawls"),
    "converges": ("green", "✓ converges"),
    "oscillates but converges": ("orange", "≈ swings"),
    "diverges": ("red", "✕ diverges"),
}

_HTML = '<div class="zones" role="img"></div>'
_CSS = """
.zones { display: flex; height: 1.5rem; margin: 0 8px; overflow: hidden; border-radius: 0.35rem; font-family:
var(--st-font); font-size: 0.8rem; }
.zones > span { display: flex; align-items: center; justify-content: center; overflow: hidden; white-space: nowrap;
min-width: 0;
  color: var(--st-text-color); background: color-mix(in srgb, var(--c) 26%, var(--st-background-color)); border-top:
  3px solid var(--c); }
.zones > span + span { border-left: 2px solid var(--st-background-color); }
.zones.large { height: 2.1rem; font-size: 1.5rem; }
.zones.none > span { border-top-style: dashed; }
"""
_JS = """
export default function (component) {
  const { parentElement: root, data } = component;
  const bar = root.querySelector(".zones");
  bar.classList.toggle("large", Boolean(data.large));
  bar.classList.toggle("none", data.parts.length < 2);
  bar.setAttribute("aria-label", data.words);
  bar.replaceChildren(...data.parts.map(({ share, colour, text, title }) => {
    const part = document.createElement("span");
    part.style.flex = `${share} 1 0`;
    part.style.setProperty("--c", `var(--st-${colour}-color)`);
    part.textContent = text;
    part.title = title;
    return part;
  }));
  // Where there is no room for the word the sign stays.
  for (const part of bar.children) if (part.scrollWidth > part.clientWidth) part.textContent =
  part.textContent.split(" ")[0];
}
"""
_component = st.components.v2.component("zone_bar", html=_HTML, css=_CSS, js=_JS)


def zone_bar(key: str, zones: Sequence[Stretch], low: float, high: float, *, large: bool) -> None:
    """Draw the zones between the learning rates ``low`` and ``high``."""
    parts = [
        {"share": share, "colour": _LOOKS[zone.zone][0], "text": _LOOKS[zone.zone][1], "title": zone.zone}
        for zone in zones
        if (share := _share(zone, low, high)) > 0
    ] or [{"share": 1.0, "colour": "gray", "text": "no zones to quote here: watch the run", "title": ""}]
    words = "Zones of the learning rate from left to right: " + ", ".join(
        part["title"] or part["text"] for part in parts
    )
    _component(key=key, data={"parts": parts, "words": words, "large": large})


def _share(zone: Stretch, low: float, high: float) -> float:
    left, right = max(zone.low, low), min(zone.high, high)
    return math.log(right / left) / math.log(high / low) if right > left else 0.0
