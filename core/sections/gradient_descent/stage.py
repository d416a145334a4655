"""The stage: the path on the curve or the map, its learning rate, the verdict, the player, the table. All of it
follows a drag.
"""

from __future__ import annotations

import streamlit as st

from core.curves.picture import own_range
from core.descent.explain import step_in_numbers
from core.descent.optimisers import OPTIMISERS
from core.descent.schedules import SCHEDULES
from core.descent.theory import Theory
from core.sections.gradient_descent.inputs import FARTHEST, take_start
from core.sections.gradient_descent.predict import asked_of
from core.sections.gradient_descent.subject import FASTEST, PAGE, SLOWEST, XY, Subject, X, subject_of, variables_of
from core.sections.gradient_descent.view import describe, ground_of, run_data, slider_name
from core.sections.predicting.asking import ask, predict_switch
from core.ui.address import Address
from core.ui.controls import address_slider, chosen, follow_sliders
from core.ui.function_input import function_input
from core.ui.section import keep_in_step
from core.ui.stage import fragment, let_it_be_painted
from core.ui.window import take_window, window_bar_of
from core.widgets.descent_player.descent_player import descent_player, show_all, shown_step
from core.widgets.descent_run.descent_run import ground, iterations, picture, verdict_words
from core.widgets.news import news_of
from core.widgets.zone_bar.zone_bar import zone_bar

WITH_Y = "You may type y as well: x^2 + 3y^2 is a landscape to walk down."
PLAYER = f"{PAGE}.player"
PICTURE = f"{PAGE}.picture"


def everything(address: Address) -> None:
    """Compute (and remember) what the stage shows."""
    subject = subject_of(address)
    _ = subject.theory
    ground_of(subject)


def choices(address: Address) -> None:
    """Which optimiser and which schedule. Outside what a drag redraws."""
    titles = {name: rule.title for name, rule in OPTIMISERS.items()}
    predict_switch(address)
    chosen(st.selectbox, address, "optimizer", "Optimiser", list(titles), format_func=titles.get)
    chosen(st.selectbox, address, "schedule", "Schedule of η", list(SCHEDULES))


@fragment
def draw(address: Address) -> None:
    """The input, the choices under it, and the descent; typing reruns this and no more."""
    with function_input(
        address,
        variables=lambda text: variables_of(text) or X,
        label="f =",
        derived=lambda _: rf":orange[$\displaystyle {OPTIMISERS[address['optimizer']].formula}$]",
        prepare=everything,
        range_of=own_range,
        beside=lambda: choices(address),
        offers=(XY, X),
        hint=lambda f: "" if len(f.variables) > 1 else WITH_Y,
    ):
        (_ask if address.predicting else _descent)(address)


@fragment
def _ask(address: Address) -> None:
    """Curve or map with the start on it: a guess where the path ends comes first."""
    follow_sliders(address, "lr", "x", "y", "steps")
    address.put(steps=round(address["steps"]))
    subject = subject_of(address)
    ask(address, asked_of(subject), lambda: _settings(address, subject))


def _settings(address: Address, subject: Subject) -> None:
    low, high = subject.window
    address_slider(
        address, "lr", "learning rate η", minimum=SLOWEST, maximum=FASTEST, scale="log", limits=(1e-6, 100.0)
    )
    for name in subject.variables:
        address_slider(address, name, f"start {name}₀", minimum=low, maximum=high, limits=(-FARTHEST, FARTHEST))
    address_slider(address, "steps", "steps", minimum=1, maximum=200, step=1, limits=(1, 10_000))


@fragment
def _descent(address: Address) -> None:
    """Everything that must be current while a slider is dragged; the picture first."""
    take_window(address, plane=len(subject_of(address).variables) > 1)
    news = news_of(PICTURE)
    if news is not None and isinstance(log := news.values.get("log"), bool):
        address.put(axis="log" if log else "linear")
    take_start(address, news, subject_of(address).variables)
    follow_sliders(address, "lr", "x", "y", "steps")
    address.put(steps=round(address["steps"]))
    subject = subject_of(address)
    _follow_function(subject)
    k = shown_step(PLAYER, subject.steps)
    found = subject.theory
    with st.container(key="stage_descent"):
        with st.container(key="picture_descent"):
            ground(f"{PAGE}.ground", ground_of(subject))
            picture(PICTURE, run_data(subject, k, found, log=address["axis"] == "log", large=address.present))
        let_it_be_painted(PICTURE, subject.text)
        window_bar_of(address, "descent", subject.limits, _standing(subject, k))
        _sliders(subject, found, address)
        if address.present:
            verdict_words(f"{PAGE}.words")
        _player(subject, k, address)
        if not address.present:
            with st.container(key="iterations_descent"):
                iterations(f"{PAGE}.table")
        keep_in_step(address, "descent", describe(subject))


def _standing(subject: Subject, k: int) -> tuple[float, float]:
    """Where the walker is in the picture after ``k`` steps."""
    k = min(k, subject.run.reached)
    place = [*subject.run.points[k], subject.run.values[k]]
    return float(place[0]), float(place[1])


def _follow_function(subject: Subject) -> None:
    """Another function or start: its whole path is shown again."""
    seen = f"{PAGE}.seen"
    now = (subject.text, subject.start)
    if st.session_state.get(seen) != now:
        st.session_state[seen] = now
        show_all(PLAYER)


def _sliders(subject: Subject, found: Theory, address: Address) -> None:
    ends = {"x": subject.window, "y": subject.heights if None not in subject.heights else subject.window}
    with st.container(key="rate_descent"):
        address_slider(
            address, "lr", "learning rate η", minimum=SLOWEST, maximum=FASTEST, scale="log", limits=(1e-6, 100.0),
            drives=slider_name("lr"), told_every=1.0,
        )  # fmt: skip
        zone_bar(f"{PAGE}.zones", found.zones, SLOWEST, FASTEST, large=address.present)
    with st.container(key="sliders_descent", horizontal=True, gap="large"):
        for name in subject.variables:
            limits = (-FARTHEST, FARTHEST)
            label = f"{name}₀" if address.present or len(subject.variables) > 1 else f"start {name}₀"
            low, high = ends[name]
            moves = {"drives": slider_name(name), "told_every": 1.0}
            address_slider(address, name, label, minimum=low, maximum=high, limits=limits, **moves)
        moves = {"drives": slider_name("steps"), "told_every": 1.0}
        address_slider(address, "steps", "steps", minimum=1, maximum=200, step=1, limits=(1, 10_000), **moves)


def _formula(subject: Subject, k: int) -> tuple[int, tuple[str, ...]]:
    """The step that comes next, or the last one there is: its number and its numbers, a line for each variable."""
    before = k if k < min(subject.run.reached, subject.steps) else max(min(k, subject.run.reached) - 1, 0)
    lines = step_in_numbers(subject.run, before)
    return (before + 1, lines) if lines else (0, ("No step was taken.",))


def _player(subject: Subject, k: int, address: Address) -> None:
    run = subject.run
    fate = "" if run.outcome.ahead else run.outcome.kind
    why = {
        "converged": "g ≈ 0",
        "stuck": "stuck",
        "diverged": "diverged",
        "left the domain": "no value",
        "jumped a pole": "a pole",
    }.get(fate, "")
    update = {"gd": "x ← x − η g", "newton": "x ← x − η H⁻¹g", "backtracking": "x ← x − t g"}.get(
        subject.optimizer, "x ← x − η · …"
    )
    number, formula = _formula(subject, k)
    ended = run.reached < subject.steps or fate in ("converged", "stuck")
    descent_player(
        PLAYER,
        k=min(k, run.reached),
        last=run.reached,
        stopped=ended,
        why=why,
        update=update,
        shown=number,
        formula=formula,
        large=address.present,
    )
