"""What is said when a text cannot be read: one sentence for a student, and the place."""

from __future__ import annotations


class LanguageError(ValueError):
    """A text that is not a function, with a sentence a student can act on.

    ``message`` is plain text (it may quote what was typed: show it with ``st.text``, never as Markdown).
    ``position`` is the index into the typed text of the character the sentence is about (0 … len(text)).
    """

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class Unfinished(LanguageError):
    """A text that only needs more typing (``3x +``, ``sin(``): the normal state, not a mistake."""
