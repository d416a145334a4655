"""What the address of the derivative page may hold."""

from __future__ import annotations

from core.sections.practice.address import PRACTISING
from core.sections.predicting.address import PREDICTION
from core.ui.entries import Choice, Number, Text
from core.ui.function_input import readable

ENTRIES = (
    Text("f", "x^2", check=lambda text: readable(text, ("x",)), formula=True),
    Number("x", 3.0, -1e6, 1e6),
    Number("h", 0.5, -1e3, 1e3, nonzero=True),
    Choice("second", "0", ("0", "1")),
    Choice("hints", "0", ("0", "1")),
    Choice("cases", "0", ("0", "1")),
    *PRACTISING,
    *PREDICTION,
)
