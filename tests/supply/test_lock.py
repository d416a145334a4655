"""What a deployment installs is what requirements.txt asks for: all of it, nothing else, each file by its hash."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from deploy.lock import normal, read_lock

ROOT = Path(__file__).parents[2]
LOCK = read_lock((ROOT / "requirements.lock").read_text())
ASKED = read_lock((ROOT / "requirements.txt").read_text().replace("  #", "\n#"))
SYSTEMS = ("linux", "darwin", "win32")


def test_what_is_asked_for_is_locked_at_the_same_version() -> None:
    locked = {package.name: package.version for package in LOCK}
    assert {package.name: locked.get(package.name) for package in ASKED} == {p.name: p.version for p in ASKED}


def test_each_package_is_locked_once_by_the_hashes_of_its_files() -> None:
    names = [package.name for package in LOCK]
    assert names == sorted(set(names))
    assert [package.name for package in LOCK if package.hashes == 0] == []


def test_the_lock_holds_what_is_needed_and_nothing_else() -> None:
    """Followed through what the installed packages say they need, on each system."""
    locked = {package.name: package.version for package in LOCK}
    needed = set()
    waiting = {package.name for package in ASKED}
    while waiting:
        needed |= waiting
        asked = [requirement for name in waiting for requirement in needs(name)]
        assert [
            str(r) for r in asked if not r.specifier.contains(locked.get(normal(r.name), "0"), prereleases=True)
        ] == []
        waiting = {normal(requirement.name) for requirement in asked} - needed
    assert needed == set(locked)


def needs(name: str) -> Iterator[Requirement]:
    """What a package needs on any system, extras aside. What is not installed here needs nothing that is known."""
    try:
        asked = requires(name) or ()
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, asked):
        if applies(requirement):
            yield requirement


def applies(requirement: Requirement) -> bool:
    marker = requirement.marker
    platforms = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
    return marker is None or any(
        marker.evaluate({"extra": "", "sys_platform": system, "platform_system": platforms[system]})
        for system in SYSTEMS
    )


@pytest.mark.parametrize(
    "line", ["numpy", "numpy>=2", "numpy==2.*", "numpy==2.4.6 --index-url https://x", "-e .", "-r more.txt"]
)
def test_a_line_that_leaves_a_choice_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        _ = [package.version for package in read_lock(line)]
