"""The kinds of entries of an address: a number, a text, a choice; each reads untrusted text and writes its value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

_PLAIN_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,3})?", re.ASCII)


class Unusable(ValueError):
    """A value of the address that cannot be used; the text completes "…; <text>, so x is 1"."""


@dataclass(frozen=True)
class Number:
    """A finite number within bounds. ``default=None`` means "not set" (chosen by the page)."""

    name: str
    default: float | None
    minimum: float = -1e9
    maximum: float = 1e9
    whole: bool = False
    nonzero: bool = False

    def read(self, text: str) -> float:
        """The value of a text of the address; raises Unusable."""
        if not _PLAIN_NUMBER.fullmatch(text) or not math.isfinite(value := float(text)):
            raise Unusable("that is not a number I can use")
        if not self.minimum <= value <= self.maximum:
            raise Unusable(f"it must lie between {show_number(self.minimum)} and {show_number(self.maximum)}")
        if self.whole and value != int(value):
            raise Unusable("it must be a whole number")
        if self.nonzero and value == 0:
            raise Unusable("it must not be 0")
        return value

    def show(self, value: float) -> str:
        """The text for the address."""
        return show_number(value)


@dataclass(frozen=True)
class Text:
    """A short text. ``check`` raises ValueError (a LanguageError is one) when it cannot be used; then a notice says
    that the default is taken, or what ``otherwise`` says. ``formula``: a plus may be meant in it (handwritten.py).
    """

    name: str
    default: str
    check: Callable[[str], object] | None = None
    longest: int = 1000
    otherwise: str = ""
    formula: bool = False

    def read(self, text: str) -> str:
        """The value of a text of the address; raises Unusable."""
        if len(text) > self.longest:
            raise Unusable(f"it is longer than {self.longest} characters")
        if self.check is not None:
            try:
                self.check(text)
            except ValueError as problem:
                raise Unusable(str(problem).rstrip(".").strip() or "it cannot be read") from None
        return text

    def show(self, value: str) -> str:
        """The text for the address."""
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    name: str
    default: str
    options: tuple[str, ...]

    def read(self, text: str) -> str:
        """The value of a text of the address; raises Unusable."""
        if text not in self.options:
            raise Unusable("it must be one of " + ", ".join(self.options))
        return text

    def show(self, value: str) -> str:
        """The text for the address."""
        return value


Entry = Number | Text | Choice


def show_number(value: float) -> str:
    """The shortest plain decimal that is the number for every practical purpose (12 digits)."""
    text = format(float(value), ".12g")
    return "0" if text == "-0" else text
