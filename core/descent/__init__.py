"""Walking downhill: optimisers, schedules, a run and its verdict, theory of the learning rate, sweeps, basins."""

from core.descent.descend import Descent, descend
from core.descent.optimisers import OPTIMISERS
from core.descent.outcome import Outcome
from core.descent.theory import Theory, theory

__all__ = ["OPTIMISERS", "Descent", "Outcome", "Theory", "descend", "theory"]
