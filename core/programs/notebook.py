"""A program as a Jupyter notebook (nbformat 4.5), without any library: a heading, a few words, and the code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any


def notebook(title: str, words: str, programs: Sequence[str]) -> str:
    """The JSON of a notebook that runs ``programs``, one cell each, below a ``title`` and ``words`` in Markdown."""
    cells = [_cell("markdown", f"# {title}\n\n{words}", 0)]
    cells += [
        {**_cell("code", program, i), "execution_count": None, "outputs": []} for i, program in enumerate(programs, 1)
    ]
    return json.dumps(
        {
            "cells": cells,
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def _cell(kind: str, text: str, number: int) -> dict[str, Any]:
    name = sha256(f"{number} {text}".encode()).hexdigest()[
        :12
    ]  # the format wants a name that is unique in the notebook
    return {"cell_type": kind, "id": name, "metadata": {}, "source": text.splitlines(keepends=True)}
