"""What holds for all tests: how they share the processors, and that Hypothesis never judges time.

The whole suite runs on every processor; a few named files or tests run in this process, where nothing has to be started
for them. Browser tests, and the replicas of deploy/, stay together: one server, one Chromium, one person at a time in
front of it, so that none of them waits for another.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

HERE = Path(__file__).parent
TOGETHER = ("browser", "deploy")  # folders whose tests keep to one process, in their order


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No processes of their own for files that were named; None leaves the number to xdist."""
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


class Scheduler(LoadScopeScheduling):
    """Tests with servers are one piece of work; every other test is one by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return "servers" if nodeid.removeprefix("tests/").split("/")[0] in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduler:
    return Scheduler(config, log)


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
