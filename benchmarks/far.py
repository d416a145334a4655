"""The app from far away: a proxy between browser and server that holds everything up and counts it."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

CHUNK = 1 << 16


class Line:
    """A line of ``delay`` seconds each way to the server at ``url``; what has gone over it, in bytes."""

    def __init__(self, url: str, delay: float) -> None:
        self.delay = delay
        self.down = 0
        self.up = 0
        self._server = urlsplit(url)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    @property
    def url(self) -> str:
        """Where the browser finds the server through this line."""
        return f"http://127.0.0.1:{self._port}"

    @contextmanager
    def near(self) -> Iterator[None]:
        """While the block runs nothing is held up: for what is no measurement."""
        held, self.delay = self.delay, 0.0
        try:
            yield
        finally:
            self.delay = held

    def close(self) -> None:
        """Cut the line."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _listen(self) -> None:
        self._end = asyncio.Event()
        listening = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self._port = listening.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        listening.close()

    async def _connect(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection(self._server.hostname, self._server.port)
        await asyncio.gather(self._carry(browser, to_server, "up"), self._carry(server, to_browser, "down"))

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        """Everything arrives ``delay`` later and in order; how much fits on the line at once is not limited."""
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due, data = await late.get()
                await asyncio.sleep(due - self._loop.time())
                if not data:
                    break
                target.write(data)
                await target.drain()
            target.close()

        delivery = asyncio.create_task(deliver())
        data = b"-"
        with suppress(ConnectionError):
            while data:
                data = await source.read(CHUNK)
                setattr(self, way, getattr(self, way) + len(data))
                late.put_nowait((self._loop.time() + self.delay, data))
        with suppress(ConnectionError):
            await delivery


@contextmanager
def line(url: str, delay: float) -> Iterator[Line]:
    """A line to ``url``, ``delay`` seconds long each way, until the block ends."""
    made = Line(url, delay)
    try:
        yield made
    finally:
        made.close()


def processor_seconds(pid: int) -> float:
    """What a process has used of a processor so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
