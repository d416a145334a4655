"""What the address of the partial-derivatives page may hold."""

from __future__ import annotations

from core.learning.line_fit import LOSSES, SCATTERS, read_points
from core.sections.practice.address import PRACTISING
from core.sections.predicting.address import PREDICTION
from core.ui.entries import Choice, Number, Text
from core.ui.function_input import readable

XY = ("x", "y")
LIMIT = 50.0  # of weight and bias

ENTRIES = (
    Text("f", "x^2 + 3x y + y^2", check=lambda text: readable(text, XY), formula=True),
    Number("x", 1.0, -1e6, 1e6),
    Number("y", 2.0, -1e6, 1e6),
    Number("angle", 0.0, 0.0, 360.0),
    Number("h", 0.5, -2.0, 2.0, nonzero=True),
    Choice("arrows", "0", ("0", "1")),
    # the line fit
    Choice("loss", "squared", LOSSES),
    Choice("data", "line", SCATTERS),
    Number("seed", 1, 0, 9999, whole=True),
    Number("noise", 0.5, 0.0, 2.0),
    Choice("outlier", "0", ("0", "1")),
    Text(
        "points",
        "",
        check=lambda text: read_points(text) if text else None,
        longest=700,
        otherwise="the usual points are shown",
    ),
    Number("weight", -1.0, -LIMIT, LIMIT),
    Number("bias", -1.0, -LIMIT, LIMIT),
    Number("lr", 0.1, 1e-4, 10.0),
    *PRACTISING,
    *PREDICTION,
)
