"""Where a function is typed: live text, typeset echo, the mistake marked, examples, its parameters as sliders.

>>> with function_input(address) as typed:           # in a fragment; variables ("x",), name "f"
...     f, parameters = typed.function, typed.parameters
...     y = f(xs, **parameters)

While the text is unfinished or wrong ``typed.function`` is the last good one: nothing is lost, only dimmed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import streamlit as st

from core.language import Function, LanguageError, Unfinished, parse
from core.language.kept import kept
from core.language.presets import TEXTBOOK, Preset, presets_for
from core.ui.address import Address
from core.ui.controls import follow_sliders
from core.ui.draft import Draft, begun, typed
from core.ui.echo import in_the_height
from core.ui.failing import in_its_place
from core.ui.fresh import RangeOf, settle
from core.ui.hints import quiet_line
from core.ui.parameter_sliders import parameter_slider, range_settings
from core.ui.style_sheet import style_sheet

LONGEST = 1000
_Offers = tuple[tuple[str, ...], ...]
_AROUND = 30  # characters shown on either side of a mistake
_QUOTED = re.compile("`([^`]*)`")


@dataclass(frozen=True)
class Typed:
    """What is in the input. ``function`` is the last good one; ``waiting`` while the text on screen is not it."""

    function: Function
    parameters: Mapping[str, float]
    text: str
    error: LanguageError | None = None

    @property
    def waiting(self) -> bool:
        """Whether the text in the input is not (yet) the function on the screen."""
        return self.error is not None


@kept(512)
def read(text: str, variables: tuple[str, ...]) -> Function | LanguageError:
    """The function, or what is wrong with the text. Remembered for all sessions: a new text costs up to 30 ms."""
    try:
        return parse(text, variables)
    except LanguageError as error:
        # The traceback would keep the whole call alive in the cache.
        return error.with_traceback(None)


def readable(text: str, variables: tuple[str, ...]) -> Function:
    """The function of a text; raises LanguageError. The ``check`` of an address entry."""
    result = read(text, variables)
    if isinstance(result, LanguageError):
        raise result
    return result


@contextmanager
def function_input(
    address: Address,
    *,
    name: str = "f",
    variables: tuple[str, ...] | Callable[[str], tuple[str, ...]] = ("x",),
    label: str | None = None,
    derived: Callable[[Function], str] | None = None,
    prepare: Callable[[Address], object] | None = None,
    beside: Callable[[], None] | None = None,
    offers: _Offers = (),
    hint: Callable[[Function], str] | None = None,
    first: str = TEXTBOOK,
    range_of: RangeOf | None = None,
) -> Iterator[Typed]:
    """The input for the function ``name`` of the address, and everything that belongs to it. Use inside a fragment:
    what the block draws stands below, and is sent before the input, its echo, the examples and the parameters.

    ``variables``: of every text, or of the text they are called with (they need not be able to read it).
    ``derived``: Markdown of ours shown beside the echo, such as the derivative: ``:violet[$f'(x) = 2x$]``.
    ``beside``: draws what belongs to the function and stands at the right of the echo.
    ``offers``: the variables of the examples, if not those of the text. ``first``: the group of examples at the top.
    ``range_of``: the range of x that shows a function; another one takes x there.
    ``hint``: a quiet line under the echo where nothing else has to be said there.
    ``prepare``: computes (and remembers) what the block will need, before anything is sent: what comes to the browser
    within ten milliseconds is shown at once. What it sends itself (a table without a place on the page) comes first.
    """
    key = f"{address.page}.{name}.text"
    text = text_now(address, name, key)
    of = variables if callable(variables) else lambda _: variables
    result = read(text, of(text))
    error = result if isinstance(result, LanguageError) else None
    # Only then: a parameter that is dragged is not to be written before it is let go.
    changed = keep_whole(address, name, key, text, error)
    variables = of(address[name] if error else text)
    function = readable(address[name], variables) if error else result
    follow_sliders(address, *map(address.parameter_name, function.parameters))
    if changed and name == "f" and not brought(address, key, text):
        settle(address, function, _values(address, function), range_of)
    if prepare is not None:
        # What it raises, the block raises again, where it can be said.
        with in_its_place("what the page is about", said=False):
            prepare(address)
    head = f"{name}({', '.join(variables)})"
    typing = st.container(horizontal=True, vertical_alignment="bottom", key=f"typing_{name}")
    reading = st.container(horizontal=True, key=f"reading_{name}")
    with in_its_place("the stage"):
        yield Typed(function, _values(address, function), text, error)
    with typing:
        st.text_input(
            label or f"{head} =",
            text,
            key=key,
            live="0ms",
            max_chars=LONGEST,
            autocomplete="off",
            placeholder="type a function",
            disabled=name in address.locked,
        )
        if name not in address.locked:
            _examples_menu(address, name, key, (first,), offers or (variables,))
    # Beside the echo, in the same fixed height: letters come and go while a name is typed, and nothing below may jump.
    with reading:
        if error is None:
            with in_its_place("the echo"):
                _echo(
                    head,
                    function,
                    derived(function) if derived else "",
                    name,
                    hint(function) if hint and not address.present else "",
                )
        else:
            _mistake(text, error, name)
        _parameters(address, function, name)
        if beside is not None:
            with st.container(key=f"beside_{name}", horizontal=True, gap="small"):
                beside()
    if changed:
        address.write()  # last: a new address makes the browser render the whole page anew


def _values(address: Address, function: Function) -> dict[str, float]:
    return {letter: address[address.parameter_name(letter)] for letter in function.parameters}


def text_now(address: Address, name: str, key: str) -> str:
    """What the input ``key`` for the text ``name`` of the address holds; call before it is drawn. A new visit (entered,
    browser back) shows what the address says, a new drawing what was there; otherwise it belongs to whoever types.
    """
    text, anew = held_text(address, name, key)
    if anew or key not in st.session_state:
        st.session_state[key] = text
    return st.session_state[key] or ""


def held_text(address: Address, name: str, key: str) -> tuple[str, bool]:
    """What the input ``key`` for the text ``name`` held when it was drawn last, and whether it has yet to be told so:
    in a new visit or a new drawing.
    """
    held = st.session_state.get(f"{key}.held")
    if held is None or held.visit != address.visit:
        held = _Held(address.visit, -1, begun(address[name], time.monotonic()))
    st.session_state[f"{key}.held"] = replace(held, drawing=address.drawing)
    return held.draft.text, held.drawing != address.drawing


def keep_whole(address: Address, name: str, key: str, text: str, error: LanguageError | None) -> bool:
    """Put what the ``text`` in the input ``key`` stands for into the address: the text, or where it cannot be read
    (``error``) the last whole one. Returns whether that is another one than before. After ``held_text``.
    """
    held = st.session_state[f"{key}.held"]
    unfinished = isinstance(error, Unfinished)
    draft = typed(held.draft, text, time.monotonic(), readable=error is None, unfinished=unfinished)
    st.session_state[f"{key}.held"] = replace(held, draft=draft)
    changed = draft.shown != address[name]
    address.put(**{name: draft.shown})
    return changed


@dataclass(frozen=True)
class _Held:
    """A text that is being typed, in which visit and which drawing of its section."""

    visit: int
    drawing: int
    draft: Draft


def _examples_menu(address: Address, name: str, key: str, groups: tuple[str, ...], offers: _Offers) -> None:
    menu = f"{address.page}.{name}.examples"
    by_name = _menu(groups, offers)

    def take() -> None:
        preset = by_name.get(st.session_state[menu])
        st.session_state[menu] = None  # it never shows what was picked: the text may be changed at once
        if preset is not None:
            st.session_state[key] = preset.text
            address.put(**_brought(address, preset))
            st.session_state[f"{key}.brought"] = address.visit, preset.text

    st.selectbox(
        "Examples",
        list(by_name),
        index=None,
        key=menu,
        on_change=take,
        placeholder="Examples",
        label_visibility="collapsed",
        width=340,
    )


@cache
def _menu(groups: tuple[str, ...], offers: _Offers) -> dict[str, Preset | None]:
    """What the menu says → the example; headings give none."""
    lines: dict[str, Preset | None] = {}
    for variables in offers:
        presets = presets_for(variables)
        kinds = dict.fromkeys(preset.group for preset in presets)
        for group in sorted(kinds, key=lambda kind: groups.index(kind) if kind in groups else len(groups)):
            of = " in x and y" if len(offers) > 1 and len(variables) > 1 else ""
            lines[f"── {group}{of} ──"] = None
            lines |= {f"{preset.name}: {preset.text}": preset for preset in presets if preset.group == group}
    return lines


def _brought(address: Address, preset: Preset) -> dict[str, float | None]:
    """What an example brings along: the place, the learning rate and the steps that show it, in its own window."""
    known = address.entries
    run = preset.run if "lr" in known and "steps" in known else None
    brought: dict[str, float | None] = dict.fromkeys(("from", "to"))
    if run is not None:
        brought |= {"lr": run.rate, "steps": run.steps} | dict(zip(preset.variables, run.start, strict=True))
    elif preset.window is not None:
        low, high = preset.window
        outside = [v for v in preset.variables if v in known and not low < address[v] < high]
        brought |= dict.fromkeys(outside, round(low + 0.7 * (high - low), 1))
    return brought


def brought(address: Address, key: str, text: str) -> bool:
    """Whether an example has brought this text into the input ``key``, and its place with it."""
    return bool(st.session_state.get(f"{key}.brought") == (address.visit, text))


def _echo(head: str, function: Function, derived: str, name: str, hint: str) -> None:
    """What was read, typeset, and a quiet line where it could have been read otherwise."""
    formulas = f"${head} = {function.latex}$" + (f" &emsp;&emsp; {derived}" if derived else "")
    words = in_the_height(formulas)
    line = quiet_line(function, hint if words == formulas else "")  # what is tall leaves no room for an offer
    if not line:
        st.markdown(words)
        return
    with st.container(key=f"echo_{name}"):
        st.markdown(words)
        st.text(line)


def _mistake(text: str, error: LanguageError, name: str) -> None:
    """What is wrong, in the same place. Typed text stands only ever inside st.text."""
    # The key becomes a class that marks the line of a real mistake (style.css).
    kind = "unfinished" if isinstance(error, Unfinished) else "mistake"
    with st.container(key=f"waiting_{kind}_{name}", gap="xxsmall"):
        st.text(caret_line(text, error.position))
        st.text(_QUOTED.sub(r"“\1”", error.message))
        st.html(style_sheet("waiting.css"))  # dims the stage


def caret_line(text: str, position: int) -> str:
    """The typed text around the mistake, and a caret under it; two lines of equal cells."""
    line = "".join(character if character.isprintable() else " " for character in text)
    position = max(0, min(position, len(line)))
    start = max(0, position - _AROUND)
    before, after = ("…" if start else ""), ("…" if position + _AROUND < len(line) else "")
    shown = before + line[start : position + _AROUND] + after
    return f"{shown}\n{' ' * (position - start + len(before))}^"


def _parameters(address: Address, function: Function, name: str) -> None:
    """A slider for each letter that is no variable, as on Desmos."""
    if not function.parameters:
        return
    with st.container(horizontal=True, key=f"parameters_{name}"):
        for letter in function.parameters:
            with st.container(width=165):
                parameter_slider(address, letter)
        range_settings(address, function.parameters)
