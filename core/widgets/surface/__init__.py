"""A landscape in three dimensions."""
