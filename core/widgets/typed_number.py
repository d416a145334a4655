"""A number as people type it into a field: what the language reads, 1/3 and pi/4 too."""

from __future__ import annotations

from core.language import LanguageError, parse
from core.widgets.news import LARGEST

LONGEST = 100  # characters of a typed number
WANTED = "A number is wanted here, such as 2, 1/3 or pi/4."


class NoNumber(ValueError):
    """What was typed is no number; the message is the sentence that says so."""


def read_number(text: str) -> float:
    """The finite number of a text. Raises NoNumber."""
    try:
        number = parse(text[:LONGEST], ("x",))
        value = None if number.expression.free_symbols else float(number(0.0))
    except LanguageError as error:
        raise NoNumber(error.message) from None
    if value is None or not abs(value) <= LARGEST:
        raise NoNumber(WANTED)
    return value
