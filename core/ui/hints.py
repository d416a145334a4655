"""Quiet lines under a typed function: how it was read, and what its writer may not know."""

from __future__ import annotations

from core.language import Function
from core.language.differentiation import depends_on
from core.ui.words import with_index


def quiet_line(function: Function, hint: str = "") -> str:
    """What is said under the echo: what keeps f from varying, how its text was read, else the ``hint`` of the page."""
    said = [line for line in (unvaried(function), *function.notes) if line]
    return " ".join(said[:2]) or hint


def unvaried(function: Function) -> str:
    """What to do where nothing varies because other letters were typed for the variables; "" where something does."""
    variables, letters = function.variables, function.parameters
    if not letters or depends_on(function.tree, frozenset(variables)):
        return ""
    pairs = list(zip(letters, variables, strict=False))
    old = " and ".join(with_index(letter) for letter, _ in pairs)
    new = " and ".join(variable for _, variable in pairs)
    numbers = "is a slider" if len(letters) == 1 else "are sliders"
    named = " and ".join(with_index(letter) for letter in letters[:3]) if len(letters) < 4 else "the letters"
    return f"There is no {' or '.join(variables)} in it: {named} {numbers}. Type {new} for {old}."
