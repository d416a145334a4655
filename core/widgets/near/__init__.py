"""Tells Python which sections are near the screen."""
