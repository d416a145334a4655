"""Numbers in sentences, as the language writes them."""

from core.language.written_number import bracketed, latex_number, number

__all__ = ["bracketed", "latex_number", "number"]
