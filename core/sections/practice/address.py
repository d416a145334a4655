"""What the address says about practice: ``practice=kind.level.seed``, or ``mix`` for all kinds of all pages; ``items=``
how many of them.
"""

from __future__ import annotations

from core.practice import KINDS, LEVELS
from core.practice.own import OWN
from core.practice.progress import Item
from core.ui.entries import Entry, Number, Text

MIX = "mix"
LONGEST_SEED = 6  # digits
MOST_ITEMS = 50


def read_item(text: str) -> tuple[Item, bool] | None:
    """The item of a text such as ``gradient.2.17`` (``mix.gradient.2.17`` in a mix of all kinds).

    None for an empty text. Raises ValueError with a sentence for anything else.
    """
    if not text:
        return None
    kind, *numbers = text.split(".")
    mixed = kind == MIX
    if mixed:
        kind, *numbers = numbers or [KINDS[0]]
    if kind not in (*KINDS, OWN):
        raise ValueError("there is no exercise of that kind")
    level, seed = [*numbers, *("1", "1")[len(numbers) :]][:2]
    if len(numbers) > 2 or not (
        level.isdecimal() and seed.isdecimal() and len(level) == 1 and len(seed) <= LONGEST_SEED
    ):
        raise ValueError("it must be a kind, a level and a number, as in gradient.2.17")
    if int(level) not in LEVELS:
        raise ValueError("the level must be 1, 2 or 3")
    return Item(kind, int(level), int(seed)), mixed


def show_item(item: Item, mixed: bool) -> str:
    """The text for the address."""
    return f"{f'{MIX}.' if mixed else ''}{item.kind}.{item.level}.{item.seed}"


_PRACTICE = Text("practice", "", check=read_item, longest=60, otherwise="I chose the exercise")

#: ``items``: how many exercises are still to come, this one with them; 0 where there is no end
PRACTISING: tuple[Entry, ...] = (_PRACTICE, Number("items", 0, 0, MOST_ITEMS, whole=True))
