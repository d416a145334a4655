"""Fragments that follow each other."""
