"""Practice: exercises, the check of an answer in any form, and the mistake in it by name."""

from core.practice.catalogue import Mistake, mistakes
from core.practice.checking import Judgement
from core.practice.exercise import Exercise, check, question

__all__ = ["Exercise", "Judgement", "Mistake", "check", "mistakes", "question"]
