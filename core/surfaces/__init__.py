"""Two variables: value, gradient and Hessian, level lines, the gradient at a place, critical points, the window."""

from core.surfaces.critical_point import CriticalPoint, CriticalSet
from core.surfaces.critical_points import critical_points
from core.surfaces.place import Place, place

__all__ = ["CriticalPoint", "CriticalSet", "Place", "critical_points", "place"]
