"""Several trees enclosed over thousands of boxes in one pass: what ``Enclosing`` does for one box, in NumPy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from core.language.enclosure import PRECISION, precision
from core.language.float_arithmetic import rational_power
from core.language.float_intervals import Floats, Operation, down, up
from core.language.float_kinks import select_joined
from core.language.float_table import FLOATS, box_by_box
from core.language.interval import CALM, CONSTANT
from core.language.interval_table import INTERVALS, SLOPES
from core.language.program import Instruction, compile_trees
from core.language.syntax import Node
from core.language.vocabulary import CONSTANTS

_FIXED = CALM | CONSTANT
_SLOW = 60
_AT_ONCE = 4096  # boxes: what fits into the processor's cache


class ManyBoxes:
    """Trees of ``variables`` made ready; ``parameters`` have their values (others are 1).

    ``joined``: pieces are known to meet at their joints, which are kinks then and no tears.
    """

    def __init__(
        self,
        trees: Sequence[Node],
        variables: tuple[str, ...],
        parameters: Mapping[str, float],
        *,
        joined: bool = False,
    ) -> None:
        names = tuple(parameters)
        self.program = compile_trees(tuple(trees), (*variables, *names), variables)
        self.variables = variables
        fixed = [_number(float(parameters[name]), float(parameters[name])) for name in names]
        fixed += [_constant(exact) for exact in self.program.exact]
        self._fixed = fixed
        table = {**FLOATS, "select": select_joined} if joined else FLOATS
        self._steps = [(_operation(step, table), step.arguments) for step in self.program.instructions]
        self._alone = any(_needs_precision(step) for step in self.program.instructions)

    @property
    def work(self) -> int:
        """Operations a box; those that are asked box by box count for many."""
        return len(self._steps) + 2 + _SLOW * sum(map(_needs_precision, self.program.instructions))

    def __call__(self, low: np.ndarray, high: np.ndarray, still: str = "") -> list[Floats]:
        """One interval a tree for boxes from ``low`` to ``high``, each (boxes, variables); ends and knowledge (boxes,).

        What is known is known of f along the axes other than ``still``, wherever in the box that one stands.
        """
        parts = [self._run(low[k : k + _AT_ONCE], high[k : k + _AT_ONCE], still) for k in range(0, len(low), _AT_ONCE)]
        if len(parts) == 1:
            return parts[0]
        return [
            Floats(*(np.concatenate([part[k][m] for part in parts]) for m in range(3))) for k in range(len(parts[0]))
        ]

    def _run(self, low: np.ndarray, high: np.ndarray, still: str) -> list[Floats]:
        slots = [
            Floats(low[:, k], high[:, k], _FIXED if name == still else CALM) for k, name in enumerate(self.variables)
        ]
        slots += self._fixed
        with np.errstate(all="ignore"):
            if self._alone:
                with precision(PRECISION):
                    self._through(slots)
            else:
                self._through(slots)
        shape = (len(low),)
        outputs = (slots[k] for k in self.program.outputs)
        return [Floats(*(np.broadcast_to(part, shape) for part in output)) for output in outputs]

    def _through(self, slots: list[Floats]) -> None:
        for operation, arguments in self._steps:
            slots.append(operation(*[slots[k] for k in arguments]))


def _number(low: float, high: float) -> Floats:
    return Floats(np.array(low), np.array(high), _FIXED)


def _constant(exact: Fraction | str) -> Floats:
    value = CONSTANTS[exact] if isinstance(exact, str) else _nearest(exact)
    if isinstance(exact, Fraction) and np.isfinite(value) and Fraction(value) == exact:
        return _number(value, value)
    near = np.array(value)
    return _number(float(down(near)), float(up(near)))


def _nearest(exact: Fraction) -> float:
    try:
        return float(exact)
    except OverflowError:
        return float("inf") if exact > 0 else float("-inf")


def _needs_precision(step: Instruction) -> bool:
    return not isinstance(step.name, tuple) and step.name not in FLOATS


def _operation(step: Instruction, table: Mapping[str, Operation]) -> Operation:
    if isinstance(step.name, tuple):
        return rational_power(*step.name[1:])
    return table.get(step.name) or box_by_box({**INTERVALS, **SLOPES}[step.name])
