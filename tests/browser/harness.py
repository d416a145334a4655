"""What browser tests and benchmarks stand on: the app on a port of its own, and the system's Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
APP = "streamlit_app.py"
# The first draws pages only and no window around them: a visit costs less than half.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Server:
    """A running app: where it answers, its process, and the file that collects what it complains about."""

    url: str
    process: subprocess.Popen[bytes]
    complaints: Path

    def errors(self) -> str:
        """What the server wrote to stderr so far."""
        return self.complaints.read_text(errors="replace")


def free_port() -> int:
    """A port nobody listens on now; ``HARNESS_PORTS=8621-8629`` keeps to a range."""
    first, _, last = os.environ.get("HARNESS_PORTS", "0").partition("-")
    for port in range(int(first), int(last or first) + 1):
        with socket.socket() as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                candidate.bind(("127.0.0.1", port))
            except OSError:
                continue
            return candidate.getsockname()[1]
    raise RuntimeError("no free port in HARNESS_PORTS")


def healthy(url: str) -> bool:
    """Whether the server at ``url`` says it is up."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serve(
    command: Sequence[str] = ("-m", "streamlit", "run", APP), *, patience: float = 60.0, **environment: str
) -> Iterator[Server]:
    """Run ``python <command>`` in the checkout until the block ends; yields once the server is healthy.

    The process group is ended with the block. Raises ``RuntimeError`` with the server's own words if it does not come
    up within ``patience`` seconds.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    with tempfile.TemporaryDirectory() as folder:
        complaints = Path(folder, "stderr")
        with complaints.open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, *command, *options, "--browser.gatherUsageStats=false"],
                cwd=ROOT,
                env=os.environ | environment,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                start_new_session=True,
            )
        try:
            end = time.monotonic() + patience
            while not healthy(url):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"the server did not come up:\n{complaints.read_text(errors='replace')}")
                time.sleep(0.02)
            yield Server(url, process, complaints)
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and everything it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def chromium() -> str | None:
    """Where the system keeps its Chromium, or nothing."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium without a window. Raises ``RuntimeError`` where there is none."""
    executable = chromium()
    if executable is None:
        raise RuntimeError("no Chromium on this machine (Debian: apt-get install chromium-headless-shell)")
    return playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
