"""News of a page that the reader has left is not heard any more.

From the click on another page until that page is on the screen, the old one still stands there, and something on it may
still speak: a slider that comes to rest, a section that scrolls into sight. It asks for a fragment of its own page.
Streamlit goes back to that page for it, finds the fragment gone, and leaves the reader before an empty screen.
"""

from __future__ import annotations

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def install() -> None:
    """Put the question before every request of this server, once."""
    if getattr(AppSession.request_rerun, "asks_for_the_page", False):
        return
    request = AppSession.request_rerun

    def request_rerun(self: AppSession, client_state: ClientState | None) -> None:
        if client_state is None or not _is_of_a_page_left(self, client_state):
            request(self, client_state)

    request_rerun.asks_for_the_page = True
    AppSession.request_rerun = request_rerun


def _is_of_a_page_left(session: AppSession, asked: ClientState) -> bool:
    """Whether a fragment is asked for that stands on another page than the one the reader went to last."""
    if not asked.fragment_id:
        session.went_to = asked.page_script_hash  # empty at the first visit, which goes by the name of the page
        return False
    went_to = getattr(session, "went_to", "")
    return bool(went_to and asked.page_script_hash and asked.page_script_hash != went_to)
