"""Three replicas as deploy/ runs them, and a real proxy with the very configuration of deploy/ in front."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from tests.browser.harness import ROOT, free_port, healthy, stop

PATIENCE = 90.0  # seconds for what must happen but is not what is tested
SYSTEM_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))


@dataclass
class Replica:
    """One process of the app on a port that it keeps when it is started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"replica-{self.port}.log"

    def start(self) -> None:
        """Start it; ``wait`` says when it is up."""
        options = (f"--server.port={self.port}", "--server.address=127.0.0.1")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "deploy/app.py", *options],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return once it says that it is healthy; raise with its own words if it does not come up."""
        end = time.monotonic() + PATIENCE
        while not healthy(self.url):
            if self.process is None or self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"a replica did not come up:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Let it end in order, as a rolling update does."""
        if self.process is not None:
            stop(self.process)

    def kill(self) -> None:
        """End it without a word, as a machine that fails."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def three_replicas(folder: Path) -> Iterator[tuple[Replica, ...]]:
    """Three running replicas, ended with the block."""
    replicas = tuple(Replica(folder) for _ in range(3))
    try:
        for replica in replicas:
            replica.start()
        for replica in replicas:
            replica.wait()
        yield replicas
    finally:
        for replica in replicas:
            replica.kill()


def program(name: str) -> str | None:
    """Where a system's program is, also for those whose PATH leaves out the administrator's."""
    return shutil.which(name, path=SYSTEM_PATH)


def haproxy(replicas: tuple[Replica, ...], port: int, folder: Path) -> list[str]:
    """The command that runs HAProxy with deploy/haproxy.cfg; it takes the places from the environment."""
    return [program("haproxy") or "haproxy", "-db", "-f", str(ROOT / "deploy" / "haproxy.cfg")]


def nginx(replicas: tuple[Replica, ...], port: int, folder: Path) -> list[str]:
    """The command that runs nginx with deploy/nginx.conf.template, filled in as its image does."""
    template = Template((ROOT / "deploy" / "nginx.conf.template").read_text())
    configuration = folder / "nginx.conf"
    filled = template.safe_substitute(places(replicas, f"127.0.0.1:{port}"))
    configuration.write_text(filled.replace("/tmp/", f"{folder}/"))
    return [program("nginx") or "nginx", "-c", str(configuration), "-g", "daemon off;"]


PROXIES = {"haproxy": haproxy, "nginx": nginx}


def places(replicas: tuple[Replica, ...], listen: str) -> dict[str, str]:
    """What the configurations take from the environment."""
    return {"LISTEN": listen} | {
        f"REPLICA_{number}": f"127.0.0.1:{replica.port}" for number, replica in enumerate(replicas, 1)
    }


@contextmanager
def in_front(name: str, replicas: tuple[Replica, ...], folder: Path) -> Iterator[str]:
    """The proxy of this name in front of the replicas; yields its address once it passes visitors on."""
    port = free_port()
    log = folder / f"{name}.log"
    with log.open("wb") as complaints:
        process = subprocess.Popen(
            PROXIES[name](replicas, port, folder),
            env=os.environ | places(replicas, f"127.0.0.1:{port}"),
            stdout=complaints,
            stderr=complaints,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + PATIENCE
        while not healthy(url := f"http://127.0.0.1:{port}"):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{name} does not pass anybody on:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield url
    finally:
        stop(process)
