"""One script at a time, in the order of asking: what keeps a classroom that types from standing still.

Streamlit runs the script of every session in a thread of its own as soon as a key arrives. Thirty people typing are
thirty threads that share one interpreter: each is slow, the event loop gets no turn, nobody gets an answer, and what is
computed at last is for texts long gone. Here the threads pass a gate instead:

* A script waits for its turn *before* it takes its request. What the browser sends meanwhile becomes part of that
  request, as Streamlit does it anyway for requests that wait: only the newest text is computed, nobody computes for
  nobody.
* Turns go in the order of asking and each session has one, so somebody with sixty keys a second waits in the same line.
* A long script passes its turn on between two elements (or when it calls ``breathe``) if others are waiting; one that
  does neither loses it after a while, so that nothing ever stands still.

``install`` puts the gate into ``ScriptRequests``, the one place where Streamlit's scripts take their requests and look
for new ones; a test holds that it is still that place.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import get_run_yield_check

SLICE = 0.05  # seconds after which a script lets others go first
OVERDUE = 0.2  # seconds after which the next one no longer waits for a script that does not


class Gate:
    """Lets one thread in at a time, in the order of asking; entering twice is entering once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: threading.Thread | None = None
        self._since = 0.0
        self._waiting: deque[threading.Event] = deque()

    def enter(self) -> None:
        """Wait for a turn."""
        mine = threading.Event()
        with self._lock:
            if self._holder is threading.current_thread():
                return
            if self._holder is None and not self._waiting:
                self._let_in()
                return
            self._waiting.append(mine)
        while not mine.wait(OVERDUE / 2):
            if self._waiting[0] is mine and time.monotonic() - self._since > OVERDUE:
                break  # whoever is inside has not left in time, or has died
        with self._lock:
            self._waiting.remove(mine)
            self._let_in()

    def leave(self) -> None:
        """Let the next one in; nothing happens if the turn was lost meanwhile."""
        with self._lock:
            if self._holder is threading.current_thread():
                self._holder = None
                if self._waiting:
                    self._waiting[0].set()

    def give_way(self) -> None:
        """Let those in who are waiting, if the turn has lasted long enough, and wait for the next one."""
        if not self._waiting:
            return
        mine = self._holder is threading.current_thread()
        if mine and time.monotonic() - self._since < SLICE:
            return
        self.leave()
        self.enter()

    def _let_in(self) -> None:
        self._holder, self._since = threading.current_thread(), time.monotonic()

    @property
    def busy(self) -> bool:
        """Whether anybody is waiting."""
        return bool(self._waiting)


GATE = Gate()


def install() -> None:
    """Put the gate before every script of this server; once is enough."""
    if getattr(ScriptRequests.on_scriptrunner_ready, "gated", False):
        return
    take, look = ScriptRequests.on_scriptrunner_ready, ScriptRequests.on_scriptrunner_yield

    def wait_and_take(self: ScriptRequests) -> ScriptRequest:
        GATE.leave()
        if self._state is ScriptRequestType.RERUN:
            GATE.enter()
        request = take(self)
        if request.type is not ScriptRequestType.RERUN:
            GATE.leave()
        return request

    def look_and_give_way(self: ScriptRequests) -> ScriptRequest | None:
        request = look(self)
        if request is None and GATE.busy:
            GATE.give_way()
            request = look(self)
        return request

    wait_and_take.gated = True
    ScriptRequests.on_scriptrunner_ready = wait_and_take
    ScriptRequests.on_scriptrunner_yield = look_and_give_way


def breathe(*_: Any) -> None:
    """Call now and then in long work: lets others go first, and ends the work, as Streamlit ends a script, when its
    page has gone on or its visitor has left. Takes and ignores whatever a ``progress`` callback is given.
    """
    if (check := get_run_yield_check()) is not None:
        check()


def pause(seconds: float) -> None:
    """Wait a moment without keeping others waiting; not at all while others wait."""
    if not GATE.busy:
        time.sleep(seconds)
