"""One message of the browser may hold news of several fragments: all of them are asked for, each trigger in one."""

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata

from core.ui import said_together


class Session:
    """A session as far as requests go, with the texts f (in the stage), g (in a section), p (on the page itself) and
    a button in the section; all texts were drawn empty.
    """

    def __init__(self) -> None:
        self.requests: list[ClientState] = []
        self.session_state = SessionState()
        for name, fragment in {"f": "stage", "g": "section", "p": None, "button": "section"}.items():
            kind = "trigger_value" if name == "button" else "string_value"
            metadata = WidgetMetadata(name, lambda value: value, lambda value: value, kind, fragment_id=fragment)
            self.session_state._set_widget_metadata(metadata)
            if kind == "string_value":
                self.session_state._new_widget_state.set_from_value(name, "")


@pytest.fixture
def say(monkeypatch):
    monkeypatch.setattr(AppSession, "request_rerun", lambda session, asked: session.requests.append(asked))
    said_together.install()
    session = Session()

    def say(fragment: str, button: bool = False, **texts: str) -> dict[str, set[str]]:
        """Fragment → the widgets of which its request tells."""
        states = [WidgetState(id=name, string_value=text) for name, text in texts.items()]
        states += [WidgetState(id="button", trigger_value=True)] * button
        session.requests.clear()
        AppSession.request_rerun(session, ClientState(fragment_id=fragment, widget_states=WidgetStates(widgets=states)))
        return {asked.fragment_id: {state.id for state in asked.widget_states.widgets} for asked in session.requests}

    say.session = session
    return say


def test_what_was_typed_while_a_section_spoke_is_heard(say) -> None:
    assert say("section", g="near", f="x^3") == {"section": {"f", "g"}, "stage": {"f", "g"}}


def test_what_was_heard_before_or_only_says_what_was_drawn_is_no_news(say) -> None:
    assert set(say("section", g="near", f="")) == {"section"}
    assert set(say("stage", g="near", f="x")) == {"stage"}
    assert set(say("section", g="", f="x")) == {"section"}
    assert set(say("section", g="near", f="")) == {"section", "stage"}


def test_a_button_is_pressed_once(say) -> None:
    assert say("stage", f="x", g="", button=True) == {"stage": {"f", "g"}, "section": {"f", "g", "button"}}
    assert say("section", f="x^2", g="", button=True) == {"section": {"f", "g", "button"}, "stage": {"f", "g"}}
    assert say("", f="x^3", g="", button=True) == {"": {"f", "g", "button"}}


def test_news_of_the_page_itself_draws_the_page(say) -> None:
    assert say("section", g="near", p="present", f="x", button=True) == {"": {"f", "g", "p", "button"}}


def test_a_widget_nobody_knows_is_no_news(say) -> None:
    assert set(say("section", g="", stranger="x")) == {"section"}


def test_the_server_itself_may_always_ask(say) -> None:
    AppSession.request_rerun(say.session, None)
    assert say.session.requests == [None]
