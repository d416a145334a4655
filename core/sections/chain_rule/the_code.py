"""The SymPy code for the chain on screen."""

from __future__ import annotations

from core.programs.chain_code import chain_code
from core.sections.chain_rule.subject import Subject
from core.sections.take_away import program
from core.ui.address import Address


def draw(subject: Subject, address: Address) -> None:
    """Show the code; the copy button is Streamlit's."""
    program(address, chain_code(subject.chain, subject.x, subject.parameters))
