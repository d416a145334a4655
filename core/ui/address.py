"""State is the address: every input of a page is in its URL, so that copying the address copies the lesson.

A page says what its address may hold and works with the result; nothing else touches ``st.query_params``:

>>> address = open_address("derivative", Text("f", "x^2", check=...), Number("x", 3.0), Number("h", 0.5, -2, 2))
>>> address["x"]                     # the value now
>>> address.put(x=2.0)               # change it for this session (every redraw of a drag)
>>> address.write()                  # and into the browser's address (only when a value has settled)

How it behaves
* The URL is read when a page is entered, and again when it has changed under us (browser back, an edited address).
  It is as untrusted as typed text: what cannot be used becomes the default, with a line in ``address.notices``.
* A page entered without anything of its own in the URL finds what it held before in this session. A page entered for
  the first time takes along the function of the page before with its letters, if it can read it.
* Values equal to the default are left out of the URL. Letters are the parameters of the typed function
  (a…z, w_1, θ_0); one that the page itself uses is written ``p_h``, and so is one that begins with ``p_``.

Streamlit's ``bind="query-params"`` is not used: it falls back silently, forgets on a page switch and cannot bind our
own components. Each write would be a new entry of the browser's history; address_bar.js makes it replace the last.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from core.ui.entries import Choice, Entry, Number, Text, show_number
from core.ui.ranges import LONGEST as LONGEST_RANGES
from core.ui.ranges import read_ranges
from core.ui.untrusted import ESCAPE, name_in_the_address, plus_signs, read_values
from core.widgets.component import OPEN_PAGE

_LATE = 1.0  # seconds in which the browser may still send the address before our last write


LONGEST_SENTENCE = 200  # of a teacher's own words above a page

# On every page. hide: names of lesson sections and parts, separated by commas; lock: of inputs that stay as they are.
# folded: sections of which only the heading is seen. say: a sentence of the teacher's own.
COMMON: tuple[Entry, ...] = (
    Choice("present", "0", ("0", "1")),
    Text("hide", "", longest=400),
    Text("folded", "", longest=400),
    Text("section", "", longest=80),
    Text("say", "", longest=LONGEST_SENTENCE),
    Text("lock", "", longest=400),
    # The window: x from … to …, heights (on a map: y) bottom … top.
    Number("from", None),
    Number("to", None),
    Number("bottom", None),
    Number("top", None),
    # how far the sliders of the letters reach (ranges.py)
    Text("sliders", "", read_ranges, longest=LONGEST_RANGES, otherwise="the sliders reach as far as usual"),
)


@dataclass(frozen=True)
class Address:
    """What the address of a page holds. Values live in the session, so every rerun and fragment sees the same.

    ``visit`` counts how often an address was read, ``drawing`` how often the section it is handed to was drawn anew:
    widgets of another visit or drawing are other widgets (controls.py).
    """

    page: str
    entries: Mapping[str, Entry]
    values: dict[str, Any]
    notices: tuple[str, ...] = ()
    visit: int = 0
    drawing: int = 0

    def drawn_for_the(self, time: int) -> Address:
        """The same address, for what is drawn in a section that is on the page for the ``time``-th time."""
        return replace(self, drawing=time)

    def __getitem__(self, name: str) -> Any:
        entry = self.entries.get(name)
        return self.values.get(name, entry.default if entry else 1.0)

    def parameter_name(self, letter: str) -> str:
        """The name in the address of the parameter ``letter`` of the typed function."""
        return name_in_the_address(letter, self.entries)

    @property
    def present(self) -> bool:
        """Whether the page is shown on a projector."""
        return self["present"] == "1"

    @property
    def hidden(self) -> frozenset[str]:
        """The parts a teacher hides."""
        return frozenset(part.strip() for part in self["hide"].split(",") if part.strip())

    @property
    def folded(self) -> frozenset[str]:
        """The sections of which only the heading is seen."""
        return frozenset(part.strip() for part in self["folded"].split(",") if part.strip())

    @property
    def locked(self) -> frozenset[str]:
        """The inputs that a teacher's link keeps as they are."""
        return frozenset(name.strip() for name in self["lock"].split(",") if name.strip())

    @property
    def predicting(self) -> bool:
        """Whether the stage asks for a guess before it shows its answer."""
        return "predict" in self.entries and self["predict"] == "1"

    @property
    def awaits_guess(self) -> bool:
        """Whether the answer is still hidden: nothing on the page may tell it."""
        return self.predicting and not self["guess"]

    def put(self, **values: Any) -> None:
        """Change values in the session; ``None`` returns to the default. The browser is told by ``write``.

        What is locked stays as the link has it.
        """
        for name, value in values.items():
            if name in self.locked:
                continue
            if value is None:
                self.values.pop(name, None)
            else:
                self.values[name] = value

    def query(self) -> dict[str, str]:
        """What belongs into the URL: every value that is not the default, in a steady order."""
        known = [name for name in self.entries if name in self.values]
        letters = sorted(name for name in self.values if name not in self.entries)
        shown = {}
        for name in known + letters:
            entry = self.entries.get(name) or Number(name, 1.0)
            if self.values[name] != entry.default:
                shown[name] = entry.show(self.values[name])
        return shown

    def handed_on(self, *names: str) -> dict[str, str]:
        """The query that takes these values and the letters of the typed function to any other page."""
        own = {name: self.entries[name].show(self[name]) for name in names}
        own |= {"sliders": self["sliders"]} if self["sliders"] else {}
        return own | {f"{ESCAPE}{letter}": show_number(value) for letter, value in _letters(self).items()}

    def write(self) -> None:
        """Bring the browser's address up to date; nothing happens if it is."""
        query = self.query()
        memory = _memory()
        memory["visited"][self.page] = self.values
        if memory["seen"] == (seen := urlencode(query)):
            return
        memory["before"], memory["written"], memory["seen"] = memory["seen"], time.monotonic(), seen
        st.query_params.from_dict(query)


def _keep_presenting(values: dict[str, Any], present: bool) -> None:
    # The projector stays on from page to page.
    values.pop("present", None)
    if present:
        values["present"] = "1"


def _changed(address: Address, name: str) -> str | None:
    """A text that somebody chose; the default of a page stays with its page."""
    text = address.values.get(name)
    return text if name in address.entries and text != address.entries[name].default else None


def _letters(address: Address) -> dict[str, float]:
    """The letters of the typed function by their own names, where they are not 1."""
    return {name.removeprefix(ESCAPE): value for name, value in address.values.items() if name not in address.entries}


def _remember(memory: dict[str, Any], carries: str | None) -> None:
    """What a page that is left gives to the next: a function that somebody chose, and its letters."""
    if carries and memory["page"] is not None and (function := _changed(memory["open"], carries)) is not None:
        memory["function"], memory["letters"] = function, _letters(memory["open"])
        memory["sliders"] = memory["open"]["sliders"]


def _taken_along(memory: Mapping[str, Any], known: Mapping[str, Entry], carries: str | None) -> dict[str, Any]:
    """The function of the page before, where this page can read it, and its letters."""
    if carries not in known or not memory["function"]:
        return {}
    function = read_values(known, {carries: memory["function"]})[0]
    if not function:
        return {}
    letters = {name_in_the_address(name, known): value for name, value in memory["letters"].items()}
    sliders = {"sliders": memory["sliders"]} if memory["sliders"] else {}
    return letters | sliders | function


def _memory() -> dict[str, Any]:
    blank = {"page": None, "seen": None, "before": None, "written": -1e9, "visited": {}, "visit": 0}
    blank |= {"function": None, "letters": {}, "sliders": ""}
    return st.session_state.setdefault("address", blank)


def current_query() -> str:
    """The address that shows again what this session shows now."""
    memory = _memory()
    return f"{memory['page']}?{urlencode(memory['open'].query())}" if memory["page"] is not None else ""


def open_address(page: str, *entries: Entry, carries: str | None = "f") -> Address:
    """The address of this page, read if it is new. Call once at the top of a page's script, outside fragments.

    ``carries``: the text that goes along to pages opened for the first time.
    """
    memory = _memory()
    known = {entry.name: entry for entry in (*entries, *COMMON)}
    query = st.query_params.to_dict()
    seen = urlencode(query)
    late = seen == memory["before"] and time.monotonic() - memory["written"] < _LATE
    if page == memory["page"] and (seen == memory["seen"] or late):
        return memory["open"]

    entered = page != memory["page"]
    if entered:
        _remember(memory, carries)
    if entered and not query and page in memory["visited"]:
        values, notices = memory["visited"][page], ()
    else:
        query, noted = plus_signs(known, query)
        values, notices = read_values(known, query)
        notices = (*noted, *notices)
        if entered and carries not in query:
            values |= _taken_along(memory, known, carries)
    if entered and "present" not in query and memory["page"] is not None:
        _keep_presenting(values, memory["open"].present)
    memory["visit"] += 1
    address = Address(page, known, values, notices, memory["visit"])
    memory.update(page=page, seen=seen, open=address)
    st.session_state[OPEN_PAGE] = page
    memory["visited"][page] = values
    address.write()
    return address
