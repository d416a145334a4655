"""What is drawn beside an exercise, and a wrong formula over the true curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.charts.practice import curves_tables, curves_template, map_tables, map_template
from core.descent.objectives import objective_of
from core.language import Function, LanguageError, parse
from core.practice import Exercise
from core.practice.answer import NotAnAnswer, read_answer, without_left_side
from core.practice.question import Question
from core.surfaces.contour_labels import place_labels
from core.surfaces.contour_levels import nice_levels
from core.surfaces.contours import level_lines
from core.surfaces.field import Area, field_of

_POINTS = 301
_FARTHEST = 1e4  # of a step that is drawn
_COLOURS = ("function", "slope", "path", "rising")
Drawn = tuple[str, str, bool, np.ndarray, np.ndarray]


def draw_picture(exercise: Exercise, *, key: str, present: bool) -> None:
    """The picture of the question, if it has one."""
    picture = exercise.picture
    if picture is None:
        return
    low, high = picture.window
    if picture.place:
        _map(exercise, key, present)
        return
    xs = np.linspace(low, high, _POINTS)
    curves: list[Drawn] = [
        (name, _COLOURS[i], bool(i), xs, f(xs))
        for i, (f, name) in enumerate(zip(picture.functions, picture.names, strict=True))
    ]
    _curves(curves, (low, high), key=key, alt="The curves of the question", present=present)


def draw_choices(exercise: Exercise, *, key: str, present: bool) -> None:
    """The curves to choose from, one small picture each."""
    if not exercise.choices or exercise.choices[0].function is None:
        return
    low, high = exercise.picture.window if exercise.picture else (-3.0, 3.0)
    xs = np.linspace(low, high, _POINTS)
    columns = st.columns(2)
    for i, choice in enumerate(exercise.choices):
        with columns[i % 2]:
            st.markdown(f"**{choice.text}**")
            drawn: Drawn = ("", "slope", False, xs, choice.function(xs))
            _curves([drawn], (low, high), key=f"{key}_{i}", alt=choice.text, present=present)


def draw_wrong_formula(exercise: Exercise, text: str, *, key: str, present: bool) -> bool:
    """The typed formula over the true slope, where the answer is one formula of one letter: whether it is drawn."""
    asked = exercise.asks
    if asked is None or asked.at_place or len(asked.key) != 1 or len(asked.variables) != 1 or asked.function.parameters:
        return False
    try:
        typed = parse(without_left_side(text), asked.variables)
    except LanguageError:
        return False
    if typed.parameters:
        return False
    xs = np.linspace(-4.0, 4.0, _POINTS)
    true, wrong = asked.slopes[0](xs), typed(xs)
    if not np.isfinite(true).any() or not np.isfinite(wrong).any():
        return False
    curves: list[Drawn] = [("true slope", "slope", False, xs, true), ("your formula", "falling", True, xs, wrong)]
    _curves(curves, (-4.0, 4.0), key=key, alt="The true slope and your formula", present=present)
    return True


def draw_wrong_step(exercise: Exercise, text: str, *, key: str, present: bool) -> bool:
    """The typed step of a descent on the curve or the map, from where it starts: whether it is drawn."""
    asked = exercise.asks
    if asked is None or asked.kind != "descent" or asked.function is None or asked.function.parameters:
        return False
    start = tuple(asked.point[name] for name in asked.variables)
    end = _typed_point(text, asked)
    if end is None or end == start:
        return False
    reach = 1.3 * max(1.0, *(abs(value) for value in (*start, *end)))
    if reach > _FARTHEST:
        return False
    if len(start) == 2:
        _surface(
            asked.function, (-reach, reach), (start, end), start, key=key, alt="Your step on the map", present=present
        )
        return True
    xs = np.linspace(-reach, reach, _POINTS)
    step = np.array([start[0], end[0]])
    curves: list[Drawn] = [
        ("f", "function", False, xs, asked.function(xs)),
        ("your step", "path", True, step, asked.function(step)),
    ]
    _curves(curves, (-reach, reach), key=key, alt="Your step on the curve", present=present)
    return True


def _typed_point(text: str, asked: Question) -> tuple[float, ...] | None:
    """The typed numbers, one a variable; None where they are none."""
    try:
        parts = read_answer(text, asked.variables, len(asked.variables))
    except (LanguageError, NotAnAnswer):
        return None
    nothing = np.zeros(len(asked.variables))
    values = tuple(float(Function(part.function.tree, asked.variables)(*nothing)) for part in parts)
    return values if all(map(np.isfinite, values)) else None


def _curves(curves: Sequence[Drawn], window: tuple[float, float], *, key: str, alt: str, present: bool) -> None:
    values = np.concatenate([ys[np.isfinite(ys)] for *_, ys in curves])
    low, high = np.quantile(values, (0.02, 0.98)) if values.size else (-1.0, 1.0)
    pad = 0.15 * max(high - low, 0.5)
    limits = (*window, float(min(low, 0.0) - pad), float(max(high, 0.0) + pad))
    spec = curves_template(present).filled(**curves_tables(limits, curves))
    st.vega_lite_chart(spec, key=key, alt=alt, width="stretch", height=240)


def _map(exercise: Exercise, key: str, present: bool) -> None:
    picture = exercise.picture
    alt = "A map of level lines"
    _surface(picture.functions[0], picture.window, picture.path, picture.place, key=key, alt=alt, present=present)


def _surface(
    function: Function,
    window: tuple[float, float],
    path: Sequence[tuple[float, ...]],
    place: Sequence[float],
    *,
    key: str,
    alt: str,
    present: bool,
) -> None:
    low, high = window
    field = field_of(objective_of(function.source, ("x", "y")), Area(low, high, low, high))
    lines = level_lines(field, nice_levels(field.value, 12))
    labels = place_labels(lines, field)
    spec = map_template(present).filled(**map_tables((low, high), lines, labels, path, place))
    st.vega_lite_chart(spec, key=key, alt=alt, width=430, height=430)
