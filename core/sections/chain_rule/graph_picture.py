"""A computation graph with its values and its backward pass, as a diagram to step through."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from core.curves import Place
from core.graphs.definitions import Definitions, read_definitions
from core.graphs.graph import Graph, GraphNode, graph_of
from core.graphs.layout import Layout, layout
from core.graphs.nudges import Nudges, nudged
from core.graphs.places import rate_of
from core.graphs.sweeps import Cost, Forward, Step, backward, cost, forward, rounding
from core.graphs.taken import is_branch, taken
from core.language.kept import kept
from core.sections.chain_rule.wording import lowered, signed, spoken
from core.ui.function_input import readable
from core.ui.words import number
from core.widgets.diagram.diagram import Arrow, Box, Diagram

SMALL = 24  # nodes up to which every box spells its gradient out


@dataclass(frozen=True)
class Plan:
    """What does not depend on the values: graph, places, cost of the two modes."""

    graph: Graph
    layout: Layout
    cost: Cost


@dataclass(frozen=True)
class Swept:
    """A graph with numbers: forward values, the backward pass, and the same gradients by nudges in many digits.

    ``rounding``: how far off each gradient of the backward pass may be.
    """

    plan: Plan
    ahead: Forward
    steps: tuple[Step, ...]
    nudges: Nudges
    rounding: Mapping[str, float]

    @property
    def gradients(self) -> Mapping[str, float]:
        """∂output/∂node by name."""
        return {step.node: step.gradient for step in self.steps}

    def slope(self, name: str) -> float:
        """∂output/∂node by a nudge; NaN where there is none, or none is known."""
        found = self.nudges.places.get(name)
        return math.nan if found is None else rate_of(found)


def _plan(graph: Graph) -> Plan:
    return Plan(graph, layout(graph), cost(graph))


@kept(128)
def plan_of_function(text: str) -> Plan:
    """The plan of a typed function of x."""
    return _plan(graph_of(readable(text, ("x",))))


@kept(128)
def plan_of_lines(text: str) -> tuple[Definitions, Plan]:
    """The plan of several definitions. Raises LanguageError."""
    definitions = read_definitions(text)
    return definitions, _plan(definitions.graph)


def swept(plan: Plan, inputs: Mapping[str, float]) -> Swept:
    """Run all sweeps for these inputs."""
    ahead = forward(plan.graph, inputs)
    graph = plan.graph
    return Swept(plan, ahead, backward(graph, ahead), nudged(graph, inputs), rounding(graph, ahead))


def agrees(result: Swept, name: str) -> bool:
    """Whether a nudge of a node confirms its gradient, relative to its size and but for rounding."""
    gradient, slope = result.gradients[name], result.slope(name)
    return math.isfinite(slope) and abs(gradient - slope) <= 1e-6 * abs(slope) + result.rounding[name]


def is_convention(result: Swept, name: str) -> bool:
    """Whether the backward pass has a number for a node that only a convention gives: there is no slope or another."""
    found = result.nudges.places.get(name)
    known = found is not None and name not in result.nudges.proven
    return known and math.isfinite(result.gradients[name]) and not agrees(result, name)


def picture(result: Swept) -> Diagram:
    """The diagram: what each node is and its value; its gradient appears when the backward pass reaches it."""
    places = result.plan.layout
    output = lowered(result.plan.graph.output)
    steps = {step.node: step for step in result.steps}
    boxes = [_box(node, steps[node.name], result, output) for node in result.plan.graph.nodes]
    chosen = _chosen(result)
    arrows = [
        Arrow(
            start,
            end,
            number(result.ahead.local[start, end], 3),
            via=places.routes[start, end][1:-1],
            lit=(start, end) in chosen,
        )
        if (start, end) in places.routes
        else Arrow(start, end, f"{lowered(start)} × {number(result.ahead.local[start, end], 3)}", stub=True)
        for start, end in result.plan.graph.edges
    ]
    hint = "Step through the backward pass, or choose a box to see how its gradient is put together."
    order = tuple(step.node for step in result.steps)
    first = _most_used(result.plan.graph)
    return Diagram(boxes, arrows, _alt(result), order, hint, gap=52, selected=first, detail_lines=4)


def _chosen(result: Swept) -> frozenset[tuple[str, str]]:
    """The arrows of the pieces that are taken."""
    found = ((node.name, taken(node, result.ahead.values)) for node in result.plan.graph.nodes if is_branch(node))
    return frozenset((start, name) for name, piece in found if piece is not None for start in piece.inputs)


def _most_used(graph: Graph) -> str:
    """The input whose gradient is the sum of most shares: the one to look at first."""
    return max(graph.inputs, key=lambda name: len(graph.users[name]), default="")


def _box(node: GraphNode, step: Step, result: Swept, output: str) -> Box:
    column, row = result.plan.layout.nodes[node.name]
    name = lowered(node.name)
    title = name if node.is_input else f"{name} = {spoken(node.formula, 26)}"
    symbol = f"∂{output}/∂{name} =" if len(result.steps) <= SMALL else "grad"
    mark = _mark(result, step.node)
    gradient = (f"{symbol} {number(step.gradient)} {mark}".rstrip(), "slope")
    value = (value_words(result, node.name), "function")
    branch = ((branch_words(node, result.ahead.values), "flat"),) if is_branch(node) else ()
    return Box(
        node.name, column, row, ((title, "name"), *branch, value), gradient, tuple(explanation(step, result, output))
    )


def branch_words(node: GraphNode, values: Mapping[str, float]) -> str:
    """Which piece of a branch is taken: ``takes v₁, for x < 0``."""
    piece = taken(node, values)
    if piece is None:
        return "no piece holds here"
    why = "otherwise" if piece.condition is None else f"for {spoken(piece.condition, 24)}"
    return f"takes {spoken(piece.value, 18)}, {why}"


def explanation(step: Step, result: Swept, output: str) -> list[str]:
    """How the gradient of a node is put together.

    The sum over its users in letters, in numbers, and the check by small nudges.
    """
    name = lowered(step.node)
    whole = f"∂{output}/∂{name}"
    check = _check(step, result, name)
    if not step.terms:
        return [f"{whole} = 1", "The backward pass begins here: the output changes exactly as much as itself.", check]
    letters = " + ".join(f"∂{output}/∂{lowered(t.user)} · ∂{lowered(t.user)}/∂{name}" for t in step.terms)
    numbers = " + ".join(f"{signed(t.upstream)} · {signed(t.local)}" for t in step.terms)
    lines = [f"{whole} = {letters}", f"= {numbers} = {number(step.gradient, 8)}"]
    if len(step.terms) > 1:
        ways = len(step.terms)
        lines.append(f"{name} is used in {ways} places, so {ways} ways lead to {output}: their shares add up.")
    return [*lines, check]


def _mark(result: Swept, name: str) -> str:
    if agrees(result, name):
        return "✓"
    found = result.nudges.places.get(name)
    if found is None or name in result.nudges.proven:
        return ""
    return found.kind if not found.has_slope else "convention" if is_convention(result, name) else ""


def value_words(result: Swept, name: str, digits: int = 4) -> str:
    """The value of a node, or that it is too large for a float."""
    return "too large" if name in result.nudges.too_large else number(result.ahead.values[name], digits)


def _check(step: Step, result: Swept, name: str) -> str:
    found = result.nudges.places.get(step.node)
    output = result.plan.graph.output
    if found is None:
        large = {step.node, output} & result.nudges.too_large
        return f"{lowered(min(large))} is too large for a computer's numbers." if large else NOT_CHECKED
    if not found.has_slope:
        convention = f" Programs settle for {number(step.gradient)} all the same: a convention."
        return f"A nudge of {name} finds no rate: {found.reason}.{convention * math.isfinite(step.gradient)}"
    nudge = f"By a tiny nudge of {name}, in many digits and with no rule: {_slope_words(found)}"
    if agrees(result, step.node):
        return f"{nudge}  ✓"
    if is_convention(result, step.node):
        return f"{nudge}. Programs say {number(step.gradient)}: a convention for the corners on the way."
    if not math.isfinite(step.gradient) and math.isfinite(found.slope):
        return f"{nudge}. The backward pass cannot find it: a rate on its way is missing."
    return nudge


NOT_CHECKED = "There is no nudge to check this by: a value is missing, or the graph is too long."


def _slope_words(found: Place) -> str:
    return number(found.slope, 8) if math.isfinite(found.slope) else "too large for a computer's numbers"


def _alt(result: Swept) -> str:
    graph, values = result.plan.graph, result.ahead.values
    gradients = result.gradients
    output = lowered(graph.output)
    inputs = ", ".join(
        f"{lowered(name)} = {number(values[name])} with gradient {number(gradients[name])}" for name in graph.inputs
    )
    result_value = value_words(result, graph.output)
    return f"Computation graph with {len(graph.nodes)} nodes. Inputs: {inputs}. Output {output} = {result_value}."
