"""Every place of a rectangle where a gradient may vanish, by bisection with enclosures: none is missed.

Where f is smooth the gradient vanishes on curves and where pairs (u, v) vanish together (``core.surfaces.factors``). A
box is done with where u or v excludes 0, as it is or in its mean-value form, where Krawczyk's test excludes a zero or
proves that there is exactly one (Krawczyk 1969; Moore, Kearfott and Cloud, Introduction to Interval Analysis, ch. 8).
Where f is not surely smooth a box is done with if f surely rises along one direction on all sides of its kinks
(``core.surfaces.branches``). What is left in the end are places of width 10⁻⁹, and whole lines, given up early.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.language.function import Function
from core.surfaces.common_zeros import search_pair
from core.surfaces.factors import with_numbers
from core.surfaces.findings import Findings
from core.surfaces.searching import MOST, Search, Window
from core.surfaces.smooth_parts import is_level, smooth_parts
from core.surfaces.zero_curves import search_curve

_WORK = 30_000_000  # operations on intervals


def search(function: Function, window: Window, parameters: Mapping[str, float], work: float = _WORK) -> Findings:
    """All zeros of the gradient of ``function`` of two variables in ``window``, and all places where it has none though
    f may be lowest or highest there; ``work`` bounds the operations.
    """
    given = {name: parameters.get(name, 1.0) for name in function.parameters}
    tree = with_numbers(function.tree, given)
    guards = tuple(with_numbers(guard, given) for guard in function.guards)
    with np.errstate(all="ignore"):
        return _run(Search(tree, guards, (function.variables[0], function.variables[1]), window, work))


def _run(search: Search) -> Findings:
    search.left, later = search.left / 2, search.left / 2
    smooth = smooth_parts(search)
    search.left = max(search.left, 0.0) + later
    search.most = max(MOST, len(smooth))
    level = is_level(search, smooth)
    search.findings.flat = smooth[level].area
    smooth = smooth[~level]
    for number, curve in enumerate(search.findings.systems.curves):
        search_curve(search, number, curve, smooth)
    for number, pair in enumerate(search.findings.systems.pairs):
        search_pair(search, number, pair, smooth)
    return search.findings
