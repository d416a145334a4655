"""Practice: exercises on chains and on the way back, and on the function of the page."""

from __future__ import annotations

from core.practice.own import about
from core.sections.chain_rule.subject import Subject
from core.sections.practice.board import draw_board
from core.ui.address import Address
from core.ui.function_input import readable

KINDS = ("chain-table", "chain-graph", "backprop", "neuron", "vanishing")


def draw(subject: Subject, address: Address) -> None:
    """The board of this page."""
    draw_board(address, KINDS, lambda: about(readable(address["f"], ("x",)), ("x",), {"x": subject.x}))
