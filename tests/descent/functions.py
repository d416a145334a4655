"""Functions for these tests, read by the language itself."""

from core.language import Function, parse

XY = ("x", "y")
ROSENBROCK = "(1 - x)^2 + 100(y - x^2)^2"
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"


def one(text: str) -> Function:
    return parse(text, ("x",))


def two(text: str) -> Function:
    return parse(text, XY)
