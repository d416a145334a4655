"""The zones of the learning rate under its slider."""
