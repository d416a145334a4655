"""What a page says after the reader has left it is not heard; what the page he went to says is."""

import inspect

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from core.ui import pages_left


class Session:
    """A session as far as requests go: it keeps what gets through."""

    def __init__(self) -> None:
        self.heard: list[ClientState] = []


@pytest.fixture
def say(monkeypatch):
    def keep(session: Session, asked: ClientState | None) -> None:
        session.heard.append(asked)

    monkeypatch.setattr(AppSession, "request_rerun", keep)
    pages_left.install()
    session = Session()

    def say(page: str = "", fragment: str = "") -> bool:
        before = len(session.heard)
        AppSession.request_rerun(session, ClientState(page_script_hash=page, fragment_id=fragment))
        return len(session.heard) > before

    say.session = session
    return say


def test_a_page_that_was_left_is_silent(say) -> None:
    assert say("")  # the first visit
    assert say("old", "slider")
    assert say("new")
    assert not say("old", "slider")
    assert say("new", "slider")


def test_who_comes_back_is_heard_again(say) -> None:
    assert say("old") and say("new") and say("old")
    assert say("old", "slider") and not say("new", "slider")


def test_the_server_itself_may_always_ask(say) -> None:
    AppSession.request_rerun(say.session, None)
    assert say.session.heard == [None]


def test_streamlit_asks_where_the_question_stands() -> None:
    """Upgrades of Streamlit: what a browser sends comes through request_rerun, with its fragment and its page."""
    assert "self.request_rerun(client_state)" in inspect.getsource(AppSession._handle_rerun_script_request)
    assert {"fragment_id", "page_script_hash"} <= set(ClientState.DESCRIPTOR.fields_by_name)
