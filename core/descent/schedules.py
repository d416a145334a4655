"""How the learning rate changes from step to step: a factor for each step."""

from __future__ import annotations

import math
from collections.abc import Callable

Schedule = Callable[[int, int], float]


def constant(step: int, steps: int) -> float:
    """Always η."""
    return 1.0


def step(step: int, steps: int) -> float:
    """A tenth of η after each third of the run. torch.optim.lr_scheduler.StepLR(gamma=0.1, step_size=⌈steps/3⌉)."""
    return 0.1 ** (step // max(1, math.ceil(steps / 3)))


def cosine(step: int, steps: int) -> float:
    """From η down to 0 along half a cosine. torch.optim.lr_scheduler.CosineAnnealingLR(T_max=steps)."""
    return (1.0 + math.cos(math.pi * step / max(1, steps))) / 2.0


def warm_up(step: int, steps: int) -> float:
    """Up to η in even steps over the first tenth of the run (at least 5 steps), then η."""
    ramp = max(5, steps // 10)
    return min(1.0, (step + 1) / ramp)


SCHEDULES: dict[str, Schedule] = {"constant": constant, "step": step, "cosine": cosine, "warm-up": warm_up}

LASTING = ("constant", "warm-up")  # those that end in a constant η, so that one can tell how it would go on


def factors(name: str, steps: int) -> tuple[float, ...]:
    """What η is multiplied by at steps 0 … steps−1. Raises ValueError for an unknown schedule."""
    if name not in SCHEDULES:
        raise ValueError(f"no schedule named {name!r}: there are {', '.join(SCHEDULES)}")
    return tuple(SCHEDULES[name](k, steps) for k in range(steps))
