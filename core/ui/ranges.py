"""How far the sliders of the letters reach, and in which steps: one entry of the address for all of them.

``sliders=a:-2:2:0.1,w_1:0:10:0.5`` says that a runs from −2 to 2 in steps of 0.1. A letter that is not named has the
usual range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST = 1e6  # what a letter may be, in the address too
MOST_STEPS = 100_000  # between the ends of a slider
LONGEST = 400  # characters of the entry
_ONE = re.compile(r"([^\W\d_](?:_[^\W_]{1,10})?):([^:]{1,30}):([^:]{1,30}):([^:]{1,30})")
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where a slider runs, and in which steps."""

    low: float = -5.0
    high: float = 5.0
    step: float = 0.05

    def around(self, value: float) -> Range:
        """Reaching as far as a value that was typed or came by a link."""
        return Range(min(self.low, value), max(self.high, value), self.step)


USUAL = Range()


def usual(value: float) -> Range:
    """The range of a letter that nobody has set: the same on both sides of 0."""
    reach = max(USUAL.high, abs(value))
    return Range(-reach, reach, USUAL.step)


def checked(low: float, high: float, step: float) -> Range:
    """The range from these numbers. Raises ValueError with a sentence where they are none."""
    if not all(abs(number) <= LARGEST for number in (low, high)):  # NaN too
        raise ValueError(f"The ends lie between −{LARGEST:,.0f} and {LARGEST:,.0f}.")
    if not low < high:
        raise ValueError("The first number must be below the second.")
    if not (high - low) / MOST_STEPS <= step <= high - low:
        raise ValueError("The step must be above 0, and fit between the ends.")
    return Range(low, high, step)


def read_ranges(text: str) -> dict[str, Range]:
    """The ranges by letter that the entry of an address says. Raises ValueError with a sentence."""
    found: dict[str, Range] = {}
    for part in filter(None, text.split(",")):
        match = _ONE.fullmatch(part)
        if match is None or not all(_NUMBER.fullmatch(number) for number in match.groups()[1:]):
            raise ValueError("a range is written as letter:from:to:step, as in a:-2:2:0.1")
        found[match[1]] = checked(*map(float, match.groups()[1:]))
    return found


def with_range(text: str, letter: str, new: Range) -> str:
    """The entry with another range for a letter."""
    ranges = read_ranges(text) | {letter: new}
    return ",".join(f"{name}:{_plain(r.low)}:{_plain(r.high)}:{_plain(r.step)}" for name, r in ranges.items())


def _plain(value: float) -> str:
    return format(value, ".12g")
