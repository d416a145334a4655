"""A sheet of exercises to print, with or without the solutions, as Markdown with LaTeX between dollars."""

from __future__ import annotations

from core.practice.exercise import Exercise
from core.practice.items import exercise

MOST = 20


def sheet(title: str, kind: str, level: int, seed: int, count: int, *, solutions: bool) -> str:
    """``count`` exercises of a kind, from ``seed`` on; with ``solutions`` each answer and the way to it at the end.

    Raises ValueError for an unknown kind or level and for more than 20 exercises.
    """
    if not 1 <= count <= MOST:
        raise ValueError(f"a sheet has 1 to {MOST} exercises")
    made = [exercise(kind, seed + i, level) for i in range(count)]
    lines = [f"# {title}", "", f"Level {level}, numbers {seed} to {seed + count - 1}", ""]
    for number, one in enumerate(made, 1):
        lines += [f"**{number}.** {one.prompt}", "", *_choices(one), ""]
    if solutions:
        lines += ["# Solutions", ""]
        for number, one in enumerate(made, 1):
            lines += [f"**{number}.** {_answer(one)}", "", *(f"- {line}" for line in one.solution), ""]
    return "\n".join(lines)


def _choices(made: Exercise) -> list[str]:
    return [f"- {choice.text}" for choice in made.choices]


def _answer(made: Exercise) -> str:
    return made.choices[made.right].text if made.choices else f"`{made.key}`"
