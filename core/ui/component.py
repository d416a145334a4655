"""Components of our own, made of files that lie beside the Python that draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from core.ui.address import current_page

_LEAVING = Path(__file__).with_name("leaving.js").read_text(encoding="utf-8")
_EXPORT = "export default function"
_GUARD = "export default (component) => renderComponent({ ...component, setStateValue: whileHere(component) });"


def component(
    folder: Path, name: str, *scripts: str, html: str | None = None, css: str | None = None
) -> Callable[..., Any]:
    """The component ``name``, inline and without a frame: ``folder`` holds ``name``.html, ``name``.css (if it has any
    style) and ``name``.js, which exports its one function as default. It is silent while its page is being left.

    ``scripts``: files of the folder that stand before it. ``html`` (a file or markup), ``css``: used instead.
    Raises ValueError when the scripts do not export exactly one function.
    """

    def text(file: str) -> str:
        return (folder / file).read_text(encoding="utf-8")

    style = css or f"{name}.css"
    script = "\n".join([_LEAVING, *map(text, (*scripts, f"{name}.js"))])
    if script.count(_EXPORT) != 1:
        raise ValueError(f"{name}.js must export one default function")
    made = st.components.v2.component(
        name,
        html=html if html and html.startswith("<") else text(html or f"{name}.html"),
        css=text(style) if (folder / style).exists() else None,
        js=script.replace(_EXPORT, "function renderComponent") + _GUARD,
    )

    def show(*, data: Mapping[str, Any] | None = None, **options: Any) -> Any:
        return made(data={**(data or {}), "page": current_page()}, **options)

    return show
