"""A text while it is typed, and which function stands on the page meanwhile.

Every text that can be read is shown at once. But the texts on the way to another one are no functions anybody means:
on the way to ``sen(x)`` stand s, s·e and s·e·n, on the way to ``0,5x`` stands 0. Where it ends in a text that cannot be
read, the last *whole* function comes back: the last one that somebody let stand.
"""

from __future__ import annotations

from dataclasses import dataclass

REST = 1.5  # seconds without a change after which a text stands
_PASTED = 2  # characters that come at once are not typed one by one
_OPERATORS = "+-−–*/·×÷^=<>\n"
_IN_A_PIECE = "._,'([{|"  # beside letters and digits: what stands before one of these is a piece of something
_NEXT_TERM = "+-−–\n"


@dataclass(frozen=True)
class Draft:
    """``text`` as it is in the input, since the time ``at`` (s). ``shown``: the readable text on the page, ``whole``:
    the last one that stood. ``stem``: the readable text that this one goes on from, or
    back, if any.
    ``pasted``: whether the text came as a whole.
    """

    text: str
    shown: str
    whole: str
    at: float
    stem: str = ""
    pasted: bool = True


def begun(text: str, now: float) -> Draft:
    """The draft of a text that was there before anybody typed."""
    return Draft(text, text, text, now)


def typed(draft: Draft, text: str, now: float, *, readable: bool, unfinished: bool) -> Draft:
    """The draft once the input holds ``text``. ``unfinished``: it cannot be read yet, but more may make it readable."""
    if text == draft.text:
        return draft
    pasted = _inserted(draft.text, text) >= _PASTED
    stood = now - draft.at >= REST or pasted or draft.pasted
    could_be_read = draft.text == draft.shown
    whole = draft.text if could_be_read and stood and not _cut(draft.text, text) else draft.whole
    stem = next((s for s in (draft.text if could_be_read else "", draft.stem) if _continues(s, text)), "")
    shown = text if readable else stem if unfinished and stem else whole
    return Draft(text, shown, whole, now, stem, pasted)


def _inserted(before: str, after: str) -> int:
    """How many characters the change from one text to the other put in."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    tail = 0
    while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return len(after) - same - tail


def _rest(before: str, after: str) -> str:
    return after[len(before) :].lstrip(" \t") if before and after.startswith(before) else ""


def _cut(before: str, after: str) -> bool:
    """Whether ``before`` is only a piece of the word, the number or the product that ``after`` begins with."""
    rest = _rest(before, after)
    return bool(rest) and (rest[0].isalnum() or rest[0] in _IN_A_PIECE)


def _continues(before: str, after: str) -> bool:
    """Whether ``after`` adds a term to ``before``, has just set out to go on from it, or has gone back from it."""
    rest = _rest(before, after)
    return (bool(after) and before.startswith(after)) or (
        bool(rest) and (rest[0] in _NEXT_TERM or all(character in _OPERATORS for character in rest))
    )
