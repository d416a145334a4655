"""Practice: exercises on steps and rates, and on the descent of the page."""

from __future__ import annotations

from core.practice.own import about
from core.sections.gradient_descent.subject import Subject
from core.sections.practice.board import draw_board
from core.ui.address import Address
from core.ui.function_input import readable

KINDS = ("descent-step", "learning-rate", "which-optimiser", "momentum-step", "adam-step", "batch-noise")


def draw(subject: Subject, address: Address) -> None:
    """The board of this page."""
    start = dict(zip(subject.variables, subject.start, strict=True))
    function = readable(subject.text, subject.variables)
    draw_board(address, KINDS, lambda: about(function, subject.variables, start, subject.rate))
