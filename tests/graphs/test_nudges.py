"""Nudges of the nodes of a graph: against one-sided quotients by mpmath, at kinks, and far below what floats see."""

import mpmath as mp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.graphs.definitions import read_definitions
from core.graphs.graph import graph_of
from core.graphs.nudges import nudged
from core.graphs.sweeps import backward, forward, rounding
from core.graphs.way import met_on_the_way
from core.language import parse
from core.sections.chain_rule.graph_picture import agrees, is_convention, plan_of_function, plan_of_lines, swept


def relu(u):
    return max(u, mp.mpf(0))


# text and the same for mpmath; each has something sharp at 0
SHARP = {
    "|x|": abs,
    "relu(x)": relu,
    "relu(-x)": lambda u: relu(-u),
    "max(x, 2x)": lambda u: max(u, 2 * u),
    "relu(x)^2": lambda u: relu(u) ** 2,
    "|x|^3": lambda u: abs(u) ** 3,
    "min(0, x)^2": lambda u: min(mp.mpf(0), u) ** 2,
    "sin(|x|)": lambda u: mp.sin(abs(u)),
    "e^(relu(x))": lambda u: mp.exp(relu(u)),
}


@settings(max_examples=40)
@given(
    parts=st.lists(st.tuples(st.sampled_from(list(SHARP)), st.integers(-3, 3).filter(bool)), min_size=1, max_size=3),
    power=st.sampled_from([1, 2, 3]),
)
def test_at_kinks_both_slopes_are_right(parts, power: int) -> None:
    text = f"({' + '.join(f'({n})*({part})' for part, n in parts)} + x)^{power}"
    graph = graph_of(parse(text))
    found = nudged(graph, {"x": 0.0}).places["x"]

    def f(u):
        return (sum(n * SHARP[part](u) for part, n in parts) + u) ** power

    with mp.workdps(120):
        h = mp.mpf(10) ** -50
        left, right = (f(mp.mpf(0)) - f(-h)) / h, (f(h) - f(mp.mpf(0))) / h
        same = abs(left - right) < mp.mpf(10) ** -40
    assert found.has_slope == same, text
    assert (found.left_slope, found.right_slope) == pytest.approx((float(left), float(right)), rel=1e-12, abs=1e-40)
    if same:
        assert found.slope == pytest.approx(float(left), rel=1e-12, abs=1e-40)


@pytest.mark.parametrize("factor", ["0.1", "0.001"])
def test_a_gradient_that_has_nearly_vanished_is_checked_relative_to_its_size(factor: str) -> None:
    lines = "a0 = 0.1\n" + "\n".join(f"a{i + 1} = {factor} sin(a{i})" for i in range(40))
    _, plan = plan_of_lines(lines)
    result = swept(plan, {"a0": 0.1})
    with mp.workdps(400):
        value, slope = mp.mpf("0.1"), mp.mpf(1)
        for _ in range(40):
            slope *= mp.mpf(factor) * mp.cos(value)
            value = mp.mpf(factor) * mp.sin(value)
    assert result.slope("a0") == pytest.approx(float(slope), rel=1e-13, abs=0)
    assert agrees(result, "a0")
    assert result.rounding["a0"] < 1e-9 * abs(float(slope))


def test_a_wrong_gradient_however_small_gets_no_tick() -> None:
    _, plan = plan_of_lines("a = 1\nb = 10^(-40) sin(a)")
    result = swept(plan, {"a": 1.0})
    assert agrees(result, "a")
    wrong = tuple(type(step)(step.node, step.terms, step.gradient * 1.001) for step in result.steps)
    off = type(result)(result.plan, result.ahead, wrong, result.nudges, result.rounding)
    assert not agrees(off, "a")


@pytest.mark.parametrize(
    ("text", "x"),
    [("cos(x)", 1.5707963267948966), ("sin(x)^2 + cos(x)^2", 0.7), ("(x + 10^8) - x", 0.3), ("ln(e^x)", 30.0)],
)
def test_what_only_rounding_moved_is_ticked(text: str, x: float) -> None:
    result = swept(plan_of_function(text), {"x": x})
    assert agrees(result, "x")
    assert not is_convention(result, "x")


@pytest.mark.parametrize(
    ("text", "x"), [("relu(x) - relu(-x)", 0.0), ("|x|", 0.0), ("max(x, 0.3)", 0.3), ("relu(3x - 0.9)", 0.3)]
)
def test_a_convention_is_not_ticked(text: str, x: float) -> None:
    result = swept(plan_of_function(text), {"x": x})
    assert not agrees(result, "x")
    assert is_convention(result, "x")


def test_a_kink_beside_the_value_is_no_kink_of_the_value() -> None:
    graph = graph_of(parse("relu(s - 1000.4)", ("s",)))
    found = nudged(graph, {"s": 1000.0})
    assert {name: place.slope for name, place in found.places.items()} == {"s": 0.0, "v_1": 0.0, "f": 1.0}
    assert nudged(graph, {"s": 1000.4}).places["s"].kind == "corner"


def test_a_value_beyond_the_floats_is_told_from_none() -> None:
    graph = graph_of(parse("exp(exp(exp(x)))"))
    assert nudged(graph, {"x": 2.0}).too_large == {"f"}
    assert nudged(graph_of(parse("1/x")), {"x": 0.0}).too_large == set()
    assert nudged(graph_of(parse("ln(x)")), {"x": -1.0}).places == {}


def test_a_graph_too_entangled_to_be_written_out_is_answered() -> None:
    lines = "x = 1\nc = x - 1\n" + "\n".join("c = c*c/3 + relu(c)" for _ in range(33))
    graph = read_definitions(lines).graph
    places = nudged(graph, {"x": 1.0}).places
    assert "x" not in places  # its tree would have 2^33 parts
    assert places[graph.output].slope == 1


@settings(max_examples=40)
@given(x=st.floats(-3, 3), a=st.floats(-2, 2))
def test_rounding_bounds_how_far_the_backward_pass_is_off(x: float, a: float) -> None:
    graph = graph_of(parse("sin(a x) e^x - a cos(x) x^3", ("x", "a")))
    ahead = forward(graph, {"x": x, "a": a})
    bound = rounding(graph, ahead)["x"]
    gradient = next(step.gradient for step in backward(graph, ahead) if step.node == "x")
    with mp.workdps(40):
        at, b = mp.mpf(x), mp.mpf(a)
        slope = b * mp.cos(b * at) * mp.exp(at) + mp.sin(b * at) * mp.exp(at)
        slope += b * mp.sin(at) * at**3 - 3 * b * mp.cos(at) * at**2
    assert abs(gradient - float(slope)) <= bound + 1e-300


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "at"),
    [
        ("1/(x - 1)", 0.9, 1.15, "pole", 1),
        ("1/(x - 1)", 1.15, 0.9, "pole", 1),
        ("floor(x^2)", 1.5, 1.75, "jump", 3**0.5),
        ("floor(x^2)", 1.75, 1.0, "jump", 3**0.5),
        ("tan(3x)", 0.5, 0.6, "pole", float(mp.pi / 6)),
        ("sin(x)/x", -0.1, 0.15, "hole", 0),
        ("sqrt(1 - x)", 0.9, 1.4, "edge", 1),
        ("|x - 1| + 1/(x - 1.1)", 0.9, 1.4, "pole", 1.1),
        ("|x - 1|", 0.9, 1.4, "corner", 1),
        ("cbrt(x)", -0.5, 0.5, "vertical tangent", 0),
    ],
)
def test_what_a_nudge_meets(text: str, start: float, end: float, kind: str, at: float) -> None:
    met = met_on_the_way(parse(text), start, end)
    assert met.kind == kind
    assert met.x == pytest.approx(at, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("sin(x^2)", 0, 1),
        ("|x|^3", -1, 1),
        ("sqrt(x^4)", -1, 1),
        ("1/(x - 1)", 1.1, 2),
        ("1/(1 + x^2)", -1, 1),
        ("|x|", 0, 1),
    ],
)
def test_a_nudge_that_meets_nothing(text: str, start: float, end: float) -> None:
    assert met_on_the_way(parse(text), start, end) is None
