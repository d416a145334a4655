"""Numbers and names in sentences, as the language writes them."""

from core.language.written_number import bracketed, latex_number, number

__all__ = ["bracketed", "latex_number", "number", "with_index"]

_LOWERED = str.maketrans("0123456789aexnkmpstij", "₀₁₂₃₄₅₆₇₈₉ₐₑₓₙₖₘₚₛₜᵢⱼ")


def with_index(name: str) -> str:
    """A name as it is read: w_1 is w₁; an index that has no small letters stays behind its underscore."""
    letter, _, index = name.partition("_")
    lowered = index.translate(_LOWERED)
    return letter + lowered if not set(lowered) & set(index) else name
