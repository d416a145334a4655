"""What an address holds is untrusted text: the values it gives, and a notice for each that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui.entries import Entry, Number, Text, Unusable
from core.ui.handwritten import perhaps_plus, with_plus

_PARAMETER = re.compile(r"[^\W\d_](_[^\W_]{1,10})?")  # a letter, with an index or without: w, θ, w_1, θ_max


ESCAPE = "p_"


_SHOWN = 60  # characters of an unusable value that are repeated in a notice


WINDOW = ("from", "to", "bottom", "top")


def read_values(entries: Mapping[str, Entry], query: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values that a query gives, and a notice for each that cannot be used; names not in the query are absent."""
    values: dict[str, Any] = {}
    notices: list[str] = []
    strangers: list[str] = []
    for name, text in query.items():
        entry = entries.get(name) or _parameter(name, entries)
        if entry is None:
            strangers.append(f"The address also holds {_cut(name)}, which this page does not know.")
            continue
        try:
            values[entry.name] = entry.read(text)
        except Unusable as problem:
            notices.append(_notice(entry, text, str(problem)))
    for start, end in (WINDOW[:2], WINDOW[2:]):
        low, high = values.get(start), values.get(end)
        if low is not None and high is not None and not low < high:
            notices.append("The address asked for a range that ends before it begins, so I chose the range.")
            del values[start], values[end]
    return values, (*notices, *strangers)


def _parameter(name: str, entries: Mapping[str, Entry]) -> Number | None:
    letter = name.removeprefix(ESCAPE)
    own = name_in_the_address(letter, entries)
    # p_a is a too, where the page has no a of its own: whoever hands a letter on need not know the page (handed_on).
    if not _PARAMETER.fullmatch(letter) or name not in (own, f"{ESCAPE}{letter}"):
        return None
    return Number(own, 1.0, -1e6, 1e6)


def name_in_the_address(letter: str, entries: Mapping[str, Entry]) -> str:
    """The name in the address of a parameter: with a p_ before it where the page or that very sign would take it."""
    return f"{ESCAPE}{letter}" if letter in entries or letter.startswith(ESCAPE) else letter


def _notice(entry: Entry, text: str, problem: str) -> str:
    if isinstance(entry, Text) and entry.otherwise:
        fallback = entry.otherwise
    elif entry.default is None:
        fallback = f"I chose {entry.name}"
    else:
        fallback = (
            f"{entry.name} is {_cut(entry.show(entry.default))}" if entry.default != "" else f"{entry.name} is empty"
        )
    # What to type instead is of no use here: the first sentence says what is wrong.
    problem = problem.partition(". ")[0].rstrip(".")
    asked = _cut(text) or "(nothing)"
    return f"The address asked for {entry.name} = {asked}; {problem[:1].lower()}{problem[1:]}, so {fallback}."


def _cut(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _SHOWN]).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def plus_signs(entries: Mapping[str, Entry], query: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The query with the plus signs that a hand wrote into its formulas, and what to say of that."""
    context = get_script_run_ctx(suppress_warning=True)
    read, notes = dict(query), []
    for name, text in query.items():
        entry = entries.get(name)
        if not (isinstance(entry, Text) and entry.formula and " " in text):
            continue
        if (meant := with_plus(context.query_string if context else "", name)) is not None:
            read[name] = meant
            notes.append(f"In an address + stands for a space; I took it for a plus and read {name} = {_cut(meant)}.")
        elif perhaps_plus(text):
            notes.append(
                f"In an address + stands for a space, so I read {name} = {_cut(text)}. A plus is written %2B there."
            )
    return read, tuple(notes)
