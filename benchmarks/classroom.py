"""A classroom at work on all pages: people who type, drag, scroll and open pages.

Over Streamlit's own websocket protocol, bounded in people and in time, on this machine only. Each person does what a
browser does: a key is sent when it is struck, whether or not the one before was answered; a slider keeps as many reruns
under way as it is allowed; a section that comes near the screen asks for itself. A key counts as answered by the first
script that began after it was sent and has ended.
"""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks.figures import percentile
from benchmarks.load import IN_FLIGHT, MOST_SECONDS, MOST_SESSIONS, OPENING_AT_ONCE, memory, processor_seconds
from benchmarks.stages import STAGES, TEXTS, Stage
from tests.browser.harness import serve

PAUSE_BUDGET = 1.0  # seconds nobody may wait for an answer
OPENING_PATIENCE = 60.0
STORM = 60.0  # keys a second of somebody who holds a key down
KEYS = 3.0  # keys a second of a person who types
MIX = ("type", "type", "type", "drag", "scroll", "open")  # of six people


@dataclass
class Person:
    """One person and his browser: what the page told it, and how long each of his actions waited for its picture."""

    stage: Stage
    does: str
    keys: float = KEYS
    pages: int = 0
    waits: list[float] = field(default_factory=list)
    waiting: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0
    widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    slider: dict = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    text: str = ""

    async def open(self, url: str) -> None:
        """Connect and run the page once, as at a deep link."""
        self.widgets, self.sections, self.sequence, self.started = {}, [], 0, 0.0
        self.socket = await connect(
            f"{url}/_stcore/stream", subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=30
        )
        message = BackMsg()
        address = urlsplit(self.stage.address)
        message.rerun_script.query_string = address.query
        message.rerun_script.page_name = address.path.strip("/")
        await self.socket.send(message.SerializeToString())
        while await self._receive() != "script_finished":
            pass
        self.pages += 1

    async def work(self, url: str, until: float) -> None:
        """Do what this person does until the time is over, then wait for what is still unanswered."""
        acts = {"type": self._type, "drag": self._drag, "scroll": self._scroll, "open": self._open_pages}
        if self.does == "open":
            return await self._open_pages(url, until)
        listening = asyncio.create_task(self._listen())
        try:
            await acts[self.does](until)
            end = time.perf_counter() + OPENING_PATIENCE
            while self.waiting and time.perf_counter() < end and not listening.done():
                await asyncio.sleep(0.02)
        except websockets.ConnectionClosed as error:
            self.errors.append(type(error).__name__)
        finally:
            self.waits += [time.perf_counter() - sent for sent in self.waiting]
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _type(self, until: float) -> None:
        while time.perf_counter() < until:
            whole = random.choice(TEXTS)
            for end in range(1, len(whole) + 1):
                if time.perf_counter() >= until:
                    return
                self.text = whole[:end]
                await self._send(self.stage.field, "string_value", self.text)
                await asyncio.sleep(random.uniform(0.6, 1.4) / self.keys)

    async def _drag(self, until: float) -> None:
        while time.perf_counter() < until:
            if len(self.waiting) < IN_FLIGHT:
                self.sequence += 1
                value = random.uniform(self.slider["minimum"], self.slider["maximum"])
                news = {"v": value, "q": self.sequence, "r": self.slider["revision"], "released": False}
                await self._send(self.stage.slider, "json_value", json.dumps({"value": news}))
            await asyncio.sleep(max(1 / 60, self.slider["pause"] / 1000))

    async def _scroll(self, until: float) -> None:
        at = 0
        while time.perf_counter() < until and self.sections:
            here, gone = (self.sections[(at - back) % len(self.sections)] for back in (0, 2))
            await self._send(gone, "json_value", json.dumps({"near": False}), answered=False)
            await self._send(here, "json_value", json.dumps({"near": True}))
            at += 1
            await asyncio.sleep(random.uniform(1, 3))

    async def _open_pages(self, url: str, until: float) -> None:
        while time.perf_counter() < until:
            await self.socket.close()
            begin = time.perf_counter()
            self.stage = random.choice(STAGES)
            try:
                await self.open(url)
            except (TimeoutError, OSError, websockets.WebSocketException) as error:
                self.errors.append(type(error).__name__)
            self.waits.append(time.perf_counter() - begin)
            await asyncio.sleep(random.uniform(2, 5))

    async def _send(self, name: str, kind: str, value: str, *, answered: bool = True) -> None:
        widget, fragment = self.widgets[name]
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.fragment_id = fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = widget
        setattr(state, kind, value)
        if answered:
            self.waiting.append(time.perf_counter())
        await self.socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        while True:
            if await self._receive() == "script_finished":
                now = time.perf_counter()
                answered = [sent for sent in self.waiting if sent <= self.started]
                self.waits += [now - sent for sent in answered]
                self.waiting = self.waiting[len(answered) :]

    async def _receive(self) -> str:
        raw = await asyncio.wait_for(self.socket.recv(), OPENING_PATIENCE)
        self.received += len(raw)
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
            self.started = time.perf_counter()
        elif kind == "delta":
            self._notice(message.delta)
        return kind

    def _notice(self, delta: object) -> None:
        element = delta.new_element
        drawn_by = element.WhichOneof("type")
        if drawn_by == "exception":
            self.errors.append(element.exception.message[:80])
        elif drawn_by == "text_input":
            self.widgets[element.text_input.label] = element.text_input.id, delta.fragment_id
        elif drawn_by == "bidi_component":
            data = json.loads(element.bidi_component.json or "{}")
            if not isinstance(data, dict):
                return
            here = element.bidi_component.id, delta.fragment_id
            if data.get("label") == self.stage.slider:
                self.slider, self.widgets[self.stage.slider] = data, here
            elif "slug" in data and "drawn" in data:
                self.widgets[data["slug"]] = here
                if data["slug"] not in self.sections:
                    self.sections.append(data["slug"])


async def lesson(people: int, seconds: float, storms: int = 0) -> bool:
    """Start the app cold, let everybody come in and work, print what each kind of person saw. Returns whether nobody
    waited longer than the budget and nothing went wrong.
    """
    people, seconds, storms = min(people, MOST_SESSIONS), min(seconds, MOST_SECONDS), min(storms, 10)
    crowd = [Person(STAGES[k % len(STAGES)], MIX[k % len(MIX)]) for k in range(people)]
    noisy = [Person(STAGES[k % len(STAGES)], "type", keys=STORM) for k in range(storms)]
    everybody = [*crowd, *noisy]
    with serve() as server:
        url = server.url.replace("http", "ws", 1)
        cold = time.perf_counter()
        await asyncio.gather(*(person.open(url) for person in everybody[:OPENING_AT_ONCE]))
        first = time.perf_counter() - cold
        fresh = memory(server)
        for start in range(OPENING_AT_ONCE, len(everybody), OPENING_AT_ONCE):
            await asyncio.gather(*(person.open(url) for person in everybody[start : start + OPENING_AT_ONCE]))
        begin, used = time.perf_counter(), processor_seconds(server)
        await asyncio.gather(*(person.work(url, begin + seconds) for person in everybody))
        passed = time.perf_counter() - begin
        share, held = (processor_seconds(server) - used) / passed, memory(server)
        await asyncio.gather(*(person.socket.close() for person in everybody))
        alive = server.process.poll() is None
    print(
        f"{people} people for {seconds:g} s"
        + (f", beside {storms} who hold a key down ({STORM:g} a second)" if storms else "")
    )
    print(f"  first {min(OPENING_AT_ONCE, people)} at once on a cold server   {first:.1f} s")
    for does in dict.fromkeys(MIX):
        _say(does, [person for person in crowd if person.does == does])
    _say("storm", noisy)
    errors = [error for person in everybody for error in person.errors]
    print(f"  errors  {len(errors)} {sorted(set(errors))[:3] or ''}")
    print(f"  memory  {fresh:.0f} → {held:.0f} MB, processor {100 * share:.0f} % of a core")
    longest = max((wait for person in crowd for wait in person.waits), default=0.0)
    return alive and not errors and longest <= PAUSE_BUDGET


def _say(does: str, people: Sequence[Person]) -> None:
    waits = [wait for person in people for wait in person.waits]
    if waits:
        kilobytes = sum(person.received for person in people) / len(people) / 1000
        print(
            f"  {does:7} {len(people):3} people: n {len(waits):5}, median {1000 * median(waits):5.0f} ms, "
            f"p95 {1000 * percentile(waits, 0.95):5.0f} ms, longest {max(waits):5.2f} s, {kilobytes:6.0f} kB each"
        )
