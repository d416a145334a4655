"""What the address of the gradient-descent page may hold."""

from __future__ import annotations

from core.descent.optimisers import OPTIMISERS
from core.descent.schedules import SCHEDULES
from core.learning.datasets import DATA_SETS, MOST_ROWS, PASTED, read_csv
from core.learning.regression import MODELS
from core.sections.practice.address import PRACTISING
from core.sections.predicting.address import PREDICTION
from core.ui.entries import Choice, Number, Text
from core.ui.function_input import readable

DATA = (*DATA_SETS, PASTED)
LONGEST_CSV = 3000  # characters of pasted data that still fit into an address


def optimisers_of(text: str) -> tuple[str, ...]:
    """The optimisers of a list such as ``gd,adam``. Raises ValueError with a sentence."""
    names = tuple(dict.fromkeys(text.split(",")))
    if not set(names) <= set(OPTIMISERS):
        raise ValueError(f"it must be a list of {', '.join(OPTIMISERS)}, separated by commas")
    return names


def _check_csv(text: str) -> None:
    if text:
        read_csv(text)


ENTRIES = (
    Text("f", "x^2", check=lambda text: readable(text, ("x",)), formula=True),
    Number("x", 4.0, -1e6, 1e6),
    Number("y", 2.0, -1e6, 1e6),
    Number("lr", 0.1, 1e-6, 100.0),
    Number("steps", 10, 1, 10_000, whole=True),
    Choice("optimizer", "gd", tuple(OPTIMISERS)),
    Choice("schedule", "constant", tuple(SCHEDULES)),
    Choice("axis", "linear", ("linear", "log")),
    # the sections below
    Choice("starts", "1", ("0", "1")),
    Text("compare", "gd,momentum,adam", check=optimisers_of, longest=200),
    Choice("rates", "same", ("same", "best")),
    Choice("data", "line", DATA),
    Text("csv", "", check=_check_csv, longest=LONGEST_CSV, otherwise="the table is empty"),
    Choice("model", "linear", MODELS),
    Choice("scaled", "0", ("0", "1")),
    Number("rate", 0.05, 1e-3, 1.0),
    Number("batch", 8, 1, MOST_ROWS, whole=True),
    Number("epochs", 12, 1, 60, whole=True),
    Choice("losses", "examples", ("examples", "updates")),
    Choice("at", "start", ("start", "end")),
    Number("seed", 0, 0, 1_000_000, whole=True),
    *PRACTISING,
    *PREDICTION,
)
