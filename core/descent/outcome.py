"""What became of a descent, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.descent.rest import Rest
from core.language.numerals import plain

# "converging": on its way with a healthy rate, but the steps that were asked for end before it arrives.
# "jumped a pole": it fell towards a pole and a step leapt over it; what comes after is another branch of f.
Fate = Literal[
    "converged", "converging", "crawling", "oscillating", "stuck", "diverged", "left the domain", "jumped a pole"
]


@dataclass(frozen=True)
class Outcome:
    """``kind``: what became of the run; ``sentence`` says it with its numbers; ``step``: when it arrived or ended.

    ``rest``: the place without slope that it came to, or would come to. ``ahead``: whether ``kind`` happens only
    after the steps that were asked for.
    """

    kind: Fate
    sentence: str
    step: int | None = None
    rest: Rest | None = None
    ahead: bool = False


def where(point: np.ndarray | tuple[float, ...], names: tuple[str, ...], digits: int = 4) -> str:
    """``x = 3`` or ``(x, y) = (3, 2)``."""
    numbers = [plain(round(float(c), 12), digits) for c in point]
    return f"{names[0]} = {numbers[0]}" if len(names) == 1 else f"({', '.join(names)}) = ({', '.join(numbers)})"


def after(shown: int) -> str:
    """How a sentence about what follows begins: ``After these 10 steps``."""
    return f"After {'this one step' if shown == 1 else f'these {shown} steps'}"
