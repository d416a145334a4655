"""The judge made ready while a learner still thinks: the wrong answers to a question are built ahead, beside the pages.

The first answer to a question would else wait for them, up to a second for the longest.
"""

from __future__ import annotations

import gc
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache

from core.language.printing import to_text
from core.practice.checking import judge
from core.practice.question import Question
from core.practice.worked import at_place

# One thread for all sessions: however many ask, the pages keep the other hand of the machine.
_BESIDE = ThreadPoolExecutor(1, thread_name_prefix="practice")


@lru_cache(maxsize=512)
def make_ready(question: Question) -> Future[None]:
    """Build what the judge of this question compares with, beside the caller. Returns at once."""
    return _BESIDE.submit(_judge_something, question)


def _judge_something(question: Question) -> None:
    trees = (at_place(question, tree) if question.at_place else tree for tree in question.key)
    wrong = [f"{to_text(tree)} + 0.137" for tree in trees]  # an answer that no slip explains tries them all
    judge(question, wrong[0] if len(wrong) == 1 else f"({', '.join(wrong)})")
    _settle()


@cache
def _settle() -> None:
    """Once, when everything is loaded: what stays for good is not looked through again at each collection."""
    gc.collect()
    gc.freeze()
