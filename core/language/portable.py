"""Functions as a program of plain data, which the browser runs too: numbered instructions from a closed list.

Its twin is core/widgets/shared/program.js; tests/widgets/test_program.py holds the two against each other. Never text,
never evaluated: an instruction is the name of an operation and the slots of its arguments.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.language.conditions import SIGNS
from core.language.program import Program, compile_trees
from core.language.vocabulary import OPERATIONS

if TYPE_CHECKING:
    from core.language.function import Function

# Beside the vocabulary, all of which has a twin in the browser.
_ARITHMETIC = frozenset({"negative", "+", "-", "*", "/", "power", "fixed power"})
_CONDITIONS = frozenset({*SIGNS, "and", "or", "select", "only where"})
_LARGEST_WHOLE = 2**53  # what a number of JavaScript holds exactly


def portable(functions: Sequence[Function]) -> dict[str, Any] | None:
    """The program that computes ``functions`` (of the same variables) at one place, as ``plain`` has it.

    A function has a value only where it and its guards are finite.
    """
    variables = functions[0].variables
    parameters = tuple(sorted({name for function in functions for name in function.parameters}))
    trees = tuple(tree for function in functions for tree in (function.tree, *function.guards))
    program = compile_trees(trees, (*variables, *parameters), variables)
    places = iter(program.outputs)
    return plain(program, [[next(places) for _ in (function, *function.guards)] for function in functions])


def plain(program: Program, outputs: Sequence[Sequence[int]]) -> dict[str, Any] | None:
    """A program ready for JSON; None where an operation has no twin.

    ``inputs``: variables and then parameters; they and the ``constants`` fill the first slots, each instruction of
    ``code`` (name, slots of its arguments; for a power with a rational exponent the slot, numerator, denominator) the
    next one. ``outputs``: for each value asked for its slot, then the slots that must be finite too for it to count.
    """
    code = [_instruction(step.name, step.arguments) for step in program.instructions]
    if None in code:
        return None
    return {
        "inputs": list(program.inputs),
        "constants": [_constant(float(value)) for value in program.constants],
        "code": code,
        "outputs": [list(slots) for slots in outputs],
    }


def _instruction(name: str | tuple[str, int, int], arguments: tuple[int, ...]) -> list[str | int] | None:
    if isinstance(name, tuple):
        _, numerator, denominator = name
        known = max(abs(numerator), denominator) < _LARGEST_WHOLE
        return ["^", *arguments, numerator, denominator] if known else None
    known = name in OPERATIONS or name in _ARITHMETIC or name in _CONDITIONS
    return [name, *arguments] if known else None


def _constant(value: float) -> float | str:
    """JSON has no infinity: the browser reads it from text."""
    return value if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
