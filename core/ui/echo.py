"""The typeset echo of a function has one height on every page: what is tall is set smaller."""

from __future__ import annotations

import re

_CASES = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)
_FORMULA = re.compile(r"\$([^$]+)\$")
_SIZES = {1: "", 2: r"\scriptsize "}  # by the number of lines; more of them are tiny


def in_the_height(words: str) -> str:
    """Markdown of ours whose formulas are set as small as the most pieces in one of them need."""
    rows = max((cases.count(r"\\") + 1 for cases in _CASES.findall(words)), default=1)
    size = _SIZES.get(rows, r"\tiny ")
    return _FORMULA.sub(lambda formula: f"${size}{formula[1]}$", words) if size else words
