"""A slider that redraws while it is dragged."""
