"""A node in pieces says which piece is taken; a typed derivative has a value in a graph only where its original has."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from core.graphs.definitions import read_definitions
from core.graphs.graph import graph_of
from core.graphs.links import chain_of
from core.graphs.sweeps import backward, forward, forward_mode
from core.graphs.taken import is_branch, taken
from core.language import Function, parse
from core.language.printing import to_text
from core.language.syntax import Piecewise
from core.sections.chain_rule.graph_picture import branch_words
from tests.language import oracle
from tests.language.test_pieces import _trees as pieces

PLACES = (-2.125, -1.0, -0.375, 0.0, 0.5, 1.75, 3.5)


def _branch(text: str):
    graph = graph_of(parse(text))
    (node,) = [node for node in graph.nodes if is_branch(node)]
    return graph, node


@pytest.mark.parametrize(
    ("x", "words"),
    [(-2, "takes v₁, for x < 0"), (0.5, "takes v₂, for x < 1"), (1, "takes 1, otherwise"), (7, "takes 1, otherwise")],
)
def test_a_branch_says_which_piece_it_takes(x, words):
    graph, node = _branch("{x < 0: -x, x < 1: x^2, 1}")
    assert branch_words(node, forward(graph, {"x": x}).values) == words


def test_where_no_piece_holds_it_says_so():
    graph, node = _branch("{x < 0: -x, x > 1: x^2}")
    assert taken(node, forward(graph, {"x": 0.5}).values) is None
    assert branch_words(node, forward(graph, {"x": 0.5}).values) == "no piece holds here"
    graph, node = _branch("{ln(x) < 0: 1, 2}")
    assert taken(node, forward(graph, {"x": -1}).values) is None


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(pieces)
def test_the_piece_that_is_taken_has_the_value_of_the_node(tree):
    graph = graph_of(Function(tree, ("x",)))
    for x in PLACES:
        values = forward(graph, {"x": x}).values
        for node in filter(is_branch, graph.nodes):
            piece = taken(node, values)
            ours = math.nan if piece is None else float(oracle.value(piece.value, values))
            assert ours == pytest.approx(values[node.name], nan_ok=True)


TYPED = [
    "d/dx(ln x)", "d/dx(x ln x)", "d/dx(ln(x - 1)) + x", "(x^2 ln x)''", "d/dx(sqrt x)", "d/dx(ln|x|)",
    "d/dx(ln(x^2 + 1))", "d/dx(gamma(x))", "d/dx(x^x)", "d/dx({x < 0: x, ln x})",
    "d/dx(atanh x)", "d/dx(arcsin(2x))", "d/dx(tan x)", "d/dx(log2(x + 2))", "sin(d/dx(ln x))", "d/dx(x^(1/3))",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_graph_chain_and_lines_have_the_values_of_the_function(text):
    f = parse(text)
    slope = f.derivative("x")
    graph = graph_of(f)
    chain = chain_of(f)
    assert parse(to_text(f.tree))(np.array(PLACES)) == pytest.approx(f(np.array(PLACES)), nan_ok=True)
    for x in PLACES:
        ahead = forward(graph, {"x": x})
        assert ahead.values[graph.output] == pytest.approx(float(f(x)), nan_ok=True)
        assert chain.at(x).values[-1] == pytest.approx(float(f(x)), nan_ok=True)
        *_, last = backward(graph, ahead)
        if math.isfinite(float(f(x))):
            assert last.gradient == pytest.approx(float(slope(x)), nan_ok=True)
            assert forward_mode(graph, ahead, "x")[graph.output] == pytest.approx(float(slope(x)), nan_ok=True)
        lines = read_definitions(f"x = {x!r}\nf = {text}")
        assert forward(lines.graph, lines.values).values["f"] == pytest.approx(float(f(x)), nan_ok=True)


def test_a_domain_that_everyone_sees_is_not_written():
    assert not isinstance(parse("d/dx(sqrt x)").tree, Piecewise)
    assert not isinstance(parse("d/dx(ln(x^2 + 1))").tree, Piecewise)
    assert parse("d/dx(ln x)").latex == r"\begin{cases} \frac{1}{x} & \text{if } x > 0 \end{cases}"
