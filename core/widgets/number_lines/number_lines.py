"""Linked number lines x → u → … → f, one under the other, on which a nudge travels and is stretched.

The lines and the journey of the nudge are drawn by number_lines.js; how much of each line is shown is decided here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.widgets.component import component
from core.widgets.parcel import sendable

_component = component(Path(__file__).parent, "number_lines")
LONGEST_ARROW = 0.8  # share of half a line that the largest nudge may take
LARGEST_RATIO = 8.0  # of the longest arrow to the shortest


@dataclass(frozen=True)
class NumberLine:
    """One line: where we stand, where the rates say the nudge leads (``guess``), where it really leads (``tip``).

    ``half`` is how much of the line is shown on either side of ``value``. ``rate`` belongs to the step that leads here.
    """

    name: str
    formula: str
    value: float
    guess: float
    tip: float
    half: float
    move: str
    shown: str
    rate: str = ""


def halves(stretches: Sequence[float], moves: Sequence[float], reach: float) -> list[float]:
    """How much of each line to show, for nudges of x up to ``reach``.

    All lines in one scale would be best, but × 300 does not fit on a screen: then the lengths of the arrows keep
    their order and their ratios are drawn closer together (a common power of them), at most 8 : 1.
    """
    sizes, ratio = _sizes_and_ratio(stretches)
    power = 1.0 if ratio <= LARGEST_RATIO else math.log(LARGEST_RATIO) / math.log(ratio)
    found = []
    for stretch, move in zip(stretches, moves, strict=True):
        if math.isfinite(stretch) and stretch != 0:
            share = LONGEST_ARROW * (abs(stretch) / max(sizes)) ** power
            found.append(abs(stretch) * reach / share)
        else:
            found.append(max(1.6 * abs(move), reach) if math.isfinite(move) else reach)
    return [half if math.isfinite(half) and half > 0 else reach for half in found]


def in_one_scale(stretches: Sequence[float]) -> bool:
    """Whether the arrows are as long as they are in truth, compared with each other."""
    return _sizes_and_ratio(stretches)[1] <= LARGEST_RATIO


def _sizes_and_ratio(stretches: Sequence[float]) -> tuple[list[float], float]:
    sizes = [abs(stretch) for stretch in stretches if math.isfinite(stretch) and stretch != 0] or [1.0]
    return sizes, max(sizes) / min(sizes)


def show_number_lines(
    lines: Sequence[NumberLine],
    *,
    alt: str,
    key: str,
    note: str = "",
    large: bool = False,
    chain: Mapping[str, Any] | None = None,
    hands: Mapping[str, str] | None = None,
    window: tuple[float, float] = (-1.0, 1.0),
    zoom: float = 1.0,
) -> None:
    """Draw the lines; ``note`` stands under them. NaN values are sent as None: nothing is drawn there.

    ``window``: the range of x that the reader looks at; ``zoom``: how much more than ``half`` is shown of each line.

    ``chain``: the same lines as programs (chain.js), with which the browser draws them itself while a slider moves;
    ``hands``: what such a slider, by name, is in it ("x", "dx").
    """
    rows = [
        {
            "name": line.name,
            "formula": line.formula,
            "value": sendable(line.value),
            "guess": sendable(line.guess),
            "tip": sendable(line.tip),
            "half": line.half,
            "move": line.move,
            "shown": line.shown,
            "rate": line.rate,
        }
        for line in lines
    ]
    data = {"lines": rows, "alt": alt, "note": note, "large": large, "chain": chain, "hands": hands}
    _component(key=key, data={**data, "window": list(window), "zoom": zoom})
