"""Play and step for a live slider."""
