"""The typed function: its values, its derivatives of any order, its SymPy expression and its typeset form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from core.language.differentiation import differentiate, spelled_out
from core.language.domain import check_constants, check_has_values
from core.language.grammar import read
from core.language.kept import kept
from core.language.printing import to_latex, to_text
from core.language.program import Program, compile_trees
from core.language.syntax import Call, Node, Number, Power, children
from core.language.vocabulary import OPERATIONS, complete

if TYPE_CHECKING:
    import sympy as sp

    from core.language.enclosure import Enclosing, Enclosure, Given

# SymPy and ``core.language.symbolic`` are imported where they are used: they take 0.2 s, and no curve waits for them.

# A tree larger than this (written out in full) is not handed to SymPy; its values are computed all the same.
LARGEST_SYMBOLIC_TREE = 1500


@dataclass(frozen=True)
class Function:
    """A real function of real arrays.

    ``typed`` is what the person typed (None for a derivative); ``tree`` what was read; ``guards`` are trees that must
    have a value wherever this function is to have one (a derivative exists only where its original does).
    ``derivative_of`` is the original and the variable of a derivative.
    """

    tree: Node
    variables: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    typed: str | None = None
    guards: tuple[Node, ...] = ()
    derivative_of: tuple[Function, str] | None = None

    def __call__(self, *arrays: np.typing.ArrayLike, **parameters: float) -> np.ndarray:
        """Values at points given by one array a variable (they broadcast); NaN where there is none.

        Parameters not given are 1. Raises TypeError for a wrong number of arrays or an unknown parameter.
        """
        if len(arrays) != len(self.variables):
            raise TypeError(f"a function of {', '.join(self.variables)} takes {len(self.variables)} arrays")
        if unknown := set(parameters) - set(self.parameters):
            raise TypeError(f"no parameter named {', '.join(sorted(unknown))}")
        points = [np.asarray(array, dtype=float) for array in arrays]
        values: dict[str, np.ndarray | np.float64] = dict(zip(self.variables, points, strict=True))
        values |= {name: np.float64(parameters.get(name, 1.0)) for name in self.parameters}
        value, *guards = self._program.run(values)
        defined = np.isfinite(value)
        for guard in guards:
            defined = defined & np.isfinite(guard)
        shape = np.broadcast_shapes(*(point.shape for point in points))
        return np.broadcast_to(np.where(defined, value, np.nan), shape).copy()

    def derivative(self, variable: str) -> Function:
        """The derivative by a variable or parameter, defined wherever this function is and its slope is finite.

        At kinks it has the value machine-learning libraries use (see ``core.language.vocabulary``).
        """
        return self._derivatives(variable)

    @cached_property
    def _derivatives(self) -> Callable[[str], Function]:
        @lru_cache(maxsize=8)
        def derive(variable: str) -> Function:
            slope = differentiate(self.tree, variable)
            guards = (*self.guards, self.tree)
            return Function(slope, self.variables, self.parameters, (), None, guards, (self, variable))

        return derive

    @cached_property
    def _program(self) -> Program:
        return compile_trees((self.tree, *self.guards), (*self.variables, *self.parameters), self.variables)

    def enclose(self, *, bits: int = 80, **box: Given) -> Enclosure:
        """Bounds that surely hold over an interval or a box: ``f.enclose(x=arb(1, 0.1))``.

        By name of variable or parameter a number, a ball (``arb``) or two ends (a tuple); parameters not given are 1.
        The result (``core.language.enclosure.Enclosure``) also says whether f is surely defined, continuous, smooth
        there. Over a kink a derivative contains the slopes of both sides. Several functions in one pass:
        ``Enclosing((f, f′, f″))``.
        """
        if unknown := set(box) - {*self.variables, *self.parameters}:
            raise TypeError(f"no variable or parameter named {', '.join(sorted(unknown))}")
        if missing := set(self.variables) - set(box):
            raise TypeError(f"no interval for {', '.join(sorted(missing))}")
        return self._enclosing(box, bits=bits)[0]

    @cached_property
    def sharper(self) -> Function:
        """The same function of the same values, written so that enclosures are tighter: for proofs, not for showing."""
        from core.language.sharper import sharpened

        if self.derivative_of is None:
            return replace(self, tree=sharpened(self.tree, strict=True))
        original, variable = self.derivative_of
        source = original.sharper
        slope = sharpened(differentiate(source.tree, variable), strict=False)
        return Function(
            slope,
            self.variables,
            self.parameters,
            guards=(*source.guards, source.tree),
            derivative_of=(source, variable),
        )

    @cached_property
    def _enclosing(self) -> Enclosing:
        from core.language.enclosure import Enclosing

        return Enclosing((self,))

    @cached_property
    def program(self) -> dict[str, object] | None:
        """The function as plain data that the browser runs too (``core.language.portable``), None where it cannot."""
        from core.language.portable import portable

        return portable((self,))

    def work(self, points: int) -> float:
        """About how many nanoseconds it takes to evaluate at so many points: counted, not measured."""
        call, both = self._work
        return call + points * (both - call)

    @cached_property
    def _work(self) -> tuple[float, float]:
        return self._program.work(0), self._program.work(1)

    @cached_property
    def is_symbolic(self) -> bool:
        """Whether the function is small enough to be written out; where not, its values still come."""
        return _written_size(self.tree, {}) <= LARGEST_SYMBOLIC_TREE

    @cached_property
    def expression(self) -> sp.Expr:
        """The SymPy expression in real symbols; SymPy's unevaluated Derivative where it is too long to write out.

        Operations SymPy does not have are spelled out in its own, unless that makes it too long: then they stand there
        by their name.
        """
        import sympy as sp

        from core.language.symbolic import to_sympy

        if self.derivative_of is None or self.simplified is not None:
            # Spelled out, huber(huber(…)) would triple at each level.
            try:
                return to_sympy(self.tree, named=spelled_size(self.tree) > LARGEST_SYMBOLIC_TREE)
            except ValueError:  # a constant in a Min or Max that SymPy cannot compare, pieces within a condition
                return to_sympy(self.tree, named=True)
        original, variable = self.derivative_of
        return sp.Derivative(original.expression, sp.Symbol(variable, real=True), evaluate=False)

    @cached_property
    def simplified(self) -> Node | None:
        """The tree to show: as read, or, for a derivative, tidied (only where that is shorter); None if too long."""
        if self.derivative_of is None:
            return self.tree
        if not self.is_symbolic:
            return None
        from core.language.symbolic import to_sympy
        from core.language.tidying import NoTree, shortest

        try:
            expression = to_sympy(self.tree, named=True)
            return shortest(expression, decimals=self._speaks_in_decimals, cases=not self._speaks_of_steps)
        except (NoTree, ValueError):
            # SymPy made infinity or i of a function that is defined almost nowhere, or cannot compare its constants.
            return self.tree

    @cached_property
    def _speaks_in_decimals(self) -> bool:
        return self.derivative_of[0]._speaks_in_decimals if self.derivative_of else _has_decimals(self.tree)

    @cached_property
    def source(self) -> str:
        """The text of the function: as typed, or, for a derivative, text that reads back to it."""
        if self.typed is not None:
            return self.typed
        return to_text(self.simplified if self.simplified is not None else self.tree)

    @cached_property
    def latex(self) -> str:
        """Typeset form: as it was read, or, for a derivative, simplified; words where it is too long to write out."""
        if self.simplified is None:
            return r"\text{(too long to write out)}"
        return to_latex(self.simplified)

    @cached_property
    def _speaks_of_steps(self) -> bool:
        return self.derivative_of[0]._speaks_of_steps if self.derivative_of else _has_call(self.tree, "step")


def parse(text: str, variables: Iterable[str] = ("x",)) -> Function:
    """Read a typed text as a function of ``variables``.

    Raises LanguageError with a sentence for a student and the place of the mistake; its subclass Unfinished where
    the text only needs more typing.
    """
    return _parse(text, tuple(variables))


@kept(512)
def _parse(text: str, variables: tuple[str, ...]) -> Function:
    reading = read(text, variables)
    for tree in (*reading.guards, reading.tree):
        check_constants(tree)
    function = Function(
        reading.tree,
        variables,
        reading.parameters,
        reading.notes,
        typed=reading.cleaned,
        guards=reading.guards,
    )
    if check_has_values(function, variables, reading.parameters):
        return function
    listed = " and ".join(f"{name} = 1" for name in reading.parameters[:2])
    note = f"There is no value where {listed}: try other values."
    return replace(function, notes=(note, *reading.notes))


def spelled_size(tree: Node) -> int:
    """How many nodes the tree has when shared parts are written out and operations spelled out by their definitions."""
    memory: dict[int, tuple[Node, int]] = {}  # with the node, so that its id is not used again

    def size(node: Node) -> int:
        if id(node) not in memory:
            parts = children(node)
            if isinstance(node, Call) and OPERATIONS[node.name].definition:
                parts = (spelled_out(node.name, complete(node.name, node.arguments)),)
            elif isinstance(node, Power) or (isinstance(node, Call) and node.name in ("cbrt", "root")):
                parts = (*parts, *parts)  # a real root of u is sign(u)·|u|^…
            memory[id(node)] = node, 1 + sum(map(size, parts))
        return memory[id(node)][1]

    return size(tree)


def _written_size(tree: Node, memory: dict[int, int]) -> int:
    """How many nodes the tree has when shared parts are written out each time."""
    if id(tree) not in memory:
        memory[id(tree)] = 1 + sum(_written_size(child, memory) for child in children(tree))
    return memory[id(tree)]


def _has_call(tree: Node, name: str) -> bool:
    return (isinstance(tree, Call) and tree.name == name) or any(_has_call(part, name) for part in children(tree))


def _has_decimals(tree: Node) -> bool:
    if isinstance(tree, Number):
        return tree.value.denominator != 1
    parts = complete(tree.name, tree.arguments) if isinstance(tree, Call) else children(tree)
    return any(map(_has_decimals, parts))
