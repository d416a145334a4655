"""Computation graphs: what is shared, the sweeps against derivatives at high precision, and the layout."""

import itertools

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.graphs.definitions import read_definitions
from core.graphs.graph import Graph, graph_of
from core.graphs.layout import layout
from core.graphs.nudges import nudged
from core.graphs.sweeps import backward, cost, forward, forward_mode
from core.language import parse
from core.language.symbolic import to_sympy
from core.language.syntax import Node
from tests.graphs.chains import close, expressions

XY = ("x", "y")


def spelt_out(formula: Node) -> sp.Expr:
    """The formula for SymPy, with the sigmoid written out: mpmath has none."""
    is_sigmoid = lambda part: type(part).__name__ == "sigmoid"  # noqa: E731
    return to_sympy(formula).replace(is_sigmoid, lambda part: 1 / (1 + sp.exp(-part.args[0])))


def high_precision(graph: Graph, inputs: dict[str, float], name: str) -> mp.mpf:
    """∂output/∂name: everything downstream of a nudged node recomputed by mpmath through SymPy's own lambdify."""
    rules = {
        node.name: sp.lambdify([sp.Symbol(a, real=True) for a in node.arguments], spelt_out(node.formula), "mpmath")
        for node in graph.nodes
        if not node.is_input
    }

    def run(at: dict) -> dict:
        values = dict(at)
        for node in graph.nodes:
            if node.name not in values:
                values[node.name] = mp.mpf(rules[node.name](*(values[a] for a in node.arguments)))
        return values

    start = {key: mp.mpf(value) for key, value in inputs.items()}
    before = run(start)
    return mp.diff(lambda nudged: run({**start, name: nudged})[graph.output], before[name])


def test_shared_parts_are_one_node() -> None:
    graph = graph_of(parse("sin(x^2) + cos(x^2) + x^2"))
    assert len(graph.nodes) == 5
    square = next(node.name for node in graph.nodes if node.arguments == ("x",))
    assert len(graph.users[square]) == 3


def test_numbers_are_part_of_the_operation() -> None:
    graph = graph_of(parse("(3x + 2)^2"))
    assert [node.name for node in graph.nodes] == ["x", "v_1", "v_2", "f"]
    ahead = forward(graph, {"x": 1.0})
    assert [step.gradient for step in backward(graph, ahead)] == [1.0, 10.0, 10.0, 30.0]


def test_parameters_are_inputs_with_gradients() -> None:
    graph = graph_of(parse("sigmoid(w x + b)"))
    ahead = forward(graph, {"x": 2.0, "w": 0.5, "b": -1.0})
    gradients = {step.node: step.gradient for step in backward(graph, ahead)}
    assert gradients["w"] == pytest.approx(0.5)
    assert gradients["b"] == pytest.approx(0.25)
    assert gradients["x"] == pytest.approx(0.125)


def test_a_function_without_its_letters() -> None:
    graph = graph_of(parse("5"))
    assert backward(graph, forward(graph, {}))[0].gradient == 1.0
    assert layout(graph).layers == 1


@settings(max_examples=40)
@given(expression=expressions(XY), x=st.floats(-1.2, 1.2), y=st.floats(-1.2, 1.2))
def test_every_gradient_equals_one_at_high_precision(expression, x: float, y: float) -> None:
    graph = graph_of(parse(expression[0], XY))
    assume(len(graph.nodes) < 25)
    inputs = {"x": x, "y": y}
    ahead = forward(graph, inputs)
    with mp.workdps(40):
        assert close(ahead.values[graph.output], expression[1]({"x": mp.mpf(x), "y": mp.mpf(y)}))
        for step in backward(graph, ahead):
            added = sum(abs(term.product) for term in step.terms)
            assert close(step.gradient, high_precision(graph, inputs, step.node), added), step.node
            assert step.gradient == pytest.approx(1.0 if not step.terms else sum(t.product for t in step.terms))


@settings(max_examples=60)
@given(expression=expressions(XY), x=st.floats(-1.2, 1.2), y=st.floats(-1.2, 1.2))
def test_forward_mode_and_nudges_agree_with_the_backward_pass(expression, x: float, y: float) -> None:
    graph = graph_of(parse(expression[0], XY))
    ahead = forward(graph, {"x": x, "y": y})
    steps = {step.node: step for step in backward(graph, ahead)}
    for name in graph.inputs:
        assert forward_mode(graph, ahead, name)[graph.output] == pytest.approx(steps[name].gradient, rel=1e-9, abs=1e-9)
    largest = max(abs(step.gradient) for step in steps.values())
    places = nudged(graph, {"x": x, "y": y}).places
    assert set(places) == set(steps)
    for name, step in steps.items():
        assert places[name].slope == pytest.approx(step.gradient, rel=1e-8, abs=1e-9 * max(1.0, largest))


@pytest.mark.parametrize(
    ("text", "x", "left", "right"),
    [("|x|", 0.0, -1, 1), ("relu(3x - 3)", 1.0, 0, 3), ("e^(max(x, 1 - x))", 0.5, -(mp.e**0.5), mp.e**0.5)],
)
def test_a_corner_is_told_from_a_gradient(text: str, x: float, left: float, right: float) -> None:
    graph = graph_of(parse(text))
    found = nudged(graph, {"x": x}).places
    assert (found["x"].kind, found["x"].slope) == ("corner", None)
    sides = found["x"].left_slope, found["x"].right_slope
    assert sides == pytest.approx((float(left), float(right)), rel=1e-12, abs=1e-12)
    assert found[graph.output].slope == 1
    assert all(place.has_slope for place in nudged(graph, {"x": x + 0.3}).places.values())


def test_in_a_large_graph_no_line_of_a_hub_crosses_the_picture() -> None:
    lines = [f"c{i} = sin(c{i - 1}) + a b" if i else "c0 = a + b" for i in range(14)]
    graph = read_definitions("\n".join(["a = 1", "b = 2", *lines])).graph
    plan = layout(graph)
    hub = max(graph.users, key=lambda name: len(graph.users[name]))
    assert len(graph.users[hub]) == 13
    assert len([edge for edge in plan.far if edge[0] == hub]) >= 11
    assert plan.height <= 3


def test_the_cost_of_the_two_modes() -> None:
    one = cost(graph_of(parse("sin(cos(tan(e^(x^2))))")))
    assert (one.reverse, one.forward) == (5, 5)
    many = cost(graph_of(parse("(a x + b y + c)^2", XY)))
    assert (many.inputs, many.reverse) == (5, 8)
    assert many.forward == 4 * 3 + 2  # each of a, x, b, y passes three arrows, c two


@settings(max_examples=60)
@given(expression=expressions(XY))
def test_the_layout_keeps_order_and_distance(expression) -> None:
    graph = graph_of(parse(expression[0], XY))
    plan = layout(graph)
    assert set(plan.routes) | plan.far == set(graph.edges)
    for argument, user in plan.routes:
        route = plan.routes[argument, user]
        assert [layer for layer, _ in route] == list(range(plan.nodes[argument][0], plan.nodes[user][0] + 1))
    for layer in range(plan.layers):
        rows = sorted(row for column, row in plan.nodes.values() if column == layer)
        assert all(after - before >= 0.999 for before, after in itertools.pairwise(rows))
        assert all(-1e-9 <= row <= plan.height + 1e-9 for row in rows)


@pytest.mark.parametrize(
    "text", ["sin(cos(tan(e^(x^2))))", "(a x + b)^2 + (c x + d)^2", "relu(a x) + relu(b x) + relu(c x)"]
)
def test_graphs_that_can_be_drawn_without_crossings_are(text: str) -> None:
    assert layout(graph_of(parse(text))).crossings <= 1


def test_nothing_is_undefined_by_an_undefined_neighbour() -> None:
    graph = graph_of(parse("ln(x)"))
    ahead = forward(graph, {"x": -1.0})
    assert [str(step.gradient) for step in backward(graph, ahead)] == ["1.0", "nan"]
