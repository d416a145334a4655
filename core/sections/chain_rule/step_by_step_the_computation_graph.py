"""The computation graph of the typed function or of the person's own lines, its backward pass, and the check."""

from __future__ import annotations

import math

import streamlit as st

from core.charts.template import arrow
from core.charts.theme import coloured
from core.graphs.definitions import MOST_CHARACTERS
from core.language import LanguageError, Unfinished
from core.sections.chain_rule.graph_picture import (
    Swept,
    is_convention,
    picture,
    plan_of_function,
    plan_of_lines,
    swept,
)
from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import lowered, spoken
from core.ui.address import Address
from core.ui.controls import address_slider, chosen
from core.ui.function_input import caret_line, held_text, keep_whole
from core.ui.numbers import numbers
from core.ui.words import number
from core.widgets.diagram.diagram import show_diagram
from core.widgets.lines_input.lines_input import lines_input, lines_now

SOURCES = ("f", "lines")
MICROGRAD = """a = -4
b = 2
c = a + b
d = a b + b^3
c += c + 1
c += 1 + c - a
d += 2d + relu(b + a)
d += 3d + relu(b - a)
e = c - d
f = e^2
g = f/2
g += 10/f"""
EXAMPLES = {
    "micrograd: every operation once": MICROGRAD,
    "One neuron: two inputs, two weights, a bias": """x_1 = 2
x_2 = 0
w_1 = -3
w_2 = 1
b = 6.88
n = x_1 w_1 + x_2 w_2 + b
o = tanh(n)""",
    "Logistic loss of one example": """x = 2
t = 1
w = 0.5
b = -1
s = w x + b
p = sigmoid(s)
L = -t ln(p) - (1 - t) ln(1 - p)""",
    "Two layers and a squared error": """x = 1
t = 0.5
w_1 = 0.8
w_2 = -1.2
h = tanh(w_1 x)
y = w_2 h
L = (y - t)^2""",
    "One value used twice": """x = 3
a = x^2
f = a sin(a)""",
}


def check_lines(text: str) -> None:
    """Raises LanguageError for lines that cannot be read: the check of the address."""
    plan_of_lines(text)


def draw(subject: Subject, address: Address) -> None:
    """Which graph, the graph, what it cost, and the table of gradients."""
    with st.container(key="stage_graph"):
        source = _source(address)
        result = _of_lines(address) if source == "lines" else _of_function(address["f"], subject)
        show_diagram(picture(result), key=f"chain_rule.graph.{source}", large=address.present)
        if source == "f":
            with st.container(width=420):
                reach = max(5.0, abs(address["x"]))
                address_slider(address, "x", "x", where="graph", minimum=-reach, maximum=reach, limits=(-1e6, 1e6))
        with st.container(key="sentence_graph"):
            st.markdown(f"{_gradients_sentence(result)} {cost_sentence(result)}")
        numbers(address, "Every gradient, checked", "chain_rule.graph", lambda: check_table(result))


def _source(address: Address) -> str:
    return chosen(
        st.segmented_control,
        address,
        "graph",
        "The graph of",
        SOURCES,
        required=True,
        format_func={"f": "the function f above", "lines": "my own lines"}.get,
    )


def _of_function(text: str, subject: Subject) -> Swept:
    plan = plan_of_function(text)
    return swept(plan, {"x": subject.x, **subject.parameters})


def _examples(address: Address, key: str) -> None:
    menu = f"{key}.examples"

    def take() -> None:
        text = EXAMPLES.get(st.session_state[menu])
        st.session_state[menu] = None  # it never shows what was picked: the lines may be changed at once
        if text is not None:
            address.put(lines=text)
            st.session_state.pop(f"{key}.held", None)
            st.session_state[f"{key}.picked"] = st.session_state.get(f"{key}.picked", 0) + 1

    st.selectbox(
        "Examples of definitions",
        list(EXAMPLES),
        index=None,
        key=menu,
        on_change=take,
        placeholder="Examples",
        label_visibility="collapsed",
        width=420,
    )


def _of_lines(address: Address) -> Swept:
    key = "chain_rule.lines_input"
    _examples(address, key)
    revision = f"{address.visit}.{address.drawing}.{st.session_state.get(f'{key}.picked', 0)}"
    held, _ = held_text(address, "lines", key)
    text = lines_now(key, held, revision=revision, longest=MOST_CHARACTERS)
    error = None
    try:
        plan_of_lines(text)
    except LanguageError as trouble:
        error = trouble
    if keep_whole(address, "lines", key, text, error):
        address.write()
    lines_input(
        "One definition a line; the last one is the output",
        held,
        key=key,
        revision=revision,
        longest=MOST_CHARACTERS,
        rows=min(14, address["lines"].count("\n") + 2),
        large=address.present,
    )
    definitions, plan = plan_of_lines(address["lines"])
    with st.container(key="echo_lines"):
        if error is not None:
            _mistake(text, error)
        elif definitions.assumed:
            letters = ", ".join(definitions.assumed)
            example = f"{definitions.assumed[0]} = 3"
            st.text(f"Nobody gave {letters} a value, so I took 1. A line such as {example} gives one.")
    return swept(plan, definitions.values)


def _mistake(text: str, error: LanguageError) -> None:
    start = text.rfind("\n", 0, error.position) + 1
    line = text[start:].partition("\n")[0]
    kind = "unfinished" if isinstance(error, Unfinished) else "mistake"
    with st.container(key=f"waiting_{kind}_lines", gap="xxsmall"):
        st.text(caret_line(line, error.position - start))
        st.text(error.message)


def _gradients_sentence(result: Swept) -> str:
    graph, gradients = result.plan.graph, result.gradients
    output = lowered(graph.output)
    if graph.output in result.nudges.too_large:
        return f"{output} is too large for a computer's numbers (beyond 10³⁰⁸), so there is nothing to send back."
    if not math.isfinite(result.ahead.values[graph.output]):
        return f"{output} has no value here, so there is nothing to send back."
    value = coloured("function", number(result.ahead.values[graph.output], 6))
    if not graph.inputs:
        return f"{output} = {value}, always: there is no letter in it, so nothing to send back."
    shares = ", ".join(
        f"∂{output}/∂{lowered(name)} = {coloured('slope', number(gradients[name], 7))}" for name in graph.inputs[:6]
    )
    more = f" and {len(graph.inputs) - 6} more" if len(graph.inputs) > 6 else ""
    return f"{output} = {value}. One pass backwards gives every gradient: {shares}{more}.{_warning(result)}"


def _warning(result: Swept) -> str:
    """Which of the numbers is a convention, and what is true instead."""
    for name in result.plan.graph.inputs:
        if is_convention(result, name):
            found = result.nudges.places[name]
            truth = f"the rate is {number(found.slope)}" if found.has_slope else f"there is no rate ({found.reason})"
            return f" But for {lowered(name)} that number is only a convention of autodiff: {truth}."
    return ""


def cost_sentence(result: Swept) -> str:
    """How many multiplications the two modes need here."""
    cost = result.plan.cost
    if not cost.inputs:
        return ""
    if cost.inputs == 1:
        count = f"{cost.reverse} multiplication{'s' if cost.reverse > 1 else ''}"
        return f"Backwards or forwards, it takes {count}: with a single input neither way saves anything."
    return (
        f"Backwards (reverse mode) that takes {cost.reverse} multiplications, one for each arrow, "
        f"for {'both' if cost.inputs == 2 else f'all {cost.inputs}'} inputs together. Forwards (forward mode) takes "
        f"a pass for each input, {cost.forward} in all. A network has millions of inputs like these and one loss: "
        "that is why it learns backwards."
    )


def check_table(result: Swept):
    """Every node with value, gradient by the backward pass, gradient by nudges, and their relative distance."""
    nodes = result.plan.graph.nodes
    gradients = [result.gradients[node.name] for node in nodes]
    nudged = [result.slope(node.name) for node in nodes]
    apart = [
        abs(a - b) / (max(abs(a), abs(b)) or 1.0) if math.isfinite(a) and math.isfinite(b) else math.nan
        for a, b in zip(gradients, nudged, strict=True)
    ]
    return arrow(
        node=[lowered(node.name) for node in nodes],
        formula=["input" if node.is_input else spoken(node.formula, 80) for node in nodes],
        value=[result.ahead.values[node.name] for node in nodes],
        gradient=gradients,
        by_nudging=nudged,
        relative_distance=apart,
    )
