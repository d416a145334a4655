"""The sections of the gradient-descent page."""

from pathlib import Path

STYLE = Path(__file__).parent  # where its style sheets lie
