"""True answers about functions, worked out by hand and in mpmath: what tests of every kind are held against."""

import json
from pathlib import Path
from typing import Any

_FILES = tuple((Path(__file__).parent / "corpora").glob("truth*.json"))


def truth(kind: str) -> list[dict[str, Any]]:
    """All cases of a kind: slope, window, chosen_window, gradient, critical_points_2d, descent."""
    return [case for file in sorted(_FILES) for case in json.loads(file.read_text(encoding="utf-8"))[kind]]
