"""One variable: what a function does at a place and in a window, sampling, choosing the window."""

from core.curves.place import KINDS, Place, place

__all__ = ["KINDS", "Place", "place"]
