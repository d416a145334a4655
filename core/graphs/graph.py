"""The computation graph: an expression taken apart into one small operation a node, shared parts shared.

Every node is a little definition in the names of its arguments (``v_2 = v_1^2``), so its value, its local derivatives
and its printed form all come from the language itself. Numbers are folded into the operation that uses them (``3·x``,
``v + 2``) and are no nodes of their own. The sweeps over a graph are in core/graphs/sweeps.py, its drawing plan in
core/graphs/layout.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.language.definedness import guarded
from core.language.differentiation import differentiate, negative
from core.language.enclosure import Enclosing
from core.language.function import Function
from core.language.program import Program, compile_trees
from core.language.syntax import Condition, Negative, Node, Piecewise, Sum, Symbol, children, map_children

_LETTERS = "vwnqm"


@dataclass(frozen=True)
class GraphNode:
    """``name = formula``; the formula's symbols are the names of the ``arguments``. An input has no formula."""

    name: str
    formula: Node | None = None
    arguments: tuple[str, ...] = ()
    varying: tuple[str, ...] = ()

    @property
    def is_input(self) -> bool:
        """Whether the node is a letter whose value is given from outside."""
        return self.formula is None

    @property
    def tree(self) -> Node:
        """The formula; raises ValueError for an input, which has none."""
        if self.formula is None:
            raise ValueError(f"{self.name} is an input")
        return self.formula

    @cached_property
    def partials(self) -> tuple[Node, ...]:
        """The local derivative by each argument, as a tree in the arguments' names."""
        return tuple(differentiate(self.tree, argument) for argument in self.arguments)

    @cached_property
    def program(self) -> Program:
        """Value and local derivatives in one pass."""
        return compile_trees((self.tree, *self.partials), self.arguments, self.varying)

    @cached_property
    def enclosing(self) -> Enclosing:
        """The value in ball arithmetic."""
        held = tuple(argument for argument in self.arguments if argument not in self.varying)
        return Enclosing((Function(self.tree, self.varying, held),))


@dataclass(frozen=True)
class Graph:
    """Nodes in an order in which arguments come before their users; ``output`` is the name of the last result."""

    nodes: tuple[GraphNode, ...]
    output: str

    @cached_property
    def by_name(self) -> Mapping[str, GraphNode]:
        """The nodes by their names."""
        return {node.name: node for node in self.nodes}

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple(node.name for node in self.nodes if node.is_input)

    @cached_property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """(argument, user) of every edge."""
        return tuple((argument, node.name) for node in self.nodes for argument in node.arguments)

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """Who uses a node, in order."""
        found: dict[str, list[str]] = {node.name: [] for node in self.nodes}
        for argument, user in self.edges:
            found[argument].append(user)
        return {name: tuple(users) for name, users in found.items()}


def graph_of(function: Function, output: str = "f") -> Graph:
    """The graph of a function; its variables and parameters are the inputs (those that do not occur are left out)."""
    builder = GraphBuilder((*function.variables, *function.parameters), varying=function.variables, reserved=(output,))
    builder.define(output, guarded(function.tree, function.guards))
    return builder.graph()


class GraphBuilder:
    """Collects definitions into one graph. Equal operations on equal arguments become one node."""

    def __init__(
        self, inputs: Iterable[str], *, varying: Iterable[str] | None = None, reserved: Iterable[str] = ()
    ) -> None:
        inputs = tuple(inputs)
        taken = {name.partition("_")[0] for name in (*inputs, *reserved)}
        self._letter = next((letter for letter in _LETTERS if letter not in taken), "node")
        self._nodes: dict[str, GraphNode] = {name: GraphNode(name) for name in inputs}
        self._meaning = {name: name for name in inputs}
        self._varying = set(inputs if varying is None else varying)
        self._known: dict[Node, str] = {}
        self._count = 0
        self._last = ""

    @property
    def size(self) -> int:
        """How many nodes there are so far."""
        return len(self._nodes)

    def add_input(self, name: str) -> str:
        """Add an input that gives ``name`` its meaning from here on. Returns its name in the graph."""
        own = self._free_name(name)
        self._nodes[own] = GraphNode(own)
        self._meaning[name] = self._last = own
        return own

    def define(self, name: str, tree: Node) -> str:
        """Add ``name = tree``; symbols of the tree are inputs or earlier names. Returns the node's name in the graph.

        Defining a name again gives it a new meaning from here on (its node is ``name_2``, ``name_3``, …).
        """
        formula = self._formula(tree)
        if formula in self._known:
            formula = Symbol(self._known[formula])
        own = self._free_name(name)
        self._add(own, formula)
        self._known.setdefault(formula, own)
        self._meaning[name] = own
        self._last = own
        return own

    def graph(self) -> Graph:
        """The graph of what the last definition needs."""
        return Graph(tuple(self._needed()), self._last)

    def _needed(self) -> list[GraphNode]:
        wanted = {self._last}
        for node in reversed(self._nodes.values()):
            if node.name in wanted:
                wanted.update(node.arguments)
        return [node for node in self._nodes.values() if node.name in wanted]

    def _free_name(self, name: str) -> str:
        if name not in self._nodes:
            return name
        return next(own for i in range(2, 10_000) if (own := f"{name}_{i}") not in self._nodes)

    def _name(self, tree: Node) -> str:
        """The node of a tree with symbols."""
        if isinstance(tree, Symbol):
            return self._meaning[tree.name]
        formula = self._formula(tree)
        if formula not in self._known:
            self._count += 1
            self._known[formula] = self._free_name(f"{self._letter}_{self._count}")
            self._add(self._known[formula], formula)
        return self._known[formula]

    def _add(self, name: str, formula: Node) -> None:
        arguments = tuple(dict.fromkeys(_symbols(formula)))
        varying = tuple(argument for argument in arguments if argument in self._varying)
        if varying:
            self._varying.add(name)
        self._nodes[name] = GraphNode(name, formula, arguments, varying)

    def _formula(self, tree: Node) -> Node:
        """One operation: the tree with its parts replaced by the names of their nodes."""
        if isinstance(tree, Sum):
            return map_children(tree, self._signed)
        if isinstance(tree, Negative):
            return negative(self._part(tree.operand))
        if isinstance(tree, Piecewise | Condition):  # what decides is no node of its own: the branch shows it
            return map_children(
                tree, lambda part: self._formula(part) if isinstance(part, Condition) else self._part(part)
            )
        return map_children(tree, self._part) if children(tree) else self._part(tree)

    def _signed(self, term: Node) -> Node:
        # A subtracted term is an edge with the derivative −1, not a node of its own.
        return negative(self._part(term.operand)) if isinstance(term, Negative) else self._part(term)

    def _part(self, tree: Node) -> Node:
        return Symbol(self._name(tree)) if has_symbols(tree) else tree


def has_symbols(tree: Node) -> bool:
    """Whether a tree contains any variable or parameter."""
    return bool(_symbols(tree))


def _symbols(tree: Node) -> list[str]:
    if isinstance(tree, Symbol):
        return [tree.name]
    return [name for child in children(tree) for name in _symbols(child)]
