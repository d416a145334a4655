"""The board: one exercise, an answer, what is said about it, help on the way, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import streamlit as st

from core.language import Function
from core.language.printing import to_latex
from core.practice import KINDS, Exercise, Judgement, check, exercise
from core.practice.own import OWN
from core.practice.progress import IN_A_ROW, Item, Progress
from core.practice.question import Question
from core.practice.ready import make_ready
from core.sections.practice.address import MIX, read_item, show_item
from core.sections.practice.class_view import draw_summary
from core.sections.practice.for_teachers import draw_sheets
from core.sections.practice.pictures import draw_choices, draw_picture, draw_wrong_formula, draw_wrong_step
from core.sections.practice.titles import TITLES
from core.ui.address import Address

#: makes an exercise about what the page is about, None where there is none
OwnExercise = Callable[[], Exercise | None]


@dataclass
class _Memory:
    """What the session knows of the board of one page."""

    progress: Progress
    mixed: bool = False
    address: str = ""
    answer: str = ""
    judgement: Judgement | None = None
    hints: int = 0
    solved: bool = False  # the solution was looked at
    made: tuple[str, ...] = field(default_factory=tuple)  # mistakes made so far, for the longer help


def draw_board(address: Address, kinds: tuple[str, ...], own: OwnExercise) -> None:
    """The board of a page: its ``kinds``, and exercises about its own function."""
    memory = _memory(address, kinds)
    if not address["items"]:  # a set that a teacher's link gives is worked through as it is
        _choose(address, memory, kinds)
    made = own() if memory.progress.item.kind == OWN else None
    if memory.progress.item.kind == OWN and made is None:
        st.markdown(
            "The function of this page is none to work on by hand. Type another one above, or choose a kind here."
        )
        return
    made = made or exercise(memory.progress.item.kind, memory.progress.item.seed, memory.progress.item.level)
    widget = f"{address.page}.practice.{address.visit}.{address.drawing}.{show_item(memory.progress.item, False)}"
    st.markdown(made.prompt)
    draw_picture(made, key=f"{widget}.picture", present=address.present)
    draw_choices(made, key=f"{widget}.choices", present=address.present)
    _answer(address, memory, made, widget)
    _feedback(address, memory, made, widget)
    _help(memory, made, widget)
    _on(address, memory, kinds, widget)
    if made.asks is not None:
        make_ready(made.asks)
    if address.present:
        return
    widget = f"{address.page}.practice.{address.visit}.{address.drawing}"
    draw_summary(memory.progress, widget=widget)
    item = memory.progress.item
    draw_sheets(item, TITLES[item.kind], widget=widget)


def _memory(address: Address, kinds: tuple[str, ...]) -> _Memory:
    key = f"{address.page}.practice"
    memory: _Memory | None = st.session_state.get(key)
    if memory is None:
        memory = st.session_state[key] = _Memory(Progress(Item(OWN)))
    asked = address["practice"]
    if asked and asked != memory.address:  # a link, or back in the browser
        item, mixed = read_item(asked)
        _put(memory, replace(memory.progress, item=item, row=0, answered=False))
        memory.mixed, memory.address = mixed, asked
    return memory


def _put(memory: _Memory, progress: Progress) -> None:
    memory.progress = progress
    memory.answer, memory.judgement, memory.hints, memory.solved = "", None, 0, False


def _go(address: Address, memory: _Memory, progress: Progress) -> None:
    """Put another item on the board and into the address."""
    _put(memory, progress)
    memory.address = show_item(progress.item, memory.mixed)
    address.put(practice=memory.address)
    address.write()


# -- what to practise -------------------------------------------------------------------------------------------------


def _choose(address: Address, memory: _Memory, kinds: tuple[str, ...]) -> None:
    item = memory.progress.item
    offered = [OWN, *kinds, MIX]
    now = MIX if memory.mixed else item.kind
    if now not in offered:
        offered.insert(1, now)
    key = f"{address.page}.practice.kind.{address.visit}.{address.drawing}"

    def chosen() -> None:
        kind = st.session_state.get(key)
        if kind in offered and kind != now:
            memory.mixed = kind == MIX
            first = KINDS[0] if kind == MIX else kind
            _go(address, memory, replace(memory.progress, item=Item(first, 1, item.seed), row=0, answered=False))

    def level_chosen() -> None:
        level = st.session_state.get(f"{key}.level")
        if level in (1, 2, 3):
            _go(address, memory, replace(memory.progress, item=replace(item, level=level), row=0, answered=False))

    with st.container(horizontal=True, vertical_alignment="bottom", key="practice_choice"):
        st.selectbox(
            "What to practise",
            offered,
            index=offered.index(now),
            format_func=lambda kind: TITLES.get(kind, "A mix of everything"),
            key=key,
            on_change=chosen,
            width=330,
        )
        if item.kind != OWN:
            st.segmented_control("Level", (1, 2, 3), default=item.level, key=f"{key}.level", on_change=level_chosen)


# -- the answer -------------------------------------------------------------------------------------------------------


def _answer(address: Address, memory: _Memory, made: Exercise, widget: str) -> None:
    key = f"{widget}.answer"
    with st.form(f"{widget}.form", border=False):
        if made.choices:
            texts = [choice.text for choice in made.choices]
            known = texts.index(memory.answer) if memory.answer in texts else None
            st.radio("Your answer", texts, index=known, key=key)
        else:
            st.text_input(
                "Your answer", memory.answer, key=key, max_chars=400, autocomplete="off", placeholder=_placeholder(made)
            )
        sent = st.form_submit_button("Check", type="primary")
    if sent:
        memory.answer = str(st.session_state.get(key) or "")
        judgement = check(made, memory.answer)
        memory.judgement = judgement
        memory.progress = memory.progress.after(
            judgement.verdict, judgement.mistake, free=judgement.free, helped=memory.solved
        )
        if judgement.mistake:
            memory.made = (*memory.made, judgement.mistake)


def _placeholder(made: Exercise) -> str:
    asked = made.asks
    if asked is None or asked.at_place:
        return "a vector, such as (1, 2)" if asked is not None and len(asked.key) > 1 else "a number, such as 3/4"
    return "a vector of formulas, such as (2x, 3y)" if len(asked.key) > 1 else "a formula, in any form"


def _feedback(address: Address, memory: _Memory, made: Exercise, widget: str) -> None:
    judgement = memory.judgement
    if judgement is None:
        return
    if judgement.verdict == "right":
        st.success(judgement.sentence, icon=":material/check:")
        return
    if judgement.free:
        st.info(judgement.sentence, icon=":material/edit:")
        return
    st.warning(judgement.sentence, icon=":material/help:")
    if judgement.place is not None and made.asks is not None and made.asks.function is not None:
        st.markdown(f"The step: ${to_latex(judgement.place)}$")
    if judgement.mistake is not None and memory.made.count(judgement.mistake) > 1 and judgement.help:
        st.markdown(judgement.help)
    if draw_wrong_formula(made, memory.answer, key=f"{widget}.wrong", present=address.present):
        st.markdown("Dashed: your formula. Solid: the true slope.")
    if draw_wrong_step(made, memory.answer, key=f"{widget}.step", present=address.present):
        st.markdown("Your step is drawn from where you stand. Does it lead downhill, and how far?")
    if (line := difference_check(made.asks)) is not None:
        st.markdown(line)


def difference_check(asked: Question | None) -> str | None:
    """How a learner can check a derivative of one letter: a difference quotient at a place."""
    if asked is None or asked.function is None or asked.kind not in ("derivative", "value") or asked.order > 1:
        return None
    function: Function = asked.function
    for x in (float(asked.point.get(asked.variables[0], 1.0)), 1.0, 2.0, 0.5):
        high, low = float(function(x + 0.001)), float(function(x - 0.001))
        quotient = (high - low) / 0.002
        if quotient == quotient and abs(quotient) < 1e9:
            return (
                rf"Check yourself at ${asked.variables[0]} = {x:g}$: "
                rf"$\dfrac{{f({x + 0.001:g}) - f({x - 0.001:g})}}{{0.002}} \approx {quotient:.4g}$. What does "
                rf"your answer give there?"
            )
    return None


# -- help, and on -----------------------------------------------------------------------------------------------------


def _help(memory: _Memory, made: Exercise, widget: str) -> None:
    for number, hint in enumerate(made.hints[: memory.hints], 1):
        st.markdown(f"Hint {number}: {hint}")
    if memory.solved:
        st.markdown("\n".join(f"{i}. {line}" for i, line in enumerate(made.solution, 1)))
    more = memory.hints < len(made.hints)

    def hint() -> None:
        memory.hints += 1

    def solution() -> None:
        memory.solved = True

    with st.container(horizontal=True, key="practice_help"):
        st.button("Hint", key=f"{widget}.hint", on_click=hint, disabled=not more)
        st.button("Show the way", key=f"{widget}.solution", on_click=solution, disabled=memory.solved)


def _on(address: Address, memory: _Memory, kinds: tuple[str, ...], widget: str) -> None:
    progress = memory.progress
    pool = KINDS if memory.mixed else kinds

    def further() -> None:
        if address["items"]:
            _go_on_in_the_set(address, memory)
            return
        after = memory.progress.next(pool)
        if memory.mixed and after.item == replace(memory.progress.item, seed=memory.progress.item.seed + 1):
            place = KINDS.index(after.item.kind) if after.item.kind in KINDS else 0
            after = replace(after, item=replace(after.item, kind=KINDS[(place + 5) % len(KINDS)]))
        _go(address, memory, after)

    with st.container(horizontal=True, vertical_alignment="center", key="practice_on"):
        if address["items"] != 1 and (progress.item.kind != OWN or progress.answered):
            st.button(
                "Next", key=f"{widget}.next", on_click=further, type="primary" if progress.answered else "secondary"
            )
        st.markdown(_told(progress, int(address["items"])))


def _go_on_in_the_set(address: Address, memory: _Memory) -> None:
    """The next exercise of a set: of the same kind and level, or of the next kind in a mix."""
    item = memory.progress.item
    kind = KINDS[(KINDS.index(item.kind) + 1) % len(KINDS)] if memory.mixed and item.kind in KINDS else item.kind
    address.put(items=address["items"] - 1)
    _go(address, memory, replace(memory.progress, item=Item(kind, item.level, item.seed + 1), answered=False))


def _told(progress: Progress, items: int) -> str:
    """How it goes: nothing before the first answer."""
    words = f"{progress.right} of {progress.tried} right." if progress.tried else ""
    if items:
        last = "This is the last one." if items == 1 else f"{items - 1} more after this one."
        done = "That was the last one. Hand in the code below." if progress.answered else last
        return f"{words} {done if items == 1 else last}".strip()
    left = max(IN_A_ROW - progress.row, 0)
    if progress.row and left:
        words += f" {left} more in a row, and it gets harder."
    elif progress.row >= IN_A_ROW:
        words += " Three in a row: on to the next."
    if progress.waiting:
        words += " What went wrong comes back soon."
    return words.strip()
