"""A compiled function run on plain Python floats.

One step of a descent needs one point: then the math module beats NumPy tenfold. What the math module refuses (an
overflow, a point off the domain) is computed again by NumPy, which knows ±inf and NaN.
"""

from __future__ import annotations

import inspect
import math
import operator
from collections.abc import Callable, Mapping

import numpy as np

from core.language import numerics, truth
from core.language.conditions import SIGNS
from core.language.program import Program
from core.language.vocabulary import OPERATIONS


def _truth(compare: Callable[[float, float], bool]) -> Callable[[float, float], float]:
    def compared(a: float, b: float) -> float:
        return math.nan if math.isnan(a) or math.isnan(b) else float(compare(a, b))

    return compared


# NumPy operation → the same on a float. An operation not listed is run by NumPy.
_ON_FLOATS: dict[Callable, Callable] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.negative: operator.neg,
    np.square: lambda x: x * x,
    numerics.divide: operator.truediv,
    truth.both: lambda a, b: 0.0 if a == 0.0 or b == 0.0 else a * b,
    truth.either: lambda a, b: 1.0 if a == 1.0 or b == 1.0 else a + b,
    truth.select: lambda where, value, other: value if where == 1.0 else other if where == 0.0 else math.nan,
    truth.only_where: lambda where, value: value if where == 1.0 else math.nan,
    **{sign.evaluate: _truth(sign.compare) for sign in SIGNS.values()},
    **{row.evaluate: row.on_float for row in OPERATIONS.values() if row.on_float is not None},
}


def _three(arguments: tuple[int, ...]) -> tuple[int, int, int]:
    first, second, third = (*arguments, -1, -1)[:3]
    return first, second, third


def on_floats(program: Program, parameters: Mapping[str, float]) -> Callable[..., tuple[float, ...]]:
    """``program`` as a function of its variables (the inputs that are no parameter, in order), floats in and out.

    Quiet: where there is no value the outputs hold NaN or ±inf.
    """
    variables = [name for name in program.inputs if name not in parameters]
    rest = (*(float(parameters[name]) for name in program.inputs[len(variables) :]), *map(float, program.constants))
    outputs = program.outputs

    def by_numpy(*point: float) -> tuple[float, ...]:
        values: dict[str, np.ndarray | np.float64]
        values = {name: np.float64(x) for name, x in zip(variables, point, strict=True)}
        values |= {name: np.float64(value) for name, value in parameters.items()}
        return tuple(float(output) for output in program.run(values))

    if any(len(instruction.arguments) > 3 for instruction in program.instructions):
        return by_numpy
    steps = tuple((_on_floats(step.operation), *_three(step.arguments)) for step in program.instructions)

    def by_math(*point: float) -> tuple[float, ...]:
        slots = [*point, *rest]
        add = slots.append
        try:
            for operation, a, b, c in steps:
                if c >= 0:
                    add(operation(slots[a], slots[b], slots[c]))
                else:
                    add(operation(slots[a], slots[b]) if b >= 0 else operation(slots[a]))
        except (ArithmeticError, ValueError):
            return by_numpy(*point)
        return tuple([slots[i] for i in outputs])

    return by_math


def _on_floats(operation: Callable) -> Callable:
    known = _ON_FLOATS.get(operation)
    if known is not None:
        return known
    power = _whole_power(operation)
    if power is not None:
        return lambda x: x**power

    def lifted(*arguments: float) -> float:
        with np.errstate(all="ignore"):
            return float(operation(*map(np.float64, arguments)))

    return lifted


def _whole_power(operation: Callable) -> float | None:
    """The exponent of a function that ``numerics.rational_power`` made for x³, x⁴, …: it remembers nothing else."""
    if not getattr(operation, "__qualname__", "").startswith(numerics.rational_power.__name__):
        return None
    remembered = inspect.getclosurevars(operation).nonlocals
    return remembered["exponent"] if remembered.keys() == {"exponent"} else None
