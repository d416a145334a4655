"""Play, pause and step for a live slider: the browser moves the slider, as a hand would, so the page never freezes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from core.widgets.component import component

_component = component(Path(__file__).parent, "slider_player")


def slider_player(
    key: str, *, slider: str, towards: Literal["zero", "end"], label: str, steps: int = 24, large: bool = False
) -> None:
    """Buttons that move the live slider in the container ``st-key-<slider>`` in ``steps`` steps towards its zero or
    its end.

    Keys, for the player nearest the middle of the screen while no text is being typed: p plays and pauses, comma and
    full stop step back and on.
    """
    _component(key=key, data={"slider": slider, "towards": towards, "label": label, "steps": steps, "large": large})
