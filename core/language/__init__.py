"""What a person types, and what it means: text → Function."""

from core.language.errors import LanguageError, Unfinished
from core.language.function import Function, parse

__all__ = ["Function", "LanguageError", "Unfinished", "parse"]
