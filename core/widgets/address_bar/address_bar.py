"""A button that copies the address of the lesson as it stands."""

from __future__ import annotations

from pathlib import Path

from core.widgets.component import component

address_bar = component(Path(__file__).parent, "address_bar")
