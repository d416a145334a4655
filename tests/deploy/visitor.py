"""One person with a page open: what Streamlit's own page does in a browser, without one.

It speaks through a proxy with the cookie it was given, types, remembers the address the app writes, and when the
connection is lost comes back with nothing but that address, as a page that was reloaded.
"""

import asyncio
import json
import time
import urllib.request
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

AGAIN = 0.2  # seconds between attempts to come back
QUIET = 30.0  # seconds without any message after which the server counts as gone


@dataclass
class Visitor:
    """A visitor of ``page`` at ``query``. ``shown`` is every text and slider on the screen, by its label."""

    url: str
    page: str
    query: str
    field: str
    cookie: str = ""
    shown: dict[str, str | float] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    absences: list[float] = field(default_factory=list)
    here: bool = False
    _socket: ClientConnection | None = None
    _widget: str = ""
    _fragment: str = ""
    _hash: str = ""

    async def enter(self) -> None:
        """Fetch the page, take the cookie, connect, run the script once at the address."""
        self.cookie = await asyncio.to_thread(self._fetch)
        self._socket = await connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": self.cookie},
            max_size=None,
            compression=None,
            open_timeout=5,
        )
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = self.page, self.query
        self.shown = {}
        await self._ask(message)
        self.here = True

    async def type(self, text: str) -> None:
        """Put ``text`` into the field and wait for the answer."""
        message = BackMsg()
        message.rerun_script.page_script_hash, message.rerun_script.fragment_id = self._hash, self._fragment
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.string_value = self._widget, text
        await self._ask(message)
        self.shown[self.field] = text

    async def stay(self) -> None:
        """Keep the page open, whatever happens: come back whenever the connection is lost."""
        while True:
            try:
                await self._socket.recv()
            except websockets.ConnectionClosed:
                self.here, lost = False, time.monotonic()
                await self._come_back()
                self.absences.append(time.monotonic() - lost)

    async def leave(self) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()

    async def _come_back(self) -> None:
        while not self.here:
            try:
                await self.enter()
            except (OSError, TimeoutError, websockets.WebSocketException):
                await asyncio.sleep(AGAIN)

    def _fetch(self) -> str:
        request = urllib.request.Request(f"{self.url}/{self.page}", headers={"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=5) as answer:
            given = answer.headers.get_all("Set-Cookie") or []
        new = [cookie.partition(";")[0] for cookie in given if cookie.startswith("replica=")]
        return new[0] if new else self.cookie

    async def _ask(self, message: BackMsg) -> None:
        await self._socket.send(message.SerializeToString())
        while True:
            said = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), QUIET))
            kind = said.WhichOneof("type")
            if kind == "script_finished":
                return
            if kind == "new_session":
                self._hash = said.new_session.page_script_hash
            elif kind == "page_info_changed":
                self.query = said.page_info_changed.query_string
            elif kind == "delta":
                self._look(said)

    def _look(self, said: ForwardMsg) -> None:
        element = said.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "text_input":
            self.shown[element.text_input.label] = element.text_input.value or element.text_input.default
            if element.text_input.label == self.field:
                self._widget, self._fragment = element.text_input.id, said.delta.fragment_id
        elif kind == "bidi_component":
            data = json.loads(element.bidi_component.json or "{}")
            if isinstance(data, dict) and "label" in data and "value" in data:
                self.shown[data["label"]] = data["value"]
        elif kind == "exception":
            self.complaints.append(element.exception.message)
