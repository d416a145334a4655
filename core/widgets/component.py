"""Components of our own: a module, its markup and its styles that lie beside the Python that draws them.

Streamlit sends a component's code again with each new data. Ours comes once: ``widgets_code`` sends all of it in one
message that never changes, which Streamlit then knows by its hash, and a component itself is a line that asks for it
(shared/door.js). How modules become one text is modules.py's.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from core.widgets.modules import bundle

_HERE = Path(__file__).parent
SHARED = _HERE / "shared"

OPEN_PAGE = "open page"  # where the session keeps the name of the page that is open
CODE_KEY = "widgets_code"  # of the element that brings the code; style.css gives it no room

# Shows the component, or lets it wait at the door until the code is there. NAME is replaced.
_KNOCK = """\
export default (component) => {
  const door = (globalThis.calculusWidgets ??= { waiting: [] });
  const enter = () => door.show(NAME, component);
  return door.show ? enter() : new Promise((entered) => { door.waiting.push(() => entered(enter())); });
};
"""


@dataclass(frozen=True)
class _Kind:
    """What a component is made of: the path of its module, its markup, its styles."""

    module: str
    markup: str
    styles: str


_KINDS: dict[str, _Kind] = {}


def component(
    folder: Path,
    name: str,
    *,
    html: str | Path | None = None,
    css: Sequence[str | Path] | None = None,
) -> Callable[..., Any]:
    """The component ``name``: what the module ``name``.js of ``folder`` exports as default. It is silent while its
    page is being left.

    What it returns shows the component with ``data``: a mapping, or bytes if it sends no news.

    ``html``: a file or markup; else ``name``.html. ``css``: files; else ``name``.css, if there is one.
    """

    def text(file: str | Path) -> str:
        return (folder / file).read_text(encoding="utf-8")

    styles = css if css is not None else [style] if (folder / (style := f"{name}.css")).exists() else []
    _KINDS[name] = _Kind(
        module=(folder / f"{name}.js").relative_to(_HERE).as_posix(),
        markup=html if isinstance(html, str) and html.startswith("<") else text(html or f"{name}.html"),
        styles="\n".join(map(text, styles)),
    )
    made = st.components.v2.component(name, js=_KNOCK.replace("NAME", json.dumps(name)))

    def show(*, data: Mapping[str, Any] | bytes | None = None, **options: Any) -> Any:
        given = data if isinstance(data, bytes) else {**(data or {}), "page": st.session_state.get(OPEN_PAGE)}
        return made(data=given, **options)

    return show


def widgets_code() -> None:
    """Send the code of all components to the browser: once on each page, before or after them."""
    _code_component()(key=CODE_KEY)


@cache
def _code_component() -> Callable[..., Any]:
    return st.components.v2.component("widgets_code", js=all_code())


@cache
def all_code() -> str:
    """The code, the markup and the styles of every component of this package."""
    package = importlib.import_module(__package__)
    for found in pkgutil.walk_packages(package.__path__, f"{__package__}."):
        importlib.import_module(found.name)
    modules = bundle(_HERE, ["shared/main.js", *(kind.module for _, kind in sorted(_KINDS.items()))])
    kinds = ", ".join(
        f"{json.dumps(name)}: {{ markup: {json.dumps(kind.markup)}, styles: {json.dumps(kind.styles)}, "
        f"show: modules[{json.dumps(kind.module)}].default }}"
        for name, kind in sorted(_KINDS.items())
    )
    return f'{modules}\nmodules["shared/main.js"].start({{ {kinds} }}, modules);\nexport default () => {{}};\n'
