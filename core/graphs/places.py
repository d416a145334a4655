"""One small function of a chain or a graph, looked at along one of its letters while the others are held still."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from core.curves import Place, place
from core.language.function import Function


def place_along(function: Function, by: str, values: Mapping[str, float]) -> Place:
    """What ``function`` does at ``values`` (of its variables and parameters) when only ``by`` moves."""
    others = [name for name in function.variables if name != by]
    along = replace(function, variables=(by,), parameters=(*others, *function.parameters))
    fixed = {name: float(values[name]) for name in along.parameters if name in values}
    if not all(map(math.isfinite, fixed.values())):
        return place(along, math.nan)
    return place(along, float(values[by]), **fixed)


def rate_of(found: Place) -> float:
    """The slope at a place as a number; NaN where there is none."""
    return math.nan if found.slope is None else found.slope
