"""The speedometer: f as the distance a car has come, f′ as the needle. Everything moves in the browser."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.charts.template import arrow
from core.sections.derivative.subject import Subject
from core.ui.address import Address
from core.ui.numbers import numbers
from core.ui.words import number
from core.widgets.speedometer.speedometer import speedometer

_MOMENTS = 361


def draw(subject: Subject, address: Address) -> None:
    """Distance–time curve and gauge on one clock."""
    window = subject.picture.window
    times = np.linspace(window.x_min, window.x_max, _MOMENTS)
    at = float(np.clip(subject.x, window.x_min, window.x_max))
    times[np.argmin(np.abs(times - at))] = at  # the trip passes the point of the page exactly
    distance, speed = subject.f(times), subject.df(times)
    # At a corner the rules give a convention; a needle jumps there and shows nothing in between.
    for place in subject.features.irregular:
        speed[np.abs(times - place.x) < 1e-9 * subject.visible_width] = np.nan
    if not np.isfinite(speed).any():
        st.markdown("f has no slope anywhere in this window, so there is no trip to drive.")
        return
    speedometer(
        "speedometer",
        times,
        distance,
        speed,
        torn=torn(subject, times),
        visible=(window.y_min, window.y_max),
        top=gauge_top(speed[(distance >= window.y_min) & (distance <= window.y_max)]),
        at=at,
        large=subject.present,
        alt=f"A car whose distance is f(t), for t from {number(window.x_min)} to {number(window.x_max)}",
    )
    trip = {"time": times, "distance": distance, "speed": speed}
    numbers(address, "The numbers of the trip", "derivative.trip", lambda: arrow(**trip))


def torn(subject: Subject, times: np.ndarray) -> list[bool]:
    """For each moment, whether the curve breaks between the moment before and it."""
    breaks = [place.x for place in subject.features.irregular if place.kind in ("jump", "pole", "edge", "hole")]
    between = np.zeros(len(times), dtype=bool)
    for x in breaks:
        between[1:] |= (times[:-1] <= x) & (x <= times[1:])
    return between.tolist()


def gauge_top(speed: np.ndarray) -> float:
    """The end of the gauge: a round number above nearly all speeds; a needle that leaves it stops at the end."""
    sizes = np.abs(speed[np.isfinite(speed)])
    most = float(np.quantile(sizes, 0.97)) * 1.05 if sizes.size else 1.0
    if most <= 0.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(most))
    return float(next(m * power for m in (1, 2, 3, 4, 5, 6, 8, 10) if m * power >= most))
