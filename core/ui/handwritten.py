"""Addresses written by hand: ``?f=x+1`` arrives as ``x 1``, for in an address a plus stands for a space.

What wrote an address can be told from what it left as it was. Programs (this page, a browser's form) write ``^``, ``(``
and their like as %5E, %28; where such a sign stands by itself and + beside it, a hand wrote both, and its plus is one.
They write a space as + or as %20, never as both: who typed "sin x + x" into the address bar has both side by side.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from core.language.vocabulary import CONSTANTS

_BY_HAND = re.compile(r"[\^(){}\[\]|*/,'!]")  # what a program that writes + for a space never leaves as it is
_BY_PROGRAM = re.compile("%(28|29|2a|2c|2f|21|5b|5d|5e|7b|7c|7d)", re.IGNORECASE)  # the same signs, as it writes them
_SPACE = re.compile("%20| ")
# Nobody writes a factor and a number after it with a space between; a function's name (sin 3x) is longer than a letter.
_CONSTANTS = "|".join(sorted(CONSTANTS, key=len, reverse=True))
_ODD = re.compile(rf"((?<![^\W\d_])([^\W\d_]|{_CONSTANTS})|[\d)\]}}|!]) +(?=\d)")


def with_plus(raw: str, name: str) -> str | None:
    """The text of ``name`` with its plus signs, if the raw query gives it as a hand would; else None."""
    written = _written(raw, name)
    if written is None or "+" not in written or "%2b" in written.lower():
        return None
    mixed = _SPACE.search(written) and not _BY_PROGRAM.search(written)
    by_hand = mixed or (_BY_HAND.search(written) and not _SPACE.search(written))
    return unquote(written) if by_hand else None


def perhaps_plus(text: str) -> bool:
    """Whether a space of this text may have been a plus: ``x 1``, ``x^2 3x``."""
    return bool(_ODD.search(text))


def _written(raw: str, name: str) -> str | None:
    pairs = (part.partition("=") for part in raw.lstrip("?").split("&"))
    return next((value for key, _, value in pairs if unquote(key) == name), None)
