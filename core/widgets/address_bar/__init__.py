"""Copies the address of the lesson."""
