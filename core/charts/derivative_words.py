"""The words in the picture of the derivative: at secant, tangent and Δx, and where a point off the picture is."""

from __future__ import annotations

import math

import altair as alt
import numpy as np
import pyarrow as pa

from core.charts.free_places import GAP, LETTER, Frame, Stand, along, choose, ground
from core.charts.template import arrow, x_axis, y_axis
from core.charts.theme import Look, meaning

# Usual sizes of the picture on a phone, a laptop and a wide screen, and from which width on each is meant. Pixels.
_SIZES = ((0.0, (290.0, 260.0)), (450.0, (700.0, 270.0)), (950.0, (1150.0, 540.0)))
_SMALLEST_LEG = 0.02  # of the width of the picture; a shorter Δx is a dot
_POINT = (0.6, 0.6, 0.6, 0.6)

Limits = tuple[float, float, float, float]


def slope_label_corner(limits: Limits, x: float, y: float, slope: float, prefer_left: bool) -> tuple[bool, bool]:
    """Whether the label of a point stands left of it and below it: the rule of ``label_beside``."""
    left_end, right_end, low, high = limits
    across, up = (x - left_end) / (right_end - left_end), (y - low) / (high - low)
    fits = {True: across > 0.25, False: across < 0.75}
    free = {True: up > 0.12, False: up < 0.88}
    rising = slope >= 0
    good = {left: fits[left] and free[rising != left] for left in (True, False)}
    left = (
        (prefer_left and good[True]) or (good[True] and not good[False]) or (not any(good.values()) and not fits[False])
    )
    below = up > 0.5 if abs(up - 0.5) > 0.38 else rising != left
    return bool(left), bool(below)


def word_tables(
    limits: Limits,
    curve: tuple[np.ndarray, np.ndarray],
    at: tuple[float, float, float],
    there: tuple[float, float],
    sizes: Look,
) -> dict[str, pa.Table]:
    """The data of ``words`` and ``beyond``. Arguments as for ``tangent_tables``."""
    ends = [least for least, _ in _SIZES[1:]] + [math.inf]
    rows = [
        (stand, least, end)
        for (least, size), end in zip(_SIZES, ends, strict=True)
        for stand in stands_in(Frame(limits, *size, sizes.label), curve, at, there)
    ]
    stands = [stand for stand, _, _ in rows]
    columns = {name: [getattr(stand, name) for stand in stands] for name in ("word", "x", "y", "rise", "side")}
    columns |= {"least": [least for _, least, _ in rows], "end": [min(end, 1e9) for _, _, end in rows]}
    return {"words": arrow(**columns) if stands else _NO_WORDS, "beyond": _beyond(limits, at[0], at[1])}


_NO_WORDS = arrow(word=["x"], x=[0.0], y=[0.0], rise=[0.0], side=[0], least=[0.0], end=[0.0]).slice(0, 0)
_NOT_BEYOND = arrow(word=["x"], x=[0.0], y=[0.0], turn=[0.0], across=[0.0], up=[0.0]).slice(0, 0)


def stands_in(
    frame: Frame, curve: tuple[np.ndarray, np.ndarray], at: tuple[float, float, float], there: tuple[float, float]
) -> list[Stand]:
    """Where the words stand in a picture: on no curve, no line and no other word. A word without such a place is left
    out. Arguments as for ``tangent_tables``.
    """
    limits, (x, y, slope), (x_there, y_there) = frame.limits, at, there
    rise = (y_there - y) / (x_there - x)
    lines = [np.column_stack(curve)]
    lines += [_across(limits, x, y, steep) for steep in (slope, rise) if math.isfinite(steep)]
    if math.isfinite(y_there):
        lines.append(np.array([[x, y], [x_there, y], [x_there, y_there]]))
    picture = ground(frame, lines, _around_the_points(limits, at, there))
    return choose(
        (_of_the_leg(limits, at, there), along("tangent", at, limits), along("secant", (x, y, rise), limits)), picture
    )


def _across(limits: Limits, x: float, y: float, slope: float) -> np.ndarray:
    ends = np.linspace(*limits[:2], 64)
    return np.column_stack([ends, y + slope * (ends - x)])


def _around_the_points(limits: Limits, at: tuple[float, float, float], there: tuple[float, float]) -> list[tuple]:
    """What must stay free: both points, and the label of the first."""
    x, y, slope = at
    taken = [(*there, *_POINT)] if math.isfinite(there[1]) else []
    if math.isfinite(y):
        left, below = slope_label_corner(limits, x, y, slope, prefer_left=there[0] > x)
        reach = 12 * LETTER + 1
        taken.append(
            (x, y, reach if left else 0.6, 0.6 if left else reach, 1.7 if below else 0.6, 0.6 if below else 2.4)
        )
    return taken


def _of_the_leg(limits: Limits, at: tuple[float, float, float], there: tuple[float, float]) -> list[Stand]:
    """Places for Δx: under the step to the right or left, or above it where f falls."""
    x, y, _ = at
    left, right, low, high = limits
    start, end = (min(max(place, left), right) for place in (x, there[0]))
    if not (math.isfinite(there[1]) and low <= y <= high) or abs(end - start) < _SMALLEST_LEG * (right - left):
        return []
    outside = -1 if there[1] >= y else 1
    places = [start + share * (end - start) for share in (0.5, 0.65, 0.8, 0.95, 0.35)]
    return [Stand("Δx", place, y, 0.0, side) for side in (outside, -outside) for place in places]


def named(chart: alt.Chart, sizes: Look) -> alt.Chart:
    """The words of the table ``words`` beside their lines, as far off as ``centres`` says."""
    steep = (
        "(abs(datum.rise) * (data('bounds')[1].x - data('bounds')[0].x) / (data('bounds')[1].y - data('bounds')[0].y)"
        " * height / width)"
    )
    wide, high = f"({LETTER * sizes.label} * length(datum.word))", f"{1.15 * sizes.label}"
    lying = f"{steep} * {wide} <= {high}"
    aside = f"(datum.rise < 0 ? -1 : 1) * datum.side * ({wide} / 2 + {high} / 2 / max({steep}, 1e-9) + {GAP})"
    style = {"fontWeight": 600, "fontSize": sizes.label, "baseline": "middle", "align": "center", "clip": True}
    return (
        chart.transform_filter("datum.least <= width && width < datum.end")
        .mark_text(
            dx=alt.ExprRef(f"{lying} ? 0 : -({aside})"),
            dy=alt.ExprRef(f"{lying} ? -datum.side * ({high} / 2 + {steep} * {wide} / 2 + {GAP}) : 0"),
            **style,
        )
        .encode(x=x_axis("x"), y=y_axis("f(x)"), text="word:N", color=meaning("slope"))
    )


def beyond(chart: alt.Chart, sizes: Look) -> list[alt.Chart]:
    """An arrow at the edge of the picture and a word for a point that is off it (table ``beyond``)."""
    at = {"x": x_axis("x"), "y": y_axis("f(x)")}
    style = {"fontWeight": 600, "fontSize": sizes.label, "baseline": "middle", "clip": True}
    size = 1.3 * sizes.label
    return [
        chart.mark_text(
            text="▲",
            angle=alt.ExprRef("datum.turn"),
            dx=0,
            dy=0,
            align="center",
            baseline="middle",
            fontSize=size,
        ).encode(**at, color=meaning("slope")),
        chart.mark_text(
            align=alt.ExprRef("datum.across > 0.5 ? 'right' : 'left'"),
            dx=alt.ExprRef(f"(datum.across > 0.5 ? -1 : 1) * {size}"),
            **style,
        ).encode(**at, text="word:N", color=meaning("slope")),
    ]


def _beyond(limits: Limits, x: float, y: float) -> pa.Table:
    left, right, low, high = limits
    if not math.isfinite(y) or (left <= x <= right and low <= y <= high):
        return _NOT_BEYOND
    across, up = (x - left) / (right - left), (y - low) / (high - low)
    said = [
        word
        for off, word in (
            (up > 1, "above"),
            (up < 0, "below"),
            (across > 1, "to the right"),
            (across < 0, "to the left"),
        )
        if off
    ]
    aside, upwards = (across > 1) - (across < 0), (up > 1) - (up < 0)
    across, up = min(max(across, 0.025), 0.975), min(max(up, 0.05), 0.95)
    return arrow(
        word=["the point is " + " and ".join(said)],
        x=[left + across * (right - left)],
        y=[low + up * (high - low)],
        turn=[math.degrees(math.atan2(aside, upwards))],
        across=[across],
        up=[up],
    )
