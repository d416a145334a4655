"""Components of our own, made of files that lie beside the Python that draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

# What drawn components share: colours, a sharp canvas, axes, arrows, a courier for news (news.py).
SHARED = Path(__file__).parent / "shared"
CANVAS = SHARED / "canvas.js"

OPEN_PAGE = "open page"  # where the session keeps the name of the page that is open

_LEAVING = (SHARED / "leaving.js").read_text(encoding="utf-8")
_EXPORT = "export default function"
_GUARD = "export default (component) => renderComponent({ ...component, setStateValue: whileHere(component) });"


def component(
    folder: Path,
    name: str,
    *scripts: str | Path,
    html: str | Path | None = None,
    css: Sequence[str | Path] | None = None,
) -> Callable[..., Any]:
    """The component ``name``, inline and without a frame, made of files of ``folder``. It is silent while its page is
    being left.

    What it returns shows the component with ``data``: a mapping, or bytes if it sends no news.

    ``scripts``: its JavaScript, of which one part exports a function as default; else ``name``.js. ``html``: a file or
    markup; else ``name``.html. ``css``: files; else ``name``.css, if there is one.
    Raises ValueError when the scripts do not export exactly one function.
    """

    def text(file: str | Path) -> str:
        return (folder / file).read_text(encoding="utf-8")

    styles = css if css is not None else [style] if (folder / (style := f"{name}.css")).exists() else []
    script = "\n".join([_LEAVING, *map(text, scripts or [f"{name}.js"])])
    if script.count(_EXPORT) != 1:
        raise ValueError(f"the scripts of {name} must export one default function")
    made = st.components.v2.component(
        name,
        html=html if isinstance(html, str) and html.startswith("<") else text(html or f"{name}.html"),
        css="\n".join(map(text, styles)) or None,
        js=script.replace(_EXPORT, "function renderComponent") + _GUARD,
    )

    def show(*, data: Mapping[str, Any] | bytes | None = None, **options: Any) -> Any:
        given = data if isinstance(data, bytes) else {**(data or {}), "page": st.session_state.get(OPEN_PAGE)}
        return made(data=given, **options)

    return show
