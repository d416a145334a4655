"""What the address says about predicting: ``predict=1`` asks first, ``guess=`` is what was guessed (then the answer is
shown).
"""

from __future__ import annotations

from core.practice.predict import read_guess
from core.ui.entries import Choice, Entry, Text

PREDICTION: tuple[Entry, ...] = (
    Choice("predict", "0", ("0", "1")),
    Text("guess", "", check=read_guess, longest=60, otherwise="I ask again"),
)
