"""One variable: what a function does at a place and in a window, sampling, choosing the window."""

from core.curves.feature import Features
from core.curves.features import features
from core.curves.place import KINDS, Place, place
from core.curves.window import Window, window

__all__ = ["KINDS", "Features", "Place", "Window", "features", "place", "window"]
