"""Remembering results within bounds of memory: what a long text leads to is as large as the text is long.

>>> @kept(512)
... def parse(text, variables): …

Like ``functools.lru_cache``, but an entry counts for more the longer the texts among its arguments are: ``most`` short
texts are kept, or a tenth as many that are ten times as long. What is used least goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

SHORT = 60  # characters of text that count as one entry

Result = TypeVar("Result")


def kept(most: int) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Remember the results of a function of hashable arguments, as many as weigh ``most`` short texts. What it raises
    is not remembered.
    """

    def remembering(compute: Callable[..., Result]) -> Callable[..., Result]:
        results: OrderedDict[Hashable, tuple[Result, int]] = OrderedDict()
        lock, held = Lock(), [0]

        @wraps(compute)
        def remembered(*args: Any, **named: Any) -> Result:
            key = (args, tuple(sorted(named.items()))) if named else args
            with lock:
                found = results.get(key)
                if found is not None:
                    results.move_to_end(key)
                    return found[0]
            result = compute(*args, **named)
            with lock:
                if key not in results:
                    results[key] = result, (size := weight(key))
                    held[0] += size
                while held[0] > most and len(results) > 1:
                    held[0] -= results.popitem(last=False)[1][1]
            return result

        return remembered

    return remembering


def weight(key: Hashable) -> int:
    """How many short texts the arguments of a call are worth."""
    return max(1, -(-_characters(key) // SHORT))


def _characters(part: Any) -> int:
    if isinstance(part, str):
        return len(part)
    return sum(map(_characters, part)) if isinstance(part, tuple) else 0
