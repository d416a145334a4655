"""The sections of the derivative page, each with its own small stage."""

from pathlib import Path

STYLE = Path(__file__).parent  # where its style sheets lie
