"""Practice: exercises, the check of an answer in any form, and the mistake in it by name."""

from core.practice.catalogue import Mistake, mistakes
from core.practice.checking import Judgement
from core.practice.exercise import Choice, Exercise, Picture, check, question
from core.practice.items import LEVELS, MAKERS, exercise

KINDS = tuple(MAKERS)

__all__ = [
    "KINDS",
    "LEVELS",
    "Choice",
    "Exercise",
    "Judgement",
    "Mistake",
    "Picture",
    "check",
    "exercise",
    "mistakes",
    "question",
]
