"""Practice: exercises on slopes, and on the function of the page."""

from __future__ import annotations

from core.practice.own import about
from core.sections.derivative.subject import Subject
from core.sections.practice.board import draw_board
from core.ui.address import Address

KINDS = ("derivative", "slope", "which-curve", "which-function", "wrong-line", "second-derivative")


def draw(subject: Subject, address: Address) -> None:
    """The board of this page."""
    draw_board(address, KINDS, lambda: about(subject.function, ("x",), {"x": subject.x}))
