"""The words of the lessons: sections of lessons/*.md, by their heading."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

LESSONS = Path(__file__).resolve().parents[2] / "lessons"
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


def slug(heading: str) -> str:
    """The short name of a heading: ``"Up, down, flat"`` → ``up-down-flat``."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


@lru_cache(maxsize=64)
def sections(name: str) -> dict[str, tuple[str, str]]:
    """The sections of lessons/<name>.md: slug → (heading, Markdown); "" is what stands above the first ``##``."""
    text = (LESSONS / f"{name}.md").read_text(encoding="utf-8")
    first, *rest = _HEADING.split(text)
    found = {"": ("", first.strip())}
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        found[slug(heading)] = (heading, body.strip())
    return found
