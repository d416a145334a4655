"""What deploy/app.py adds to the app: pages drawn before anybody is let in, and a policy for the browser."""

from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from deploy.app import open_page, page_names
from tests.deploy.aside import run

ROOT = Path(__file__).parents[2]


def test_it_opens_every_page_by_its_name_in_the_address() -> None:
    assert page_names() == ("", "derivative", "partial_derivatives", "chain_rule", "gradient_descent")
    assert len(page_names()) == 1 + len(list((ROOT / "pages").glob("*.py")))


class Server:
    """A server that says ``answers`` when it is asked, and notes whether the session was closed."""

    def __init__(self, *answers: ForwardMsg) -> None:
        self.answers, self.closed = answers, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
        await receive()
        for answer in self.answers:
            await send({"type": "websocket.send", "bytes": answer.SerializeToString()})
        if self.answers:
            self.closed = (await receive())["type"] == "websocket.disconnect"


def finished() -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    return message


def exception() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.exception.message = "no such room"
    return message


def test_a_page_that_is_drawn_is_left_again() -> None:
    server = Server(finished())
    run(open_page(server, "derivative"))
    assert server.closed


def test_a_replica_whose_page_shows_an_exception_does_not_come_up() -> None:
    with pytest.raises(RuntimeError, match="'derivative' shows an exception: no such room"):
        run(open_page(Server(exception(), finished()), "derivative"))


def test_a_replica_that_ends_the_session_does_not_come_up() -> None:
    with pytest.raises(RuntimeError, match="ended before it was drawn"):
        run(open_page(Server(), "derivative"))
