"""Typed functions as objectives, compiled once."""

from __future__ import annotations

from core.language import parse
from core.language.kept import kept
from core.surfaces.gradient import Objective

__all__ = ["Objective", "objective_of"]


@kept(128)
def objective_of(text: str, variables: tuple[str, ...], parameters: tuple[tuple[str, float], ...] = ()) -> Objective:
    """The objective of a text with its parameters. Raises LanguageError. Remembered by the text."""
    return Objective(parse(text, variables), dict(parameters))
