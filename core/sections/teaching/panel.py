"""The teacher's panel, behind one button at the frame of every page: what a link holds is chosen here."""

from __future__ import annotations

import streamlit as st

from core.practice import KINDS, LEVELS
from core.sections.practice.address import LONGEST_SEED, MIX, MOST_ITEMS
from core.sections.practice.titles import TITLES
from core.sections.teaching.links import LONGEST_QR, lesson_link, plan, qr_code
from core.ui.address import COMMON, LONGEST_SENTENCE, Address
from core.ui.frame import PAGES
from core.ui.prose import sections

_PLAN = "lesson plan"
_MOST_LESSONS = 40
_NOT_LOCKED = {entry.name for entry in COMMON} | {"practice", "items", "guess"}
_NAMES = {"h": "Δx", "dx": "nudge dx", "lr": "learning rate η", "optimizer": "optimiser", "predict": "Predict first"}
_NO_PRACTICE = "as it is"


@st.dialog("A link to this lesson", width="large")
def teachers_panel(address: Address) -> None:
    """Choose what the link holds; see it, its QR code and the plan."""
    key = f"teach.{address.page}"
    title = PAGES["" if address.page == "start" else address.page].title
    st.markdown(f"The link opens **{title}** as it stands now: the function, the values, the range.")
    query = address.query() | _page(address, key) | _stage(address, key) | _practice(address, key)
    query.pop("guess", None)
    query.pop("section", None)
    link = lesson_link(st.context.url or "", query)
    st.code(link, language=None, wrap_lines=True)
    if len(link) <= LONGEST_QR:
        st.image(qr_code(link), width=300)
    else:
        st.markdown("This link is too long for a QR code. A shorter function or fewer values help.")
    _plan(f"{title}: {query.get('say') or query.get('f') or address['f']}", link, key)


def _page(address: Address, key: str) -> dict[str, str]:
    """Which sections are shown, the sentence, the projector."""
    titles = {slug: heading for slug, (heading, _) in _lesson(address).items() if slug}
    hidden = ""
    if titles:
        shown = st.multiselect(
            "Sections that are shown",
            list(titles),
            default=[slug for slug in titles if slug not in address.hidden],
            format_func=titles.__getitem__,
            key=f"{key}.shown",
        )
        words = st.toggle("With the words of the lesson", "prose" not in address.hidden, key=f"{key}.prose")
        hidden = ",".join([slug for slug in titles if slug not in shown] + ([] if words else ["prose"]))
    say = st.text_input(
        "A sentence of yours above the page", address["say"], max_chars=LONGEST_SENTENCE, key=f"{key}.say"
    )
    present = st.toggle("Open it for the projector", address.present, key=f"{key}.present")
    return {"hide": hidden, "say": say.strip(), "present": "1" if present else ""}


def _lesson(address: Address) -> dict[str, tuple[str, str]]:
    return {} if address.page == "start" else sections(address.page)


def _stage(address: Address, key: str) -> dict[str, str]:
    """What stays as it is, and whether the stage asks first."""
    names = [name for name in address.entries if name not in _NOT_LOCKED]
    locked = st.multiselect(
        "Inputs that stay as they are",
        names,
        default=[name for name in names if name in address.locked],
        format_func=lambda name: _NAMES.get(name, name),
        key=f"{key}.lock",
    )
    query = {"lock": ",".join(locked)}
    if "predict" in address.entries:
        predict = st.toggle("Predict first: the answer comes after a guess", address.predicting, key=f"{key}.predict")
        query["predict"] = "1" if predict else ""
    return query


def _practice(address: Address, key: str) -> dict[str, str]:
    """Which exercises: kind, level, the first of them, how many."""
    if "practice" not in address.entries:
        return {}
    kind = st.selectbox(
        "Practice",
        [_NO_PRACTICE, *KINDS, MIX],
        format_func=lambda name: TITLES.get(name, "A mix of everything" if name == MIX else name),
        key=f"{key}.kind",
    )
    if kind == _NO_PRACTICE:
        return {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level = st.segmented_control("Level", LEVELS, default=1, required=True, key=f"{key}.level")
        seed = st.number_input("First exercise", 1, 10**LONGEST_SEED - 1, 1, key=f"{key}.seed", width=160)
        items = st.number_input("How many (0: no end)", 0, MOST_ITEMS, 5, key=f"{key}.items", width=160)
    name = f"{MIX}.{KINDS[0]}" if kind == MIX else kind
    return {"practice": f"{name}.{level or 1}.{seed}", "items": str(items) if items else ""}


def _plan(title: str, link: str, key: str) -> None:
    lessons: list[tuple[str, str]] = st.session_state.setdefault(_PLAN, [])
    with st.container(horizontal=True):
        if st.button("Add to the lesson plan", key=f"{key}.add", disabled=len(lessons) >= _MOST_LESSONS):
            lessons.append((title, link))
        if st.button("Empty the plan", key=f"{key}.empty", disabled=not lessons):
            lessons.clear()
    if lessons:
        st.markdown("The lesson plan, in Markdown, to copy:")
        st.code(plan(lessons), language="markdown", wrap_lines=True)
