"""The sections of the chain-rule page, in lesson order."""

from pathlib import Path

STYLE = Path(__file__).parent  # where its style sheets lie
