"""One variable: what a function does at a place and in a window, sampling, choosing the window."""

from core.curves.features import Features, features
from core.curves.place import KINDS, Place, place

__all__ = ["KINDS", "Features", "Place", "features", "place"]
