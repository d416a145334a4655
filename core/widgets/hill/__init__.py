"""A landscape as a map with slices."""
