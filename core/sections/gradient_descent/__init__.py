"""The sections of the gradient-descent page."""
