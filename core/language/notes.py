"""What is said quietly about a text that calculators read differently."""

from __future__ import annotations

from core.language.limits import MAX_NOTES


class Notes:
    """Collects short sentences, each once, at most a few for one text."""

    def __init__(self) -> None:
        self._sentences: list[str] = []

    def say(self, sentence: str) -> None:
        """Remember a sentence, unless it has been said or enough has."""
        if sentence not in self._sentences and len(self._sentences) < MAX_NOTES:
            self._sentences.append(sentence)

    def other_reading(self, typed: str, reading: str, other: str | None) -> None:
        """How ``typed`` was read, and what to type for the other reading, if there is one worth telling."""
        typed, reading = shortened(typed), shortened(reading)
        self.say(f"Read {typed} as {reading}." + (f" For the other reading, type {shortened(other)}." if other else ""))

    def sentences(self) -> tuple[str, ...]:
        """All that was said."""
        return tuple(self._sentences)


def shortened(text: str, most: int = 40) -> str:
    """A piece of text on one line, cut if it is long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
