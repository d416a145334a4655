"""What comes next: three right in a row move on, and what went wrong comes back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

IN_A_ROW = 3
_COMES_BACK_AFTER = 2  # other items


@dataclass(frozen=True)
class Item:
    """Which exercise: kind, level and seed; kind "own" is about the typed function."""

    kind: str
    level: int = 1
    seed: int = 1


@dataclass(frozen=True)
class Progress:
    """How far a learner is: the ``item`` on the board, right answers in a row, what waits to come back, and the counts.

    ``waiting`` holds (in how many items, which item). ``tried``, ``right`` and ``mistakes`` count what was handed in.
    """

    item: Item
    row: int = 0
    waiting: tuple[tuple[int, Item], ...] = ()
    tried: int = 0
    right: int = 0
    mistakes: tuple[tuple[str, int], ...] = ()
    answered: bool = field(default=False, compare=False)

    def after(self, verdict: str, mistake: str | None, *, free: bool, helped: bool = False) -> Progress:
        """After an answer. What is free is not counted; each item counts once as right, each wrong answer as wrong."""
        if free or self.answered:
            return self
        if verdict == "right":
            row = self.row if helped else self.row + 1
            return replace(self, tried=self.tried + 1, right=self.right + 1, row=row, answered=True)
        counts = Counter(dict(self.mistakes))
        if mistake is not None:
            counts[mistake] += 1
        waiting = self.waiting
        if all(item.kind != self.item.kind for _, item in waiting) and self.item.kind != "own":
            waiting = (*waiting, (_COMES_BACK_AFTER, self.item))
        return replace(self, tried=self.tried + 1, row=0, waiting=waiting, mistakes=tuple(sorted(counts.items())))

    def next(self, kinds: tuple[str, ...]) -> Progress:
        """The next item: what was waiting, else the same kind again; after three in a row a level up, or another."""
        waiting = tuple((left - 1, item) for left, item in self.waiting)
        due = [item for left, item in waiting if left <= 0]
        item, row = self.item, self.row
        if due:
            back = due[0]
            waiting = tuple((left, one) for left, one in waiting if one != back)
            item = replace(back, seed=back.seed + 1)
        elif row >= IN_A_ROW:
            item, row = _further(item, kinds), 0
        else:
            item = replace(item, seed=item.seed + 1)
        return replace(self, item=item, row=row, waiting=waiting, answered=False)


def _further(item: Item, kinds: tuple[str, ...]) -> Item:
    if item.level < 3 and item.kind != "own":
        return Item(item.kind, item.level + 1, item.seed + 1)
    place = kinds.index(item.kind) if item.kind in kinds else -1
    return Item(kinds[(place + 1) % len(kinds)], 1, item.seed + 1)
