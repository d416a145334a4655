"""Every gradient of a graph by a nudge and no rule at all: in hundreds of digits, so that no rounding blurs it.

A node is nudged as if it were an input, what comes after it is computed again. Where enclosures prove that nothing
happens around the node's value, two nudges give the slope; else the study of a place (``core.curves.place``) tells
what there is. Inputs are meant as the decimal numbers that they are written as.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from core.curves import Place
from core.curves.place import as_float
from core.graphs.graph import Graph, GraphNode
from core.graphs.places import place_along
from core.language.differentiation import substitute
from core.language.enclosure import precision
from core.language.function import Function
from core.language.interval import CALM, CONSTANT, DEFINED, SMOOTH, Interval, ball, exact
from core.language.syntax import Node, Symbol, children

_BITS = (1300, 5200)
_GLANCE = 200
_NUDGE = 400  # a nudge is 2^−400 of the value
_TINY = arb(2) ** -300  # slopes (and balls around 0) below are asked whether they are 0
_LONGEST_WRITTEN = 400  # parts of an expression that is studied as a whole
_MOST_WORK = 12_000  # operations for all nodes together


@dataclass(frozen=True, slots=True)
class Nudges:
    """What nudges say: ``places`` by node, without those that have no value or are too much work.

    ``proven``: the nodes around whose value everything is surely smooth. ``too_large``: the nodes that have a value
    beyond 10³⁰⁸.
    """

    places: Mapping[str, Place]
    proven: frozenset[str]
    too_large: frozenset[str]


def nudged(graph: Graph, inputs: Mapping[str, float]) -> Nudges:
    """The study of the output as a function of each node alone, all else held still."""
    known = {bits: _values(graph, inputs, bits) for bits in _BITS}
    numbers = {name: as_float(ball(value)) for name, value in known[_BITS[0]].items()}
    too_large = frozenset(name for name, value in numbers.items() if math.isinf(value))
    places: dict[str, Place] = {}
    proven: set[str] = set()
    work = 0
    for name in (*graph.inputs, *(node.name for node in reversed(graph.nodes) if not node.is_input)):
        after = _after(graph, name)
        work += len(after)
        if name not in numbers or name in too_large or graph.output not in numbers or work > _MOST_WORK:
            continue
        found = _smooth_place(graph, after, known, name)
        if found is not None:
            proven.add(name)
        else:
            found = _studied(graph, after, numbers, name)
        if found is not None:
            places[name] = found
    return Nudges(places, frozenset(proven), too_large)


def _values(graph: Graph, inputs: Mapping[str, float], bits: int) -> dict[str, arb | fmpq]:
    """Every node that surely has a value, to so many bits."""
    found: dict[str, arb | fmpq] = {}
    with precision(bits):
        for node in graph.nodes:
            if node.is_input:
                if math.isfinite(inputs[node.name]):
                    found[node.name] = exact(Fraction(repr(float(inputs[node.name]))))
            elif all(argument in found for argument in node.arguments):
                given = {name: _held(found[name]) for name in node.arguments}
                *_, known = bounds = node.enclosing.intervals(given)[0]
                value = _one(bounds)
                if known & DEFINED and ball(value).is_finite():
                    blurred = ball(value).contains(0) and ball(value).abs_upper() < _TINY
                    found[node.name] = fmpq(0) if blurred else value
    return found


def _smooth_place(
    graph: Graph, after: Sequence[GraphNode], known: Mapping[int, Mapping[str, arb | fmpq]], name: str
) -> Place | None:
    """The place of a node around which everything is surely smooth, by nudges; else None."""
    with precision(_GLANCE):
        here = ball(known[_BITS[0]][name])
        reach = here.abs_upper() * arb(2) ** -53 if here != 0 else arb(2) ** -1080
        around = ((here - reach).lower(), (here + reach).upper(), CALM)
        if not _output(graph, after, known[_BITS[0]], name, around)[2] & SMOOTH:
            return None
    for bits, values in known.items():
        if name not in values or graph.output not in values:
            continue
        with precision(bits):
            slope = _slope(graph, after, values, name, _NUDGE)
            if slope != 0 and abs(slope) < _TINY:
                closer = _slope(graph, after, values, name, 2 * _NUDGE)
                slope = arb(0) if not abs(closer) > abs(slope) * arb(2) ** -100 else slope
            if slope == 0 or slope.rel_accuracy_bits() > 60:
                y, rate = as_float(ball(values[graph.output])), as_float(slope)
                return Place(as_float(ball(values[name])), y, y, y, rate, rate, rate, "smooth")
    return None


def _slope(graph: Graph, after: Sequence[GraphNode], values: Mapping[str, arb | fmpq], name: str, shift: int) -> arb:
    """What the output makes of a nudge, per nudge."""
    here = values[name]
    size = fmpq(1) if here == 0 else abs(here) if isinstance(here, fmpq) else abs(here.mid())
    step = size / 2**shift
    end = _one(_output(graph, after, values, name, (here + step,) * 2 + (CALM,)))
    return ball(end - values[graph.output]) / ball(step)


def _output(
    graph: Graph, after: Sequence[GraphNode], values: Mapping[str, arb | fmpq], name: str, at: Interval
) -> Interval:
    """The output when a node is somewhere else."""
    moved: dict[str, Interval] = {name: at}
    for node in after:
        if any(key not in moved and key not in values for key in node.arguments):
            return arb.neg_inf(), arb.pos_inf(), 0
        given = {key: moved[key] if key in moved else _held(values[key]) for key in node.arguments}
        moved[node.name] = node.enclosing.intervals(given)[0]
    return moved[graph.output]


def _one(bounds: Interval) -> arb | fmpq:
    low, high, _ = bounds
    return low if low is high else ball(low).union(ball(high))


def _after(graph: Graph, name: str) -> list[GraphNode]:
    """The nodes that a nudge of ``name`` reaches."""
    reached, found = {name}, list[GraphNode]()
    for node in graph.nodes:
        if node.name != name and not reached.isdisjoint(node.arguments):
            reached.add(node.name)
            found.append(node)
    return found


def _held(value: arb | fmpq) -> Interval:
    return value, value, CALM | CONSTANT


def _studied(graph: Graph, after: Sequence[GraphNode], values: Mapping[str, float], name: str) -> Place | None:
    """The study of the output written in one node; None where it is too long to write out."""
    written: dict[str, Node] = {name: Symbol(name)}
    size = {name: 1}
    for node in after:
        size[node.name] = _size(node.tree, size)
        if size[node.name] > _LONGEST_WRITTEN:
            return None
        written[node.name] = substitute(node.tree, written)
    letters = {letter for node in after for letter in node.arguments} - set(written)
    if not letters <= set(values):
        return None
    function = Function(written[graph.output], (name,), tuple(sorted(letters)))
    return place_along(function, name, values)


def _size(tree: Node, known: Mapping[str, int]) -> int:
    if isinstance(tree, Symbol):
        return known.get(tree.name, 1)
    return 1 + sum(_size(part, known) for part in children(tree))
