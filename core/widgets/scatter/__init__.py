"""Data points and a line, to take hold of."""
