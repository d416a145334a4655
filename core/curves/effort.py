"""How much work a search may do: counted in the evaluations it asks for, never by the clock.

A function says what an evaluation of it costs (``Function.work``); a meter adds that up. So the same text is answered
in the same way on a slow and on a busy machine.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.language.numerals import Callable1D

Work = Callable[[int], float]  # of one call with so many points, in about nanoseconds


class OutOfWork(Exception):
    """The search has done what it may; whoever began it says what was left out."""


@dataclass(frozen=True)
class Detail:
    """How closely a search looks: cells of its two grids, and how many points of one sort it follows."""

    cells: int = 400
    zero_cells: int = 2000
    most: int = 400
    most_zeros: int = 200


FULL = Detail()
COARSE = Detail(cells=120, zero_cells=400, most=24, most_zeros=24)


class Meter:
    """What is left of ``work``."""

    def __init__(self, work: float) -> None:
        self.left = work

    def metered(self, f: Callable1D, work: Work) -> Callable1D:
        """``f``, paid for before it is called. It raises OutOfWork when nothing is left."""

        def paid(x: np.ndarray) -> np.ndarray:
            self.left -= work(int(np.size(x)))
            if self.left < 0:
                raise OutOfWork
            return f(x)

        return paid
