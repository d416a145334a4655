"""Walking downhill: optimisers, schedules, a run and its verdict, theory of the learning rate, sweeps, basins."""

from core.descent.descend import Descent, descend
from core.descent.outcome import Outcome

__all__ = ["Descent", "Outcome", "descend"]
