"""Linked number lines on which a nudge is stretched."""
