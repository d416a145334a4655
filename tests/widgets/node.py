"""Node, for what checks the widgets' JavaScript. The app does not need it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NODE = shutil.which("node")
FOLDER = Path(__file__).parents[1] / "js"


def need(what: str, here: bool) -> None:
    """Skip the test where ``what`` is missing; in CI that is a failure."""
    if here:
        return
    if os.environ.get("CI"):
        pytest.fail(f"in CI there must be {what}")
    pytest.skip(f"no {what} on this machine")


def run(*command: str, stdin: str | None = None, folder: Path = FOLDER) -> str:
    """What ``node`` says in ``folder``. Fails the test with all it says when it ends badly."""
    need("node", NODE is not None)
    done = subprocess.run([NODE, *command], cwd=folder, input=stdin, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
