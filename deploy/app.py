"""The app as a replica runs it: healthy only once every page has been drawn, and strict in what a browser may do.

``python -m streamlit run deploy/app.py`` instead of ``streamlit_app.py``. A cold server needs seconds for its first
page (imports, the first charts), and a replica that takes over thirty people at that moment would let them all wait.
So each page is opened once, within the process, before the port answers: the health check can then be believed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds a page may take to be drawn for the first time

# Everything a page needs comes from the server it came from; nothing else may be asked, run or sent, whatever was
# typed. Vega compiles its expressions ('unsafe-eval'), React sets styles in place, drawn components are modules made
# of text.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
_log = logging.getLogger(__name__)


class SecurityHeaders:
    """Adds ``HEADERS`` to every answer; an ASGI middleware that leaves websockets alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def page_names() -> tuple[str, ...]:
    """The front door ("") and every page, as they are called in an address."""
    files = sorted(ROOT.joinpath("pages").glob("*.py"))
    return ("", *(file.stem.partition("_")[2] for file in files))


async def open_page(app: ASGIApp, page: str) -> None:
    """Open a page as a browser does, without a network: returns when its script has run to the end.

    Raises ``RuntimeError`` if the page shows an exception or its session ends first, ``TimeoutError`` after
    ``PATIENCE`` seconds: a replica that cannot draw its own pages must not come up.
    """
    ask = BackMsg()
    ask.rerun_script.page_name = page
    news: asyncio.Queue[Message] = asyncio.Queue()
    for message in ({"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": ask.SerializeToString()}):
        news.put_nowait(message)
    drawn, broken = asyncio.Event(), []

    async def send(message: Message) -> None:
        if not (sent := message.get("bytes")):
            return
        said = ForwardMsg.FromString(sent)
        if said.WhichOneof("type") == "script_finished":
            drawn.set()
        elif said.delta.new_element.WhichOneof("type") == "exception":
            broken.append(said.delta.new_element.exception.message)

    scope: Scope = {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": "/_stcore/stream",
        "raw_path": b"/_stcore/stream",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
        "subprotocols": ["streamlit"],
    }
    session = asyncio.ensure_future(app(scope, news.get, send))
    waiting = asyncio.ensure_future(drawn.wait())
    try:
        done, _ = await asyncio.wait({session, waiting}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            raise TimeoutError(f"the page {page!r} was not drawn within {PATIENCE:g} s")
        if not drawn.is_set():
            raise RuntimeError(f"the session of the page {page!r} ended before it was drawn") from session.exception()
        if broken:
            raise RuntimeError(f"the page {page!r} shows an exception: {broken[0]}")
    finally:
        waiting.cancel()
        news.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait({session}, timeout=PATIENCE)


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Draw every page once before the server listens."""
    for page in page_names():
        await open_page(app, page)
    _log.info("Every page has been drawn once.")
    yield


app = st.App(ROOT / "streamlit_app.py", lifespan=warm, middleware=[Middleware(SecurityHeaders)])
