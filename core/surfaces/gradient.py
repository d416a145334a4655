"""Value, gradient and Hessian of a function of one or more variables, together in one compiled pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations_with_replacement

import numpy as np

from core.language.differentiation import differentiate
from core.language.function import Function
from core.language.portable import plain
from core.language.program import Program, compile_trees
from core.language.syntax import Node


@dataclass(frozen=True)
class Objective:
    """A function as something to minimise: its parameters have values, its points are arrays (…, d).

    A point where the function has no value has none of its derivatives either: NaN. Values too large for a float
    stay ±inf,
    so that running away can be told from leaving the domain.
    """

    function: Function
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def dimension(self) -> int:
        """How many variables: d."""
        return len(self.function.variables)

    @cached_property
    def bound(self) -> dict[str, np.float64]:
        """The value of every parameter; those not given are 1."""
        return {name: np.float64(self.parameters.get(name, 1.0)) for name in self.function.parameters}

    @cached_property
    def slope_program(self) -> Program:
        """Outputs: value, the d partial derivatives, then the function's guards. Inputs: variables, then parameters."""
        return self._compiled(self._trees_of_gradient)

    @cached_property
    def curvature_program(self) -> Program:
        """Outputs: value, the d partial derivatives, the d(d+1)/2 second ones by rows, then the guards."""
        return self._compiled((*self._trees_of_gradient, *self._trees_of_hessian))

    @cached_property
    def value_program(self) -> Program:
        """Outputs: value, then the guards."""
        return self._compiled((self.function.tree,))

    def portable(self, curvatures: bool = False) -> dict[str, object] | None:
        """Value and partial derivatives (and ``curvatures``: the second ones) as plain data that the browser runs too.

        None where it cannot. See ``core.language.portable``.
        """
        program = self.curvature_program if curvatures else self.slope_program
        d = self.dimension
        wanted = 1 + d + (d * (d + 1) // 2 if curvatures else 0)
        guards = program.outputs[wanted:]
        return plain(program, [[slot, *guards] for slot in program.outputs[:wanted]])

    def value(self, points: np.typing.ArrayLike) -> np.ndarray:
        """Values (…) at points (…, d)."""
        return self._run(self.value_program, points, 1)[0]

    def value_and_gradient(self, points: np.typing.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Values (…) and gradients (…, d) at points (…, d)."""
        value, *slopes = self._run(self.slope_program, points, 1 + self.dimension)
        return value, np.stack(slopes, axis=-1)

    def gradient(self, points: np.typing.ArrayLike) -> np.ndarray:
        """Gradients (…, d) at points (…, d)."""
        return self.value_and_gradient(points)[1]

    def hessian(self, points: np.typing.ArrayLike) -> np.ndarray:
        """Matrices of second derivatives (…, d, d) at points (…, d)."""
        return self.all(points)[2]

    def all(self, points: np.typing.ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Values (…), gradients (…, d) and Hessians (…, d, d) at points (…, d)."""
        d = self.dimension
        pairs = list(combinations_with_replacement(range(d), 2))
        value, *rest = self._run(self.curvature_program, points, 1 + d + len(pairs))
        hessian = np.empty((*value.shape, d, d))
        for (i, j), second in zip(pairs, rest[d:], strict=True):
            hessian[..., i, j] = hessian[..., j, i] = second
        return value, np.stack(rest[:d], axis=-1), hessian

    @cached_property
    def _trees_of_gradient(self) -> tuple[Node, ...]:
        tree = self.function.tree
        return (tree, *(differentiate(tree, name) for name in self.function.variables))

    @cached_property
    def _trees_of_hessian(self) -> tuple[Node, ...]:
        slopes, names = self._trees_of_gradient[1:], self.function.variables
        pairs = combinations_with_replacement(range(self.dimension), 2)
        return tuple(differentiate(slopes[i], names[j]) for i, j in pairs)

    def _compiled(self, trees: tuple[Node, ...]) -> Program:
        function = self.function
        inputs = (*function.variables, *function.parameters)
        return compile_trees((*trees, *function.guards), inputs, function.variables)

    def _run(self, program: Program, points: np.typing.ArrayLike, wanted: int) -> list[np.ndarray]:
        points = np.asarray(points, dtype=float)
        values: dict[str, np.ndarray | np.float64] = dict(self.bound)
        values |= zip(self.function.variables, np.moveaxis(points, -1, 0), strict=True)
        outputs = program.run(values)
        defined = ~np.isnan(outputs[0])
        for guard in outputs[wanted:]:
            defined = defined & np.isfinite(guard)
        shape = points.shape[:-1]
        return [_over(np.where(defined, output, np.nan), shape) for output in outputs[:wanted]]


def _over(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    # A function that is constant along an axis comes as one value for all of it.
    return values if values.shape == shape else np.broadcast_to(values, shape)
