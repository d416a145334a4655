"""Whether two ways of writing a derivative are the same function, tried at points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.language.function import Function
from core.language.printing import to_latex
from core.language.syntax import Node

_TRIED = 41
_LONGEST = 900  # characters of LaTeX that still fit on a page


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two trees compared: at ``tried`` points both have a value, at ``same`` of them the same one (to ``1e-9``
    relative).
    """

    tried: int
    same: int

    @property
    def holds(self) -> bool:
        """Whether they agree at every point tried."""
        return self.tried > 0 and self.same == self.tried


def compare(stepwise: Node, derivative: Function, low: float, high: float, **parameters: float) -> Agreement:
    """Compare a stepwise derivative with ``derivative`` at points between ``low`` and ``high``, off the round
    numbers.
    """
    points = low + (high - low) * (np.arange(_TRIED) + 0.4142) / _TRIED
    plain = Function(stepwise, derivative.variables, derivative.parameters)
    a, b = plain(points, **parameters), derivative(points, **parameters)
    both = np.isfinite(a) & np.isfinite(b)
    size = np.maximum(np.abs(a[both]), np.abs(b[both]))
    near = np.abs(a[both] - b[both]) <= 1e-9 * size + 1e-12 * np.max(size, initial=0.0)
    return Agreement(int(both.sum()), int(near.sum()))


def shown(tree: Node | None) -> str | None:
    """LaTeX of a tree, or None if it is too long to show."""
    if tree is None:
        return None
    text = to_latex(tree)
    return text if len(text) <= _LONGEST else None
