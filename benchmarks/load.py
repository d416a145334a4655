"""Many sessions dragging at once, without browsers: Streamlit's own websocket protocol, on this machine only.

Each session does what the slider in the browser does (core/widgets/live_slider/live_slider.js): it
keeps as many reruns under way as the slider allows, never more, and the newest value goes next. Bounded in sessions and
in time.
"""

import asyncio
import json
import os
import random
import time
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figures import percentile
from benchmarks.stages import Stage
from tests.browser.harness import Server, serve

MOST_SESSIONS = 200
MOST_SECONDS = 120
MOVES_A_SECOND = 60
IN_FLIGHT = 2  # reruns that a slider keeps under way (core/widgets/shared/courier.js)
ANSWER_WITHIN = 60  # seconds without any message after which a session counts as dropped
OPENING_AT_ONCE = 5
MEMORY_A_SESSION_MB = 3.0
LONGEST_PAUSE = 3.0  # seconds a person may wait for the next redraw when all drag at once


@dataclass
class Session:
    """One person dragging: what the page told it about the slider, and what it saw."""

    stage: Stage
    widget: str = ""
    fragment: str = ""
    page_hash: str = ""
    slider: dict = field(default_factory=dict)
    sequence: int = 0
    answers: list[float] = field(default_factory=list)
    redraws: list[float] = field(default_factory=list)
    dropped: str = ""
    begin: float = 0.0

    async def open(self, url: str) -> None:
        """Connect and run the page once, as a browser does at a deep link."""
        self.socket: ClientConnection = await connect(
            f"{url}/_stcore/stream", subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=30
        )
        message = BackMsg()
        address = urlsplit(self.stage.address)
        message.rerun_script.query_string = address.query
        message.rerun_script.page_name = address.path.strip("/")
        await self.socket.send(message.SerializeToString())
        while await self._receive() != "script_finished":
            pass
        if not self.widget:
            raise RuntimeError(f"{self.stage.name}: no slider called {self.stage.slider!r} on the page")

    async def drag(self, until: float) -> None:
        """Move the slider to and fro until the time is over."""
        self.begin = time.perf_counter()
        sent: list[float] = []
        try:
            while time.perf_counter() < until:
                while len(sent) < IN_FLIGHT:
                    await self._move()
                    sent.append(time.perf_counter())
                    await asyncio.sleep(max(1 / MOVES_A_SECOND, self.slider["pause"] / 1000))
                if await self._receive() == "script_finished":
                    self.answers.append(1000 * (time.perf_counter() - sent.pop(0)))
        except (TimeoutError, websockets.ConnectionClosed) as error:
            self.dropped = type(error).__name__

    async def _move(self) -> None:
        self.sequence += 1
        value = random.uniform(self.slider["minimum"], self.slider["maximum"])
        state = {"value": {"v": value, "q": self.sequence, "r": self.slider["revision"], "released": False}}
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.fragment_id = self.fragment
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.json_value = self.widget, json.dumps(state)
        await self.socket.send(message.SerializeToString())

    async def _receive(self) -> str:
        message = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), ANSWER_WITHIN))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        elif kind == "delta":
            element = message.delta.new_element
            drawn_by = element.WhichOneof("type") or ""
            if drawn_by == "bidi_component":
                self._notice(element.bidi_component, message.delta.fragment_id)
                drawn_by = element.bidi_component.component_name
            if (self.stage.drawn_by or "vega_lite_chart") in drawn_by:
                self.redraws.append(time.perf_counter())
        return kind

    def _notice(self, component: object, fragment: str) -> None:
        data = json.loads(component.json or "{}")
        if isinstance(data, dict) and data.get("label") == self.stage.slider:
            self.widget, self.fragment, self.slider = component.id, fragment, data

    def longest_pause(self, end: float) -> float:
        """Seconds of the longest time without a new picture while dragging."""
        times = [self.begin, *(moment for moment in self.redraws if moment >= self.begin), end]
        return max(later - earlier for earlier, later in pairwise(times))


async def under_load(stage: Stage, sessions: int, seconds: float) -> bool:
    """Start the app, let all drag, print what they saw; whether all kept getting redraws within bounded memory."""
    sessions, seconds = min(sessions, MOST_SESSIONS), min(seconds, MOST_SECONDS)
    with serve() as server:
        url = server.url.replace("http", "ws", 1)
        crowd = [Session(stage) for _ in range(sessions)]
        await crowd[0].open(url)
        fresh = memory(server)
        for first in range(1, sessions, OPENING_AT_ONCE):
            await asyncio.gather(*(session.open(url) for session in crowd[first : first + OPENING_AT_ONCE]))
        opened = memory(server)
        begin, used = time.perf_counter(), processor_seconds(server)
        await asyncio.gather(*(session.drag(begin + seconds) for session in crowd))
        end = time.perf_counter()
        share = (processor_seconds(server) - used) / (end - begin)
        dragged = memory(server)
        await asyncio.gather(*(session.socket.close() for session in crowd))
    answers = [answer for session in crowd for answer in session.answers]
    rates = [sum(moment >= begin for moment in session.redraws) / (end - begin) for session in crowd]
    pauses = [session.longest_pause(end) for session in crowd]
    dropped = [session.dropped for session in crowd if session.dropped]
    a_session = (dragged - fresh) / max(1, sessions - 1)
    print(
        f"{stage.name}: {sessions} sessions dragging for {seconds:g} s\n"
        f"  asked → answered      median {median(answers):.0f} ms, p95 {percentile(answers, 0.95):.0f} ms, "
        f"n {len(answers)}\n"
        f"  redraws a second each median {median(rates):.1f}, fewest {min(rates):.1f}\n"
        f"  longest pause         {max(pauses):.2f} s (budget {LONGEST_PAUSE:g} s)\n"
        f"  dropped               {len(dropped)} {sorted(set(dropped)) or ''}\n"
        f"  memory                one session {fresh:.0f} MB, all open {opened:.0f} MB, all dragged {dragged:.0f} MB: "
        f"{a_session:.2f} MB each (budget {MEMORY_A_SESSION_MB:g})\n"
        f"  processor             {100 * share:.0f} % of one core"
    )
    return not dropped and max(pauses) <= LONGEST_PAUSE and a_session <= MEMORY_A_SESSION_MB


def memory(server: Server) -> float:
    """Resident memory of the server in MB (Linux)."""
    with open(f"/proc/{server.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def processor_seconds(server: Server) -> float:
    """Processor time the server has used (Linux)."""
    with open(f"/proc/{server.process.pid}/stat") as status:
        fields = status.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
