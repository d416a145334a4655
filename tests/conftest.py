"""What holds for all tests: Hypothesis never judges time, and in CI it draws the same examples every run."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


class _Failures(logging.Handler):
    """Collects what parts of a page report when they fail in their place (core/ui/failing.py)."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@pytest.fixture(autouse=True)
def nothing_fails_in_its_place(request: pytest.FixtureRequest) -> Iterator[None]:
    """No part of any page fails in any test, except where that is what the test is about (mark: part_fails)."""
    collector, log = _Failures(), logging.getLogger("core.ui.failing")
    log.addHandler(collector)
    yield
    log.removeHandler(collector)
    if not request.node.get_closest_marker("part_fails"):
        assert collector.said == []
