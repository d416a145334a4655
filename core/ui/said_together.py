"""What is said in one breath is heard whole.

A browser that is busy collects what was typed and pointed at, and what came into sight, and sends it in one message.
The message holds every value but names one fragment only, the first that spoke, and Streamlit draws no other: a letter
typed in the moment in which a section came into sight was never answered. Here the fragments of all values that are
not what they were are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import unpack_widget_state_value

_WHOLE_PAGE = ""
_TRIGGERS = ("trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value")


def install() -> None:
    """Listen so to every request of this server, once."""
    if getattr(AppSession.request_rerun, "hears_all", False):
        return
    request = AppSession.request_rerun

    def request_rerun(self: AppSession, client_state: ClientState | None) -> None:
        for asked in [client_state] if client_state is None else _one_for_each_fragment(self, client_state):
            request(self, asked)

    request_rerun.hears_all = True
    AppSession.request_rerun = request_rerun


def _one_for_each_fragment(session: AppSession, asked: ClientState) -> list[ClientState]:
    """The request itself, and one for each other fragment in which something has a new value."""
    heard: dict[str, bytes] = getattr(session, "heard", {})
    states = asked.widget_states.widgets
    session.heard = {state.id: state.SerializeToString() for state in states}
    if not asked.fragment_id:
        return [asked]
    values = session.session_state
    places = {state.id: _fragment(values, state) for state in states}
    spoke = [place for state in states if (place := places[state.id]) is not None and _is_new(values, state, heard)]
    others = [place for place in dict.fromkeys(spoke) if place != asked.fragment_id]
    if not others:
        return [asked]
    if _WHOLE_PAGE in others:
        return [_request(asked, _WHOLE_PAGE, states)]

    def hearer(state: WidgetState) -> str | None:
        return places[state.id] if places[state.id] in others else asked.fragment_id

    # A trigger fires in each run that is told of it: only its own fragment is.
    return [
        _request(asked, fragment, [each for each in states if not _is_trigger(each) or hearer(each) == fragment])
        for fragment in (asked.fragment_id, *others)
    ]


def _request(asked: ClientState, fragment: str, states: Iterable[WidgetState]) -> ClientState:
    request = ClientState()
    request.CopyFrom(asked)
    request.fragment_id = fragment
    request.widget_states.CopyFrom(WidgetStates(widgets=states))
    return request


def _fragment(values: SessionState, state: WidgetState) -> str | None:
    """The innermost fragment of a widget; None for one that this page does not know."""
    metadata = values.get_widget_metadata(state.id)
    return None if metadata is None else metadata.fragment_id or _WHOLE_PAGE


def _is_trigger(state: WidgetState) -> bool:
    return state.WhichOneof("value") in _TRIGGERS


def _is_new(values: SessionState, state: WidgetState, heard: dict[str, bytes]) -> bool:
    """Whether the value is another one than the server knows of."""
    if _is_trigger(state):
        return True  # it is sent once
    if state.id in heard:
        return heard[state.id] != state.SerializeToString()
    # The first word of a widget: most only say what they were drawn with.
    metadata = values.get_widget_metadata(state.id)
    assert metadata is not None
    try:
        return bool(metadata.deserializer(unpack_widget_state_value(state)) != values.get_widget_value(state.id))
    except KeyError:  # nothing is known of it, so nothing was drawn with it
        return False
