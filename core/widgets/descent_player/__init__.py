"""Play and step along a descent."""
