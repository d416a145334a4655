"""JavaScript modules of ours made into one, for Streamlit takes a component's code as one text.

A function rather than a bundler: running and changing the app needs no Node, nothing built is kept in the repository,
and what the browser runs is line by line what stands in the files. It reads the few forms of import and export that our
modules use (eslint.config.js allows no others) and refuses the rest. A bundle keeps each module in a scope of its own:

>>> bundle(Path("core/widgets"), ["near/near.js"])  # const modules = {"shared/turns.js": …, "near/near.js": …};
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

_IMPORT = re.compile(
    r"^import (?:(?P<names>\{[^}]*\})|\* as (?P<whole>[\w$]+)) from \"(?P<file>\.{1,2}/[\w./-]+\.js)\";$", re.MULTILINE
)
_EXPORT = re.compile(r"^export (?P<kind>(?:async )?function\*?|class|const) (?P<name>[\w$]+)", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=\S)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle(folder: Path, entries: Sequence[str]) -> str:
    """One script that declares ``modules``: what each of ``entries`` and the files they import export, by path.

    Paths are relative to ``folder``. A module stands behind those it imports and runs once.
    Raises ValueError for a circle, a file outside ``folder``, and an import or export written in another form.
    """
    order: list[str] = []
    sources: dict[str, str] = {}
    under_way: list[str] = []

    def visit(path: str) -> None:
        if path in sources:
            return
        if path in under_way:
            raise ValueError(f"modules in a circle: {' → '.join([*under_way[under_way.index(path) :], path])}")
        if path.startswith("../"):
            raise ValueError(f"{path} lies outside {folder}")
        under_way.append(path)
        text = (folder / path).read_text(encoding="utf-8")
        for found in _IMPORT.finditer(text):
            visit(_resolved(path, found["file"]))
        under_way.pop()
        sources[path] = _scope(path, text)
        order.append(path)

    for entry in entries:
        visit(entry)
    return "\n".join(["const modules = {};", *(sources[path] for path in order)])


def _resolved(path: str, file: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))


def _scope(path: str, text: str) -> str:
    """The module ``path`` as a function that is called at once; its lines stay where they are."""
    names = [found["name"] for found in _EXPORT.finditer(text)]

    def imported(found: re.Match[str]) -> str:
        what = found["whole"] or re.sub(r"\b([\w$]+) as ([\w$]+)\b", r"\1: \2", found["names"])
        return f"const {what} = modules[{json.dumps(_resolved(path, found['file']))}];"

    text = _IMPORT.sub(imported, text)
    text = _EXPORT.sub(r"\g<kind> \g<name>", text)
    text, defaults = _DEFAULT.subn("const default_ = ", text)
    if left := _OTHER.search(text):
        raise ValueError(f"{path}: write this another way: {left[0]}")
    if defaults > 1:
        raise ValueError(f"{path}: more than one default")
    handed_out = ", ".join([*names, *["default: default_"] * defaults])
    return f"modules[{json.dumps(path)}] = (() => {{ // {path}\n{text}\nreturn {{ {handed_out} }};\n}})();"
