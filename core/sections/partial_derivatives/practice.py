"""Practice: exercises on partials and gradients, and on the function of the page."""

from __future__ import annotations

from core.practice.own import about
from core.sections.partial_derivatives.address import XY
from core.sections.partial_derivatives.subject import Subject, function_of
from core.sections.practice.board import draw_board
from core.ui.address import Address

KINDS = ("partial", "gradient", "sign-on-map", "directional", "mixed-partial")


def draw(subject: Subject, address: Address) -> None:
    """The board of this page."""
    draw_board(address, KINDS, lambda: about(function_of(address), XY, {"x": subject.x, "y": subject.y}))
