"""Every package that runs says its licence, and the command that lists them finds one it must not accept."""

from email.message import Message

import pytest

from deploy import licences
from deploy.licences import accepted, licence_of, table
from deploy.lock import LOCK, read_lock


def test_every_package_that_runs_has_an_accepted_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main() == 0
    printed = capsys.readouterr().out
    assert all(f"{package.name} " in printed for package in read_lock(LOCK.read_text()))


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "MIT AND LGPL-3.0-or-later"}, "MIT AND LGPL-3.0-or-later"),
        ({"License": "Apache License 2.0"}, "Apache-2.0"),
        ({"License": "Copyright (c) 2015\nAll rights reserved.", "Classifier": "License :: BSD License"}, "BSD"),
        ({"Classifier": "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)"}, "MPL-2.0"),
        ({"License": "Proprietary"}, "Proprietary"),
        ({}, ""),
    ],
)
def test_a_licence_is_read_wherever_a_package_declares_it(fields: dict[str, str], licence: str) -> None:
    package = Message()
    for name, value in fields.items():
        package[name] = value
    assert licence_of(package) == licence


def test_of_two_to_choose_one_is_enough_and_of_two_to_obey_both_must_be_accepted() -> None:
    assert accepted("GPL-3.0-only OR MIT")
    assert not accepted("GPL-3.0-only AND MIT")
    assert not accepted("")


def test_the_command_fails_for_a_package_that_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64)
    assert table(read_lock(lock.read_text())) == [("no-such-package", "1.0", "(not installed)")]
    monkeypatch.setattr(licences, "LOCK", lock)
    assert licences.main() == 1
