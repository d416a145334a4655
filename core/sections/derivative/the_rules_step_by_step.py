"""The rules, step by step: a tree of steps to open, or one step at a time with a hint first."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.language.kept import kept
from core.language.printing import to_latex
from core.language.syntax import Node, Symbol, map_children
from core.language.written_in_cases import has_cases, in_cases
from core.rules.agreement import compare, shown
from core.rules.derivation import Step, derivation, waiting
from core.rules.lowest_terms import holes_latex, latex_of
from core.rules.rules import TABLE_WORDS
from core.sections.derivative.subject import Subject, tidy_derivative
from core.ui.address import Address
from core.ui.controls import switch
from core.ui.function_input import readable

_MOST_STEPS = 90
_LONG = 260  # characters of LaTeX beyond which a formula is not repeated in one line
_OPEN_LEVELS = 1
_BOX = Symbol("□")
_LARGE = r"\displaystyle "  # fractions as large as in a formula of its own


def draw(subject: Subject, address: Address) -> None:
    """The tree of steps, and that its answer is the derivative."""
    step = _derivation(subject.function.source, _as_cases(subject, address))
    many = sum(1 for _ in step.walk())
    if switch(address, "hints", "Hint first: one step at a time"):
        finished = _one_at_a_time(subject, step)
    else:
        finished = True
        if many > _MOST_STEPS:
            st.markdown(f"All {many} steps would fill pages, so here are the outermost ones.")
        _show(subject, step, 0, deepest=99 if many <= _MOST_STEPS else 2)
    if finished:
        _answer(subject, step)


def _as_cases(subject: Subject, address: Address) -> bool:
    """Whether |x|, max, relu and the like are to be written as cases: asked only where there is one."""
    if not has_cases(subject.function.tree):
        return False
    if not switch(address, "cases", "Write |x|, max, relu and the like as cases"):
        return False
    st.latex(f"f(x) = {to_latex(in_cases(subject.function.tree))}")
    return True


@kept(128)
def _derivation(text: str, cases: bool = False) -> Step:
    function = readable(text, ("x",))
    return derivation(replace(function, tree=in_cases(function.tree)) if cases else function)


# The tree -----------------------------------------------------------------------------------------------------------


def _show(subject: Subject, step: Step, level: int, deepest: int) -> None:
    """A step with steps below it can be opened; runs of single lines stand together."""
    if not step.substeps or level >= deepest:
        st.markdown(_line(step))
        return
    with st.expander(_line(step), expanded=level < _OPEN_LEVELS):
        st.markdown(_explained(subject, step))
        lines: list[str] = []
        for below in step.substeps:
            if below.substeps and level + 1 < deepest:
                _flush(lines)
                _show(subject, below, level + 1, deepest)
            else:
                lines.append(f"- {_line(below)}")
        _flush(lines)
        st.markdown(_together(step))


def _flush(lines: list[str]) -> None:
    if lines:
        st.markdown("\n".join(lines))
        lines.clear()


def _line(step: Step) -> str:
    """The rule, the part, and what the rule makes of it."""
    said = f"{_where(step)}**{step.rule.name}**"
    left, right = slope_of(step), pending_latex(step)
    if len(left) + len(right) > _LONG:
        return f"{said} on ${_short(step.part)}$"
    line = f"{said}: ${left} = {right}$"
    if step.key == "function" and step.rule.words != TABLE_WORDS:
        line += f" {step.rule.words}" if step.inner is None else ""
    if step.inner is not None:
        line += f" with ${to_latex(Symbol(step.variable))} = {_short(step.inner)}$"
    return line


def _where(step: Step) -> str:
    """On which condition the step's part is the piece that counts."""
    if not step.is_piece:
        return ""
    return "Elsewhere: " if step.where is None else f"On ${to_latex(step.where)}$: "


def _short(tree: Node) -> str:
    return shown(tree) if (text := shown(tree)) is not None and len(text) < _LONG else r"\ldots"


def slope_of(step: Step) -> str:
    """LaTeX of "the slope of the part": (…)′ or d/du …"""
    part = to_latex(step.part)
    if step.inner is not None:
        return rf"\frac{{d}}{{d{to_latex(Symbol(step.variable))}}} \left[{part}\right]"
    return rf"\left({part}\right)'"


def pending_latex(step: Step) -> str:
    """The result as the rule leaves it: the slopes of the parts are still to be found."""
    text = to_latex(step.pending)
    for i, below in enumerate(step.substeps):
        text = text.replace(to_latex(waiting(i)), slope_of(below))
    return text


def _explained(subject: Subject, step: Step) -> str:
    formula = f"  \n${_LARGE}{step.rule.formula}$" if step.rule.formula else ""
    text = f"{step.rule.words}{formula}"
    boxed = highlighted(subject.function.tree, step.place)
    if step.place is not subject.function.tree and boxed is not None:
        text += f"  \nIt works on the part in the box: ${_LARGE}f = {boxed}$"
    return text


def _together(step: Step) -> str:
    result = shown(step.result)
    if result is None or len(result) > 2 * _LONG:
        return "Together: too long to write in one line."
    said = f":violet[${_LARGE}{result}$]"
    return f"Together: ${_LARGE}{slope_of(step)} =$ {said}" if len(slope_of(step)) < _LONG else f"Together: {said}"


def highlighted(tree: Node, part: Node) -> str | None:
    """LaTeX of the tree with one part in a box; None if that would be too long."""
    text = to_latex(_replaced(tree, part))
    if len(text) > 2 * _LONG or text.count(_BOX.name) != 1:
        return None
    return text.replace(_BOX.name, rf"\boxed{{{to_latex(part)}}}")


def _replaced(tree: Node, part: Node) -> Node:
    return _BOX if tree is part else map_children(tree, lambda inside: _replaced(inside, part))


# One at a time -----------------------------------------------------------------------------------------------------


def _one_at_a_time(subject: Subject, step: Step) -> bool:
    """Each step first as a hint (which part, which rule?), then with its answer. Returns whether all are shown."""
    steps = list(step.walk())
    memory = st.session_state.setdefault("steps_shown", {"text": "", "clicks": 0})
    if memory["text"] != subject.function.source:
        memory.update(text=subject.function.source, clicks=0)
    with st.container(horizontal=True, key="steps_buttons"):
        on = st.button("Next", key="steps_next", shortcut="n", type="primary")
        everything = st.button("Show all", key="steps_all")
        again = st.button("Start again", key="steps_again")
    last = 2 * len(steps)
    memory["clicks"] = 0 if again else last if everything else min(memory["clicks"] + on, last)
    done, hint = divmod(memory["clicks"], 2)
    lines = [f"{i}. {_line(one)}" for i, one in enumerate(steps[:done], 1)]
    if done < len(steps):
        lines.append(_question(steps[done], done + 1, bool(hint)))
    st.markdown("\n".join(lines))
    return done >= len(steps)


def _question(step: Step, place: int, hint: bool) -> str:
    asked = f"${slope_of(step)}$"
    if step.inner is not None:
        asked += f" with ${to_latex(Symbol(step.variable))} = {_short(step.inner)}$"
    if not hint:
        return f"{place}. Which rule fits {asked} ?"
    if step.key == "function":  # its formula is the answer already
        return f"{place}. Hint: **{step.rule.name}**, a line of the table of slopes. Do you know {asked} by heart?"
    formula = f" ${step.rule.formula}$" if step.rule.formula else ""
    return f"{place}. Hint: **{step.rule.name}**. {step.rule.words}{formula} What does it make of {asked} ?"


# The answer ---------------------------------------------------------------------------------------------------------


def _answer(subject: Subject, step: Step) -> None:
    slope = subject.function.derivative("x")
    found = tidy_derivative(subject.function.source) if slope.simplified is not None else None
    stepwise, tidy = shown(step.result), shown(found.tree) if found is not None else None
    window = subject.picture.window
    agreement = compare(step.result, slope, window.x_min, window.x_max, **subject.parameters)
    if stepwise is not None:
        st.markdown(f"From the rules: :violet[${_LARGE}f'(x) = {stepwise}$]")
    if tidy is not None and tidy != stepwise:
        st.markdown(f"Tidied up: :violet[${_LARGE}f'(x) = {latex_of(found)}$]")
    if tidy is not None and found.holes is not None:
        st.markdown(
            "Careful: what cancels still counts. Where it is 0 the f you typed divides by 0, so neither f nor f′ has a "
            f"value there: ${holes_latex(found)}$."
        )
    if stepwise is None or tidy is None:
        st.markdown("The answer is too long to write out here; its values are used everywhere on this page.")
    st.markdown(verdict(agreement.tried, agreement.same, tidy == stepwise))


def verdict(tried: int, same: int, identical: bool) -> str:
    """One sentence: whether the two answers are the same function."""
    if tried == 0:
        return "In this window there is no x at which both have a value, so they could not be compared."
    if same == tried and identical:
        return "There is nothing left to tidy up."
    if same == tried:
        return f"They look different and are the same: equal at all {tried} points tried in this window."
    return f"They agree at {same} of {tried} points tried; at the others rounding parts them."
