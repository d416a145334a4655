"""Boxes and arrows that can be stepped through."""
