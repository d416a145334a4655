"""What stands beside the input: the two partial derivatives."""

from __future__ import annotations

from core.language import Function

XY = ("x", "y")
_LONG = 36  # characters of LaTeX beyond which a derivative is not shown beside the input


def partials_beside(function: Function) -> str:
    """Both partial derivatives typeset, in the colour of slopes; empty where they are too long for the line."""
    along = {name: function.derivative(name).latex for name in XY}
    if sum(map(len, along.values())) > 2 * _LONG:
        return ""
    return " &emsp; ".join(
        rf":violet[$\frac{{\partial f}}{{\partial {name}}} = {latex}$]" for name, latex in along.items()
    )
